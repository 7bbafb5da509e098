import { z } from 'zod'
import { api, teachingStaff } from './endpoint.ts'
import { classId, day, lessonId, line, studentId } from './primitives.ts'

export const observation = z.enum(['present', 'absent', 'late', 'exempt', 'remote'])
export type Observation = z.infer<typeof observation>
export const absenceReason = z.enum(['ill', 'excused', 'unexcused', 'school_event'])
export type AbsenceReason = z.infer<typeof absenceReason>

/** A student's attendance at a lesson, where it is not simply "present". */
export const absence = z.object({
  studentId,
  observation,
  lateMinutes: z.int().nullable(),
  reason: absenceReason.nullable(),
  reasonNote: z.string().nullable(),
  /** 0: nothing is recorded, the student was simply present. */
  version: z.int().nonnegative(),
})
export type Absence = z.infer<typeof absence>

const ofStudent = z.object({ lessonId, studentId })
const attendanceOf = z.strictObject({ observation, lateMinutes: z.int().min(1).max(240).optional() })

export const attendanceApi = api({
  put: {
    method: 'PUT',
    path: '/lessons/:lessonId/attendance/:studentId',
    summary: 'What the teacher saw: present, absent, late with minutes, exempt or remote',
    access: { by: teachingStaff, on: 'lesson' },
    guard: 'put',
    params: ofStudent,
    body: attendanceOf,
    response: absence,
    problems: ['lesson-cancelled', 'lesson-not-yet', 'student-not-in-group'],
  },
  putReason: {
    method: 'PUT',
    path: '/lessons/:lessonId/attendance/:studentId/reason',
    summary: 'The reason of an absence, by the class teacher',
    access: { by: ['class_teacher', 'deputy'], on: 'student' },
    guard: 'change',
    params: ofStudent,
    body: z.strictObject({ reason: absenceReason.nullable(), note: line(500).nullable().optional() }),
    response: absence,
  },
  ofClass: {
    method: 'GET',
    path: '/classes/:classId/absences',
    summary: 'Absences of a class in a range of days (31 at most), those without a reason first',
    access: { by: ['class_teacher', 'deputy', 'head'], on: 'class' },
    params: z.object({ classId }),
    query: z.object({ from: day.optional(), to: day.optional() }),
    response: z.object({
      from: day,
      to: day,
      className: z.string(),
      items: z.array(
        absence.extend({
          lessonId,
          day,
          number: z.int(),
          subject: z.string(),
          studentName: z.string(),
          can: z.object({ excuse: z.boolean() }),
        }),
      ),
    }),
  },
})
