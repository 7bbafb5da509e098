import { z } from 'zod'
import { api, teachingStaff } from './endpoint.ts'
import { lessonId, line, prose, version, workId, workTypeId } from './primitives.ts'

/** A kind of work, as the school's local act has it. */
export const workType = z.object({
  id: workTypeId,
  title: z.string(),
  abbreviation: z.string(),
  weight: z.number().min(0).max(10).meta({ description: 'In steps of 0.5' }),
  countsInAverage: z.boolean(),
  isAssessment: z.boolean(),
})
export type WorkType = z.infer<typeof workType>

/** What marks are given for. */
export const work = z.object({
  id: workId,
  lessonId,
  type: workType.pick({ id: true, title: true, abbreviation: true, isAssessment: true }),
  weight: z.number().min(0).max(10),
  countsInAverage: z.boolean(),
  topic: z.string().nullable(),
  description: z.string().nullable(),
  version,
})
export type Work = z.infer<typeof work>

export const worksApi = api({
  listTypes: {
    method: 'GET',
    path: '/work-types',
    summary: 'The kinds of work of the school that are valid today',
    access: { by: teachingStaff, on: 'school' },
    response: z.object({ items: z.array(workType) }),
  },
  create: {
    method: 'POST',
    path: '/lessons/:lessonId/works',
    summary: 'Add a work to a lesson: something to give marks for',
    access: { by: teachingStaff, on: 'lesson' },
    creates: true,
    params: z.object({ lessonId }),
    body: z.strictObject({ workTypeId, topic: line(500).optional(), description: prose(4000).optional() }),
    response: work,
    problems: ['lesson-cancelled', 'gradebook-unmarked'],
  },
  update: {
    method: 'PATCH',
    path: '/works/:workId',
    summary: 'Correct a work’s type, topic or description',
    access: { by: teachingStaff, on: 'work' },
    guard: 'change',
    params: z.object({ workId }),
    body: z
      .strictObject({ workTypeId, topic: line(500).nullable(), description: prose(4000).nullable() })
      .partial(),
    response: work,
    problems: ['work-withdrawn'],
  },
  withdraw: {
    method: 'DELETE',
    path: '/works/:workId',
    summary: 'Withdraw a work that has no marks',
    access: { by: teachingStaff, on: 'work' },
    guard: 'change',
    params: z.object({ workId }),
    current: work,
    problems: ['work-has-marks', 'work-withdrawn'],
  },
})
