import type { AttendanceOfTerm, diaryApi, MarksOfTerm, Term } from '@diary/contracts/diary'
import type { Day } from '@diary/contracts/primitives'
import type { Sql } from '@diary/db/client'
import { classIdsOf, type Actor } from '#access/actor'
import { visibleChildSql } from '#access/visible-sql'
import { Problem } from '#platform/problem'
import { rangeOf, weekOf } from '#platform/ranges'
import { type Handlers, JsonText } from '#platform/routes'
import { schoolDayOf, todayOf } from '#platform/school-day'
import { termAt, termsOf } from '#platform/terms'
import { diarySql } from './diary.view.ts'
import { attendanceSql, classOfChildSql, homeworkSql, marksSql } from './terms.view.ts'

interface Asking {
  readonly actor: Actor
  readonly sql: Sql
  readonly now: () => Date
}

export const diary: Handlers<typeof diaryApi> = {
  show: {
    async hot({ actor, sql, now }, { params: { studentId }, query }) {
      const today = todayOf(actor, now())
      const { from, to } = await daysOf(sql, actor, today, query)
      const visible = visibleChildSql(actor, studentId, {
        school: '$1',
        student: '$2',
        today: '$5',
        classIds: '$6',
      })
      const [found] = await sql<{ body: string }>({
        name: `diary-${visible.name}`,
        text: diarySql(visible),
        values: [actor.schoolId, studentId, from, to, today, classIdsOf(actor)],
      })
      if (!found) throw new Problem('not-found')
      return new JsonText(found.body)
    },
  },
  marks: {
    async hot(asking, { params: { studentId }, query }) {
      const { term, terms } = await termFor(asking, studentId, query.termId)
      const subjects = term
        ? await textOf(asking, 'child-marks', marksSql, studentId, term.startsOn, term.endsOn, term.id)
        : '[]'
      return new JsonText(
        `{"term":${JSON.stringify(term)},"terms":${JSON.stringify(terms)},"subjects":${subjects}}`,
      )
    },
  },
  attendance: {
    async hot(asking, { params: { studentId }, query }) {
      const { term, terms } = await termFor(asking, studentId, query.termId)
      const { actor, now } = asking
      const today = todayOf(actor, now())
      const body = await textOf(
        asking,
        'child-attendance',
        attendanceSql,
        studentId,
        term?.startsOn ?? today,
        term?.endsOn ?? today,
      )
      const { items, totals } = JSON.parse(body) as Pick<AttendanceOfTerm, 'items' | 'totals'>
      return { term, terms, items, totals }
    },
  },
  homework: {
    async hot(asking, { params: { studentId }, query }) {
      const { actor, sql, now } = asking
      await classOf(asking, studentId)
      const { from, to } = await daysOf(sql, actor, todayOf(actor, now()), query)
      const items = await textOf(asking, 'child-homework', homeworkSql, studentId, from, to)
      return new JsonText(`{"from":"${from}","to":"${to}","items":${items}}`)
    },
  },
}

/** The range asked for; without one, the week of the current school day. */
async function daysOf(
  sql: Sql,
  actor: Actor,
  today: Day,
  { from, to }: { from?: Day | undefined; to?: Day | undefined },
) {
  if (from && to) return rangeOf(from, to, 62)
  const week = weekOf(from ?? to ?? (await schoolDayOf(sql, actor, today)))
  return rangeOf(from ?? week.from, to ?? week.to, 62)
}

/** The class of a visible child; refuses for a child who is not. */
async function classOf({ actor, sql, now }: Asking, studentId: string): Promise<string | null> {
  const visible = visibleChildSql(actor, studentId, {
    school: '$1',
    student: '$2',
    today: '$3',
    classIds: '$4',
  })
  const [found] = await sql<{ classId: string | null }>({
    name: `class-of-child-${visible.name}`,
    text: classOfChildSql(visible),
    values: [actor.schoolId, studentId, todayOf(actor, now()), classIdsOf(actor)],
  })
  if (!found) throw new Problem('not-found')
  return found.classId
}

/** The terms of a visible child’s class, and the one asked for or the current one. */
async function termFor(
  asking: Asking,
  studentId: string,
  termId: string | undefined,
): Promise<{ term: MarksOfTerm['term']; terms: Term[] }> {
  const classId = await classOf(asking, studentId)
  const { actor, sql, now } = asking
  const terms = classId ? await termsOf(sql, { schoolId: actor.schoolId, classId }) : []
  const term = termId ? terms.find(({ id }) => id === termId) : termAt(terms, todayOf(actor, now()))
  if (termId && !term) throw new Problem('not-found')
  return { term: term ?? null, terms }
}

/** One statement over a child’s lessons, as JSON text. */
async function textOf(
  { actor, sql }: Asking,
  name: string,
  text: string,
  studentId: string,
  from: Day,
  to: Day,
  ...more: string[]
) {
  const [found] = await sql<{ body: string }>({
    name,
    text,
    values: [actor.schoolId, studentId, from, to, ...more],
  })
  if (!found) throw new Error(`${name} answers one row`)
  return found.body
}
