import type { Homework } from '@diary/contracts/homework'
import type { Day } from '@diary/contracts/primitives'
import type { Prisma } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import { instantSql } from '#platform/names'

/** What a family reads of homework, as arguments of `json_build_object`. */
export const homeworkFieldsSql = (h: string) => `
  'id', ${h}.id, 'lessonId', ${h}.lesson_id, 'text', ${h}.text, 'dueOn', to_char(${h}.due_on, 'YYYY-MM-DD'), 'dueLessonId', ${h}.due_lesson_id,
  'minutes', ${h}.minutes, 'publishedAt', ${instantSql(`${h}.published_at`)}, 'updatedAt', ${instantSql(`${h}.updated_at`)}, 'version', ${h}.version`

/** Homework for the staff: with whom it is for. */
export const homeworkJsonSql = (h: string) =>
  `json_build_object(${homeworkFieldsSql(h)}, 'studentIds', ${h}.student_ids)`

export const homeworkSelect = {
  id: true,
  lessonId: true,
  text: true,
  dueOn: true,
  dueLessonId: true,
  minutes: true,
  studentIds: true,
  publishedAt: true,
  updatedAt: true,
  version: true,
} satisfies Prisma.HomeworkSelect
export type HomeworkRow = Prisma.HomeworkGetPayload<{ select: typeof homeworkSelect }>

export const toHomework = (row: HomeworkRow): Homework => ({
  ...row,
  id: row.id as Homework['id'],
  lessonId: row.lessonId as Homework['lessonId'],
  dueLessonId: row.dueLessonId as Homework['dueLessonId'],
  studentIds: row.studentIds as Homework['studentIds'],
  dueOn: dayOf(row.dueOn) as Day,
})
