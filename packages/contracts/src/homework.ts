import { z } from 'zod'
import { api, teachingStaff } from './endpoint.ts'
import { day, homeworkId, instant, lessonId, prose, studentId, version } from './primitives.ts'

/** Homework given at a lesson. Empty `studentIds`: for the whole group. */
export const homework = z.object({
  id: homeworkId,
  lessonId,
  text: z.string(),
  dueOn: day,
  dueLessonId: lessonId.nullable(),
  minutes: z.int().nullable(),
  studentIds: z.array(studentId),
  publishedAt: instant,
  updatedAt: instant,
  version,
})
export type Homework = z.infer<typeof homework>

const homeworkInput = z.strictObject({
  text: prose(4000),
  /** Without it: the next lesson of the group in the subject, or the day given. */
  dueLessonId: lessonId.optional(),
  dueOn: day.optional(),
  minutes: z.int().min(1).max(600).optional(),
  studentIds: z.array(studentId).max(60).optional(),
})

export const homeworkApi = api({
  create: {
    method: 'POST',
    path: '/lessons/:lessonId/homework',
    summary: 'Give homework at a lesson; due at the group’s next lesson of the subject unless said otherwise',
    access: { by: teachingStaff, on: 'lesson' },
    creates: true,
    params: z.object({ lessonId }),
    body: homeworkInput,
    response: homework,
    problems: ['lesson-cancelled', 'homework-due-before-given', 'student-not-in-group'],
  },
  update: {
    method: 'PATCH',
    path: '/homework/:homeworkId',
    summary: 'Correct homework',
    access: { by: teachingStaff, on: 'homework' },
    guard: 'change',
    params: z.object({ homeworkId }),
    body: homeworkInput
      .omit({ studentIds: true, minutes: true })
      .extend({ minutes: z.int().min(1).max(600).nullable() })
      .partial(),
    response: homework,
    problems: ['homework-due-before-given'],
  },
  withdraw: {
    method: 'DELETE',
    path: '/homework/:homeworkId',
    summary: 'Withdraw homework. It stays in the history.',
    access: { by: teachingStaff, on: 'homework' },
    guard: 'change',
    params: z.object({ homeworkId }),
    current: homework,
  },
})
