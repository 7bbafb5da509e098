import { z } from 'zod'
import { term } from './diary.ts'
import { absence } from './attendance.ts'
import { api, teachingStaff } from './endpoint.ts'
import { lesson, subjectOfLesson } from './lessons.ts'
import { mark } from './marks.ts'
import { work, workType } from './works.ts'
import { classId, day, gradebookId, pageOf, paging, range, studentId } from './primitives.ts'

/** A page of the register: a subject taught to a study group. */
export const gradebook = z.object({
  id: gradebookId,
  subject: subjectOfLesson,
  group: z.string(),
  classes: z.array(z.object({ id: classId, title: z.string() })),
  teachers: z.array(z.string()),
  isMarked: z.boolean(),
  can: z.object({ edit: z.boolean() }),
})
export type Gradebook = z.infer<typeof gradebook>

/** A lesson as a column of the register, with everything in its cells. */
export const gradebookLesson = lesson
  .pick({
    id: true,
    day: true,
    number: true,
    startsAt: true,
    status: true,
    topic: true,
    content: true,
    isHomeworkNone: true,
    attendanceAt: true,
    homework: true,
    version: true,
  })
  .extend({
    works: z.array(work.omit({ lessonId: true }).extend({ marks: z.array(mark) })),
    absences: z.array(absence),
  })
export type GradebookLesson = z.infer<typeof gradebookLesson>

export const gradebookPage = z.object({
  gradebook,
  /** The term that the range is of, when it is of one. */
  term: term.nullable(),
  terms: z.array(term),
  from: day,
  to: day,
  today: day,
  students: z.array(
    z.object({
      id: studentId,
      name: z.string(),
      /** When the student joined and left the group, inside the range; `null`: there before, there after. */
      joinedOn: day.nullable(),
      leftOn: day.nullable(),
    }),
  ),
  lessons: z.array(gradebookLesson),
  workTypes: z.array(workType),
})
export type GradebookPage = z.infer<typeof gradebookPage>

export const gradebooksApi = api({
  list: {
    method: 'GET',
    path: '/gradebooks',
    summary: 'The gradebooks one teaches, or oversees',
    access: { by: teachingStaff, on: 'self' },
    query: paging,
    response: pageOf(gradebook),
  },
  show: {
    method: 'GET',
    path: '/gradebooks/:gradebookId',
    summary:
      'Students × lessons with works, marks and absences for a range of days (310 at most); without one: the current term',
    access: { by: teachingStaff, on: 'gradebook' },
    params: z.object({ gradebookId }),
    query: range,
    response: gradebookPage,
  },
})
