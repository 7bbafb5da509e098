import type { TestProject } from 'vitest/node'
import { ensureGenerated } from '../generate.ts'
import { startTestCluster } from './testing.ts'
import type { TestDatabase, TestServer } from './testing.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** One database for the whole run: each test makes its own school in it. */
    database: TestDatabase
    /** For the few tests that need a database of their own: `createTestDatabase(inject('server'))`. */
    server: TestServer
  }
}

/** One PostgreSQL for a run of the tests. */
export default async function setup(project: TestProject) {
  await ensureGenerated()
  const cluster = await startTestCluster()
  project.provide('server', cluster.server)
  project.provide('database', await cluster.createDatabase())
  return () => cluster.close()
}
