import { readFileSync } from 'node:fs'
import pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import type { Cluster } from './embedded/cluster.ts'

/** Connection strings of one database, by role; the roles are explained in `roles.sql`. */
export interface DatabaseUrls {
  app: string
  auth: string
  owner: string
  /** The application's role past a pooler, for LISTEN. */
  direct: string
}

/** The statements of `roles.sql` with their passwords; the administrator of a server of his own runs the same file. */
export function rolesSql(passwords: { owner: string; app: string; auth: string }): string[] {
  return readFileSync(new URL('roles.sql', import.meta.url), 'utf8')
    .replace(/^--.*$/gm, '')
    .replace(/:'(owner|app|auth)_password'/g, (_, role: keyof typeof passwords) =>
      pg.escapeLiteral(passwords[role]),
    )
    .split(/;\s*\n/)
    .map(statement => statement.trim())
    .filter(statement => statement !== '')
}

/** Makes the roles and the database in the embedded server, unless they are all there. */
export async function ensureRoles(cluster: Pick<Cluster, 'url' | 'secrets'>) {
  await withClient(cluster.url('superuser', 'postgres'), async client => {
    // The last statement of roles.sql is the grant to diary_auth: where it is, the others are.
    const done = await client.query(
      `select from pg_database where datname = 'diary' and datacl::text like '%diary_auth=c/%'`,
    )
    if (done.rowCount === 1) return
    for (const statement of rolesSql(cluster.secrets)) {
      try {
        await client.query(statement)
      } catch (error) {
        // Made by an attempt that was killed, or by another process at this moment: with the same passwords, from the same file.
        const { code } = error as pg.DatabaseError
        if (code !== '42710' && code !== '42P04' && code !== '23505') throw error
      }
    }
  })
}

const roleOf = { app: 'diary_app', auth: 'diary_auth', owner: 'diary_owner' } as const
const variableOf = { app: 'DATABASE_URL', auth: 'DATABASE_AUTH_URL', owner: 'DATABASE_OWNER_URL' } as const

/** Refuses a server that is too old and roles for which row-level security would not hold. */
export async function checkRoles(urls: DatabaseUrls) {
  const databases = new Set<string>()
  for (const role of ['owner', 'app', 'auth'] as const) {
    const variable = variableOf[role]
    const it = await inspect(urls[role], variable)
    databases.add(it.database)
    if (it.version < 150_000)
      throw new CannotStart(`${variable}: нужна PostgreSQL 15 или новее, а это ${it.versionText}.`)
    if (it.superuser)
      throw new CannotStart(`${variable}: роль ${it.role} — суперпользователь, так нельзя. ${advice}`)
    if (it.bypass)
      throw new CannotStart(
        `${variable}: роль ${it.role} обходит защиту строк (BYPASSRLS), так нельзя. ${advice}`,
      )
    if (role !== 'owner' && it.owned !== null)
      throw new CannotStart(
        `${variable}: роль ${it.role} владеет таблицами (${it.owned}), так нельзя. ${advice}`,
      )
    if (it.role !== roleOf[role])
      throw new CannotStart(`${variable}: ожидается роль ${roleOf[role]}, а это ${it.role}. ${advice}`)
    if (it.encoding !== 'UTF8')
      throw new CannotStart(
        `${variable}: база ${it.database} в кодировке ${it.encoding}, нужна UTF8. ${advice}`,
      )
  }
  if (databases.size > 1)
    throw new CannotStart(
      `DATABASE_URL, DATABASE_AUTH_URL и DATABASE_OWNER_URL указывают на разные базы: ${[...databases].join(', ')}.`,
    )
}

const advice = 'Роли и базу создаёт prisma/server/roles.sql.'

interface Inspection {
  database: string
  encoding: string
  role: string
  version: number
  versionText: string
  superuser: boolean
  bypass: boolean
  owned: string | null
}

async function inspect(url: string, variable: string): Promise<Inspection> {
  try {
    return await withClient(url, async client => {
      // A role owns also what the roles own whose rights it has.
      const { rows } = await client.query<Inspection>(`
        select current_database() as database, current_setting('server_encoding') as encoding, current_user as role,
          current_setting('server_version_num')::int as version, current_setting('server_version') as "versionText",
          r.rolsuper as superuser, r.rolbypassrls as bypass,
          (select string_agg(name, ', ') from (
            select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
              and n.nspname not like 'pg_toast%' and pg_has_role(current_user, c.relowner, 'usage')
            order by 1 limit 3) as o) as owned
        from pg_roles r where r.rolname = current_user`)
      return rows[0] as Inspection
    })
  } catch (error) {
    throw new CannotStart(`${variable}: соединиться с базой не удалось: ${reason(error)}`)
  }
}

/** Opens a connection for one piece of work. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// A refused connection to a name with several addresses says why only in its parts.
function reason(error: unknown) {
  if (error instanceof AggregateError) return error.errors.map(it => (it as Error).message).join('; ')
  return (error as Error).message
}
