import type { Lack, Lesson } from '@diary/contracts/lessons'
import type { Day } from '@diary/contracts/primitives'
import type { Prisma } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { canEditLesson } from '#access/can'
import { fullName, nameSelect, timeOf } from '#platform/names'
import { homeworkSelect, toHomework } from '#view/homework'
import { toWork, workSelect } from '#view/works'

/** A lesson for the staff. `today` is for who teaches the gradebook now. */
export const lessonSelect = (today: string) =>
  ({
    id: true,
    gradebookId: true,
    day: true,
    number: true,
    startMinute: true,
    endMinute: true,
    status: true,
    change: true,
    changeWas: true,
    changeReason: true,
    topic: true,
    content: true,
    isHomeworkNone: true,
    attendanceAt: true,
    version: true,
    room: { select: { title: true } },
    gradebook: {
      select: {
        subject: { select: { id: true, title: true } },
        group: { select: { title: true } },
        teachings: {
          where: {
            fromOn: { lte: dateOf(today) },
            OR: [{ untilOn: null }, { untilOn: { gte: dateOf(today) } }],
          },
          select: { staffId: true },
        },
      },
    },
    teachers: {
      orderBy: { staffId: 'asc' },
      select: {
        isPlanned: true,
        isActual: true,
        staff: { select: { id: true, person: { select: nameSelect } } },
      },
    },
    homework: { where: { withdrawnAt: null }, orderBy: { publishedAt: 'asc' }, select: homeworkSelect },
    works: {
      where: { withdrawnAt: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: workSelect,
    },
  }) satisfies Prisma.LessonSelect
export type LessonRow = Prisma.LessonGetPayload<{ select: ReturnType<typeof lessonSelect> }>

/** Whom a lesson belongs to, for `canEditLesson`. */
export const ownersOf = (
  row: Pick<LessonRow, 'teachers'> & { gradebook: Pick<LessonRow['gradebook'], 'teachings'> },
) => ({
  teacherIds: row.teachers.map(({ staff }) => staff.id),
  teachingIds: row.gradebook.teachings.map(({ staffId }) => staffId),
})

export function toLesson(row: LessonRow, actor: Actor): Lesson {
  return {
    id: row.id as Lesson['id'],
    gradebookId: row.gradebookId as Lesson['gradebookId'],
    day: dayOf(row.day) as Day,
    number: row.number,
    startsAt: timeOf(row.startMinute),
    endsAt: timeOf(row.endMinute),
    subject: row.gradebook.subject as Lesson['subject'],
    group: row.gradebook.group.title,
    room: row.room?.title ?? null,
    teachers: row.teachers.map(({ staff, isPlanned, isActual }) => ({
      id: staff.id as Lesson['teachers'][number]['id'],
      name: fullName(staff.person),
      isPlanned,
      isActual,
    })),
    status: row.status,
    change: row.change
      ? {
          kind: row.change,
          was: row.changeWas as NonNullable<Lesson['change']>['was'],
          reason: row.changeReason,
        }
      : null,
    topic: row.topic,
    content: row.content,
    isHomeworkNone: row.isHomeworkNone,
    attendanceAt: row.attendanceAt,
    homework: row.homework.map(toHomework),
    works: row.works.map(toWork),
    version: row.version,
    can: { edit: canEditLesson(actor, ownersOf(row)) },
  }
}

/** What is still missing before a lesson is complete. A cancelled lesson lacks nothing. */
export function lacksOf(
  lesson: Pick<Lesson, 'status' | 'topic' | 'attendanceAt' | 'homework' | 'isHomeworkNone'>,
): Lack[] {
  if (lesson.status === 'cancelled' || lesson.status === 'moved') return []
  const lacks: Lack[] = []
  if (lesson.status !== 'held') lacks.push('held')
  if (!lesson.topic) lacks.push('topic')
  if (!lesson.attendanceAt) lacks.push('attendance')
  if (lesson.homework.length === 0 && !lesson.isHomeworkNone) lacks.push('homework')
  return lacks
}
