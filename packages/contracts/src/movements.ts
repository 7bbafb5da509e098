import { z } from 'zod'
import { api, clerks, office } from './endpoint.ts'
import { enrolment } from './people.ts'
import { classId, day, enrolmentId, line, pageOf, paging, personId, studentId } from './primitives.ts'

const order = line(100).nullable()

/** A student who came, changed class or left, by which order. */
export const movement = z.object({
  id: z.string(),
  kind: z.enum(['arrived', 'moved', 'left']),
  /** The first day in the class; of one who left the last day. */
  day,
  studentId,
  student: z.string(),
  fromClass: z.string().nullable(),
  toClass: z.string().nullable(),
  order: z.string().nullable(),
  reason: z.string().nullable(),
})
export type Movement = z.infer<typeof movement>

const counts = z.object({
  /** In the class on the first day, before what that day brought. */
  atBeginning: z.int(),
  arrived: z.int(),
  left: z.int(),
  /** From and to another class of the school. */
  movedIn: z.int(),
  movedOut: z.int(),
  atEnd: z.int(),
})

export const movementSummary = z.object({
  from: day,
  to: day,
  total: counts,
  classes: z.array(counts.extend({ classId, title: z.string() })),
})
export type MovementSummary = z.infer<typeof movementSummary>

const period = z.object({ from: day.optional(), to: day.optional() })

export const movementsApi = api({
  list: {
    method: 'GET',
    path: '/movements',
    summary:
      'Students who arrived, changed class or left in a period (without one: the school year so far), newest first',
    access: { by: office, on: 'school' },
    query: period.extend({ ...paging.shape, classId: classId.optional() }),
    response: pageOf(movement),
  },
  summary: {
    method: 'GET',
    path: '/movements/summary',
    summary: 'The movement of students in a period, by class: at the beginning, arrived, left, at the end',
    access: { by: office, on: 'school' },
    query: period,
    response: movementSummary,
  },
  arrive: {
    method: 'POST',
    path: '/people/:personId/arrival',
    summary: 'A student arrives: joins a class and its whole-class groups from a day',
    access: { by: clerks, on: 'person' },
    creates: true,
    params: z.object({ personId }),
    body: z.strictObject({ classId, fromOn: day, order: order.optional() }),
    response: enrolment,
    problems: ['student-enrolled'],
  },
  changeClass: {
    method: 'POST',
    path: '/enrolments/:enrolmentId/class-change',
    summary:
      'A student changes class: the stay ends the day before, another begins, and with it the whole-class groups. Answers the new stay.',
    access: { by: clerks, on: 'enrolment' },
    guard: 'change',
    params: z.object({ enrolmentId }),
    body: z.strictObject({
      classId,
      fromOn: day,
      order: order.optional(),
      reason: line(500).nullable().optional(),
    }),
    response: enrolment,
    problems: ['student-enrolled'],
  },
  leave: {
    method: 'POST',
    path: '/enrolments/:enrolmentId/leave',
    summary:
      'A student leaves the school: the stay and all memberships end with that day. Guardianships remain, and with them the diary up to it.',
    access: { by: clerks, on: 'enrolment' },
    guard: 'change',
    params: z.object({ enrolmentId }),
    body: z.strictObject({ lastOn: day, order: order.optional(), reason: line(500) }),
    response: enrolment,
  },
})
