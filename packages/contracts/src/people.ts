import { z } from 'zod'
import { api, capacityKinds } from './endpoint.ts'
import { classId, day, pageOf, paging, personId, studentId } from './primitives.ts'

const office = ['secretary', 'admin', 'deputy', 'head'] as const

export const guardianshipKind = z.enum([
  'mother',
  'father',
  'adopter',
  'guardian',
  'custodian',
  'representative',
])

/** A person in a list. */
export const personInList = z.object({
  id: personId,
  name: z.string(),
  kinds: z.array(z.enum(['student', 'guardian', 'staff'])),
  /** The class of a student, the position of a member of staff. */
  note: z.string().nullable(),
})
export type PersonInList = z.infer<typeof personInList>

export const personPage = personInList.extend({
  birthOn: day.nullable(),
  contacts: z.array(z.object({ kind: z.enum(['phone', 'email']), value: z.string() })),
  enrolments: z.array(z.object({ className: z.string(), classId, fromOn: day, untilOn: day.nullable() })),
  groups: z.array(z.object({ title: z.string(), fromOn: day, untilOn: day.nullable() })),
  guardians: z.array(
    z.object({
      id: personId,
      name: z.string(),
      kind: guardianshipKind,
      fromOn: day,
      untilOn: day.nullable(),
      ground: z.string().nullable(),
    }),
  ),
  children: z.array(
    z.object({
      id: studentId,
      name: z.string(),
      className: z.string().nullable(),
      kind: guardianshipKind,
      fromOn: day,
      untilOn: day.nullable(),
    }),
  ),
  capacities: z.array(
    z.object({
      kind: z.enum(capacityKinds),
      className: z.string().nullable(),
      fromOn: day,
      untilOn: day.nullable(),
    }),
  ),
  hasAccount: z.boolean(),
})
export type PersonPage = z.infer<typeof personPage>

export const schoolClass = z.object({
  id: classId,
  title: z.string(),
  grade: z.int(),
  shift: z.int(),
  daysInWeek: z.int(),
  studentsCount: z.int(),
  classTeachers: z.array(z.string()),
})
export type SchoolClass = z.infer<typeof schoolClass>

export const peopleApi = api({
  list: {
    method: 'GET',
    path: '/people',
    summary: 'People of the school by name; search is tolerant of case and of ё/е',
    access: { by: office, on: 'school' },
    query: paging.extend({
      search: z
        .string()
        .trim()
        .max(100)
        .refine(text => !/\p{Cc}/u.test(text), { message: 'No control characters' })
        .optional(),
      kind: z.enum(['student', 'guardian', 'staff']).optional(),
    }),
    response: pageOf(personInList),
  },
  show: {
    method: 'GET',
    path: '/people/:personId',
    summary: 'A person with contacts, enrolments, guardians or children, and capacities',
    access: { by: office, on: 'person' },
    params: z.object({ personId }),
    response: personPage,
  },
})

export const classesApi = api({
  list: {
    method: 'GET',
    path: '/classes',
    summary: 'The classes of the current year',
    access: { by: [...office, 'class_teacher'], on: 'school' },
    response: z.object({ items: z.array(schoolClass) }),
  },
  show: {
    method: 'GET',
    path: '/classes/:classId',
    summary: 'A class with its students and study groups',
    access: { by: [...office, 'class_teacher'], on: 'class' },
    params: z.object({ classId }),
    response: schoolClass.extend({
      students: z.array(z.object({ id: studentId, name: z.string(), fromOn: day, untilOn: day.nullable() })),
      groups: z.array(
        z.object({
          title: z.string(),
          kind: z.enum(['whole_class', 'part', 'stream', 'individual']),
          studentsCount: z.int(),
          subjects: z.array(z.string()),
        }),
      ),
    }),
  },
})
