import type { Gradebook, gradebooksApi } from '@diary/contracts/gradebooks'
import type { Day } from '@diary/contracts/primitives'
import { type Actor, classIdsOf, isAny } from '#access/actor'
import { canEditGradebook } from '#access/can'
import { visibleGradebook } from '#access/visible'
import { visibleGradebookSql } from '#access/visible-sql'
import type { Cursors } from '#platform/cursor'
import { Problem } from '#platform/problem'
import { rangeOf, weekOf } from '#platform/ranges'
import { type Handlers, JsonText } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { termAt, termsOf } from '#platform/terms'
import { cellsSql, gradebookSelect, headSql, toGradebook } from './gradebooks.view.ts'

interface Head {
  gradebook: Omit<Gradebook, 'can'>
  isTaught: boolean
  isOfClass: boolean
}

export const gradebooks = (cursors: Cursors): Handlers<typeof gradebooksApi> => ({
  async list({ actor, db, now }, { query: { limit, after } }) {
    const today = todayOf(actor, now())
    const [lastId] = after ? cursors.open('gradebooks', actor.personId, after) : []
    const rows = await db.gradebook.findMany({
      where: { AND: [visibleGradebook(actor, today), lastId ? { id: { gt: lastId } } : {}] },
      select: gradebookSelect(today),
      orderBy: { id: 'asc' },
      take: limit + 1,
    })
    const items = rows.slice(0, limit).map(row => toGradebook(row, actor))
    const last = items.at(-1)
    return {
      items,
      next: rows.length > limit && last ? cursors.seal('gradebooks', actor.personId, [last.id]) : null,
    }
  },

  show: {
    async hot({ actor, sql, now }, { params: { gradebookId }, query }) {
      const today = todayOf(actor, now())
      const visible = visibleGradebookSql(actor, 'b', {
        school: '$1',
        person: '$4',
        today: '$3',
        classIds: '$5',
      })
      const [head] = await sql<Head>({
        name: `gradebook-head-${visible.name}`,
        text: headSql(visible.text),
        values: [actor.schoolId, gradebookId, today, actor.personId, classIdsOf(actor)],
      })
      if (!head) throw new Problem('not-found')
      const { gradebook } = head
      const classId = gradebook.classes[0]?.id
      const terms = classId
        ? await termsOf(sql, { schoolId: actor.schoolId, classId, subjectId: gradebook.subject.id })
        : []
      const { from, to } = daysOf(query, termAt(terms, today), today)
      const term = terms.find(({ startsOn, endsOn }) => startsOn === from && endsOn === to) ?? null
      const [cells] = await sql<{ body: string }>({
        name: 'gradebook-cells',
        text: cellsSql,
        values: [actor.schoolId, gradebookId, from, to, classesShown(actor, head)],
      })
      const types = await sql<{ body: string }>({
        name: 'gradebook-work-types',
        text: `select coalesce(json_agg(json_build_object('id', id, 'title', title, 'abbreviation', abbreviation, 'weight', weight_tenths / 10.0,
            'countsInAverage', counts_in_average, 'isAssessment', is_assessment) order by ordinal, title), '[]')::text as body
          from work_type where school_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)`,
        values: [actor.schoolId, today],
      })
      const can = { edit: canEditGradebook(actor, { teachingIds: head.isTaught ? [actor.personId] : [] }) }
      const rest = JSON.stringify({ gradebook: { ...gradebook, can }, term, terms, from, to, today })
      return new JsonText(`${rest.slice(0, -1)},${cells?.body.slice(1, -1)},"workTypes":${types[0]?.body}}`)
    },
  },
})

/** A class teacher who does not teach the group sees the own class in it, not the other classes of a stream. */
function classesShown(actor: Actor, { isTaught, isOfClass }: Head): string[] | null {
  const seesAll = isAny(actor, 'deputy', 'head') || (isTaught && isAny(actor, 'teacher'))
  return seesAll || !isOfClass ? null : classIdsOf(actor)
}

/** The range asked for; without one the current term; where there are no terms, this week. */
function daysOf(
  { from, to }: { from?: Day | undefined; to?: Day | undefined },
  term: { startsOn: Day; endsOn: Day } | undefined,
  today: Day,
) {
  const week = weekOf(today)
  return rangeOf(from ?? term?.startsOn ?? week.from, to ?? term?.endsOn ?? week.to, 310)
}
