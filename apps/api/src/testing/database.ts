import { openAuthDatabase, type AuthDatabase } from '@diary/db/auth-client'
import { openDatabase, type Database } from '@diary/db/client'
import { maker, type Make } from '@diary/db/make/maker'
import { afterAll, beforeAll, inject } from 'vitest'

export interface TestDatabase {
  readonly database: Database
  readonly auth: AuthDatabase
  readonly make: Make
}

/** The run's database without the API, for the tests of one file that work beside it: imports, jobs, commands. */
export function testDatabase({ today = '2026-11-23', transactionTimeoutMs = 15_000 } = {}): TestDatabase {
  const held = {} as { database: Database; auth: AuthDatabase; make: Make }
  beforeAll(() => {
    const urls = inject('database')
    held.database = openDatabase(urls.app, { size: 2, transactionTimeoutMs })
    held.auth = openAuthDatabase(urls.auth, { size: 1 })
    held.make = maker({ app: held.database, auth: held.auth, today })
  })
  afterAll(() => Promise.all([held.database.close(), held.auth.close()]))
  return held
}
