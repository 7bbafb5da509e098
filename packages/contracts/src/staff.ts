import { z } from 'zod'
import { api, capacityKinds, office } from './endpoint.ts'
import { capacity, teaching } from './people.ts'
import {
  capacityId,
  classId,
  day,
  gradebookId,
  line,
  pageOf,
  paging,
  personId,
  teachingId,
  version,
} from './primitives.ts'

/** A member of staff in the office's list, with what is so today. */
export const staffInList = z.object({
  id: personId,
  name: z.string(),
  position: z.string().nullable(),
  capacities: z.array(capacity),
  teachingsCount: z.int(),
})
export type StaffInList = z.infer<typeof staffInList>

/** Who is class teacher of a class in days that a new one is to have. */
export const classTeacherNow = z.object({
  capacityId,
  staffId: personId,
  name: z.string(),
  fromOn: day,
  untilOn: day.nullable(),
  version,
})

const dates = z.strictObject({ fromOn: day, untilOn: day.nullable() })

export const staffApi = api({
  list: {
    method: 'GET',
    path: '/staff',
    summary: 'The staff by name, with the capacities they have today or will have',
    access: { by: office, on: 'school' },
    query: paging.extend({ search: line(100).optional() }),
    response: pageOf(staffInList),
  },
  giveCapacity: {
    method: 'POST',
    path: '/capacities',
    summary:
      'Give a member of staff a capacity. A class that has a class teacher in those days wants it said what becomes of that one: `ends`, or `isBeside`.',
    access: { by: office, on: 'school' },
    creates: true,
    body: dates.partial({ untilOn: true }).extend({
      staffId: personId,
      kind: z.enum(capacityKinds).exclude(['guardian']),
      /** Of a class teacher alone. */
      classId: classId.optional(),
      /** Capacities of the class's present class teachers that end the day before. */
      ends: z.array(z.strictObject({ capacityId, version })).max(5).default([]),
      /** The class is to have two class teachers. */
      isBeside: z.boolean().default(false),
    }),
    response: capacity,
    current: z.object({ classTeachers: z.array(classTeacherNow) }),
    problems: ['class-has-teacher', 'changed-meanwhile'],
  },
  changeCapacity: {
    method: 'PATCH',
    path: '/capacities/:capacityId',
    summary: 'Change the days of a capacity. A last day before today ends it at once.',
    access: { by: office, on: 'capacity' },
    guard: 'change',
    params: z.object({ capacityId }),
    body: dates.partial(),
    response: capacity,
    problems: ['last-admin'],
  },
  giveTeaching: {
    method: 'POST',
    path: '/teachings',
    summary:
      'Let a member of staff teach a gradebook from a day; those named in `ends` teach until the day before',
    access: { by: office, on: 'school' },
    creates: true,
    body: dates.partial({ untilOn: true }).extend({
      gradebookId,
      staffId: personId,
      ends: z.array(z.strictObject({ teachingId, version })).max(10).default([]),
    }),
    response: teaching,
    problems: ['changed-meanwhile'],
  },
  changeTeaching: {
    method: 'PATCH',
    path: '/teachings/:teachingId',
    summary: 'Change the days of a teaching',
    access: { by: office, on: 'teaching' },
    guard: 'change',
    params: z.object({ teachingId }),
    body: dates.partial(),
    response: teaching,
  },
})
