import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { PrismaClient, type Prisma } from './generated/client.ts'
import { type AccountState, beginOf, type Scope } from './scope.ts'

export { Prisma } from './generated/client.ts'
export type { Scope } from './scope.ts'

/** The transaction a handler works in: Prisma's client of it and nothing of the root client. */
export type Db = Prisma.TransactionClient

/** One prepared statement, sent on the transaction's own connection. `name` must be unique to its text. */
export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

/** Sends a statement of one's own on the connection of the current transaction. */
export type Sql = <Row extends object>(statement: Statement) => Promise<Row[]>

export interface ScopedWork {
  readonly db: Db
  readonly sql: Sql
}

/** Refuses the work of a transaction by what its first statement read: throws when it may not go on. */
export type AccountCheck = (state: AccountState | undefined) => void

export interface DatabaseOptions {
  /** Connections at most. */
  readonly size?: number
  /** How long one transaction may take at most; imports take longer than requests. */
  readonly transactionTimeoutMs?: number
  /** Off behind a pooler that does not know prepared statements (PgBouncer older than 1.21). */
  readonly namedStatements?: boolean
  /** Told of errors of idle connections: the server went away. */
  readonly onIdleError?: (error: Error) => void
}

/** The application's database. Every way into it names a scope first. */
export interface Database {
  /** Runs the work in one transaction of the scope: committed when it resolves, rolled back when it throws. */
  inScope<T>(scope: Scope, work: (work: ScopedWork) => Promise<T>, check?: AccountCheck): Promise<T>
  /** The same without Prisma, for the hot paths: statements of one's own and nothing else. */
  inSqlScope<T>(scope: Scope, work: (sql: Sql) => Promise<T>, check?: AccountCheck): Promise<T>
  /** Answers when the server answers; rejects when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

interface Opening {
  readonly scope: Scope
  connection?: pg.PoolClient
  state?: AccountState | undefined
}

/** Opens the application's database (role `diary_app`). */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { size = 10, namedStatements = true, transactionTimeoutMs = 15_000 } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5000,
    pipeline: true,
  })
  pool.on('error', error => options.onIdleError?.(error))
  // A connection that is lost while in use says so to its statement; said to nobody besides, it would end the process.
  pool.on('connect', connection => connection.on('error', () => undefined))
  const opening = new AsyncLocalStorage<Opening>()
  const prisma = new PrismaClient({
    adapter: scopedAdapter(pool, opening, namedStatements ? statementNames() : undefined),
    transactionOptions: { timeout: transactionTimeoutMs, maxWait: 5000 },
  })

  const sqlOn = (connection: pg.PoolClient | undefined): Sql => {
    if (!connection) throw new Error('The transaction has no connection')
    return async ({ name, text, values }) =>
      (await connection.query({ ...(namedStatements && { name }), text, values: [...values] })).rows
  }

  return {
    inScope(scope, work, check) {
      const opened: Opening = { scope }
      return opening.run(opened, () =>
        prisma.$transaction(async db => {
          check?.(opened.state)
          return work({ db, sql: sqlOn(opened.connection) })
        }),
      )
    },
    async inSqlScope(scope, work, check) {
      const connection = await pool.connect()
      let failure: Error | undefined
      try {
        const begun = connection.query(beginOf(scope)).then(state => check?.(accountStateOf(state)))
        if (!scope.isReadOnly) await begun
        // What only reads follows its BEGIN without waiting; nothing of it leaves before the check has said yes.
        const [allowed, worked] = await Promise.allSettled([begun, work(sqlOn(connection))])
        if (allowed.status === 'rejected') throw allowed.reason
        if (worked.status === 'rejected') throw worked.reason
        await connection.query('COMMIT')
        return worked.value
      } catch (error) {
        // Whatever went wrong, the next user of this connection must not meet our transaction.
        await connection.query('ROLLBACK').catch((lost: Error) => (failure = lost))
        throw error
      } finally {
        connection.release(failure)
      }
    },
    async ping() {
      await pool.query('SELECT 1')
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** Prisma's adapter, but each transaction begins with its scope: one round trip says BEGIN, who asks, and reads the epoch. */
function scopedAdapter(
  pool: pg.Pool,
  opening: AsyncLocalStorage<Opening>,
  statementNameGenerator: ((query: SqlQuery) => string) | undefined,
): SqlDriverAdapterFactory {
  const plain = new PrismaPg(pool, statementNameGenerator && { statementNameGenerator })
  return {
    provider: plain.provider,
    adapterName: plain.adapterName,
    async connect() {
      const adapter = (await plain.connect()) as SqlDriverAdapter & {
        startTransaction: SqlDriverAdapter['startTransaction']
      }
      const withoutScope = () => Promise.reject(new Error('A query outside a scope'))
      const start = (pool_: ScopedPool) =>
        adapter.startTransaction.call(Object.assign(Object.create(adapter), { client: pool_ }))
      return Object.assign(Object.create(adapter) as SqlDriverAdapter, {
        queryRaw: withoutScope,
        executeRaw: withoutScope,
        executeScript: withoutScope,
        startTransaction(): Promise<Transaction> {
          const opened = opening.getStore()
          return opened ? start({ connect: () => begin(pool, opened) }) : withoutScope()
        },
      })
    },
  }
}

interface ScopedPool {
  connect(): Promise<pg.PoolClient>
}

/** A connection that answers the adapter's `BEGIN` with the scope's own beginning. */
async function begin(pool: pg.Pool, opened: Opening): Promise<pg.PoolClient> {
  const connection = await pool.connect()
  try {
    opened.state = accountStateOf(await connection.query(beginOf(opened.scope)))
  } catch (error) {
    connection.release(error as Error)
    throw error
  }
  opened.connection = connection
  let isBegun = false
  return new Proxy(connection, {
    get(target, key) {
      if (key === 'query' && !isBegun) {
        return (...sent: Parameters<typeof target.query>) => {
          const [query] = sent as unknown as [{ text?: string }]
          isBegun = true
          if (query.text !== 'BEGIN') throw new Error('The adapter was to begin first')
          return Promise.resolve({ rowCount: 0, rows: [], fields: [] })
        }
      }
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Of several statements `pg` answers an array of results; the epoch is the last. */
function accountStateOf(answer: pg.QueryResult | pg.QueryResult[]): AccountState | undefined {
  return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows[0] as AccountState | undefined
}

/**
 * Names for Prisma's statements, so that the server plans each once a connection. Only the first five hundred texts get one:
 * lists of changing length make texts without end, and a prepared statement lives as long as its connection.
 */
function statementNames(): (query: SqlQuery) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    let name = names.get(sql)
    if (name === undefined && names.size < 500) {
      name = `p${createHash('sha256').update(sql).digest('base64url').slice(0, 20)}`
      names.set(sql, name)
    }
    return name ?? ''
  }
}
