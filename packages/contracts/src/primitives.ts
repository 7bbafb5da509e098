import { z } from 'zod'

/** A moment: `Date` in code, ISO 8601 text in UTC on the wire. */
export const instant = z
  .codec(z.iso.datetime(), z.date(), { decode: text => new Date(text), encode: date => date.toISOString() })
  .meta({ description: 'A moment, ISO 8601 in UTC' })

/** The days that a diary can speak of. */
export const daysKnown = { first: '1900-01-01', last: '2200-01-01' } as const

/** A school day such as `2026-09-01`. It has no time zone, so it is never a `Date`. */
export const day = z.iso
  .date()
  .refine(text => text >= daysKnown.first && text <= daysKnown.last, {
    message: 'A day between 1900 and 2200',
  })
  .brand<'Day'>()
  .meta({ description: 'A school day, YYYY-MM-DD' })
export type Day = z.infer<typeof day>

/** A local time of day such as `08:30`. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/)
  .meta({ description: 'Local time, HH:MM' })

/** An id of one kind of thing: UUIDv7, lower case. (`lowercase()` would publish it as a string of format "lowercase".) */
export const id = <const Name extends string>(name: Name) =>
  z
    .uuid()
    .refine(text => text === text.toLowerCase(), { message: 'Lower case' })
    .meta({ description: name })
    .brand<Name>()

/** What a person typed in one line: trimmed, not empty, without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(text => !/[\p{Cc}\p{Cs}]/u.test(text), { message: 'No control characters' })

/** What a person typed in several lines. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(text => !/[^\P{Cc}\n\t\r]|\p{Cs}/u.test(text), { message: 'No control characters' })

/** Counts the changes of a thing; travels as `ETag` and comes back as `If-Match`. */
export const version = z.int().positive()

/** One page of a list; `next` goes into `after` to get the following one, and is empty on the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().max(500).nullable() })

/** What every paged list takes. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(500).optional(),
})

/** A range of days, both included. */
export const range = z.object({ from: day.optional(), to: day.optional() })

export const personId = id('PersonId')
export const studentId = id('StudentId')
export const staffId = id('StaffId')
export const schoolId = id('SchoolId')
export const classId = id('ClassId')
export const gradebookId = id('GradebookId')
export const lessonId = id('LessonId')
export const workId = id('WorkId')
export const homeworkId = id('HomeworkId')
export const termId = id('TermId')
export const subjectId = id('SubjectId')
export const workTypeId = id('WorkTypeId')
export const importId = id('ImportId')
export const enrolmentId = id('EnrolmentId')
export const guardianshipId = id('GuardianshipId')
export const capacityId = id('CapacityId')
export const teachingId = id('TeachingId')
export const groupId = id('GroupId')
export const yearId = id('YearId')
export const termSchemeId = id('TermSchemeId')
export const calendarEntryId = id('CalendarEntryId')
export const bellsId = id('BellsId')
