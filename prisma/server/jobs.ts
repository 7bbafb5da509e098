import type pg from 'pg'
import { getConstructionPlans, PgBoss } from 'pg-boss'

/** Where jobs wait. One queue is enough: they are told apart by what they carry. */
export const jobSchema = 'pgboss'
export const jobQueue = 'imports'

/** What a queue promises: a process that died is missed after ten seconds, and its job begins anew. */
export const queueOptions = {
  policy: 'standard',
  heartbeatSeconds: 10,
  expireInSeconds: 60 * 60,
  retryLimit: 2,
  retryDelay: 1,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
} as const

/**
 * Brings the tables of the jobs up to date, as the owner: the application's role may only work with their rows. Row security
 * does not cover them, so a job carries ids and nothing else.
 */
export async function installJobs(ownerUrl: string, client: pg.Client): Promise<void> {
  if ((await installed(client)) === wanted()) return
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobSchema,
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
  })
  const failed: Error[] = []
  boss.on('error', error => failed.push(error))
  await boss.start()
  try {
    // Not a partition of its own: that would be a table made by whoever makes the queue.
    if ((await boss.getQueue(jobQueue)) === null) await boss.createQueue(jobQueue, queueOptions)
  } finally {
    await boss.stop({ graceful: false })
  }
  if (failed[0]) throw failed[0]
  await client.query(`
    grant usage on schema ${jobSchema} to diary_app;
    grant select, insert, update, delete on all tables in schema ${jobSchema} to diary_app;
    grant usage, select on all sequences in schema ${jobSchema} to diary_app;
    grant execute on all functions in schema ${jobSchema} to diary_app`)
}

/** Whether the jobs' tables are there and of the version that this program knows. */
export const hasJobs = async (client: pg.Client) => (await installed(client)) === wanted()

async function installed(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `select to_regclass('${jobSchema}.queue') is not null and has_schema_privilege('diary_app', '${jobSchema}', 'usage') as "isThere"
     where exists (select from pg_namespace where nspname = '${jobSchema}')`,
  )
  if (!rows[0]?.isThere) return undefined
  const found = await client.query<{ version: number }>(
    `select version from ${jobSchema}.version where exists (select from ${jobSchema}.queue where name = $1)`,
    [jobQueue],
  )
  return found.rows[0]?.version
}

/** The version of the tables that the library would make, as it says in the statements that make them. */
function wanted(): number {
  const version = /version\(version\)\s+VALUES\s*\('?(\d+)'?\)/i.exec(getConstructionPlans(jobSchema))?.[1]
  if (version === undefined) throw new Error('pg-boss does not say which version its tables have')
  return Number(version)
}
