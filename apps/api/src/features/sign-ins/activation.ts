import type { Session } from '@diary/contracts/session'
import type { activationApi, CodeChecked } from '@diary/contracts/sign-ins'
import type { AuthDatabase } from '@diary/db/auth-client'
import { newId } from '@diary/db/id'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuseOtherSites } from '#platform/other-sites'
import { isWeak, type Passwords } from '#platform/passwords'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import type { Throttle } from '#platform/throttle'
import { type Proof, type ProofParts, proofOf } from './proof.ts'

/** The door of sign-in: what comes of a good code is a session like any other. */
export interface Entrance {
  enter(
    request: FastifyRequest,
    reply: FastifyReply,
    account: { id: string; epoch: number },
    schoolId: string | undefined,
    now: Date,
  ): Promise<Session>
}

export interface ActivationParts extends ProofParts {
  readonly passwords: Passwords
  /** Counts tries at passwords. */
  readonly signInThrottle: Throttle
  readonly entrance: Entrance
}

type Query = AuthDatabase['query']
interface Account {
  id: string
  epoch: number
}

/** What people do with a code: look whose it is, make a sign-in of it, add it to the one they have, set a new password. */
export function activation(
  parts: ActivationParts,
): Pick<Handlers<typeof activationApi>, 'check' | 'activate' | 'add'> {
  const { auth, passwords, signInThrottle, entrance } = parts
  return {
    check: {
      async open({ request, now }, { body }) {
        refuseOtherSites(request)
        const proof = await proofOf(parts, { ...body, address: request.ip, now: now() })
        return {
          way: wayOf(proof),
          firstName: proof.firstName,
          school: proof.school,
          login: wayOf(proof) === 'password' ? (proof.account?.login ?? null) : null,
          isLoginFree: body.login === undefined ? null : await isFree(auth, body.login),
        } satisfies CodeChecked
      },
    },

    activate: {
      async open({ request, reply, now }, { body }) {
        refuseOtherSites(request)
        const moment = now()
        const proof = await proofOf(parts, { ...body, address: request.ip, now: moment })
        if (body.way !== 'password' && wayOf(proof) === 'password') throw new Problem('has-sign-in-already')
        if (body.way === 'existing') {
          const known = await knownAccount(body.login, body.password, request.ip, moment)
          const account = await auth.transaction(query => addTo(query, proof, known.id, moment))
          return entrance.enter(request, reply, account, proof.schoolId, moment)
        }
        // An account of several schools gets no new password by the word of one of them: that code makes a sign-in anew.
        const login = body.way === 'new' ? body.login : proof.account?.login
        if (login === undefined || (body.way === 'password' && wayOf(proof) !== 'password'))
          throw new Problem('code-refused')
        if (isWeak(body.password, [login, proof.firstName, proof.lastName]))
          throw new Problem('password-weak', {
            errors: [{ pointer: '/password', code: 'weak', message: 'Too easy to guess' }],
          })
        const passwordHash = await passwords.hash(body.password)
        const account = await auth.transaction(query =>
          body.way === 'new'
            ? makeAccount(query, proof, { login, passwordHash }, moment)
            : setPassword(query, proof, passwordHash, moment),
        )
        return entrance.enter(request, reply, account, proof.schoolId, moment)
      },
    },

    add: {
      async open({ actor, request, now }, { body }) {
        if (!actor) throw new Problem('not-signed-in')
        const moment = now()
        const proof = await proofOf(parts, { ...body, address: request.ip, now: moment })
        if (wayOf(proof) === 'password') throw new Problem('has-sign-in-already')
        await auth.transaction(query => addTo(query, proof, actor.accountId, moment))
        return { schoolId: proof.schoolId as Session['schoolId'], school: proof.school }
      },
    },
  }

  async function knownAccount(login: string, password: string, address: string, now: Date) {
    await signInThrottle.admit(login, address, now)
    const [account] = await auth.query<{ id: string; password_hash: string }>(
      'select id, password_hash from account where login = $1 and disabled_at is null',
      [login],
    )
    if (!(await passwords.verify(account?.password_hash, password)) || !account) {
      await signInThrottle.failed(address, now)
      throw new Problem('wrong-credentials')
    }
    await signInThrottle.succeeded(login)
    return account
  }
}

