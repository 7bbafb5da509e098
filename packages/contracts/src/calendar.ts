import { z } from 'zod'
import { term } from './diary.ts'
import { api, office } from './endpoint.ts'
import {
  bellsId,
  calendarEntryId,
  classId,
  day,
  lessonId,
  line,
  subjectId,
  termSchemeId,
  timeOfDay,
  version,
  yearId,
} from './primitives.ts'

export const dayKind = z.enum([
  'vacation',
  'public_holiday',
  'directors_day',
  'remote',
  'shortened',
  'working',
])
export const termKind = term.shape.kind

/** How many terms a year has by kind. */
export const termsOfKind = { quarter: 4, trimester: 3, half_year: 2 } as const

/** A rule says whom a scheme is for; empty in all three: for the whole school. A subject goes before a class, that before a grade. */
export const termRule = z.object({
  subjectId: subjectId.nullable(),
  classId: classId.nullable(),
  grade: z.int().nullable(),
})

export const termScheme = z.object({
  id: termSchemeId,
  title: z.string(),
  kind: termKind,
  terms: z.array(term.omit({ kind: true })),
  rules: z.array(termRule),
  version,
})
export type TermScheme = z.infer<typeof termScheme>

export const calendarEntry = z.object({
  id: calendarEntryId,
  kind: dayKind,
  title: z.string(),
  startsOn: day,
  endsOn: day,
  /** Empty: for all classes. */
  classIds: z.array(classId),
  bellsId: bellsId.nullable(),
  followsWeekday: z.int().nullable(),
  version,
})
export type CalendarEntry = z.infer<typeof calendarEntry>

/** When the lessons of a shift, or of a special kind of day, begin and end. */
export const bells = z.object({
  id: bellsId,
  title: z.string(),
  shift: z.int(),
  /** Not of every day: for those entries of the calendar that name it. */
  isSpecial: z.boolean(),
  validFrom: day,
  validTo: day.nullable(),
  slots: z.array(z.object({ number: z.int(), startsAt: timeOfDay, endsAt: timeOfDay })),
  version,
})
export type Bells = z.infer<typeof bells>

/** What became of the lessons from today on when the calendar or the bells changed. */
export const lessonsFollowed = z.object({
  made: z.int(),
  removed: z.int(),
  /** Got other hours. */
  retimed: z.int(),
  /** Filled in, and now on a day without school: they stay until somebody decides. */
  left: z.array(z.object({ id: lessonId, day, number: z.int(), subject: z.string(), group: z.string() })),
  /** How many there are, of which `left` holds the first hundred. */
  leftCount: z.int(),
})
export type LessonsFollowed = z.infer<typeof lessonsFollowed>

export const academicYear = z.object({ id: yearId, title: z.string(), startsOn: day, endsOn: day })

export const calendar = z.object({
  year: academicYear,
  years: z.array(academicYear),
  schemes: z.array(termScheme),
  entries: z.array(calendarEntry),
  bells: z.array(bells),
})
export type Calendar = z.infer<typeof calendar>

const termRuleInput = z.strictObject({
  subjectId: subjectId.optional(),
  classId: classId.optional(),
  grade: z.int().min(0).max(13).optional(),
})
const termInput = z.strictObject({ title: line(100), startsOn: day, endsOn: day })
const schemeInput = z.strictObject({
  title: line(100),
  /** In order; as many as the kind has. */
  terms: z.array(termInput).min(2).max(4),
  rules: z.array(termRuleInput).max(200),
})

const entryInput = z.strictObject({
  kind: dayKind,
  title: line(100),
  startsOn: day,
  endsOn: day,
  classIds: z.array(classId).max(200),
  bellsId: bellsId.nullable(),
  followsWeekday: z.int().min(1).max(7).nullable(),
})

const slotInput = z.strictObject({ number: z.int().min(0).max(20), startsAt: timeOfDay, endsAt: timeOfDay })
const bellsInput = z.strictObject({
  title: line(100),
  shift: z.int().min(1).max(4),
  isSpecial: z.boolean(),
  validFrom: day,
  validTo: day.nullable(),
  slots: z.array(slotInput).min(1).max(21),
})

export const calendarApi = api({
  show: {
    method: 'GET',
    path: '/calendar',
    summary: 'The calendar of a school year (without one: the current): terms, holidays, bells',
    access: { by: office, on: 'school' },
    query: z.object({ yearId: yearId.optional() }),
    response: calendar,
  },
  createYear: {
    method: 'POST',
    path: '/years',
    summary: 'Begin a school year',
    access: { by: office, on: 'school' },
    creates: true,
    body: z.strictObject({ title: line(50), startsOn: day, endsOn: day }),
    response: academicYear,
  },
  createScheme: {
    method: 'POST',
    path: '/term-schemes',
    summary: 'Divide the year into quarters, trimesters or half-years, for whom the rules say',
    access: { by: office, on: 'school' },
    creates: true,
    body: schemeInput.partial({ rules: true }).extend({ kind: termKind, yearId: yearId.optional() }),
    response: termScheme,
  },
  updateScheme: {
    method: 'PATCH',
    path: '/term-schemes/:termSchemeId',
    summary: 'Change the title, the days of all terms, or the set of rules of a scheme',
    access: { by: office, on: 'termScheme' },
    guard: 'change',
    params: z.object({ termSchemeId }),
    body: schemeInput.partial(),
    response: termScheme,
  },
  createEntry: {
    method: 'POST',
    path: '/calendar-entries',
    summary:
      'Add holidays, a director’s day, a shortened or a working day, for all classes or some. Future empty lessons follow.',
    access: { by: office, on: 'school' },
    creates: true,
    body: entryInput.partial({ classIds: true, bellsId: true, followsWeekday: true }),
    response: calendarEntry.extend({ lessons: lessonsFollowed }),
  },
  updateEntry: {
    method: 'PATCH',
    path: '/calendar-entries/:calendarEntryId',
    summary: 'Change days that are not as usual. Future empty lessons follow.',
    access: { by: office, on: 'calendarEntry' },
    guard: 'change',
    params: z.object({ calendarEntryId }),
    body: entryInput.partial(),
    response: calendarEntry.extend({ lessons: lessonsFollowed }),
    current: calendarEntry,
  },
  removeEntry: {
    method: 'DELETE',
    path: '/calendar-entries/:calendarEntryId',
    summary: 'Make days usual again. Lessons of the timetable come back.',
    access: { by: office, on: 'calendarEntry' },
    guard: 'change',
    params: z.object({ calendarEntryId }),
    response: lessonsFollowed,
    current: calendarEntry,
  },
  createBells: {
    method: 'POST',
    path: '/bells',
    summary: 'Add the bells of a shift, or of a special kind of day',
    access: { by: office, on: 'school' },
    creates: true,
    body: bellsInput.partial({ isSpecial: true, validTo: true }),
    response: bells.extend({ lessons: lessonsFollowed }),
  },
  updateBells: {
    method: 'PATCH',
    path: '/bells/:bellsId',
    summary: 'Change bells. Future empty lessons follow; slots are given as a whole set.',
    access: { by: office, on: 'bells' },
    guard: 'change',
    params: z.object({ bellsId }),
    body: bellsInput.partial(),
    response: bells.extend({ lessons: lessonsFollowed }),
    current: bells,
  },
})
