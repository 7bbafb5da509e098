import { createHash } from 'node:crypto'
import type { Sql } from '@diary/db/client'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#access/actor'
import { Problem } from './problem.ts'

/** The answer to a creating request, word for word the same each time it is asked for. */
export class Replay {
  constructor(
    readonly status: number,
    readonly etag: string | undefined,
    readonly body: string,
  ) {}
}

/**
 * Makes a creating request harmless to repeat. The key is stored in the same transaction as the effect: a retry waits for
 * the first to end and gets its answer; after a crash there is either both or neither. A key with another request is refused.
 */
export async function answerOnce(
  sql: Sql,
  actor: Actor,
  request: FastifyRequest,
  encode: (answer: unknown) => unknown,
  work: () => Promise<unknown>,
): Promise<Replay> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,64}$/.test(key))
    throw new Problem('idempotency-key-required')
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(Buffer.isBuffer(request.body) ? request.body : (JSON.stringify(request.body) ?? 'undefined'))
    .digest()
  const row = [actor.schoolId, actor.personId, key]
  const claimed = await sql({
    name: 'idempotency-claim',
    text: `insert into idempotency_key (school_id, person_id, key, fingerprint, status, headers, body)
      values ($1, $2, $3, $4, 0, '{}', '') on conflict do nothing returning key`,
    values: [...row, fingerprint],
  })
  if (claimed.length === 0) {
    const [stored] = await sql<{
      fingerprint: Buffer
      status: number
      headers: { etag?: string }
      body: string
    }>({
      name: 'idempotency-stored',
      text: 'select fingerprint, status, headers, body from idempotency_key where school_id = $1 and person_id = $2 and key = $3',
      values: row,
    })
    if (!stored?.fingerprint.equals(fingerprint)) throw new Problem('idempotency-key-reused')
    return new Replay(stored.status, stored.headers.etag, stored.body)
  }
  const answer = await work()
  const { version } = (answer ?? {}) as { version?: unknown }
  const etag = typeof version === 'number' ? `"${version}"` : undefined
  const body = JSON.stringify(encode(answer))
  await sql({
    name: 'idempotency-store',
    text: `update idempotency_key set status = 201, headers = $4, body = $5
      where school_id = $1 and person_id = $2 and key = $3`,
    values: [...row, JSON.stringify({ etag }), body],
  })
  return new Replay(201, etag, body)
}
