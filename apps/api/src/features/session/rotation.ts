import type { AuthDatabase } from '@diary/db/auth-client'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { Problem } from '#platform/problem'

/** Within this time a token that was just exchanged may be sent again: parallel tabs, a lost answer. */
export const graceSeconds = 20

const day = 86_400_000
/** How long a sign-in lasts at most, and how long it may lie unused. Staff often sit at shared computers. */
export const lifetimes = {
  guardian: { absoluteMs: 90 * day, idleMs: 90 * day },
  staff: { absoluteMs: day / 2, idleMs: day / 12 },
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()
const successorOf = (token: string, key: Buffer) =>
  createHmac('sha256', key).update(token).digest('base64url')

/** Begins a session on a device and answers its first refresh token. */
export async function beginSession(
  auth: AuthDatabase,
  account: { accountId: string; userAgent: string; isStaff: boolean },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + lifetimes[account.isStaff ? 'staff' : 'guardian'].absoluteMs)
  await auth.query(
    `with begun as (
       insert into session (id, account_id, rotation_key, user_agent, created_at, last_used_at, expires_at)
       values (gen_random_uuid(), $1, $2, $3, $4, $4, $5) returning id
     ) insert into refresh_token (hash, session_id, issued_at) select $6, id, $4 from begun`,
    [account.accountId, randomBytes(32), account.userAgent.slice(0, 200), now, expiresAt, hashOf(token)],
  )
  return { token, expiresAt }
}

interface Found {
  session_id: string
  account_id: string
  rotation_key: Buffer
  user_agent: string
  last_used_at: Date
  expires_at: Date
  ended_at: Date | null
  rotated_at: Date | null
}

/**
 * Exchanges a refresh token for its successor, atomically: the session's row is locked, so of many parallel tries all get
 * the same successor, which is derived from the token itself and stored nowhere. A token used again after the grace window was stolen,
 * or the thief was first: the whole session ends and every access token of the account goes stale.
 */
export async function rotate(
  auth: AuthDatabase,
  token: string,
  userAgent: string,
  now: Date,
): Promise<{ accountId: string; sessionId: string; token: string; expiresAt: Date; lastUsedAt: Date }> {
  const outcome = await auth.transaction(async query => {
    const [found] = await query<Found>(
      `select s.id as session_id, s.account_id, s.rotation_key, s.user_agent, s.last_used_at, s.expires_at, s.ended_at, t.rotated_at
       from refresh_token t join session s on s.id = t.session_id where t.hash = $1 for update of s, t`,
      [hashOf(token)],
    )
    if (!found || found.ended_at || found.expires_at <= now) return undefined
    const isAgain = found.rotated_at !== null
    if (isAgain) {
      const isLate = now.getTime() - (found.rotated_at?.getTime() ?? 0) > graceSeconds * 1000
      if (isLate || found.user_agent !== userAgent.slice(0, 200)) {
        await query("update session set ended_at = $2, end_reason = 'reuse' where id = $1", [
          found.session_id,
          now,
        ])
        await query('update account set epoch = epoch + 1 where id = $1', [found.account_id])
        return undefined
      }
    }
    const next = successorOf(token, found.rotation_key)
    if (!isAgain) {
      await query('update refresh_token set rotated_at = $2 where hash = $1', [hashOf(token), now])
      await query('insert into refresh_token (hash, session_id, issued_at) values ($1, $2, $3)', [
        hashOf(next),
        found.session_id,
        now,
      ])
      await query('update session set last_used_at = $2 where id = $1', [found.session_id, now])
      // What was exchanged long ago is only needed to recognise a thief, and a week is enough for that.
      await query(
        "delete from refresh_token where session_id = $1 and rotated_at < $2::timestamptz - interval '7 days'",
        [found.session_id, now],
      )
    }
    return {
      accountId: found.account_id,
      sessionId: found.session_id,
      token: next,
      expiresAt: found.expires_at,
      lastUsedAt: found.last_used_at,
    }
  })
  if (!outcome) throw new Problem('session-ended')
  return outcome
}

/** Why a session ended; the column holds twenty characters. */
export type EndReason = 'signed-out' | 'everywhere' | 'password' | 'idle' | 'reuse'

/**
 * Ends the session a refresh token belongs to; access tokens go stale at once, and other devices get new ones by
 * themselves. Nothing to end is not an error.
 */
export async function endSession(
  auth: AuthDatabase,
  token: string,
  reason: EndReason,
  now: Date,
): Promise<void> {
  await auth.query(
    `with ended as (
       update session set ended_at = $2, end_reason = $3
       where ended_at is null and id = (select session_id from refresh_token where hash = $1) returning account_id
     ) update account set epoch = epoch + 1 where id in (select account_id from ended)`,
    [hashOf(token), now, reason],
  )
}

/** Ends every session of an account, but for the one this token belongs to, if any; access tokens go stale at once. */
export async function endSessions(
  auth: AuthDatabase,
  accountId: string,
  reason: EndReason,
  now: Date,
  except?: string,
): Promise<void> {
  await auth.transaction(async query => {
    await query(
      `update session set ended_at = $2, end_reason = $3 where account_id = $1 and ended_at is null
       and id is distinct from (select session_id from refresh_token where hash = $4)`,
      [accountId, now, reason, except ? hashOf(except) : null],
    )
    await query('update account set epoch = epoch + 1 where id = $1', [accountId])
  })
}
