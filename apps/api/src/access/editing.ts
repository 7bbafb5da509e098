import type { Day } from '@diary/contracts/primitives'
import type { Db, Sql } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import { Problem } from '#platform/problem'
import { schoolDayOf } from '#platform/school-day'
import type { Actor } from './actor.ts'
import { canEditLesson } from './can.ts'
import { visibleLesson } from './visible.ts'

/** A lesson that the actor may fill in. */
export interface LessonToFillIn {
  readonly id: string
  readonly day: Day
  readonly number: number
  readonly status: 'planned' | 'held' | 'cancelled' | 'moved'
  readonly gradebookId: string
  readonly groupId: string
  readonly isMarked: boolean
}

/** Finds a lesson to write into: 404 when it is not visible, 403 when it is another teacher's, 409 when it is cancelled. */
export async function lessonToFillIn(
  db: Db,
  actor: Actor,
  today: Day,
  lessonId: string,
): Promise<LessonToFillIn> {
  const found = await db.lesson.findFirst({
    where: { AND: [visibleLesson(actor, today), { id: lessonId }] },
    select: {
      id: true,
      day: true,
      number: true,
      status: true,
      gradebookId: true,
      teachers: { select: { staffId: true } },
      gradebook: {
        select: {
          groupId: true,
          isMarked: true,
          teachings: {
            where: {
              fromOn: { lte: dateOf(today) },
              OR: [{ untilOn: null }, { untilOn: { gte: dateOf(today) } }],
            },
            select: { staffId: true },
          },
        },
      },
    },
  })
  if (!found) throw new Problem('not-found')
  const { teachers, gradebook, ...lesson } = found
  const owners = {
    teacherIds: teachers.map(({ staffId }) => staffId),
    teachingIds: gradebook.teachings.map(({ staffId }) => staffId),
  }
  if (!canEditLesson(actor, owners)) throw new Problem('not-allowed')
  if (lesson.status === 'cancelled' || lesson.status === 'moved') throw new Problem('lesson-cancelled')
  return {
    ...lesson,
    day: dayOf(lesson.day) as Day,
    groupId: gradebook.groupId,
    isMarked: gradebook.isMarked,
  }
}

/** What happens in a lesson cannot be told before its day; on a day off, the next school day counts as today (decision 0004). */
export async function refuseFuture(
  sql: Sql,
  actor: Actor,
  today: Day,
  lesson: { readonly day: Day },
): Promise<void> {
  if (lesson.day <= today) return
  if (lesson.day > (await schoolDayOf(sql, actor, today))) throw new Problem('lesson-not-yet')
}
