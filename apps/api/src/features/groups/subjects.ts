import type { groupsApi, Subject } from '@diary/contracts/groups'
import type { Db } from '@diary/db/client'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleSubject } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'

const subjectSelect = { id: true, title: true, isMarked: true, version: true } as const

/** The subjects a school teaches. */
export const subjectHandlers: Pick<
  Handlers<typeof groupsApi>,
  'subjects' | 'createSubject' | 'updateSubject' | 'removeSubjectOfSchool'
> = {
  async subjects({ actor, db }) {
    const rows = await db.subject.findMany({
      where: visibleSubject(actor),
      select: subjectSelect,
      orderBy: { title: 'asc' },
      take: 1000,
    })
    return { items: rows.map(row => ({ ...row, id: row.id as Subject['id'] })) }
  },

  async createSubject({ actor, db }, { body }) {
    const id = newId()
    const { count } = await db.subject.createMany({
      data: { schoolId: actor.schoolId, id, ...body },
      skipDuplicates: true,
    })
    if (count === 0) throw wrongField('/title', 'taken', 'There is such a subject')
    return { id: id as Subject['id'], ...body, version: 1 }
  },

  async updateSubject({ actor, db }, { params, body, ifVersion }) {
    const current = await subjectNow(db, actor, params.subjectId)
    if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
    const { title = current.title, isMarked = current.isMarked } = body
    const other = await db.subject.findFirst({
      where: { schoolId: actor.schoolId, title, id: { not: current.id } },
      select: { id: true },
    })
    if (other) throw wrongField('/title', 'taken', 'There is such a subject')
    const { count } = await db.subject.updateMany({
      where: { AND: [visibleSubject(actor), { id: current.id, version: ifVersion }] },
      data: { title, isMarked },
    })
    const changed = await subjectNow(db, actor, current.id)
    if (count === 0) throw new Problem('changed-meanwhile', { current: changed })
    return changed
  },

  async removeSubjectOfSchool({ actor, db, sql }, { params, ifVersion }) {
    const current = await subjectNow(db, actor, params.subjectId)
    // Whoever gives the subject to a group meanwhile waits here, or we for them.
    const [locked] = await sql<{ isUsed: boolean }>({
      name: 'subject-in-use',
      text: `with locked as (select id from subject where school_id = $1 and id = $2 and version = $3 for update)
        select exists (select from gradebook g where g.school_id = $1 and g.subject_id = $2)
          or exists (select from timetable_row r where r.school_id = $1 and r.subject_id = $2)
          or exists (select from term_scheme_rule r where r.school_id = $1 and r.subject_id = $2) as "isUsed"
        from locked`,
      values: [actor.schoolId, current.id, ifVersion],
    })
    if (!locked) throw new Problem('changed-meanwhile', { current })
    if (locked.isUsed) throw new Problem('subject-in-use')
    await db.subject.deleteMany({ where: { AND: [visibleSubject(actor), { id: current.id }] } })
  },
}

async function subjectNow(db: Db, actor: Actor, id: string): Promise<Subject> {
  const row = await db.subject.findFirst({
    where: { AND: [visibleSubject(actor), { id }] },
    select: subjectSelect,
  })
  if (!row) throw new Problem('not-found')
  return { ...row, id: row.id as Subject['id'] }
}
