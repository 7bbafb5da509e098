import { z } from 'zod'
import { api } from './endpoint.ts'
import { classId } from './primitives.ts'

const office = ['secretary', 'admin', 'deputy', 'head'] as const
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The school's people as workbooks, to be filled in, changed and imported again. */
export const rosterFilesApi = api({
  template: {
    method: 'GET',
    path: '/roster/template',
    summary: 'An empty workbook for a roster: examples, lists to choose from, explanations',
    access: { by: office, on: 'school' },
    file: workbook,
  },
  show: {
    method: 'GET',
    path: '/roster',
    summary: 'The whole roster as a workbook that can be imported again',
    access: { by: office, on: 'school' },
    file: workbook,
  },
  classList: {
    method: 'GET',
    path: '/classes/:classId/list',
    summary: 'The list of a class as a workbook',
    access: { by: [...office, 'class_teacher'], on: 'class' },
    params: z.object({ classId }),
    file: workbook,
  },
})
