import type { Database } from '@diary/db/client'
import type { Jobs } from '#platform/jobs'
import type { Importer } from './importer.ts'
import { importJob, type ImportPayload } from './runs/run-job.ts'
import { sweep } from './runs/sweep.ts'

export type ImportingParts = {
  /** Of long transactions. */
  database: Database
  jobs: Jobs<ImportPayload>
  importers: readonly Importer[]
  schoolIds: () => Promise<string[]>
  now: () => Date
  onFault: (error: unknown) => void
}

const sweptEveryMs = 30_000

/** Takes the jobs of imports, and sweeps up after those that no process will end any more. Answers how to stop. */
export async function startImporting(parts: ImportingParts): Promise<() => Promise<void>> {
  const { database, jobs, schoolIds, now, onFault } = parts
  const sweepAll = async () => {
    try {
      for (const schoolId of await schoolIds()) await sweep(database, jobs, schoolId, now())
    } catch (error) {
      // The database may be away for a while: the next sweep comes soon.
      onFault(error)
    }
  }
  await sweepAll()
  await jobs.work(importJob(parts))
  let sweeping = Promise.resolve()
  const timer = setInterval(() => {
    sweeping = sweepAll()
  }, sweptEveryMs)
  return async () => {
    clearInterval(timer)
    await jobs.close()
    await sweeping
  }
}
