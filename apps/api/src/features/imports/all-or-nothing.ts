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

/** Two imports into one school wait for each other; and their statements may take longer than those of a request. */
export async function lockSchool({ sql }: ScopedWork, schoolId: string): Promise<void> {
  for (const limit of ['statement_timeout', 'lock_timeout']) {
    await sql({ name: `imports-${limit}`, text: `set local ${limit} = '10min'`, values: [] })
  }
  await sql({
    name: 'imports-lock-school',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 7203300010))',
    values: [schoolId],
  })
}
