import fastifyJwt from '@fastify/jwt'
import { capacityKinds } from '@diary/contracts/endpoint'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#access/actor'
import type { SigningKeys } from './keys.ts'
import { Problem } from './problem.ts'

/** How long an access token is good for, unless a right ends sooner. */
export const accessTokenSeconds = 600

const issuer = 'electronic-diary'
const audience = 'electronic-diary-api'

const uuid = z.uuid().lowercase()

/** The claims of an access token, as they stand in it: short names, since every request carries them. */
const claims = z.object({
  sub: uuid,
  pid: uuid,
  sch: uuid,
  schs: z.array(uuid),
  cap: z.array(z.tuple([z.enum(capacityKinds)], uuid)),
  kids: z.array(uuid),
  tz: z.string(),
  ver: z.int(),
  exp: z.int(),
})

/** Registers `@fastify/jwt` with one explicit algorithm and no cache (a cache has mixed up claims before). */
export async function registerTokens(app: FastifyInstance, keys: SigningKeys): Promise<void> {
  await app.register(fastifyJwt, {
    secret: {
      private: keys.privatePem,
      public: (_request, token, done) => {
        const { kid } = ('header' in token ? token.header : token) as { kid?: string }
        const key = keys.publicPems.get(kid ?? '')
        if (key) done(null, key)
        else done(new Problem('not-signed-in'), undefined)
      },
    },
    sign: {
      algorithm: 'EdDSA',
      iss: issuer,
      aud: audience,
      kid: keys.kid,
      header: { alg: 'EdDSA', typ: 'at+jwt' },
    },
    // The key is chosen by the header's `kid`, from our own map alone.
    decode: { complete: true },
    verify: {
      algorithms: ['EdDSA'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['iss', 'aud', 'sub', 'jti', 'exp', 'iat'],
      checkTyp: 'at+jwt',
      cache: false,
      // `authenticate` looks at the time itself, by the clock that tests and demonstrations can set.
      ignoreExpiration: true,
    },
  })
}

/** Makes the access token of an actor. */
export function signToken(app: FastifyInstance, actor: Actor, now: Date, expiresAt: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  return app.jwt.sign({
    sub: actor.accountId,
    pid: actor.personId,
    sch: actor.schoolId,
    schs: actor.schoolIds,
    cap: actor.capacities.map(({ kind, classId }) => (classId ? [kind, classId] : [kind])),
    kids: actor.childIds,
    tz: actor.timeZone,
    ver: actor.epoch,
    jti: randomUUID(),
    iat: seconds,
    exp: Math.floor(expiresAt.getTime() / 1000),
  })
}

/** Who sent the request, by its bearer token. Whatever is wrong with the token, the answer is 401 and says no more. */
export async function authenticate(request: FastifyRequest, now: Date): Promise<Actor> {
  const token = await request.jwtVerify().catch(() => {
    throw new Problem('not-signed-in')
  })
  const said = claims.safeParse(token)
  if (!said.success) throw new Problem('not-signed-in')
  if (said.data.exp * 1000 <= now.getTime()) throw new Problem('token-expired')
  const { sub, pid, sch, schs, cap, kids, tz, ver } = said.data
  return {
    accountId: sub,
    personId: pid,
    schoolId: sch,
    schoolIds: schs,
    timeZone: tz,
    capacities: cap.map(([kind, classId]) => (classId ? { kind, classId } : { kind })),
    childIds: kids,
    epoch: ver,
  }
}
