import { call, randomKey } from '@diary/contracts/call'
import { api } from '@diary/contracts/endpoint'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => void vi.unstubAllGlobals())

test('something is created on plain HTTP too, where the browser offers no randomUUID', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const { create } = api({
    create: {
      method: 'POST',
      path: '/things',
      summary: 'A thing',
      access: { by: 'anyone' },
      creates: true,
    },
  })
  const keys: string[] = []
  const fetcher = async (_: string, { headers }: RequestInit) => {
    keys.push(new Headers(headers).get('idempotency-key') ?? '')
    return new Response(null, { status: 204 })
  }
  await call(create, {}, fetcher)
  await call(create, {}, fetcher)
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys[1]).not.toBe(keys[0])
  expect(randomKey()).not.toBe(randomKey())
})
