import { z } from 'zod'
import { api } from './endpoint.ts'
import { absence, absenceReason, observation } from './attendance.ts'
import { homework } from './homework.ts'
import { lesson, subjectOfLesson } from './lessons.ts'
import { mark } from './marks.ts'
import { work } from './works.ts'
import { day, lessonId, range, studentId, termId, workId } from './primitives.ts'

const readers = ['guardian', 'class_teacher', 'deputy', 'head'] as const
const path = z.object({ studentId })

export const term = z.object({
  id: termId,
  title: z.string(),
  kind: z.enum(['quarter', 'trimester', 'half_year']),
  ordinal: z.int(),
  startsOn: day,
  endsOn: day,
})
export type Term = z.infer<typeof term>

/** Homework as a family reads it: without the names of whom else it is for. */
export const homeworkOfChild = homework.omit({ studentIds: true })

/** A work with this child's mark; `null` while there is none. */
export const workOfChild = work.omit({ lessonId: true, version: true }).extend({
  mark: mark.omit({ studentId: true, version: true }).nullable(),
})

/** A lesson as the diary of one child shows it. */
export const diaryLesson = lesson
  .pick({
    id: true,
    number: true,
    startsAt: true,
    endsAt: true,
    subject: true,
    room: true,
    status: true,
    change: true,
    topic: true,
    content: true,
    isHomeworkNone: true,
  })
  .extend({
    /** Who gave the lesson, or is to give it. */
    teacher: z.string().nullable(),
    /** The subgroup; `null` when the whole class is taught together. */
    group: z.string().nullable(),
    /** Given at this lesson. */
    homework: z.array(homeworkOfChild),
    /** To be done for this lesson. */
    homeworkDue: z.array(homeworkOfChild),
    works: z.array(workOfChild),
    absence: absence.omit({ studentId: true, version: true }).nullable(),
  })
export type DiaryLesson = z.infer<typeof diaryLesson>

export const diaryDay = z.object({
  day,
  /** Why there are no lessons: the name of the holiday. */
  holiday: z.string().nullable(),
  lessons: z.array(diaryLesson),
})
export type DiaryDay = z.infer<typeof diaryDay>

export const diary = z.object({ from: day, to: day, days: z.array(diaryDay) })
export type Diary = z.infer<typeof diary>

/** A weighted average as an exact fraction: Σ value·weight ÷ Σ weight, in tenths of weight. `null`: nothing counts yet. */
export const average = z.object({ numerator: z.int(), denominator: z.int().positive() }).nullable()

export const markOfSubject = mark.omit({ studentId: true, version: true }).extend({
  workId,
  lessonId,
  day,
  work: work.pick({ type: true, weight: true, countsInAverage: true, topic: true, description: true }),
})
export type MarkOfSubject = z.infer<typeof markOfSubject>

export const marksOfTerm = z.object({
  term: term.nullable(),
  terms: z.array(term),
  subjects: z.array(
    z.object({
      subject: subjectOfLesson,
      average,
      marks: z.array(markOfSubject),
      termMark: z.string().nullable(),
    }),
  ),
})
export type MarksOfTerm = z.infer<typeof marksOfTerm>

export const attendanceOfTerm = z.object({
  term: term.nullable(),
  terms: z.array(term),
  items: z.array(
    z.object({
      lessonId,
      day,
      number: z.int(),
      subject: z.string(),
      observation,
      lateMinutes: z.int().nullable(),
      reason: absenceReason.nullable(),
      reasonNote: z.string().nullable(),
    }),
  ),
  totals: z.object({
    /** Lessons held in the term so far for this child. */
    lessonsHeld: z.int(),
    lessonsMissed: z.int(),
    /** Days on which every lesson was missed. */
    daysMissed: z.int(),
    ill: z.int(),
    excused: z.int(),
    unexcused: z.int(),
    schoolEvent: z.int(),
    withoutReason: z.int(),
    late: z.int(),
  }),
})
export type AttendanceOfTerm = z.infer<typeof attendanceOfTerm>

export const homeworkItem = homeworkOfChild.extend({
  subject: subjectOfLesson,
  givenOn: day,
  teacher: z.string().nullable(),
})
export type HomeworkItem = z.infer<typeof homeworkItem>

const byTerm = z.object({ termId: termId.optional() })

export const diaryApi = api({
  show: {
    method: 'GET',
    path: '/children/:studentId/diary',
    summary: 'The diary of a child for a range of days (62 at most); without one: the current school week',
    access: { by: readers, on: 'student' },
    params: path,
    query: range,
    response: diary,
  },
  marks: {
    method: 'GET',
    path: '/children/:studentId/marks',
    summary: 'A child’s marks of a term by subject; without a term: the current one',
    access: { by: readers, on: 'student' },
    params: path,
    query: byTerm,
    response: marksOfTerm,
  },
  attendance: {
    method: 'GET',
    path: '/children/:studentId/attendance',
    summary: 'A child’s absences and lateness of a term with totals; without a term: the current one',
    access: { by: readers, on: 'student' },
    params: path,
    query: byTerm,
    response: attendanceOfTerm,
  },
  homework: {
    method: 'GET',
    path: '/children/:studentId/homework',
    summary:
      'A child’s homework by due day in a range of days (62 at most); without one: the current school week',
    access: { by: readers, on: 'student' },
    params: path,
    query: range,
    response: z.object({ from: day, to: day, items: z.array(homeworkItem) }),
  },
})
