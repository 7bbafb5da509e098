import { call } from '@diary/contracts/call'
import type { Answer, Endpoint, Sent } from '@diary/contracts/endpoint'
import { sessionApi } from '@diary/contracts/session'
import { openAuthDatabase } from '@diary/db/auth-client'
import { openDatabase } from '@diary/db/client'
import { type Make, maker, testPassword } from '@diary/db/make/maker'
import type { FastifyInstance } from 'fastify'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { type AppOptions, buildApp } from '../app.ts'
import { passwords } from '#platform/passwords'
import { requireExact } from './strict.ts'

/** A person of a test, signed in: calls the API the way the web does. */
export interface Caller {
  readonly token: string
  call<E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<Answer<E>>
  /** The bare request, for what `call` cannot say. */
  send(
    method: string,
    url: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>
}

export interface TestApi {
  readonly app: FastifyInstance
  readonly make: Make
  /** Signs an account in. */
  as(account: { login: string; password?: string }): Promise<Caller>
  /** Nobody: calls without a token. */
  readonly anonymous: Caller
  /** Calls with a token of one's own making. */
  withToken(token: string): Caller
  /** The clock the API goes by; a test may set it. */
  setNow(now: Date | undefined): void
}

/** A Monday in the middle of a term, at ten in the morning in Krasnoyarsk: when tests happen unless they say otherwise. */
export const testNow = new Date('2026-11-23T03:00:00.000Z')

/** The API on the run's database, in memory, for the tests of one file. */
export function testApi(options: Partial<AppOptions> = {}): TestApi {
  let now: Date | undefined = testNow
  const held = {} as { app: FastifyInstance; make: Make; close: () => Promise<void> }

  beforeAll(async () => {
    const urls = inject('database')
    held.app = await buildApp({
      databaseUrl: urls.app,
      authUrl: urls.auth,
      keys: testKeys(),
      secret: randomBytes(32),
      now: () => now ?? new Date(),
      logLevel: 'silent',
      poolSize: 4,
      ...options,
    })
    const app = openDatabase(options.databaseUrl ?? urls.app, { size: 2 })
    const auth = openAuthDatabase(options.authUrl ?? urls.auth, { size: 1 })
    held.make = maker({ app, auth, hashPassword: passwords().hash, today: '2026-11-23' })
    held.close = async () => {
      await app.close()
      await auth.close()
    }
  })
  afterAll(async () => {
    await held.app?.close()
    await held.close?.()
  })

  const send = async (token: string, url: string, init: RequestInit): Promise<Response> => {
    const answer = await held.app.inject({
      url,
      method: (init.method ?? 'GET') as 'GET',
      headers: {
        ...(init.headers as Record<string, string>),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(init.body !== undefined && init.body !== null && { payload: payloadOf(init.body) }),
    })
    return new Response([204, 304].includes(answer.statusCode) ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).map(
        ([name, value]) => [name, String(value)] as [string, string],
      ),
    })
  }
  const withToken = (token: string): Caller => ({
    token,
    call: (endpoint, sent) =>
      call(endpoint, sent, async (url, init) => {
        const answer = await send(token, url, init)
        if (answer.ok && answer.body && !endpoint.file) requireExact(endpoint, await answer.clone().json())
        return answer
      }),
    send: (method, url, { body, headers = {} } = {}) =>
      send(token, url, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  })

  return {
    get app() {
      return held.app
    },
    get make() {
      return held.make
    },
    anonymous: withToken(''),
    withToken,
    async as({ login, password = testPassword }) {
      const { accessToken } = await withToken('').call(sessionApi.open, { body: { login, password } })
      return withToken(accessToken)
    },
    setNow(moment) {
      now = moment
    },
  }
}

/** A file as the bytes it is: anything else that is no text would be sent as JSON. */
const payloadOf = (body: BodyInit) => (body instanceof Uint8Array ? Buffer.from(body) : (body as string))

/** Keys of a test's own. */
export function testKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return {
    kid: 'test',
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPems: new Map([['test', publicPem]]),
  }
}
