import type { Endpoint } from '@diary/contracts/endpoint'
import { sessionApi } from '@diary/contracts/session'
import { openAuthDatabase } from '@diary/db/auth-client'
import { openDatabase } from '@diary/db/client'
import { maker, testPassword } from '@diary/db/make/maker'
import type { FastifyInstance } from 'fastify'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { buildApp } from '../../app.ts'
import { loadSigningKeys } from '#platform/keys'
import { passwords } from '#platform/passwords'
import { type Facts, readFacts, type Rights } from './facts.ts'
import { type Asker, type Ground, makeGround } from './ground.ts'

// Nothing here knows the test runner: the script that breaks the walls on purpose uses it too.

/** A database that belongs to a matrix alone. */
export interface MatrixUrls {
  readonly app: string
  readonly auth: string
  readonly superuser: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

export interface Ask {
  readonly method: string
  readonly url: string
  readonly token?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
  /** A file instead of JSON. */
  readonly file?: Buffer
}

/** An asker, signed in, with the rights that the database's rows give. */
export interface SignedIn extends Asker {
  readonly token: string
  readonly rights: Rights
}

export interface SchoolApi {
  readonly app: FastifyInstance
  readonly urls: MatrixUrls
  readonly ground: Ground
  readonly facts: Facts
  readonly endpoints: readonly Endpoint[]
  readonly askers: readonly SignedIn[]
  ask(ask: Ask): Promise<Answer>
  signIn(asker: Asker): Promise<string>
  setNow(moment: Date): void
  close(): Promise<void>
}

/** The Monday morning on which the ground's school lives. */
export const matrixNow = new Date('2026-11-23T03:00:00.000Z')

/** Fills a database with the ground of the matrix. */
export async function fillGround(urls: MatrixUrls): Promise<Ground> {
  const app = openDatabase(urls.app, { size: 2 })
  const auth = openAuthDatabase(urls.auth, { size: 1 })
  try {
    return await makeGround(maker({ app, auth, hashPassword: passwords().hash, today: '2026-11-23' }))
  } finally {
    await app.close()
    await auth.close()
  }
}

/** The API over a filled database, with everyone signed in. */
export async function openSchoolApi(urls: MatrixUrls, ground: Ground): Promise<SchoolApi> {
  let now = matrixNow
  const endpoints: Endpoint[] = []
  const { privateKey } = generateKeyPairSync('ed25519')
  const app = await buildApp({
    databaseUrl: urls.app,
    authUrl: urls.auth,
    keys: loadSigningKeys('', {
      JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }),
    secret: randomBytes(32),
    now: () => now,
    logLevel: 'silent',
    poolSize: 6,
    onRoute({ config, method }) {
      const endpoint = config?.endpoint
      if (endpoint && [method].flat().includes(endpoint.method)) endpoints.push(endpoint)
    },
  })
  const ask = async ({ method, url, token, headers, body, file }: Ask): Promise<Answer> => {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: {
        ...headers,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(file && { 'content-type': 'application/octet-stream' }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(file && { payload: file }),
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body }
  }
  const signIn = async ({ login, schoolId, label }: Asker) => {
    const { method, path } = sessionApi.open
    const body = { login, schoolId, password: testPassword }
    const answer = await ask({ method, url: `/api/v1${path}`, body })
    const said = JSON.parse(answer.body) as { accessToken?: string }
    if (!said.accessToken) throw new Error(`${label} cannot sign in: ${answer.body}`)
    return said.accessToken
  }
  const facts = await readFacts(urls.superuser, ground.today)
  const askers = await Promise.all(
    ground.askers.map(async asker => ({
      ...asker,
      token: await signIn(asker),
      rights: facts.rights(asker.login, asker.schoolId),
    })),
  )
  return {
    app,
    urls,
    ground,
    facts,
    endpoints,
    askers,
    ask,
    signIn,
    setNow(moment) {
      now = moment
    },
    close: () => app.close(),
  }
}
