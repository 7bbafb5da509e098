import { meApi } from '@diary/contracts/session'
import type { Day } from '@diary/contracts/primitives'
import { useSuspenseQuery } from '@tanstack/react-query'
import { query } from './api.ts'

/** The date it is at the school. */
export const useToday = (): Day => useSuspenseQuery(query(meApi.show, {})).data.school.today
