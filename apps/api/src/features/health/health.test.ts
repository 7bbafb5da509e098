import { healthApi } from '@diary/contracts/health'
import { expect, test } from 'vitest'
import { testApi } from '#testing/api'
import { health } from './health.ts'

const api = testApi()

test('the process is alive and ready, and says so to anyone', async () => {
  expect(await api.anonymous.call(healthApi.health, {})).toEqual({ status: 'ok' })
  expect(await api.anonymous.call(healthApi.ready, {})).toEqual({ status: 'ready' })
})

/** `ready` with a database that answers as said. */
function readyWith(ping: () => Promise<void>, isStopping: boolean) {
  const { ready } = health(ping, () => isStopping)
  if (!('open' in ready)) throw new Error('Anyone may ask')
  const log = { warn: () => undefined }
  return ready.open({ request: { log }, now: () => new Date() } as never, {})
}

test('not ready while it stops, while the database refuses, and when it does not answer in half a second', async () => {
  const overloaded = { code: 'overloaded', status: 503, extra: { retryAfterSeconds: 5 } }
  await expect(readyWith(async () => undefined, true)).rejects.toMatchObject(overloaded)
  await expect(readyWith(() => Promise.reject(new Error('refused')), false)).rejects.toMatchObject(overloaded)
  const began = Date.now()
  await expect(readyWith(() => new Promise(() => undefined), false)).rejects.toMatchObject(overloaded)
  expect(Date.now() - began).toBeGreaterThanOrEqual(490)
  expect(await readyWith(async () => undefined, false)).toEqual({ status: 'ready' })
})
