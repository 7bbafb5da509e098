import { z } from 'zod'
import { api } from './endpoint.ts'

export const healthApi = api({
  health: {
    method: 'GET',
    path: '/health',
    summary: 'The process is alive',
    access: { by: 'anyone' },
    response: z.object({ status: z.literal('ok') }),
  },
  ready: {
    method: 'GET',
    path: '/ready',
    summary: 'The database answers and the process takes requests',
    access: { by: 'anyone' },
    response: z.object({ status: z.literal('ready') }),
    problems: ['overloaded'],
  },
})
