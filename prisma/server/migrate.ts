import { createHash } from 'node:crypto'
import type pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import { hasJobs, installJobs } from './jobs.ts'
import { withClient } from './roles.ts'
import { migrationList, migrationNames, migrationSql, openSchemaEngine } from './schema-engine.ts'

// The number of the advisory lock that lets one process migrate at a time.
const migrating = 7_203_300_002

/** Applies the migrations a database still lacks, as its owner; answers with their names. */
export async function migrate(ownerUrl: string, onProgress?: (text: string) => void): Promise<string[]> {
  return await withClient(ownerUrl, async client => {
    if ((await pending(client)).length === 0 && (await hasJobs(client))) return []
    await client.query(`select pg_advisory_lock(${migrating})`)
    const names = await pending(client)
    if (names.length > 0) {
      onProgress?.(`Обновляю структуру базы: ${names.length === 1 ? names[0] : `миграций: ${names.length}`}`)
      await apply(ownerUrl, client)
    }
    await installJobs(ownerUrl, client)
    return names
  })
}

interface AppliedRow {
  name: string
  checksum: string
  isFinished: boolean
}

async function pending(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ hasHistory: boolean; stranger: string | null }>(`
    select to_regclass('public._prisma_migrations') is not null as "hasHistory",
      (select min(relname) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as stranger`)
  const { hasHistory, stranger } = found.rows[0] ?? {}
  if (!hasHistory && stranger)
    throw new CannotStart(`В базе уже есть чужие таблицы (${stranger}). Дневнику нужна пустая база.`)
  const applied = hasHistory
    ? await client.query<AppliedRow>(`
        select migration_name as name, checksum, finished_at is not null as "isFinished"
        from public._prisma_migrations where rolled_back_at is null order by migration_name`)
    : { rows: [] }
  const names = migrationNames()
  const known = new Set(names)
  for (const row of applied.rows) {
    if (!known.has(row.name))
      throw new CannotStart(
        `База новее программы: в ней есть миграция ${row.name}. Обновите дневник или верните базу из копии.`,
      )
    if (row.isFinished && row.checksum !== checksum(row.name))
      throw new CannotStart(
        `Миграция ${row.name} изменилась после того, как была применена. Верните её прежней: изменения пишутся новой миграцией.`,
      )
  }
  const done = new Set(applied.rows.filter(row => row.isFinished).map(row => row.name))
  return names.filter(name => !done.has(name))
}

const checksum = (name: string) => createHash('sha256').update(migrationSql(name)).digest('hex')

async function apply(ownerUrl: string, client: pg.Client) {
  const { engine, lastError, close } = await openSchemaEngine(ownerUrl)
  try {
    await forgetFailed(client)
    const migrationsList = migrationList(migrationNames())
    await engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } })
  } catch (error) {
    const failed = await forgetFailed(client)
    const cause = lastError()
    if (failed && cause)
      throw new CannotStart(
        `Миграция ${failed} не применилась, база осталась прежней: ${explain(failed, cause)}`,
      )
    throw error
  } finally {
    await close()
  }
}

// A migration runs whole or not at all, so one that failed, or was killed, may simply be tried again: Prisma is told so.
async function forgetFailed(client: pg.Client): Promise<string | undefined> {
  const table = await client.query<{ exists: boolean }>(
    `select to_regclass('public._prisma_migrations') is not null as exists`,
  )
  if (!table.rows[0]?.exists) return undefined
  const { rows } = await client.query<{ name: string }>(`
    update public._prisma_migrations set rolled_back_at = now()
    where finished_at is null and rolled_back_at is null returning migration_name as name`)
  return rows[0]?.name
}

function explain(name: string, { message, code, detail, hint, where, position }: pg.DatabaseError) {
  const line =
    position === undefined ? undefined : migrationSql(name).slice(0, Number(position)).split('\n').length
  const place = line === undefined ? '' : ` (migration.sql, строка ${line})`
  return [`${message} [${code}]${place}`, detail, hint, where].filter(Boolean).join('\n  ')
}
