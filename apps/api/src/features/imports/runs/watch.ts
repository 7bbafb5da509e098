import type { ImportRun } from '@diary/contracts/imports'
import type { Database } from '@diary/db/client'
import { setImmediate } from 'node:timers/promises'
import type { ImportJob } from '../importer.ts'

/** Somebody has cancelled the import that is running. */
export class Cancelled extends Error {}

type Step = NonNullable<ImportRun['progress']>['step']

const toldEveryMs = 500

/**
 * Tells how far a job is, in short transactions of their own, and hears there whether it has been cancelled: the import's
 * transaction can't be seen by anyone before it ends.
 */
export class Watch implements ImportJob {
  readonly signal: AbortSignal
  readonly #database: Database
  readonly #schoolId: string
  readonly #importId: string
  #step: Step = 'waiting'
  #toldAt = 0

  constructor(database: Database, run: { schoolId: string; importId: string }, signal: AbortSignal) {
    this.#database = database
    this.#schoolId = run.schoolId
    this.#importId = run.importId
    this.signal = signal
  }

  async begin(step: Step): Promise<void> {
    this.#step = step
    await this.#tell(0, null)
  }

  readonly progress = async (done: number, of?: number): Promise<void> => {
    // Requests of people wait for the same event loop.
    await setImmediate()
    this.signal.throwIfAborted()
    if (Date.now() - this.#toldAt >= toldEveryMs) await this.#tell(done, of ?? null)
  }

  async #tell(done: number, of: number | null): Promise<void> {
    this.#toldAt = Date.now()
    const scope = { schoolId: this.#schoolId, kind: 'system' } as const
    const [run] = await this.#database.inSqlScope(scope, sql =>
      sql<{ isCancelled: boolean }>({
        name: 'imports-progress',
        text: `update import_run set progress = $3::jsonb, started_at = coalesce(started_at, now())
          where school_id = $1 and id = $2 returning cancel_at is not null as "isCancelled"`,
        values: [this.#schoolId, this.#importId, JSON.stringify({ step: this.#step, done, of })],
      }),
    )
    if (run?.isCancelled !== false) throw new Cancelled()
  }
}
