import { createTestDatabase, throwawayFolder } from '@diary/db/server/testing'
import type { TestDatabase } from '@diary/db/server/testing'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { behindTheWalls } from '#testing/behind'
import { type ApiProcess, startApi } from './api-process.ts'
import { makeGround, signIn, type Ground } from './ground.ts'
import { importingThrough } from './import-runs.ts'

let database: TestDatabase
let folder: ReturnType<typeof throwawayFolder>
let ground: Ground
let api: ApiProcess | undefined
const behind = behindTheWalls(() => database.superuser)
beforeAll(async () => {
  database = await createTestDatabase(inject('server'))
  folder = throwawayFolder()
  ground = await makeGround(database, 2)
})
afterAll(async () => {
  await api?.end('SIGKILL')
  await ground?.close()
  folder?.remove()
})

const start = async () => (api = await startApi({ urls: database, dataDir: folder.dataDir }))

const { post, reaches, triedImport, written } = importingThrough(() => api as ApiProcess, behind)

test('killed in the middle, an import begins anew and is there once and whole', async () => {
  const headers = await signIn(await start(), ground.secretary)
  const before = await written()
  const trial = await triedImport(headers)
  expect(await written()).toEqual(before)
  await post(headers, 'application', trial)
  await reaches(headers, trial.id, run => run.progress?.step === 'writing')
  await api?.end('SIGKILL')
  await lastBackendGone()
  expect(await written()).toEqual(before)

  const again = await signIn(await start(), ground.secretary)
  const done = await reaches(again, trial.id, run => run.state !== 'applying')
  expect(done.state).toBe('applied')
  const after = await written()
  expect(after).toMatchObject({
    versions: (before?.['versions'] ?? 0) + 1,
    rows: (before?.['rows'] ?? 0) + 360,
  })

  // And it can be taken back, all of it.
  await post(again, 'undoing', done)
  expect((await reaches(again, trial.id, run => run.state !== 'undoing')).state).toBe('undone')
  expect(await written()).toEqual(before)
}, 300_000)

test('cancelled in the middle, an import leaves nothing', async () => {
  const headers = await signIn(api ?? (await start()), ground.secretary)
  const trial = await triedImport(headers)
  const before = await written()
  await post(headers, 'application', trial)
  const running = await reaches(headers, trial.id, run => run.progress?.step === 'writing')
  await post(headers, 'cancellation', running)
  expect((await reaches(headers, trial.id, run => run.state !== 'applying')).state).toBe('cancelled')
  expect(await written()).toEqual(before)
}, 300_000)

const lastBackendGone = () =>
  vi.waitUntil(
    async () => {
      const left = await behind.rows(
        `select from pg_stat_activity where datname = current_database() and usename = 'diary_app' and xact_start is not null`,
      )
      return left.length === 0
    },
    { timeout: 20_000, interval: 50 },
  )
