import type { AuthDatabase } from '@diary/db/auth-client'
import { createHmac } from 'node:crypto'
import { networkOf } from './network.ts'
import { Problem } from './problem.ts'

const windowMinutes = 15
const freeTries = { account: 5, address: 30 }

/**
 * Slows down guessing: per name (of an account, a code) and per address (an IPv6 network counts as one), shared by all API processes through the
 * database. After the free tries each failure doubles the wait, to fifteen minutes at most: nobody is locked out for good.
 */
export interface Throttle {
  /**
   * Throws `too-many-requests` while a name or an address must wait. A try at a name counts before its password is looked
   * at, or many at once would all be the first.
   */
  admit(login: string, address: string, now: Date): Promise<void>
  /** The address guessed wrong. Right guesses are not counted: a whole school may sit behind one address. */
  failed(address: string, now: Date): Promise<void>
  succeeded(login: string): Promise<void>
}

/** What is guessed at: each is counted by itself, or a link asked for would stand in the way of a sign-in. */
export type Guessed = 'sign-in' | 'code' | 'reset'

/** A throttle whose rows hold keyed hashes: the table tells no names and no addresses. */
export function throttle(auth: AuthDatabase, secret: Buffer, guessed: Guessed = 'sign-in'): Throttle {
  const keyOf = (kind: keyof typeof freeTries, text: string) =>
    createHmac('sha256', secret).update(`throttle ${guessed} ${kind} ${text}`).digest()
  const count = (kind: keyof typeof freeTries, text: string, now: Date) =>
    auth.query(
      `insert into sign_in_throttle as t (key, failures, window_from) values ($1, 1, $2)
       on conflict (key) do update set
         failures = case when t.window_from < $2::timestamptz - make_interval(mins => $3) then 1 else t.failures + 1 end,
         window_from = case when t.window_from < $2::timestamptz - make_interval(mins => $3) then $2 else t.window_from end,
         blocked_to = case when t.window_from >= $2::timestamptz - make_interval(mins => $3) and t.failures + 1 >= $4
           then $2::timestamptz + make_interval(secs => least(900, 2 ^ least(t.failures + 1 - $4, 10))) end
       where t.blocked_to is null or t.blocked_to <= $2 or $5
       returning 1 as counted`,
      // What an address got wrong while it was already told to wait was on its way before, and counts.
      [keyOf(kind, text), now, windowMinutes, freeTries[kind], kind === 'address'],
    )
  return {
    async admit(login, address, now) {
      const keys = [keyOf('account', login), keyOf('address', networkOf(address))]
      const [row] = await auth.query<{ until: Date | null }>(
        'select max(blocked_to) as until from sign_in_throttle where key = any ($1) and blocked_to > $2',
        [keys, now],
      )
      if (row?.until) throw mustWait(row.until.getTime() - now.getTime())
      const counted = await count('account', login, now)
      if (counted.length === 0) throw mustWait(1000)
    },
    async failed(address, now) {
      await count('address', networkOf(address), now)
    },
    async succeeded(login) {
      await auth.query('delete from sign_in_throttle where key = $1', [keyOf('account', login)])
    },
  }
}

const mustWait = (ms: number) =>
  new Problem('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)) })
