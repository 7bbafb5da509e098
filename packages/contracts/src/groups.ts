import { z } from 'zod'
import { groupKind } from './classes.ts'
import { api, office } from './endpoint.ts'
import {
  classId,
  day,
  gradebookId,
  groupId,
  line,
  personId,
  studentId,
  subjectId,
  teachingId,
  version,
} from './primitives.ts'

export const subject = z.object({ id: subjectId, title: z.string(), isMarked: z.boolean(), version })
export type Subject = z.infer<typeof subject>

/** A subject taught to a group: its page of the register. */
export const groupGradebook = z.object({
  id: gradebookId,
  groupId,
  subjectId,
  subject: z.string(),
  isMarked: z.boolean(),
  /** Who teaches it on the day, with what ends when somebody else takes over. */
  teachers: z.array(z.object({ id: personId, name: z.string(), teachingId, version })),
  version,
})
export type GroupGradebook = z.infer<typeof groupGradebook>

/** A study group on a day. */
export const studyGroup = z.object({
  id: groupId,
  title: z.string(),
  kind: groupKind,
  classes: z.array(z.object({ id: classId, title: z.string() })),
  /** Who is in it on the day. */
  studentIds: z.array(studentId),
  gradebooks: z.array(groupGradebook),
  version,
})
export type StudyGroup = z.infer<typeof studyGroup>

/** A study group as it is today, with the names of those in it. */
export const groupPage = studyGroup.extend({
  students: z.array(z.object({ id: studentId, name: z.string() })),
})
export type GroupPage = z.infer<typeof groupPage>

/** The groups of a class on a day, and everyone there is to put into them. */
export const classGroups = z.object({
  on: day,
  students: z.array(z.object({ id: studentId, name: z.string() })),
  groups: z.array(studyGroup),
})
export type ClassGroups = z.infer<typeof classGroups>

/** What a split left open: who is in none of its groups, and who in several. */
export const split = classGroups.extend({
  inNone: z.array(studentId),
  inSeveral: z.array(studentId),
})
export type Split = z.infer<typeof split>

export const groupsApi = api({
  subjects: {
    method: 'GET',
    path: '/subjects',
    summary: 'The subjects the school teaches',
    access: { by: office, on: 'school' },
    response: z.object({ items: z.array(subject) }),
  },
  createSubject: {
    method: 'POST',
    path: '/subjects',
    summary: 'Add a subject',
    access: { by: office, on: 'school' },
    creates: true,
    body: z.strictObject({ title: line(200), isMarked: z.boolean().default(true) }),
    response: subject,
  },
  updateSubject: {
    method: 'PATCH',
    path: '/subjects/:subjectId',
    summary:
      'Rename a subject, or say whether groups that get it from now on have marks. Those that have it stay as they are.',
    access: { by: office, on: 'subject' },
    guard: 'change',
    params: z.object({ subjectId }),
    body: z.strictObject({ title: line(200).optional(), isMarked: z.boolean().optional() }),
    response: subject,
  },
  removeSubjectOfSchool: {
    method: 'DELETE',
    path: '/subjects/:subjectId',
    summary: 'Delete a subject that no group, timetable or rule of terms has',
    access: { by: office, on: 'subject' },
    guard: 'change',
    params: z.object({ subjectId }),
    current: subject,
    problems: ['subject-in-use'],
  },
  list: {
    method: 'GET',
    path: '/classes/:classId/groups',
    summary: 'The study groups of a class with who is in them on a day (without one: today)',
    access: { by: office, on: 'class' },
    params: z.object({ classId }),
    query: z.object({ on: day.optional() }),
    response: classGroups,
  },
  show: {
    method: 'GET',
    path: '/groups/:groupId',
    summary: 'A study group today: who is in it, what it is taught and by whom',
    access: { by: office, on: 'group' },
    params: z.object({ groupId }),
    response: groupPage,
  },
  create: {
    method: 'POST',
    path: '/groups',
    summary: 'Make a part of a class, a stream of several classes, or one child’s own plan',
    access: { by: office, on: 'school' },
    creates: true,
    body: z.strictObject({
      title: line(500),
      kind: groupKind.exclude(['whole_class']),
      classIds: z.array(classId).min(1).max(20),
    }),
    response: studyGroup,
  },
  update: {
    method: 'PATCH',
    path: '/groups/:groupId',
    summary: 'Rename a study group',
    access: { by: office, on: 'group' },
    guard: 'change',
    params: z.object({ groupId }),
    body: z.strictObject({ title: line(500).optional() }),
    response: studyGroup,
  },
  split: {
    method: 'PUT',
    path: '/classes/:classId/split',
    summary:
      'Who is in each group of a split from a day on, all groups at once. Each is guarded by its version; marks given before stay with the student.',
    access: { by: office, on: 'class' },
    params: z.object({ classId }),
    body: z.strictObject({
      fromOn: day,
      groups: z
        .array(z.strictObject({ groupId, version, studentIds: z.array(studentId).max(300) }))
        .min(1)
        .max(10),
    }),
    response: split,
    /** One of the groups was changed meanwhile: all of them as they are now. */
    current: classGroups,
    problems: ['changed-meanwhile', 'student-not-in-group'],
  },
  putSubject: {
    method: 'PUT',
    path: '/groups/:groupId/subjects/:subjectId',
    summary: 'Teach a subject to a group, with marks or without',
    access: { by: office, on: 'group' },
    guard: 'put',
    params: z.object({ groupId, subjectId }),
    body: z.strictObject({ isMarked: z.boolean() }),
    response: groupGradebook,
  },
  removeSubject: {
    method: 'DELETE',
    path: '/groups/:groupId/subjects/:subjectId',
    summary: 'Take a subject from a group, as long as it has no lessons and no hours in a timetable',
    access: { by: office, on: 'group' },
    guard: 'change',
    params: z.object({ groupId, subjectId }),
    current: groupGradebook,
    problems: ['gradebook-in-use'],
  },
})
