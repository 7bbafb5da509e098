import type { Sql } from '@diary/db/client'
import { jobQueue, jobSchema, queueOptions } from '@diary/db/server/jobs'
import { createHash } from 'node:crypto'
import { PgBoss } from 'pg-boss'

/** What a job is about. Row security does not cover the queue: ids and words of ours, never data of a school. */
export type JobPayload = Readonly<Record<string, string>>

/** The queue of one application. Work is taken only by a process that asked for it. */
export interface Jobs<Payload extends JobPayload> {
  /** Puts a job into the queue in the transaction of `sql`: it is there when the transaction is. */
  enqueue(sql: Sql, payload: Payload): Promise<void>
  /** Whether such a job waits or runs. */
  isAlive(sql: Sql, payload: Partial<Payload>): Promise<boolean>
  /** Takes jobs, one at a time. What the work throws puts the job back, twice at most. */
  work(work: (payload: Payload, signal: AbortSignal) => Promise<void>): Promise<void>
  /** Takes no more; what runs is told by its signal, and waited for a while. */
  close(): Promise<void>
}

export interface JobsOptions {
  /** The application's role. */
  readonly url: string
  /** Tests have queues of their own. */
  readonly queue?: string | undefined
  readonly pollSeconds?: number | undefined
  readonly onError: (error: Error) => void
}

/** Opens the queue; nothing is connected before it is needed. */
export function openJobs<Payload extends JobPayload>(options: JobsOptions): Jobs<Payload> {
  const { url, queue = jobQueue, pollSeconds = 1, onError } = options
  const closing = new AbortController()
  let running: Promise<void> | undefined
  let started: Promise<PgBoss> | undefined

  const boss = () => (started ??= start())
  async function start(): Promise<PgBoss> {
    const made = new PgBoss({
      connectionString: url,
      schema: jobSchema,
      max: 2,
      // The tables are the owner's: this role works with rows alone.
      migrate: false,
      createSchema: false,
      reindex: false,
      monitorVacuum: false,
      registerInstance: false,
      schedule: false,
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
    })
    made.on('error', onError)
    await made.start()
    if (queue !== jobQueue) await made.createQueue(queue, queueOptions)
    return made
  }

  return {
    async enqueue(sql, payload) {
      const executeSql = async (text: string, values: unknown[] = []) => ({
        rows: await sql<Record<string, unknown>>({ name: nameOf(text), text, values }),
      })
      await (await boss()).send(queue, payload, { db: { executeSql } })
    },
    async isAlive(sql, payload) {
      const found = await sql({
        name: 'jobs-alive',
        text: `select id from ${jobSchema}.job
          where name = $1 and data @> $2::jsonb and state in ('created', 'retry', 'active') limit 1`,
        values: [queue, JSON.stringify(payload)],
      })
      return found.length > 0
    },
    async work(work) {
      await (
        await boss()
      ).work<Payload>(
        queue,
        { batchSize: 1, pollingIntervalSeconds: pollSeconds, heartbeatRefreshSeconds: 3 },
        async ([job]) => {
          if (!job) return
          const signal = AbortSignal.any([job.signal, closing.signal])
          const done = work(job.data, signal)
          running = done.catch(() => undefined)
          await done
        },
      )
    },
    async close() {
      closing.abort(new Error('The program is being stopped'))
      if (!started) return
      const open = await started.catch(() => undefined)
      await running
      await open?.stop({ graceful: true, timeout: 5000 })
    },
  }
}

const nameOf = (text: string) => `jobs-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