const wayOf = ({ account }: Proof): CodeChecked['way'] => (account?.isOfThisSchool ? 'password' : 'new')

async function isFree(auth: AuthDatabase, login: string): Promise<boolean> {
  return (await auth.query('select 1 as found from account where login = $1', [login])).length === 0
}

/** The first statement of whatever a code is used for: of two tabs, or two people, one gets past it. */
async function spend(query: Query, { codeId }: Proof, now: Date): Promise<void> {
  const used = await query(
    'update activation_code set used_at = $2 where id = $1 and used_at is null and revoked_at is null and expires_at > $2 returning id',
    [codeId, now],
  )
  if (used.length === 0) throw new Problem('code-refused')
}

async function makeAccount(
  query: Query,
  proof: Proof,
  { login, passwordHash }: { login: string; passwordHash: string },
  now: Date,
): Promise<Account> {
  await spend(query, proof, now)
  const [account] = await query<Account>(
    `insert into account (id, login, password_hash, created_at, password_at) values ($1, $2, $3, $4, $4)
     on conflict (login) do nothing returning id, epoch`,
    [newId(), login, passwordHash, now],
  )
  if (!account)
    throw new Problem('login-taken', {
      errors: [{ pointer: '/login', code: 'taken', message: 'Somebody signs in by it' }],
    })
  await join(query, proof, account.id, now)
  return account
}

/** The person joins an account; its tokens are stale, and the next ones know the new school. */
async function addTo(query: Query, proof: Proof, accountId: string, now: Date): Promise<Account> {
  await spend(query, proof, now)
  const there = await query(
    'select 1 as found from account_person where account_id = $1 and school_id = $2',
    [accountId, proof.schoolId],
  )
  if (there.length > 0)
    throw new Problem(proof.account?.id === accountId ? 'has-sign-in-already' : 'school-added-already')
  await join(query, proof, accountId, now)
  const [account] = await query<Account>(
    'update account set epoch = epoch + 1 where id = $1 and disabled_at is null returning id, epoch',
    [accountId],
  )
  if (!account) throw new Problem('session-ended')
  return account
}

/** Of an account of several schools the person leaves for the other one; the rest of it stays as it was. */
async function join(query: Query, { schoolId, personId, account }: Proof, accountId: string, now: Date) {
  if (account) {
    await query('delete from account_person where account_id = $1 and school_id = $2 and person_id = $3', [
      account.id,
      schoolId,
      personId,
    ])
    await query('update account set epoch = epoch + 1 where id = $1', [account.id])
  }
  const joined = await query(
    `insert into account_person (account_id, school_id, person_id, created_at) values ($1, $2, $3, $4)
     on conflict do nothing returning account_id`,
    [accountId, schoolId, personId, now],
  )
  if (joined.length === 0) throw new Problem('has-sign-in-already')
}

async function setPassword(query: Query, proof: Proof, passwordHash: string, now: Date): Promise<Account> {
  await spend(query, proof, now)
  const [account] = await query<Account>(
    `update account set password_hash = $2, password_at = $3, epoch = epoch + 1
     where id = $1 and disabled_at is null
       and (select count(*) from account_person o where o.account_id = account.id) = 1
     returning id, epoch`,
    [proof.account?.id ?? null, passwordHash, now],
  )
  if (!account) throw new Problem('code-refused')
  await endEverything(query, account.id, now)
  return account
}

/** A new password ends every device, and every link that could set another. */
export async function endEverything(query: Query, accountId: string, now: Date): Promise<void> {
  await query(
    "update session set ended_at = $2, end_reason = 'password' where account_id = $1 and ended_at is null",
    [accountId, now],
  )
  await query('update password_reset set used_at = $2 where account_id = $1 and used_at is null', [
    accountId,
    now,
  ])
}
