import { api as declare, type Endpoint } from '@diary/contracts/endpoint'
import { problem } from '@diary/contracts/problem'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { describe, expect, inject, test } from 'vitest'
import { testApi, testKeys } from '#testing/api'
import { buildApp } from '../app.ts'
import { routes } from './routes.ts'

const collected: RouteOptions[] = []
const api = testApi({ onRoute: route => collected.push(route) })

describe('a route', () => {
  test('that does not say who may call it and on what does not boot', () => {
    const declared: Endpoint = {
      method: 'GET',
      path: '/secrets',
      summary: 'Of a careless hand',
      access: { by: 'anyone' },
    }
    const boot = (access: unknown) => () =>
      routes(
        Fastify(),
        { database: undefined as never, now: () => new Date(), authenticate: undefined as never },
        declare({ show: { ...declared, access: access as Endpoint['access'] } }),
        { show: { open: async () => undefined } },
      )
    for (const access of [undefined, {}, { by: [], on: 'self' }, { by: ['teacher'] }, { by: 'signed-in' }])
      expect(boot(access)).toThrow('GET /secrets does not say who may call it and on what')
  })

  test('that was registered past the contracts does not boot', async () => {
    const options = { ...optionsOfTests(), plugins: addBehind('/api/v1/secrets') }
    await expect(buildApp(options)).rejects.toThrow('GET /api/v1/secrets does not say who may call it')
    await expect(buildApp({ ...options, plugins: addBehind('/api/secrets') })).rejects.toThrow('/api/secrets')
  })

  test('is in the API’s description, and nothing else is', async () => {
    const described = (await (await api.anonymous.send('GET', '/api/v1/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, unknown>>
    }
    expect(described.openapi).toBe('3.1.0')
    const inDescription = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
    )
    const registered = collected
      .filter(({ config }) => config?.endpoint)
      .flatMap(({ method, url }) => [method].flat().map(it => `${it} ${url.replace(/:(\w+)/g, '{$1}')}`))
      .filter(route => !route.startsWith('HEAD'))
    expect(inDescription.sort()).toEqual(registered.sort())
    expect(registered.length).toBeGreaterThan(20)
  })

  test('outside the contracts serves the documentation alone', () => {
    const others = collected.filter(({ config }) => !config?.endpoint).map(({ url }) => url)
    expect(others.filter(url => !/^\/api\/(docs(\/.*)?|v1\/openapi\.json)$/.test(url))).toEqual([])
  })
})

describe('every answer', () => {
  const asked: [string, string, string, unknown?, Record<string, string>?][] = [
    ['a served one', 'GET', '/api/v1/health'],
    ['a page of the documentation', 'GET', '/api/docs/'],
    ['an unknown path', 'GET', '/api/v1/nothing'],
    ['a path outside', 'GET', '/nothing'],
    ['a method nobody serves', 'PUT', '/api/v1/health', {}],
    ['a method of old', 'TRACE', '/api/v1/health'],
    ['no token', 'GET', '/api/v1/me'],
    ['a body that is no JSON', 'POST', '/api/v1/session', '{'],
    ['a body that poisons', 'POST', '/api/v1/session', '{"__proto__":{"isAdmin":true}}'],
    ['a body that is not as it should be', 'POST', '/api/v1/session', { login: 1 }],
    [
      'a body that is not spoken here',
      'POST',
      '/api/v1/session',
      'login=a',
      { 'content-type': 'text/plain' },
    ],
    ['a body that is too large', 'POST', '/api/v1/session', { login: 'x'.repeat(300_000), password: '' }],
    ['a path that cannot be read', 'GET', '/api/v1/children/%E0%A4%A/diary'],
    ['a path that is too long', 'GET', `/api/v1/children/${'x'.repeat(500)}/diary`],
  ]
  test.each(asked)(
    'carries the headers that protect its reader: %s',
    async (_, method, url, body, headers) => {
      const answer = await api.anonymous.send(method, url, { body, ...(headers && { headers }) })
      expect(answer.status).toBeLessThan(500)
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("default-src 'none'")
      // A page runs its own scripts; what is no page runs none.
      const isPage = url === '/nothing' || url.startsWith('/api/docs')
      expect(policy.includes("script-src 'self'")).toBe(isPage)
      if (url === '/nothing') expect(policy).toContain("style-src 'self';")
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
      expect(answer.headers.has('x-powered-by')).toBe(false)
      if (url.startsWith('/api/')) expect(answer.headers.get('cache-control')).toBe('no-store')
      if (answer.status >= 400) {
        expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
        expect(problem.safeParse(await answer.json()).success).toBe(true)
      }
    },
  )

  test('a file of the client carries what means something to a file', async () => {
    const { headers } = await api.anonymous.send('GET', '/assets/nothing.js')
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.has('x-ratelimit-limit')).toBe(false)
  })

  test('over HTTPS tells the browser to stay there', async () => {
    const app = await buildApp({ ...optionsOfTests(), isHttps: true })
    const answer = await app.inject({ url: '/api/v1/health' })
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=63072000/)
    await app.close()
  })

  test('goes to the listed origins alone', async () => {
    const app = await buildApp({ ...optionsOfTests(), corsOrigins: ['https://diary.example'] })
    const allowedFor = async (origin: string) =>
      (await app.inject({ url: '/api/v1/health', headers: { origin } })).headers[
        'access-control-allow-origin'
      ]
    expect(await allowedFor('https://diary.example')).toBe('https://diary.example')
    expect(await allowedFor('https://evil.example')).toBeUndefined()
    expect(await allowedFor('null')).toBeUndefined()
    await app.close()
  })
})

function optionsOfTests() {
  const { app, auth } = inject('database')
  return {
    databaseUrl: app,
    authUrl: auth,
    keys: testKeys(),
    secret: Buffer.alloc(32),
    logLevel: 'silent' as const,
    poolSize: 1,
  }
}

const addBehind = (url: string) => async (app: FastifyInstance) => {
  app.get(url, async () => 'everything')
}
