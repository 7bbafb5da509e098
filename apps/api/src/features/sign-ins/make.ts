import {
  codeDays,
  type CodesFor,
  codesMax,
  type CodesMade,
  type CodeSkipped,
} from '@diary/contracts/sign-ins'
import type { Sql } from '@diary/db/client'
import { addDays, momentAt } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { createHash } from 'node:crypto'
import { type Actor, scopeOf } from '#access/actor'
import { canMakeCode } from '#access/can'
import { visiblePersonSql } from '#access/visible-sql'
import { isRetryable } from '#platform/failure'
import { Problem } from '#platform/problem'
import type { Context } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { derivedCode, hashOf } from './codes.ts'
import { namedSql, newcomersSql, type SignInRow } from './sign-ins.view.ts'
import { findClass, type OfficeParts, valuesOf } from './office.ts'

/** The same key answers the same codes so long; then they were told. */
const toldMinutes = 10

/** What is kept of an answer, so that it can be given again: everything but the codes. */
interface Kept {
  readonly madeAt: string
  readonly personIds: readonly string[]
  readonly skipped: CodesMade['skipped']
  readonly left: number
}

type Asking = Omit<Context, 'actor'> & { readonly actor: Actor | undefined }

/** Makes codes, or answers those that the same request made minutes ago. */
export async function make(parts: OfficeParts, context: Asking, body: CodesFor): Promise<CodesMade> {
  const { actor, request } = context
  if (!actor) throw new Problem('not-signed-in')
  const now = context.now()
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,64}$/.test(key))
    throw new Problem('idempotency-key-required')
  const values = await valuesOf(parts.auth, actor, now)
  for (let tries = 1; ; tries++) {
    try {
      return await parts.database.inSqlScope(scopeOf(actor, request.id, false), async sql => {
        const work = { parts, actor, sql, key, values, now }
        const stored = await claim(work, JSON.stringify(body))
        const kept = stored ?? (await store(work, await makeNew(work, body)))
        return told(work, kept)
      })
    } catch (error) {
      if (tries < 4 && isRetryable(error)) continue
      throw error
    }
  }
}

interface Work {
  readonly parts: OfficeParts
  readonly actor: Actor
  readonly sql: Sql
  readonly key: string
  readonly values: Awaited<ReturnType<typeof valuesOf>>
  readonly now: Date
}

/** Takes the request's key; answers what was kept under it when it was taken before. */
async function claim({ actor, sql, key }: Work, body: string): Promise<Kept | undefined> {
  const fingerprint = createHash('sha256').update(`activation codes\n${body}`).digest()
  const row = [actor.schoolId, actor.personId, key]
  const claimed = await sql({
    name: 'codes-claim',
    text: `insert into idempotency_key (school_id, person_id, key, fingerprint, status, headers, body)
      values ($1, $2, $3, $4, 201, '{}', '') on conflict do nothing returning key`,
    values: [...row, fingerprint],
  })
  if (claimed.length > 0) return undefined
  const [stored] = await sql<{ fingerprint: Buffer; body: string }>({
    name: 'codes-stored',
    text: 'select fingerprint, body from idempotency_key where school_id = $1 and person_id = $2 and key = $3',
    values: row,
  })
  if (!stored?.fingerprint.equals(fingerprint)) throw new Problem('idempotency-key-reused')
  return JSON.parse(stored.body) as Kept
}

async function store({ actor, sql, key }: Work, kept: Kept): Promise<Kept> {
  await sql({
    name: 'codes-store',
    text: 'update idempotency_key set body = $4 where school_id = $1 and person_id = $2 and key = $3',
    values: [actor.schoolId, actor.personId, key, JSON.stringify(kept)],
  })
  return kept
}

