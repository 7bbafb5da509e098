import { z } from 'zod'
import { api, teachingStaff } from './endpoint.ts'
import { day, instant, prose, studentId, version, workId } from './primitives.ts'

/** `1`–`5`; passed and not passed; `na` not assessed; `exempt`. */
export const markValue = z.enum(['5', '4', '3', '2', '1', 'pass', 'fail', 'na', 'exempt'])
export type MarkValue = z.infer<typeof markValue>

/** What a student got for a work: a value, or a debt to be made up. */
export const mark = z.object({
  studentId,
  value: markValue.nullable(),
  isDebt: z.boolean(),
  debtDueOn: day.nullable(),
  isMadeUp: z.boolean(),
  comment: z.string().nullable(),
  givenBy: z.string(),
  givenAt: instant,
  updatedAt: instant,
  version,
})
export type Mark = z.infer<typeof mark>

export const markInput = z
  .strictObject({
    value: markValue.nullable(),
    isDebt: z.boolean().default(false),
    debtDueOn: day.optional(),
    isMadeUp: z.boolean().default(false),
    comment: prose(1000).optional(),
  })
  .refine(input => input.isDebt === (input.value === null), {
    path: ['value'],
    message: 'Either a value or a debt',
  })
  .refine(input => input.isDebt || !input.debtDueOn, {
    path: ['debtDueOn'],
    message: 'Only a debt has a due day',
  })

const path = z.object({ workId, studentId })

export const marksApi = api({
  put: {
    method: 'PUT',
    path: '/works/:workId/marks/:studentId',
    summary: 'Give or correct a mark. Saying the same again changes nothing.',
    access: { by: teachingStaff, on: 'work' },
    guard: 'put',
    params: path,
    body: markInput,
    response: mark,
    problems: [
      'student-absent',
      'student-not-in-group',
      'gradebook-unmarked',
      'work-withdrawn',
      'lesson-cancelled',
      'lesson-not-yet',
    ],
  },
  withdraw: {
    method: 'DELETE',
    path: '/works/:workId/marks/:studentId',
    summary: 'Withdraw a mark. It stays in the history.',
    access: { by: teachingStaff, on: 'work' },
    guard: 'change',
    params: path,
    current: mark,
    problems: ['work-withdrawn', 'lesson-cancelled'],
  },
})
