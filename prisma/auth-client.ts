import pg from 'pg'

/** The sign-in role's own small pool (decision 0003): accounts, sessions, tokens, limits. Plain SQL, no school's rows. */
export interface AuthDatabase {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** One transaction on one connection. */
  transaction<T>(work: (query: AuthDatabase['query']) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens accounts and sessions (role `diary_auth`). */
export function openAuthDatabase(
  url: string,
  options: { size?: number; onIdleError?: (error: Error) => void } = {},
): AuthDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size ?? 4,
    connectionTimeoutMillis: 5000,
  })
  pool.on('error', error => options.onIdleError?.(error))
  // A connection that is lost while in use says so to its statement; said to nobody besides, it would end the process.
  pool.on('connect', connection => connection.on('error', () => undefined))
  return {
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      return (await pool.query(text, [...values])).rows as Row[]
    },
    async transaction(work) {
      const connection = await pool.connect()
      let failure: Error | undefined
      try {
        await connection.query('BEGIN')
        const answer = await work(
          async (text, values = []) => (await connection.query(text, [...values])).rows,
        )
        await connection.query('COMMIT')
        return answer
      } catch (error) {
        await connection.query('ROLLBACK').catch((lost: Error) => (failure = lost))
        throw error
      } finally {
        connection.release(failure)
      }
    },
    close: () => pool.end(),
  }
}
