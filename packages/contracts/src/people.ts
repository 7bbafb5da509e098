import { z } from 'zod'
import { api, capacityKinds, clerks, office } from './endpoint.ts'
import {
  capacityId,
  classId,
  day,
  enrolmentId,
  gradebookId,
  groupId,
  guardianshipId,
  instant,
  line,
  pageOf,
  paging,
  personId,
  studentId,
  teachingId,
  version,
} from './primitives.ts'

export const guardianshipKind = z.enum([
  'mother',
  'father',
  'adopter',
  'guardian',
  'custodian',
  'representative',
])

export const personKind = z.enum(['student', 'guardian', 'staff'])

/** A phone number or an address; phones are kept as digits after a plus: `+79130000000`. */
export const contact = z.object({ kind: z.enum(['phone', 'email']), value: z.string() })

/** A person in a list. */
export const personInList = z.object({
  id: personId,
  name: z.string(),
  kinds: z.array(personKind),
  /** The class of a student, the position of a member of staff. */
  note: z.string().nullable(),
})
export type PersonInList = z.infer<typeof personInList>

const dates = { fromOn: day, untilOn: day.nullable() }

/** A student's stay in a class, with the orders it began and ended by. */
export const enrolment = z.object({
  id: enrolmentId,
  studentId,
  classId,
  className: z.string(),
  ...dates,
  order: z.string().nullable(),
  endOrder: z.string().nullable(),
  endReason: z.string().nullable(),
  version,
})
export type Enrolment = z.infer<typeof enrolment>

/** Who represents which child: kind, since when, until when (the last day), on what ground. */
export const guardianship = z.object({
  id: guardianshipId,
  guardianId: personId,
  guardianName: z.string(),
  studentId,
  studentName: z.string(),
  /** The child's class of today. */
  className: z.string().nullable(),
  kind: guardianshipKind,
  ...dates,
  ground: z.string().nullable(),
  endReason: z.string().nullable(),
  /** Whether it gives a right to the diary today. */
  isActive: z.boolean(),
  version,
})
export type Guardianship = z.infer<typeof guardianship>

/** What a member of staff acts as, and when. */
export const capacity = z.object({
  id: capacityId,
  staffId: personId,
  kind: z.enum(capacityKinds).exclude(['guardian']),
  classId: classId.nullable(),
  className: z.string().nullable(),
  ...dates,
  isActive: z.boolean(),
  version,
})
export type Capacity = z.infer<typeof capacity>

/** Who teaches a subject to a study group, and when. */
export const teaching = z.object({
  id: teachingId,
  staffId: personId,
  staffName: z.string(),
  gradebookId,
  groupId,
  group: z.string(),
  subject: z.string(),
  ...dates,
  version,
})
export type Teaching = z.infer<typeof teaching>

/** Everything the office knows of a person. What has ended stays in the lists, newest first. */
export const personPage = personInList.extend({
  lastName: z.string(),
  firstName: z.string(),
  middleName: z.string().nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  birthOn: day.nullable(),
  /** Of a member of staff. */
  position: z.string().nullable(),
  contacts: z.array(contact),
  enrolments: z.array(enrolment),
  groups: z.array(z.object({ groupId, title: z.string(), subjects: z.array(z.string()), ...dates })),
  guardians: z.array(guardianship),
  children: z.array(guardianship),
  capacities: z.array(capacity),
  teachings: z.array(teaching),
  hasAccount: z.boolean(),
  /** What the reader may do. */
  can: z.object({ edit: z.boolean(), giveCapacities: z.array(capacity.shape.kind) }),
  version,
})
export type PersonPage = z.infer<typeof personPage>

/** Someone who may be the one that is about to be made: alike by name, by birth date or by a contact. */
export const probableDuplicate = personInList.extend({
  birthOn: day.nullable(),
  alike: z.array(z.enum(['name', 'birthOn', 'contact'])),
})
export type ProbableDuplicate = z.infer<typeof probableDuplicate>

const contactInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('phone'),
    value: z
      .string()
      .trim()
      .regex(/^\+?[\d\s().-]{5,30}$/, { message: 'A phone number' }),
  }),
  z.strictObject({ kind: z.literal('email'), value: z.email().max(254) }),
])

const personInput = z.strictObject({
  lastName: line(100),
  firstName: line(100),
  middleName: line(100).nullable(),
  birthOn: day.nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  contacts: z.array(contactInput).max(10),
  /** Of staff alone. */
  position: line(200).nullable(),
})

/** One change in the life of a person at the school, as the database wrote it down. */
export const personEvent = z.object({
  id: z.uuid(),
  at: instant,
  /** Who did it; `null`: the system (an import). */
  by: z.string().nullable(),
  subject: z.enum(['enrolment', 'group_membership', 'guardianship', 'capacity']),
  action: z.enum(['create', 'change', 'delete']),
  /** The class, the group, the other person of a guardianship, the class of a class teacher. */
  about: z.string().nullable(),
  /** What it was and what it became, field by field: days, kinds, orders, grounds. */
  changes: z.array(
    z.object({
      field: z.enum([
        'fromOn',
        'untilOn',
        'kind',
        'ground',
        'order',
        'endOrder',
        'endReason',
        'class',
        'group',
      ]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  why: z.string().nullable(),
})
export type PersonEvent = z.infer<typeof personEvent>

/** Everyone connected with a person by guardianship: the children, all their guardians, and the children of those. */
export const family = z.object({
  children: z.array(personInList.extend({ birthOn: day.nullable(), className: z.string().nullable() })),
  guardians: z.array(personInList.extend({ contacts: z.array(contact), hasAccount: z.boolean() })),
  guardianships: z.array(guardianship),
})
export type Family = z.infer<typeof family>

const path = z.object({ personId })

export const peopleApi = api({
  list: {
    method: 'GET',
    path: '/people',
    summary:
      'People of the school. Search forgives case, ё/е, hyphens and the order of words; it takes beginnings of names, digits of phones, parts of addresses. The best come first.',
    access: { by: office, on: 'school' },
    query: paging.extend({
      search: z
        .string()
        .trim()
        .max(100)
        .refine(text => !/\p{Cc}/u.test(text), { message: 'No control characters' })
        .optional(),
      kind: personKind.optional(),
      /** Students of this class today, and nobody else. */
      classId: classId.optional(),
    }),
    response: pageOf(personInList),
  },
  show: {
    method: 'GET',
    path: '/people/:personId',
    summary: 'A person with contacts, enrolments, groups, guardians or children, capacities and teachings',
    access: { by: office, on: 'person' },
    params: path,
    response: personPage,
  },
  create: {
    method: 'POST',
    path: '/people',
    summary:
      'Make a person a student, a guardian or a member of staff. Probable duplicates are refused with a list of them, unless they are said to be other people.',
    access: { by: clerks, on: 'school' },
    creates: true,
    body: personInput
      .partial({ middleName: true, birthOn: true, sex: true, contacts: true, position: true })
      .extend({
        kind: personKind,
        /** The probable duplicates were looked at and are other people. */
        isSomeoneElse: z.boolean().default(false),
      }),
    response: personPage,
    current: z.object({ duplicates: z.array(probableDuplicate) }),
    problems: ['person-duplicate'],
  },
  update: {
    method: 'PATCH',
    path: '/people/:personId',
    summary: 'Correct a person’s name, birth date, sex, position, or the whole set of contacts',
    access: { by: clerks, on: 'person' },
    guard: 'change',
    params: path,
    body: personInput.partial(),
    response: personPage,
  },
  family: {
    method: 'GET',
    path: '/people/:personId/family',
    summary:
      'The family of a child or of a guardian: all children and guardians connected, with their rights',
    access: { by: office, on: 'person' },
    params: path,
    response: family,
  },
  history: {
    method: 'GET',
    path: '/people/:personId/history',
    summary: 'What was changed in enrolments, groups, guardianships and capacities of a person, newest first',
    access: { by: office, on: 'person' },
    params: path,
    query: paging,
    response: pageOf(personEvent),
  },
})
