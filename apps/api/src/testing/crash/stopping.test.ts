import { openCluster } from '@diary/db/server/embedded/cluster'
import { migrate } from '@diary/db/server/migrate'
import { findPostmaster } from '@diary/db/server/embedded/postmaster'
import { ensureRoles } from '@diary/db/server/roles'
import { createTestDatabase, throwawayFolder } from '@diary/db/server/testing'
import { join } from 'node:path'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { behindTheWalls } from '#testing/behind'
import { type ApiProcess, askPatiently, type Came, startApi } from './api-process.ts'
import { makeGround, markOf, signIn } from './ground.ts'

let superuser = ''
const behind = behindTheWalls(() => superuser)
// A look opens once; the database that falls is another one.
const behindFallen = behindTheWalls(() => superuser)
const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close()
})

const statusOf = (came: Came | undefined) => (came && 'status' in came ? came.status : (came?.lost ?? 'none'))
const countBy = <T extends string | number>(items: readonly T[]) =>
  Object.fromEntries([...new Set(items)].map(item => [item, items.filter(it => it === item).length]))

test('asked to end, the API finishes what it has begun: nothing is reset, nothing is lost', async () => {
  const database = await createTestDatabase(inject('server'))
  superuser = database.superuser
  const { dataDir, remove } = throwawayFolder()
  opened.push(remove)
  const ground = await makeGround(database, 20)
  opened.push(() => ground.close())
  const api = await startApi({ urls: database, dataDir }, { connections: 200 })
  opened.push(() => api.end('SIGKILL'))
  const teacher = await signIn(api, ground.account)
  const guardian = await signIn(api, ground.guardian)
  const { workIds } = await ground.newWorks(8)
  const [child] = ground.students
  const diary = { method: 'GET', path: `/children/${child?.id}/diary`, headers: guardian }
  const marks = workIds.flatMap(workId => ground.students.map(({ id }) => markOf(teacher, workId, id, '4')))
  const asked = [...marks, ...Array.from({ length: 40 }, () => diary)].map(it => api.ask(it))
  await Promise.race(asked)
  const askedAt = Date.now()
  const ended = api.end('SIGTERM')
  const came = await Promise.all(asked)
  expect(countBy(came.map(statusOf)), api.output()).toEqual({ '200': marks.length + 40 })
  expect(await ended).toBe(0)
  // Connections that are kept do not keep the process.
  expect(Date.now() - askedAt).toBeLessThan(20_000)
  expect(await behind.rows('select from mark where work_id = any ($1)', [workIds])).toHaveLength(marks.length)
})

test('when PostgreSQL falls and rises, the API says so meanwhile, and serves again without a restart', async () => {
  const { dataDir, remove } = throwawayFolder()
  opened.push(remove)
  // Durable: what was acknowledged must survive an immediate stop.
  const cluster = await openCluster({ dataDir })
  opened.push(() => cluster.close())
  await ensureRoles(cluster)
  await migrate(cluster.url('owner'))
  superuser = cluster.url('superuser')
  const urls = { app: cluster.url('app'), auth: cluster.url('auth') }
  const ground = await makeGround(urls, 20)
  opened.push(() => ground.close())
  const api = await startApi({ urls, dataDir }, { connections: 50 })
  opened.push(() => api.end('SIGKILL'))
  const headers = await signIn(api, ground.account)
  const { workIds } = await ground.newWorks(20)
  const asks = workIds.flatMap(workId => ground.students.map(({ id }) => markOf(headers, workId, id, '5')))

  const postmaster = findPostmaster(join(dataDir, 'postgres'))
  if (!postmaster) throw new Error('The database runs')
  let answered = 0
  const came = await Promise.all(
    asks.map(async it => {
      const one = await api.ask(it)
      // Among the writes, as a power cut would: no session is ended in order.
      if (++answered === 40) process.kill(postmaster.pid, 'SIGQUIT')
      return one
    }),
  )
  const statuses = countBy(came.map(statusOf))
  expect(
    Object.keys(statuses).filter(status => status !== '200' && status !== '503'),
    api.output(),
  ).toEqual([])
  expect(statuses['503']).toBeGreaterThan(0)
  // Whether it is ready just now depends on how soon the database is back: the process that opened it starts it again.
  expect(await statusOfPath(api, '/health')).toBe(200)
  const refused = came.find(it => statusOf(it) === 503) as { body: string }
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'overloaded', status: 503 })

  const again = await openCluster({ dataDir })
  opened.push(() => again.close())
  const risenAt = Date.now()
  await vi.waitUntil(async () => (await statusOfPath(api, '/ready')) === 200, {
    timeout: 10_000,
    interval: 50,
  })
  expect(Date.now() - risenAt).toBeLessThan(10_000)
  await checkAcknowledged(asks, came)
  const retried = await Promise.all(asks.map(it => askPatiently(api, it)))
  expect(countBy(retried.map(({ status }) => status))).toEqual({ '200': asks.length })
  const [row] = await behindFallen.rows<{ marks: number; told: number }>(
    `select (select count(*)::int from mark) as marks, (select count(*)::int from history where subject = 'mark') as told`,
  )
  expect(row).toEqual({ marks: asks.length, told: asks.length })
}, 120_000)

const statusOfPath = async (api: ApiProcess, path: string) => statusOf(await api.ask({ method: 'GET', path }))

async function checkAcknowledged(asks: readonly { path: string }[], came: readonly Came[]) {
  const rows = await behindFallen.rows<{ path: string }>(
    `select '/works/' || work_id || '/marks/' || student_id as path from mark`,
  )
  const there = new Set(rows.map(({ path }) => path))
  const lost = asks.filter(({ path }, index) => statusOf(came[index]) === 200 && !there.has(path))
  expect(lost).toEqual([])
}
