import { type AuthDatabase, openAuthDatabase } from '@diary/db/auth-client'
import { afterAll, inject } from 'vitest'

/** Reads the database past both walls: what a test compares the API's answers with. */
export interface BehindTheWalls {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** One transaction: what it holds, others wait for. */
  transaction: AuthDatabase['transaction']
}

/** A look behind the walls for the tests of one file, as the superuser of the run's database. */
export function behindTheWalls(url: () => string = () => inject('database').superuser): BehindTheWalls {
  let open: AuthDatabase | undefined
  afterAll(() => open?.close())
  const database = () => (open ??= openAuthDatabase(url(), { size: 2 }))
  return {
    rows: (text, values = []) => database().query(text, values),
    transaction: work => database().transaction(work),
  }
}

/** One change as the history keeps it. */
export interface Change {
  action: 'create' | 'change' | 'delete'
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  byId: string | null
}

/** The history of one thing, oldest first. */
export const historyOf = (behind: BehindTheWalls, subjectId: string) =>
  behind.rows<Change>(
    'select action, before, after, by_id as "byId" from history where subject_id = $1 order by at',
    [subjectId],
  )
