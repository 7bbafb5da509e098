import type { sessionApi } from '@diary/contracts/session'
import type { AuthDatabase } from '@diary/db/auth-client'
import { refuseOtherSites } from '#platform/other-sites'
import { isWeak, type Passwords } from '#platform/passwords'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import type { Throttle } from '#platform/throttle'
import type { Door } from './door.ts'
import { endSession, endSessions, lifetimes, rotate } from './rotation.ts'

export interface SessionParts {
  readonly auth: AuthDatabase
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly door: Door
}

interface AccountRow {
  id: string
  login: string
  epoch: number
  password_hash: string
}

/** Sign-in, refresh, sign-out, password: the only features that see accounts. */
export function session({ auth, passwords, throttle, door }: SessionParts): Handlers<typeof sessionApi> {
  return {
    open: {
      async open({ request, reply, now }, { body }) {
        refuseOtherSites(request)
        const moment = now()
        await throttle.admit(body.login, request.ip, moment)
        const [account] = await auth.query<AccountRow>(
          'select id, login, epoch, password_hash from account where login = $1 and disabled_at is null',
          [body.login],
        )
        if (!(await passwords.verify(account?.password_hash, body.password)) || !account) {
          await throttle.failed(request.ip, moment)
          throw new Problem('wrong-credentials')
        }
        await throttle.succeeded(body.login)
        return door.enter(request, reply, account, body.schoolId, moment)
      },
    },
    refresh: {
      async open({ request, reply, now }, { body }) {
        refuseOtherSites(request)
        const moment = now()
        const token = door.tokenOf(request)
        if (!token) throw new Problem('session-ended')
        try {
          const next = await rotate(auth, token, request.headers['user-agent'] ?? '', moment)
          const [account] = await auth.query<AccountRow>(
            'select id, login, epoch, password_hash from account where id = $1 and disabled_at is null',
            [next.accountId],
          )
          if (!account) throw new Problem('session-ended')
          const opened = await door.open(request, account, body.schoolId, moment)
          if (opened.isStaff && moment.getTime() - next.lastUsedAt.getTime() > lifetimes.staff.idleMs) {
            await endSession(auth, next.token, 'idle', moment)
            throw new Problem('session-ended')
          }
          door.giveCookie(reply, next.token, next.expiresAt, moment)
          return opened.body
        } catch (error) {
          if (error instanceof Problem && error.code === 'session-ended') door.takeCookie(reply)
          throw error
        }
      },
    },
    close: {
      async open({ request, reply, now }) {
        refuseOtherSites(request)
        const token = door.tokenOf(request)
        if (token) await endSession(auth, token, 'signed-out', now())
        door.takeCookie(reply)
      },
    },
    closeAll: {
      async open({ actor, reply, now }) {
        if (!actor) throw new Problem('not-signed-in')
        await endSessions(auth, actor.accountId, 'everywhere', now())
        door.takeCookie(reply)
      },
    },
    changePassword: {
      async open({ actor, request, now }, { body }) {
        if (!actor) throw new Problem('not-signed-in')
        const moment = now()
        const [account] = await auth.query<AccountRow>(
          'select id, login, epoch, password_hash from account where id = $1 and epoch = $2 and disabled_at is null',
          [actor.accountId, actor.epoch],
        )
        if (!account) throw new Problem('token-stale')
        await throttle.admit(account.login, request.ip, moment)
        if (!(await passwords.verify(account.password_hash, body.current))) {
          await throttle.failed(request.ip, moment)
          throw new Problem('password-wrong', {
            errors: [{ pointer: '/current', code: 'wrong', message: 'Not the current password' }],
          })
        }
        await throttle.succeeded(account.login)
        if (isWeak(body.next, [account.login]) || body.next === body.current)
          throw new Problem('password-weak', {
            errors: [{ pointer: '/next', code: 'weak', message: 'Too easy to guess' }],
          })
        const passwordHash = await passwords.hash(body.next)
        const changed = await auth.query(
          'update account set password_hash = $2, password_at = $3 where id = $1 and password_hash = $4 returning id',
          [account.id, passwordHash, moment, account.password_hash],
        )
        if (changed.length === 0) throw new Problem('request-under-way')
        await endSessions(auth, account.id, 'password', moment, door.tokenOf(request))
      },
    },
  }
}
