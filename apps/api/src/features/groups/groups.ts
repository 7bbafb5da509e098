import type { groupsApi, Split } from '@diary/contracts/groups'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleClass, visibleGroup } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { classGroupsOn, groupGradebook, groupOn, groupPageOn } from './group-page.ts'
import { countGroups, joinGroups, leaveGroups } from './groups.view.ts'
import { subjectHandlers } from './subjects.ts'

export const groups: Handlers<typeof groupsApi> = {
  ...subjectHandlers,

  async list({ actor, db, now }, { params, query }) {
    return classGroupsOn(db, actor, query.on ?? todayOf(actor, now()), params.classId)
  },

  async show({ actor, db, now }, { params }) {
    return groupPageOn(db, actor, todayOf(actor, now()), params.groupId)
  },

  async create({ actor, db, now }, { body }) {
    const { schoolId } = actor
    const classIds = [...new Set(body.classIds)]
    const classes = await db.schoolClass.findMany({
      where: { AND: [visibleClass(actor), { id: { in: classIds } }] },
      select: { yearId: true },
      take: classIds.length,
    })
    const [first] = classes
    if (!first || classes.length < classIds.length) throw wrongField('/classIds', 'unknown', 'No such class')
    if (classes.some(({ yearId }) => yearId !== first.yearId))
      throw wrongField('/classIds', 'other-year', 'Classes of one school year')
    if (body.kind === 'part' && classIds.length > 1)
      throw wrongField('/classIds', 'several', 'A part is of one class')
    const id = newId()
    const { count } = await db.studyGroup.createMany({
      data: { schoolId, id, yearId: first.yearId, kind: body.kind, title: body.title },
      skipDuplicates: true,
    })
    if (count === 0) throw wrongField('/title', 'taken', 'There is such a group')
    await db.studyGroupClass.createMany({
      data: classIds.map(classId => ({ schoolId, groupId: id, classId })),
    })
    return groupOn(db, actor, todayOf(actor, now()), id)
  },

  async update({ actor, db, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await groupOn(db, actor, today, params.groupId)
    if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
    const { title } = body
    if (title === undefined || title === current.title) return current
    await refuseTitle(db, actor, current.id, title)
    const { count } = await db.studyGroup.updateMany({
      where: { AND: [visibleGroup(actor), { id: current.id, version: ifVersion }] },
      data: { title },
    })
    const changed = await groupOn(db, actor, today, current.id)
    if (count === 0) throw new Problem('changed-meanwhile', { current: changed })
    return changed
  },

  async split({ actor, db, sql }, { params, body: { fromOn, groups: asked } }) {
    const { schoolId } = actor
    const { classId } = params
    const groupIds = asked.map(({ groupId }) => groupId)
    if (new Set(groupIds).size < groupIds.length) throw wrongField('/groups', 'twice', 'Each group once')
    // Counted first, which locks them in order: from here nobody else puts students into these groups.
    const seen = await classGroupsOn(db, actor, fromOn, classId)
    asked.forEach(({ groupId }, index) => {
      const group = seen.groups.find(({ id }) => id === groupId)
      if (!group) throw wrongField(`/groups/${index}/groupId`, 'unknown', 'No such group of the class')
      if (group.kind === 'whole_class')
        throw wrongField(`/groups/${index}/groupId`, 'whole-class', 'Whoever is in the class is in it')
    })
    await countGroups(sql, schoolId, groupIds)
    const now = await classGroupsOn(db, actor, fromOn, classId)
    // Locked and counted by us, each stands one above what its last writer left.
    const isSeen = asked.every(
      ({ groupId, version }) => now.groups.find(({ id }) => id === groupId)?.version === version + 1,
    )
    if (!isSeen) {
      const asItWas = now.groups.map(group =>
        (groupIds as string[]).includes(group.id) ? { ...group, version: group.version - 1 } : group,
      )
      throw new Problem('changed-meanwhile', { current: { ...now, groups: asItWas } })
    }
    const ofClass = new Set<string>(now.students.map(({ id }) => id))
    for (const [index, { groupId, studentIds }] of asked.entries()) {
      const wanted = [...new Set<string>(studentIds)]
      const group = now.groups.find(({ id }) => id === groupId)
      const members = new Set<string>(group?.studentIds)
      const stranger = wanted.find(id => !ofClass.has(id))
      if (stranger !== undefined)
        throw wrongField(
          `/groups/${index}/studentIds/${(studentIds as string[]).indexOf(stranger)}`,
          'not-in-class',
          'Not in the class on that day',
        )
      // In a stream the students of other classes are not ours to move.
      const place = { schoolId, groupIds: [groupId], fromOn }
      const gone = await laterOrNow(db, actor, groupId, fromOn, ofClass, new Set(wanted))
      await leaveGroups(sql, { ...place, studentIds: gone }, '/fromOn')
      await joinGroups(sql, { ...place, studentIds: wanted.filter(id => !members.has(id)) })
      await joinGroups(sql, { ...place, studentIds: wanted.filter(id => members.has(id)) })
    }
    return toSplit(await classGroupsOn(db, actor, fromOn, classId), groupIds)
  },

  async putSubject({ actor, db, now }, { params, body: { isMarked }, ifVersion }) {
    const today = todayOf(actor, now())
    const { schoolId } = actor
    const { groupId, subjectId } = params
    await groupOn(db, actor, today, groupId)
    const subject = await db.subject.findFirst({ where: { schoolId, id: subjectId }, select: { id: true } })
    if (!subject) throw new Problem('not-found')
    if (ifVersion === null)
      await db.gradebook.createMany({
        data: { schoolId, id: newId(), groupId, subjectId, isMarked },
        skipDuplicates: true,
      })
    else
      await db.gradebook.updateMany({
        where: { schoolId, groupId, subjectId, version: ifVersion },
        data: { isMarked },
      })
    const current = await groupGradebook(db, actor, today, groupId, subjectId)
    if (!current) throw new Problem('not-found')
    // Done is what was asked for: whoever asks twice, or for what is so already, is answered the same.
    const seen = ifVersion ?? 0
    const isDone = current.isMarked === isMarked && [seen, seen + 1].includes(current.version)
    if (!isDone) throw new Problem('changed-meanwhile', { current })
    return current
  },

  async removeSubject({ actor, db, sql, now }, { params, ifVersion }) {
    const today = todayOf(actor, now())
    await groupOn(db, actor, today, params.groupId)
    const current = await groupGradebook(db, actor, today, params.groupId, params.subjectId)
    if (!current) throw new Problem('not-found')
    if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
    const [used] = await sql<{ found: number }>({
      name: 'gradebook-in-use',
      text: `select 1 as found where exists (select from lesson l where l.school_id = $1 and l.gradebook_id = $2)
        or exists (select from timetable_row r where r.school_id = $1 and r.gradebook_id = $2)
        or exists (select from term_mark m where m.school_id = $1 and m.gradebook_id = $2)`,
      values: [actor.schoolId, current.id],
    })
    if (used) throw new Problem('gradebook-in-use')
    await db.teaching.deleteMany({ where: { schoolId: actor.schoolId, gradebookId: current.id } })
    await db.gradebook.deleteMany({ where: { schoolId: actor.schoolId, id: current.id } })
  },
}

async function refuseTitle(db: Db, actor: Actor, id: string, title: string): Promise<void> {
  const own = await db.studyGroup.findFirst({
    where: { AND: [visibleGroup(actor), { id }] },
    select: { yearId: true },
  })
  const other = await db.studyGroup.findFirst({
    where: { schoolId: actor.schoolId, yearId: own?.yearId ?? id, title, id: { not: id } },
    select: { id: true },
  })
  if (other) throw wrongField('/title', 'taken', 'There is such a group')
}

/** Students of the class who are in the group from the day on, or will be, and are not wanted in it. */
async function laterOrNow(
  db: Db,
  { schoolId }: Actor,
  groupId: string,
  fromOn: Day,
  ofClass: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await db.groupMembership.findMany({
    where: {
      schoolId,
      groupId,
      studentId: { in: [...ofClass] },
      OR: [{ untilOn: null }, { untilOn: { gte: new Date(`${fromOn}T00:00:00.000Z`) } }],
    },
    select: { studentId: true },
    take: 1000,
  })
  return [...new Set(rows.map(({ studentId }) => studentId))].filter(id => !wanted.has(id))
}

/** Who of the class is in none of the groups of a split, and who in several. */
function toSplit(found: Awaited<ReturnType<typeof classGroupsOn>>, groupIds: readonly string[]): Split {
  const parts = found.groups.filter(({ id }) => groupIds.includes(id))
  const placesOf = (id: string) =>
    parts.filter(({ studentIds }) => (studentIds as string[]).includes(id)).length
  return {
    ...found,
    inNone: found.students.map(({ id }) => id).filter(id => placesOf(id) === 0),
    inSeveral: found.students.map(({ id }) => id).filter(id => placesOf(id) > 1),
  }
}
