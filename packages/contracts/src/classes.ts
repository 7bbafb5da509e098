import { z } from 'zod'
import { api, office } from './endpoint.ts'
import { classId, day, groupId, line, studentId, version } from './primitives.ts'

export const groupKind = z.enum(['whole_class', 'part', 'stream', 'individual'])

export const schoolClass = z.object({
  id: classId,
  title: z.string(),
  grade: z.int(),
  shift: z.int(),
  daysInWeek: z.int(),
  isMarked: z.boolean(),
  studentsCount: z.int(),
  classTeachers: z.array(z.string()),
  version,
})
export type SchoolClass = z.infer<typeof schoolClass>

const classInput = z.strictObject({
  title: line(200),
  grade: z.int().min(0).max(13),
  shift: z.int().min(1).max(4),
  daysInWeek: z.int().min(1).max(7),
  /** Grade 1 is taught without marks. */
  isMarked: z.boolean(),
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
          id: groupId,
          title: z.string(),
          kind: groupKind,
          studentsCount: z.int(),
          subjects: z.array(z.string()),
        }),
      ),
    }),
  },
  create: {
    method: 'POST',
    path: '/classes',
    summary: 'Make a class of the current year, with its whole-class group',
    access: { by: office, on: 'school' },
    creates: true,
    body: classInput.partial({ shift: true, daysInWeek: true, isMarked: true }),
    response: schoolClass,
  },
  update: {
    method: 'PATCH',
    path: '/classes/:classId',
    summary: 'Rename a class, or change its grade, shift or week. Its future empty lessons follow.',
    access: { by: office, on: 'class' },
    guard: 'change',
    params: z.object({ classId }),
    body: classInput.partial(),
    response: schoolClass,
  },
})
