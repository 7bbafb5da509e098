import type { Work, WorkType } from '@diary/contracts/works'
import type { Prisma } from '@diary/db/client'

/** What a work is, as arguments of `json_build_object`. `w` and `t` are the aliases of the work and its type. */
export const workFieldsSql = (w: string, t: string) => `
  'type', json_build_object('id', ${t}.id, 'title', ${t}.title, 'abbreviation', ${t}.abbreviation, 'isAssessment', ${t}.is_assessment),
  'weight', (${w}.weight_tenths / 10.0)::float8, 'countsInAverage', ${w}.counts_in_average, 'topic', ${w}.topic`

/** What was done in a work, apart because a table of marks may leave it out. */
export const workDescriptionSql = (w: string) => `'description', ${w}.description`

export const workSelect = {
  id: true,
  lessonId: true,
  weightTenths: true,
  countsInAverage: true,
  topic: true,
  description: true,
  version: true,
  workType: { select: { id: true, title: true, abbreviation: true, isAssessment: true } },
} satisfies Prisma.WorkSelect
export type WorkRow = Prisma.WorkGetPayload<{ select: typeof workSelect }>

export const toWork = ({ workType, weightTenths, ...row }: WorkRow): Work => ({
  ...row,
  id: row.id as Work['id'],
  lessonId: row.lessonId as Work['lessonId'],
  type: { ...workType, id: workType.id as Work['type']['id'] },
  weight: weightTenths / 10,
})

export const workTypeSelect = {
  id: true,
  title: true,
  abbreviation: true,
  weightTenths: true,
  countsInAverage: true,
  isAssessment: true,
} satisfies Prisma.WorkTypeSelect

export const toWorkType = ({
  weightTenths,
  ...row
}: Prisma.WorkTypeGetPayload<{ select: typeof workTypeSelect }>): WorkType => ({
  ...row,
  id: row.id as WorkType['id'],
  weight: weightTenths / 10,
})
