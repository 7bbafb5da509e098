import { z } from 'zod'
import { api, teachingStaff } from './endpoint.ts'
import { homework } from './homework.ts'
import {
  day,
  gradebookId,
  instant,
  lessonId,
  line,
  prose,
  staffId,
  subjectId,
  timeOfDay,
  version,
} from './primitives.ts'
import { work } from './works.ts'

export const lessonStatus = z.enum(['planned', 'held', 'cancelled', 'moved'])
export const lessonChangeKind = z.enum(['teacher', 'subject', 'joint', 'cancel', 'move', 'add', 'room'])

/** What changed about a lesson: was → is, and why. */
export const lessonChange = z.object({
  kind: lessonChangeKind,
  was: z
    .object({
      teacher: z.string().optional(),
      subject: z.string().optional(),
      room: z.string().optional(),
      day: z.string().optional(),
      number: z.int().optional(),
    })
    .nullable(),
  reason: z.string().nullable(),
})

export const subjectOfLesson = z.object({ id: subjectId, title: z.string() })

/** A lesson as the staff sees it. */
export const lesson = z.object({
  id: lessonId,
  gradebookId,
  day,
  number: z.int(),
  startsAt: timeOfDay.nullable(),
  endsAt: timeOfDay.nullable(),
  subject: subjectOfLesson,
  group: z.string(),
  room: z.string().nullable(),
  teachers: z.array(
    z.object({ id: staffId, name: z.string(), isPlanned: z.boolean(), isActual: z.boolean().nullable() }),
  ),
  status: lessonStatus,
  change: lessonChange.nullable(),
  topic: z.string().nullable(),
  content: z.string().nullable(),
  /** The teacher said there is no homework. */
  isHomeworkNone: z.boolean(),
  /** Whether attendance was taken, and when. */
  attendanceAt: instant.nullable(),
  homework: z.array(homework),
  works: z.array(work),
  version,
  can: z.object({ edit: z.boolean() }),
})
export type Lesson = z.infer<typeof lesson>

/** What a lesson still lacks before it is complete. */
export const lack = z.enum(['held', 'topic', 'attendance', 'homework'])
export type Lack = z.infer<typeof lack>

const path = z.object({ lessonId })

export const lessonsApi = api({
  list: {
    method: 'GET',
    path: '/lessons',
    summary:
      'One’s own lessons of a day, with what each still lacks; without a day: of the current school day',
    access: { by: ['teacher', 'class_teacher'], on: 'self' },
    query: z.object({ day: day.optional() }),
    response: z.object({ day, items: z.array(lesson.extend({ lacks: z.array(lack) })) }),
  },
  show: {
    method: 'GET',
    path: '/lessons/:lessonId',
    summary: 'A lesson with its homework and works',
    access: { by: teachingStaff, on: 'lesson' },
    params: path,
    response: lesson,
  },
  update: {
    method: 'PATCH',
    path: '/lessons/:lessonId',
    summary: 'Fill in a lesson: topic, content, held, attendance taken, no homework',
    access: { by: teachingStaff, on: 'lesson' },
    guard: 'change',
    params: path,
    body: z
      .strictObject({
        topic: line(500).nullable(),
        content: prose(4000).nullable(),
        isHeld: z.boolean(),
        isAttendanceTaken: z.boolean(),
        isHomeworkNone: z.boolean(),
      })
      .partial(),
    response: lesson,
    problems: ['lesson-cancelled', 'lesson-not-yet', 'lesson-has-marks'],
  },
})
