import { apiBase } from '@diary/contracts/endpoint'
import type { Session, sessionApi } from '@diary/contracts/session'
import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database } from '@diary/db/client'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isStaff } from '#access/actor'
import { isWeak, type Passwords } from '#platform/passwords'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { signToken } from '#platform/tokens'
import { actorOf, type Membership } from './claims.ts'
import { beginSession, endSession, endSessions, lifetimes, rotate } from './rotation.ts'
import type { Throttle } from './throttle.ts'

export interface SessionParts {
  readonly database: Database
  readonly auth: AuthDatabase
  readonly passwords: Passwords
  readonly throttle: Throttle
  /** Over HTTPS the cookie carries the `__Host-` promise. */
  readonly isHttps: boolean
}

interface AccountRow {
  id: string
  login: string
  epoch: number
  password_hash: string
}

interface SchoolRow {
  id: string
  title: string
  person_id: string
}

/** Sign-in, refresh, sign-out, password: the only features that see accounts. */
export function session({
  database,
  auth,
  passwords,
  throttle,
  isHttps,
}: SessionParts): Handlers<typeof sessionApi> {
  const cookieName = isHttps ? '__Host-refresh' : 'refresh'
  const cookieOptions = {
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps,
    path: isHttps ? '/' : apiBase,
  } as const

  const tokenOf = (request: FastifyRequest) => request.cookies[cookieName]
  // A span and not a date: the browser's clock need not be ours.
  const giveCookie = (reply: FastifyReply, token: string, expires: Date, now: Date) =>
    reply.setCookie(cookieName, token, {
      ...cookieOptions,
      maxAge: Math.floor((expires.getTime() - now.getTime()) / 1000),
    })
  const takeCookie = (reply: FastifyReply) => reply.clearCookie(cookieName, cookieOptions)

  const schoolsOf = (accountId: string) =>
    auth.query<SchoolRow>(
      `select s.id, s.title, p.person_id from account_person p join school s on s.id = p.school_id
       where p.account_id = $1 order by p.created_at, s.id`,
      [accountId],
    )

  /** The answer to a good sign-in or refresh: a token for the school asked for, else the first. */
  async function open(
    request: FastifyRequest,
    account: { id: string; epoch: number },
    schoolId: string | undefined,
    now: Date,
  ): Promise<{ body: Session; isStaff: boolean }> {
    const schools = await schoolsOf(account.id)
    const school = schools.find(({ id }) => id === schoolId) ?? schools[0]
    if (!school) throw new Problem('session-ended')
    const member: Membership = {
      accountId: account.id,
      epoch: account.epoch,
      schoolId: school.id,
      personId: school.person_id,
      schoolIds: schools.map(({ id }) => id),
    }
    const { actor, expiresAt } = await actorOf(database, member, now)
    // Who is staff anywhere has the short session of staff: it opens every school of the account.
    const elsewhere = await Promise.all(
      schools
        .filter(({ id }) => id !== school.id)
        .map(({ id, person_id }) => actorOf(database, { ...member, schoolId: id, personId: person_id }, now)),
    )
    return {
      isStaff: isStaff(actor) || elsewhere.some(other => isStaff(other.actor)),
      body: {
        accessToken: signToken(request.server, actor, now, expiresAt),
        expiresAt,
        schoolId: school.id as Session['schoolId'],
        schools: schools.map(({ id, title }) => ({ id: id as Session['schoolId'], title })),
      },
    }
  }

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
        const opened = await open(request, account, body.schoolId, moment)
        const userAgent = request.headers['user-agent'] ?? ''
        const begun = await beginSession(
          auth,
          { accountId: account.id, userAgent, isStaff: opened.isStaff },
          moment,
        )
        giveCookie(reply, begun.token, begun.expiresAt, moment)
        return opened.body
      },
    },
    refresh: {
      async open({ request, reply, now }, { body }) {
        refuseOtherSites(request)
        const moment = now()
        const token = tokenOf(request)
        if (!token) throw new Problem('session-ended')
        try {
          const next = await rotate(auth, token, request.headers['user-agent'] ?? '', moment)
          const [account] = await auth.query<AccountRow>(
            'select id, login, epoch, password_hash from account where id = $1 and disabled_at is null',
            [next.accountId],
          )
          if (!account) throw new Problem('session-ended')
          const opened = await open(request, account, body.schoolId, moment)
          if (opened.isStaff && moment.getTime() - next.lastUsedAt.getTime() > lifetimes.staff.idleMs) {
            await endSession(auth, next.token, 'idle', moment)
            throw new Problem('session-ended')
          }
          giveCookie(reply, next.token, next.expiresAt, moment)
          return opened.body
        } catch (error) {
          if (error instanceof Problem && error.code === 'session-ended') takeCookie(reply)
          throw error
        }
      },
    },
    close: {
      async open({ request, reply, now }) {
        refuseOtherSites(request)
        const token = tokenOf(request)
        if (token) await endSession(auth, token, 'signed-out', now())
        takeCookie(reply)
      },
    },
    closeAll: {
      async open({ actor, reply, now }) {
        if (!actor) throw new Problem('not-signed-in')
        await endSessions(auth, actor.accountId, 'everywhere', now())
        takeCookie(reply)
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
        await endSessions(auth, account.id, 'password', moment, tokenOf(request))
      },
    },
  }
}

/** Only the refresh cookie could be misused by another site, and only these endpoints take it. */
function refuseOtherSites({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('cross-site')
}
