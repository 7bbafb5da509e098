import type { Mark, marksApi } from '@diary/contracts/marks'
import type { Day } from '@diary/contracts/primitives'
import type { Sql } from '@diary/db/client'
import { type Actor, classIdsOf } from '#access/actor'
import { canEditLesson } from '#access/can'
import { refuseFuture } from '#access/editing'
import { visibleLessonSql } from '#access/visible-sql'
import { Problem } from '#platform/problem'
import { type Handlers, JsonText } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { changeMarkSql, giveMarkSql, placeOfMarkSql, withdrawMarkSql } from './marks.sql.ts'
import { isSameMark, type MarkToGive } from './marks.rules.ts'

/** The cell of a register that a mark goes into. */
interface Place {
  day: Day
  lessonStatus: 'planned' | 'held' | 'cancelled' | 'moved'
  isMarked: boolean
  isWorkWithdrawn: boolean
  teachingIds: string[]
  teacherIds: string[]
  isMember: boolean
  isAbsent: boolean
  mark: string | null
}

export const marks: Handlers<typeof marksApi> = {
  put: {
    async hot({ actor, sql, now }, { params: { workId, studentId }, body, ifVersion }) {
      const today = todayOf(actor, now())
      const place = await placeOf(sql, actor, today, workId, studentId)
      refuseClosed(place)
      if (!place.isMarked) throw new Problem('gradebook-unmarked')
      if (!place.isMember) throw new Problem('student-not-in-group')
      await refuseFuture(sql, actor, today, place)
      const given: MarkToGive = {
        value: body.value,
        isDebt: body.isDebt,
        debtDueOn: body.debtDueOn ?? null,
        isMadeUp: body.isMadeUp,
        comment: body.comment ?? null,
      }
      if (place.isAbsent && !given.isMadeUp) throw new Problem('student-absent')
      const current = markOf(place)
      if (current && place.mark && isSameMark(current, given))
        return new JsonText(place.mark, current.version)
      const values = [
        actor.schoolId,
        workId,
        studentId,
        given.value,
        given.isDebt,
        given.debtDueOn,
        given.isMadeUp,
        given.comment,
        actor.personId,
        now(),
      ]
      const isNew = ifVersion === null || ifVersion === 0
      const saved = isNew
        ? await sql<{ mark: string; version: number }>({ name: 'mark-give', text: giveMarkSql, values })
        : await sql<{ mark: string; version: number }>({
            name: 'mark-change',
            text: changeMarkSql,
            values: [...values, ifVersion],
          })
      return savedOr412(sql, actor, today, workId, studentId, saved[0])
    },
  },

  withdraw: {
    async hot({ actor, sql, now }, { params: { workId, studentId }, ifVersion }) {
      const today = todayOf(actor, now())
      const place = await placeOf(sql, actor, today, workId, studentId)
      refuseClosed(place)
      if (!place.mark) throw new Problem('not-found')
      const [withdrawn] = await sql<{ mark: string; version: number }>({
        name: 'mark-withdraw',
        text: withdrawMarkSql,
        values: [actor.schoolId, workId, studentId, ifVersion, now()],
      })
      await savedOr412(sql, actor, today, workId, studentId, withdrawn)
    },
  },
}

/** Finds the cell: 404 when the work is not visible, 403 when it is another teacher's. */
async function placeOf(
  sql: Sql,
  actor: Actor,
  today: Day,
  workId: string,
  studentId: string,
): Promise<Place> {
  const visible = visibleLessonSql(actor, 'l', 'b', {
    school: '$1',
    person: '$4',
    today: '$5',
    classIds: '$6',
  })
  const [place] = await sql<Place>({
    name: `mark-place-${visible.name}`,
    text: placeOfMarkSql(visible.text),
    values: [actor.schoolId, workId, studentId, actor.personId, today, classIdsOf(actor)],
  })
  if (!place) throw new Problem('not-found')
  if (!canEditLesson(actor, place)) throw new Problem('not-allowed')
  return place
}

function refuseClosed(place: Place): void {
  if (place.isWorkWithdrawn) throw new Problem('work-withdrawn')
  if (place.lessonStatus === 'cancelled' || place.lessonStatus === 'moved')
    throw new Problem('lesson-cancelled')
}

const markOf = ({ mark }: Place) => (mark ? (JSON.parse(mark) as Mark) : undefined)

/** Nothing saved: someone else was there first. The answer shows what they wrote. */
async function savedOr412(
  sql: Sql,
  actor: Actor,
  today: Day,
  workId: string,
  studentId: string,
  saved: { mark: string; version: number } | undefined,
): Promise<JsonText> {
  if (saved) return new JsonText(saved.mark, saved.version)
  const place = await placeOf(sql, actor, today, workId, studentId)
  refuseClosed(place)
  throw new Problem('changed-meanwhile', { current: new JsonText(place.mark ?? 'null') })
}
