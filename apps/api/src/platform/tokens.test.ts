import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { testApi, testNow } from '#testing/api'
import { Device } from '#testing/device'
import { buildApp } from '../app.ts'
import { loadSecret, loadSigningKeys, rotateSigningKey } from './keys.ts'

const pair = () => generateKeyPairSync('ed25519')
const [current, previous, stranger] = [pair(), pair(), pair()]
const pem = ({ publicKey }: { publicKey: KeyObject }) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
const api = testApi({
  keys: {
    kid: 'current',
    privatePem: current.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPems: new Map([
      ['current', pem(current)],
      ['previous', pem(previous)],
    ]),
  },
})

type Part = Record<string, unknown>
const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

describe('an access token', () => {
  let good: { header: Part; claims: Part; token: string }
  beforeAll(async () => {
    const teacher = await api.make.teacher({ school: await api.make.school() })
    const { token } = await api.as(await api.make.account({ person: teacher }))
    const [header, claims] = token
      .split('.')
      .slice(0, 2)
      .map(part => JSON.parse(Buffer.from(part, 'base64url').toString()) as Part)
    if (!header || !claims) throw new Error('A token has a header and claims')
    good = { header, claims, token }
  })

  interface Made {
    header?: Part
    claims?: Part | string
    key?: KeyObject
    signature?: string
  }
  /** A token signed like ours, but for what is said. `undefined` leaves a field out. */
  function make({ header, claims, key = current.privateKey, signature }: Made): string {
    const body = `${encode({ ...good.header, ...header })}.${encode(typeof claims === 'string' ? claims : { ...good.claims, ...claims })}`
    return `${body}.${signature ?? sign(null, Buffer.from(body), key).toString('base64url')}`
  }
  const answerTo = (token: string) => new Device(() => api.app).ask('GET', '/me', { token })

  test('says who, where, as what, of which children, for ten minutes, and no more', () => {
    expect(good.header).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: 'current' })
    const { iat, exp, ...claims } = good.claims as { iat: number; exp: number }
    expect(Object.keys(claims).sort()).toEqual(
      ['aud', 'cap', 'iss', 'jti', 'kids', 'pid', 'sch', 'schs', 'sub', 'tz', 'ver'].sort(),
    )
    expect(exp - iat).toBe(600)
    expect(iat * 1000).toBe(testNow.getTime())
  })

  test.each<[string, () => string]>([
    ['as it was given', () => good.token],
    [
      'signed by the key before this one, while it still overlaps',
      () => make({ header: { kid: 'previous' }, key: previous.privateKey }),
    ],
  ])('opens: %s', async (_, token) => {
    expect((await answerTo(token())).status).toBe(200)
  })

  const publicPem = () => pem(current)
  const hmac = (body: string) => createHmac('sha256', publicPem()).update(body).digest('base64url')
  const symmetric = (header: Part) => {
    const body = `${encode({ ...good.header, ...header })}.${encode(good.claims)}`
    return `${body}.${hmac(body)}`
  }
  test.each<[string, () => string, code?: string]>([
    ['for another audience', () => make({ claims: { aud: 'another-api' } })],
    ['for many audiences, none of them ours', () => make({ claims: { aud: ['a', 'b'] } })],
    ['without an audience', () => make({ claims: { aud: undefined } })],
    ['of another issuer', () => make({ claims: { iss: 'https://evil.example' } })],
    ['without an issuer', () => make({ claims: { iss: undefined } })],
    ['without a number', () => make({ claims: { jti: undefined } })],
    ['without an end', () => make({ claims: { exp: undefined } })],
    ['without a beginning', () => make({ claims: { iat: undefined } })],
    ['without a person', () => make({ claims: { sub: undefined } })],
    ['that is over', () => make({ claims: { exp: testNow.getTime() / 1000 } }), 'token-expired'],
    ['that ends in words', () => make({ claims: { exp: 'never' } })],
    ['that is not yet', () => make({ claims: { nbf: 4_102_444_800 } })],
    ['of nobody', () => make({ claims: { sub: '' } })],
    ['whose person is a statement', () => make({ claims: { pid: "'; drop table mark; --" } })],
    ['whose children are statements', () => make({ claims: { kids: ["x'); drop table mark; --"] } })],
    ['with an unheard-of capacity', () => make({ claims: { cap: [['superuser']] } })],
    ['with no capacities at all', () => make({ claims: { cap: undefined } })],
    ['with its key’s id swapped', () => make({ header: { kid: 'previous' } })],
    ['with an unknown key', () => make({ header: { kid: 'stranger' }, key: stranger.privateKey })],
    ['signed by a stranger under our key’s id', () => make({ key: stranger.privateKey })],
    ['without a key', () => make({ header: { kid: undefined } })],
    ['whose key is a path', () => make({ header: { kid: '../../../dev/null' } })],
    ['whose key is a prototype', () => make({ header: { kid: '__proto__' } })],
    [
      'that brings its own key',
      () =>
        make({
          header: { jwk: stranger.publicKey.export({ format: 'jwk' }), kid: 'stranger' },
          key: stranger.privateKey,
        }),
    ],
    [
      'that says where its key is',
      () =>
        make({
          header: { jku: 'https://evil.example/jwks.json', kid: 'stranger' },
          key: stranger.privateKey,
        }),
    ],
    ['unsigned', () => make({ header: { alg: 'none' }, signature: '' })],
    ['unsigned, with a signature', () => make({ header: { alg: 'none' } })],
    ['unsigned, in capitals', () => make({ header: { alg: 'NONE' }, signature: '' })],
    ['signed with the public key as a secret', () => symmetric({ alg: 'HS256' })],
    ['signed with the public key as a longer secret', () => symmetric({ alg: 'HS512' })],
    ['under the algorithm’s newer name', () => make({ header: { alg: 'Ed25519' } })],
    ['under another algorithm', () => make({ header: { alg: 'ES256' } })],
    ['under no algorithm', () => make({ header: { alg: undefined } })],
    ['with a critical extension', () => make({ header: { crit: ['exp'] } })],
    ['with an unknown critical extension', () => make({ header: { crit: ['b64'], b64: false } })],
    ['of another type', () => make({ header: { typ: 'rt+jwt' } })],
    ['of the plain type', () => make({ header: { typ: 'JWT' } })],
    ['of no type', () => make({ header: { typ: undefined } })],
    [
      'with changed claims',
      () => good.token.replace(/\.[^.]+\./, `.${encode({ ...good.claims, sub: randomUUID() })}.`),
    ],
    ['with a signature cut short', () => good.token.slice(0, -8)],
    ['with an empty signature', () => make({ signature: '' })],
    ['with claims that are a text', () => make({ claims: '"claims"' })],
    ['with claims that are a list', () => make({ claims: '[]' })],
    ['with claims that are no JSON', () => make({ claims: 'claims' })],
    ['of two parts', () => good.token.split('.').slice(0, 2).join('.')],
    ['of five parts', () => `${good.token}.a.b`],
    ['of dots', () => '...'],
    ['that is very long', () => make({ claims: { more: 'x'.repeat(10_000) }, key: stranger.privateKey })],
  ])('opens nothing: %s', async (_, token, code = 'not-signed-in') => {
    expect(await answerTo(token())).toMatchObject({ status: 401, code })
  })

  test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer ', 'Token x', ''])(
    'is not looked for in «%s»',
    async authorization => {
      const answer = await new Device(() => api.app).ask('GET', '/me', { headers: { authorization } })
      expect(answer).toMatchObject({ status: 401, code: 'not-signed-in' })
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    },
  )

  test('is not taken from a cookie or from the address', async () => {
    const device = new Device(() => api.app)
    for (const url of [`/me?token=${good.token}`, `/me?access_token=${good.token}`])
      expect(await device.ask('GET', url)).toMatchObject({ status: 401 })
    expect(await device.ask('GET', '/me', { cookie: `token=${good.token}` })).toMatchObject({ status: 401 })
  })
})