async function makeNew(work: Work, body: CodesFor): Promise<Kept> {
  const { parts, actor, sql, key, values, now } = work
  const visible = visiblePersonSql(actor)
  const asked = body.whom === 'people' ? [...new Set(body.personIds)] : await newcomers(work, body)
  // Two secretaries press at once: the second waits here, and then sees the codes of the first.
  const locked = await sql<{ id: string; name: string }>({
    name: `codes-lock-${visible.name}`,
    text: `select p.id, concat_ws(' ', p.last_name, nullif(p.first_name, ''), p.middle_name) as name from person p
      where p.school_id = $1 and p.id = any ($2::uuid[]) and ${visible.text} order by p.id for no key update`,
    values: [actor.schoolId, asked],
  })
  if (body.whom === 'people' && locked.length < asked.length) throw new Problem('not-found')
  const rows = await named(work, asked)
  const skipped: CodesMade['skipped'] = []
  const skip = (of: { id: string; name: string }, why: CodeSkipped) =>
    skipped.push({ personId: of.id as CodesMade['skipped'][number]['personId'], name: of.name, why })
  const known = new Set(rows.map(({ id }) => id))
  for (const person of locked) if (!known.has(person.id)) skip(person, 'no-rights')
  const good: SignInRow[] = []
  for (const row of rows) {
    if (!canMakeCode(actor, row)) skip(row, 'not-allowed')
    else if (!row.hasBirthDate) skip(row, 'no-birth-date')
    else if (body.whom === 'people' || row.state === 'none' || row.state === 'expired') good.push(row)
  }
  const personIds = good.slice(0, codesMax).map(({ id }) => id)
  await sql({
    name: 'codes-revoke-old',
    text: `update activation_code set revoked_at = $3
      where school_id = $1 and person_id = any ($2::uuid[]) and used_at is null and revoked_at is null`,
    values: [actor.schoolId, personIds, now],
  })
  const codeFor = (personId: string) =>
    derivedCode(parts.secret, {
      schoolId: actor.schoolId,
      makerId: actor.personId,
      idempotencyKey: key,
      madeAt: now,
      personId,
    })
  await sql({
    name: 'codes-make',
    text: `insert into activation_code (school_id, id, person_id, hash, made_at, made_by_id, expires_at)
      select $1, c.id, c.person_id, c.hash, $5, $6, $7 from unnest($2::uuid[], $3::uuid[], $4::bytea[]) as c(id, person_id, hash)`,
    values: [
      values[0],
      personIds.map(() => newId()),
      personIds,
      personIds.map(id => hashOf(codeFor(id))),
      now,
      actor.personId,
      // To the end of the last day, as the letter says it.
      momentAt(addDays(todayOf(actor, now), codeDays + 1), 0, actor.timeZone),
    ],
  })
  return { madeAt: now.toISOString(), personIds, skipped, left: good.length - personIds.length }
}

async function newcomers(
  { actor, sql, values }: Work,
  body: Exclude<CodesFor, { whom: 'people' }>,
): Promise<string[]> {
  const visible = visiblePersonSql(actor)
  const classId = body.whom === 'class' ? body.classId : null
  if (classId !== null) await findClass(sql, actor.schoolId, classId)
  const rows = await sql<{ id: string }>({
    name: `codes-newcomers-${visible.name}`,
    text: newcomersSql(visible.text),
    values: [...values, body.whom === 'new-staff' ? 'staff' : 'guardian', classId],
  })
  return rows.map(({ id }) => id)
}

const named = ({ actor, sql, values }: Work, ids: readonly string[]) => {
  const visible = visiblePersonSql(actor)
  return sql<SignInRow>({
    name: `sign-ins-named-${visible.name}`,
    text: namedSql(visible.text),
    values: [...values, ids],
  })
}

/** The answer: what was kept, and the codes themselves, as long as they are good. */
async function told(work: Work, kept: Kept): Promise<CodesMade> {
  const { parts, actor, sql, key, now } = work
  const madeAt = new Date(kept.madeAt)
  if (now.getTime() - madeAt.getTime() > toldMinutes * 60_000) throw new Problem('codes-told-already')
  const codeFor = (personId: string) =>
    derivedCode(parts.secret, {
      schoolId: actor.schoolId,
      makerId: actor.personId,
      idempotencyKey: key,
      madeAt,
      personId,
    })
  const codes = new Map(kept.personIds.map(id => [id, codeFor(id)]))
  const good = await sql<{ personId: string; expiresAt: Date }>({
    name: 'codes-good',
    text: `select person_id as "personId", expires_at as "expiresAt" from activation_code
      where school_id = $1 and hash = any ($2::bytea[]) and used_at is null and revoked_at is null`,
    values: [actor.schoolId, [...codes.values()].map(hashOf)],
  })
  const expiries = new Map(good.map(({ personId, expiresAt }) => [personId, expiresAt]))
  const rows = await named(work, kept.personIds)
  return {
    codes: rows.flatMap(({ id, name, children }) => {
      const [code, expiresAt] = [codes.get(id), expiries.get(id)]
      if (code === undefined || expiresAt === undefined) return []
      return [{ personId: id as CodesMade['codes'][number]['personId'], name, code, expiresAt, children }]
    }),
    skipped: kept.skipped,
    left: kept.left,
  }
}
