import { apiBase } from '@diary/contracts/endpoint'
import type { Session } from '@diary/contracts/session'
import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database } from '@diary/db/client'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isStaff } from '#access/actor'
import { Problem } from '#platform/problem'
import { signToken } from '#platform/tokens'
import { actorOf, type Membership } from './claims.ts'
import { beginSession } from './rotation.ts'

export interface DoorParts {
  readonly database: Database
  readonly auth: AuthDatabase
  /** Over HTTPS the cookie carries the `__Host-` promise. */
  readonly isHttps: boolean
}

interface SchoolRow {
  id: string
  title: string
  person_id: string
}

interface Account {
  readonly id: string
  readonly epoch: number
}

/** How a session is opened and kept, whatever was shown at the door: a password, a refresh token, a code. */
export interface Door {
  tokenOf(request: FastifyRequest): string | undefined
  giveCookie(reply: FastifyReply, token: string, expires: Date, now: Date): void
  takeCookie(reply: FastifyReply): void
  /** A token for the school asked for, else the first. */
  open(
    request: FastifyRequest,
    account: Account,
    schoolId: string | undefined,
    now: Date,
  ): Promise<{ body: Session; isStaff: boolean }>
  /** Begins a session on this device: the answer, and its cookie. */
  enter(
    request: FastifyRequest,
    reply: FastifyReply,
    account: Account,
    schoolId: string | undefined,
    now: Date,
  ): Promise<Session>
}

export function doorOf({ database, auth, isHttps }: DoorParts): Door {
  const cookieName = isHttps ? '__Host-refresh' : 'refresh'
  const cookieOptions = {
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps,
    path: isHttps ? '/' : apiBase,
  } as const

  const schoolsOf = (accountId: string) =>
    auth.query<SchoolRow>(
      `select s.id, s.title, p.person_id from account_person p join school s on s.id = p.school_id
       where p.account_id = $1 order by p.created_at, s.id`,
      [accountId],
    )

  const door: Door = {
    tokenOf: request => request.cookies[cookieName],
    // A span and not a date: the browser's clock need not be ours.
    giveCookie(reply, token, expires, now) {
      void reply.setCookie(cookieName, token, {
        ...cookieOptions,
        maxAge: Math.floor((expires.getTime() - now.getTime()) / 1000),
      })
    },
    takeCookie(reply) {
      void reply.clearCookie(cookieName, cookieOptions)
    },
    async open(request, account, schoolId, now) {
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
          .map(({ id, person_id }) =>
            actorOf(database, { ...member, schoolId: id, personId: person_id }, now),
          ),
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
    },
    async enter(request, reply, account, schoolId, now) {
      const opened = await door.open(request, account, schoolId, now)
      const userAgent = request.headers['user-agent'] ?? ''
      const begun = await beginSession(
        auth,
        { accountId: account.id, userAgent, isStaff: opened.isStaff },
        now,
      )
      door.giveCookie(reply, begun.token, begun.expiresAt, now)
      return opened.body
    },
  }
  return door
}