describe('the installation’s keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diary-keys-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const started = async () => {
    const { app: databaseUrl, auth: authUrl } = inject('database')
    return buildApp({
      databaseUrl,
      authUrl,
      keys: loadSigningKeys(folder, {}),
      secret: loadSecret(folder, {}),
      now: () => testNow,
      logLevel: 'silent',
      poolSize: 1,
    })
  }

  test('are made once, and are nobody else’s to read', () => {
    const { kid } = loadSigningKeys(folder, {})
    expect(loadSigningKeys(folder, {}).kid).toBe(kid)
    expect(statSync(join(folder, 'signing-key.pem')).mode & 0o077).toBe(0)
    expect(loadSecret(folder, {})).toEqual(loadSecret(folder, {}))
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0)
  })

  test('rotate: tokens of the key before are good until they end, those of the one before that are not', async () => {
    const account = await api.make.account({
      person: await api.make.teacher({ school: await api.make.school() }),
    })
    const apps = [await started()]
    const tokens: (string | undefined)[] = []
    const device = new Device(() => apps.at(-1) ?? api.app)
    await device.signIn(account)
    tokens.push(device.token)
    for (let rotations = 0; rotations < 2; rotations++) {
      rotateSigningKey(folder)
      apps.push(await started())
      // The refresh token is not signed: the device goes on, and gets a token of the new key.
      expect((await device.refresh()).status).toBe(200)
      tokens.push(device.token)
    }
    const opened = await Promise.all(
      apps.map(app =>
        Promise.all(
          tokens.map(async token => (await new Device(() => app).ask('GET', '/me', { token })).status),
        ),
      ),
    )
    expect(opened).toEqual([
      [200, 401, 401],
      [200, 200, 401],
      [401, 200, 200],
    ])
    expect(existsSync(join(folder, 'signing-key-next.pem'))).toBe(false)
    for (const app of apps) await app.close()
  })

  test('come from the environment where there is one, and are of the one kind', () => {
    const own = readFileSync(join(folder, 'signing-key.pem'), 'utf8')
    const env = { JWT_PRIVATE_KEY: own, JWT_PREVIOUS_KEY: pem(previous) }
    const keys = loadSigningKeys('/nowhere', env)
    expect(keys.publicPems.size).toBe(2)
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const rsa = other.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(() => loadSigningKeys('/nowhere', { JWT_PRIVATE_KEY: rsa })).toThrow('must be Ed25519')
  })
})
