import type { ScopedWork } from '@diary/db/client'

/** Thrown at the end of a trial run, so that the transaction takes everything back; carries what it came to. */
export class RolledBack<T> extends Error {
  readonly outcome: T

  constructor(outcome: T) {
    super('a trial run takes its changes back')
    this.outcome = outcome
  }
}

/** The outcome of the work, also when it was a trial run. */
export async function rolledBack<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RolledBack) return error.outcome
    throw error
  }
}

/** The statements of an import may take longer than those of a request; and a large file is read between them. */
export async function patiently({ sql }: ScopedWork): Promise<void> {
  for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
    await sql({ name: `imports-${limit}`, text: `set local ${limit} = '10min'`, values: [] })
  }
}

/** Two imports into one school wait for each other. */
export async function lockSchool(work: ScopedWork, schoolId: string): Promise<void> {
  const { sql } = work
  await patiently(work)
  await sql({
    name: 'imports-lock-school',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 7203300010))',
    values: [schoolId],
  })
}
