import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { findPostmaster } from '@diary/db/server/embedded/postmaster'
import { throwawayFolder } from '@diary/db/server/testing'
import { afterAll, expect, test } from 'vitest'
import { startProduct } from './product.ts'

// The command itself, as a person runs it, without the demonstration: that one is what the journeys see.
const env = { DEMO: '0' }
const { dataDir, remove } = throwawayFolder()
const postmaster = () => findPostmaster(join(dataDir, 'postgres'))
const start = (port?: number) => startProduct({ dataDir, env, ...(port !== undefined && { port }) })
const portOf = (url: string) => Number(new URL(url).port)

afterAll(remove)

test(
  'it starts in an empty folder, says how to go on, and stops in order',
  { timeout: 180_000 },
  async () => {
    let output = ''
    const product = await startProduct({ dataDir, env, onOutput: text => (output += text) })
    expect((await fetch(`${product.url}/`)).status).toBe(200)
    expect(output).toContain(`Дневник работает: http://localhost:${portOf(product.url)}`)
    expect(output).toContain('diary create-admin')
    expect(output).not.toContain('demo-2026-diary')
    expect(await product.stop()).toBe(0)
    expect(postmaster()).toBeUndefined()
  },
)

test('when the API alone was killed, the next start adopts its database', { timeout: 60_000 }, async () => {
  const killed = await start()
  await killed.stop('SIGKILL')
  const left = postmaster()?.pid
  expect(left).toBeDefined()
  const next = await start(portOf(killed.url))
  expect(postmaster()?.pid).toBe(left)
  expect(await next.stop('SIGINT')).toBe(0)
  expect(postmaster()).toBeUndefined()
})

test('when everything was killed, the next start begins anew', { timeout: 60_000 }, async () => {
  const killed = await start()
  const server = postmaster()?.pid
  process.kill(killed.pid, 'SIGKILL')
  if (server) process.kill(server, 'SIGKILL')
  const next = await start()
  expect(postmaster()?.pid).not.toBe(server)
  await next.stop()
})

test(
  'a second start on the same port is told so, one on another port shares the database',
  { timeout: 60_000 },
  async () => {
    const first = await start()
    await expect(start(portOf(first.url))).rejects.toThrow(
      `Дневник уже работает: http://localhost:${portOf(first.url)}`,
    )
    const second = await start()
    expect(await first.stop()).toBe(0)
    expect((await fetch(`${second.url}/api/v1/ready`)).status).toBe(200)
    expect(await second.stop()).toBe(0)
    expect(postmaster()).toBeUndefined()
  },
)

test(
  'a port that another program has ends the start before the database begins',
  { timeout: 60_000 },
  async () => {
    const other = createServer(socket => socket.destroy())
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(start(port)).rejects.toThrow(`Порт ${port} занят другой программой`)
    expect(postmaster()).toBeUndefined()
    other.close()
  },
)
