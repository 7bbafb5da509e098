import { findPostmaster } from '@diary/db/server/embedded/postmaster'
import { openCluster, type Cluster } from '@diary/db/server/embedded/cluster'
import { migrate } from '@diary/db/server/migrate'
import { ensureRoles } from '@diary/db/server/roles'
import { throwawayFolder } from '@diary/db/server/testing'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { behindTheWalls } from '#testing/behind'
import { type ApiProcess, askPatiently, startApi } from './api-process.ts'
import { makeGround, signIn, type Ground } from './ground.ts'
import { importingThrough } from './import-runs.ts'

// A server of its own, since it is to be killed; what it has said is on the disk.
let folder: ReturnType<typeof throwawayFolder>
let cluster: Cluster
let ground: Ground
let api: ApiProcess
const behind = behindTheWalls(() => cluster.url('superuser'))
beforeAll(async () => {
  folder = throwawayFolder()
  cluster = await openCluster({ dataDir: folder.dataDir })
  await ensureRoles(cluster)
  await migrate(cluster.url('owner'))
  const urls = { app: cluster.url('app'), auth: cluster.url('auth') }
  ground = await makeGround(urls, 2)
  api = await startApi({ urls, dataDir: folder.dataDir })
})
afterAll(async () => {
  await api.end('SIGKILL')
  await ground.close()
  await cluster.close()
  folder.remove()
})

test('the database is killed and started again in the middle: the API goes on, the import resumes, nothing is there by half', async () => {
  const { post, reaches, triedImport, written } = importingThrough(() => api, behind)
  const headers = await signIn(api, ground.secretary)
  const before = await written()
  const trial = await triedImport(headers)
  expect(await written()).toEqual(before)
  await post(headers, 'application', trial)
  await reaches(headers, trial.id, run => run.progress?.step === 'writing')

  const killed = findPostmaster(join(folder.dataDir, 'postgres'))
  if (!killed) throw new Error('The server runs')
  // An immediate shutdown: every connection is cut, and the log is replayed at the next start.
  process.kill(killed.pid, 'SIGQUIT')

  // Whoever keeps the server sees it go, and starts it again at its port.
  const done = await reaches(headers, trial.id, run => run.state !== 'applying')
  expect(findPostmaster(join(folder.dataDir, 'postgres'))?.pid).not.toBe(killed.pid)
  expect(done.state).toBe('applied')
  expect(await written()).toMatchObject({
    versions: (before?.['versions'] ?? 0) + 1,
    rows: (before?.['rows'] ?? 0) + 360,
  })
  const me = await askPatiently(api, { method: 'GET', path: '/me', headers })
  expect(me.status).toBe(200)
}, 300_000)
