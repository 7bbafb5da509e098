import type { Endpoint } from '@diary/contracts/endpoint'
import { problem, problems } from '@diary/contracts/problem'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { testApi } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { requireExact } from '../strict.ts'
import { type FuzzGround, labelOf, makeFuzzGround, snapshotOf } from './ground.ts'
import { type FuzzRequest, requestsTo } from './requests.ts'

// FUZZ_RUNS=2000 for a long look at every endpoint; FUZZ_SEED=… FUZZ_PATH=… replay what a failure printed.
const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH } = process.env
const endpoints: Endpoint[] = []
const api = testApi({
  onRoute({ config, method }) {
    const endpoint = config?.endpoint
    if (endpoint && [method].flat().includes(endpoint.method)) endpoints.push(endpoint)
  },
})
const behind = behindTheWalls()
let ground: FuzzGround
beforeAll(async () => {
  ground = await makeFuzzGround(api)
})

test('whatever is sent to whichever endpoint, the answer is right and a refusal changes nothing', async () => {
  const statuses = new Map<number, number>()
  for (const endpoint of endpoints) {
    try {
      await fuzz(endpoint, statuses)
    } catch (error) {
      throw new Error(`${labelOf(endpoint)}\n${(error as Error).message}`, { cause: error })
    }
  }
  if (FUZZ_RUNS) console.info('answers by status', Object.fromEntries(statuses))
  // A fuzz whose requests are all refused at the door would find nothing.
  for (const status of [200, 400, 401, 403, 404, 422, 428])
    expect(statuses.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(0)
}, 7_200_000)

async function fuzz(endpoint: Endpoint, statuses: Map<number, number>) {
  let before = await snapshotOf(behind, ground.schoolId)
  const isRead = endpoint.method === 'GET'
  await fc.assert(
    fc.asyncProperty(requestsTo(endpoint, ground.ids), async request => {
      const answer = await send(endpoint, request)
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
      checkAnswer(endpoint, request, answer)
      // What only reads is looked at in the end: its transactions cannot write.
      if (!isRead) {
        const after = await snapshotOf(behind, ground.schoolId)
        expect(after, 'nothing is written by it').toBe(answer.statusCode < 400 ? after : before)
        before = after
      }
      if (endpoint.path === '/sessions' && answer.statusCode < 300) await ground.enterAgain(request.asker)
    }),
    {
      numRuns: Number(FUZZ_RUNS ?? (isRead ? 20 : 35)),
      interruptAfterTimeLimit: FUZZ_RUNS ? 600_000 : 20_000,
      ...(FUZZ_SEED && { seed: Number(FUZZ_SEED) }),
      ...(FUZZ_PATH && { path: FUZZ_PATH }),
    },
  )
  expect(await snapshotOf(behind, ground.schoolId), 'nothing is written in the end').toBe(before)
}

type Answer = Awaited<ReturnType<typeof send>>

async function send({ method }: Endpoint, { asker, url, headers, payload }: FuzzRequest) {
  const token = ground.token(asker)
  return api.app.inject({
    method,
    url,
    headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
    // Guessing is slowed down by address: the fuzz must not slow down the signing in of others.
    remoteAddress: '203.0.113.7',
    ...(payload !== undefined && { payload }),
  })
}

function checkAnswer(endpoint: Endpoint, request: FuzzRequest, { statusCode, headers, body }: Answer) {
  expect(statusCode, body).toBeLessThan(500)
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  if (request.hasExtraField) expect(statusCode, 'an extra field is refused').toBeGreaterThanOrEqual(400)
  if (statusCode === 204) return expect(body).toBe('')
  if (statusCode < 300 && endpoint.file) return expect(headers['content-type']).toBe(endpoint.file)
  if (statusCode < 300) {
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    return requireExact(endpoint, JSON.parse(body))
  }
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const said = problem.strict().parse(JSON.parse(body))
  expect([said.status, problems[said.code]]).toEqual([statusCode, statusCode])
  expect(body).not.toMatch(/node_modules|\.ts:\d|select .* from|prisma|ECONN|stack/i)
}

test('every endpoint is published, and what is published is fuzzed', () => {
  const document = api.app.swagger() as { paths: Record<string, Record<string, unknown>> }
  const published = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  )
  const fuzzed = endpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  expect(published.toSorted()).toEqual(fuzzed.toSorted())
  expect(published.length).toBeGreaterThan(30)
})

test('five megabytes are too much, before anyone has looked at them', async () => {
  const [lessonId] = ground.ids('lessonId')
  const answer = await api.app.inject({
    method: 'PATCH',
    url: `/api/v1/lessons/${lessonId}`,
    headers: {
      authorization: `Bearer ${ground.token('teacher')}`,
      'if-match': '"1"',
      'content-type': 'application/json',
    },
    payload: JSON.stringify({ topic: 'т'.repeat(2_500_000) }),
  })
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([413, 'too-large'])
})
