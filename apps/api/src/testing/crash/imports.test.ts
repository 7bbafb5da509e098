import { importsApi, type ImportRun } from '@diary/contracts/imports'
import { newId } from '@diary/db/id'
import { createTestDatabase, throwawayFolder } from '@diary/db/server/testing'
import type { TestDatabase } from '@diary/db/server/testing'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { z } from 'zod'
import { behindTheWalls } from '#testing/behind'
import { makeFet, type ActivitySketch } from '../../features/imports/fet/make-fet.ts'
import { type ApiProcess, askPatiently, startApi } from './api-process.ts'
import { makeGround, signIn, type Ground } from './ground.ts'

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

/** A timetable of twelve classes: writing its year takes long enough to be killed in the middle of it. */
function largeFile(): string {
  const classes = Array.from(
    { length: 12 },
    (_, index) => `${(index % 11) + 1} ${'АБВГ'[Math.floor(index / 11)]}`,
  )
  const students = Object.fromEntries(classes.map(title => [title, { [title]: [] }]))
  const activities = classes.flatMap((title, index) =>
    Array.from({ length: 30 }, (_, hour): ActivitySketch => ({
      subject: `Предмет ${hour % 12}`,
      teachers: [`Учитель${index % 30} А.А.`],
      students: [title],
      at: [Math.floor(hour / 6), hour % 6],
    })),
  )
  return makeFet({ students, activities })
}

const headersOf = (headers: Record<string, string>, version?: number) => ({
  ...headers,
  ...(version !== undefined && { 'if-match': `"${version}"` }),
})

async function show(headers: Record<string, string>, id: string): Promise<ImportRun> {
  const { body } = await askPatiently(api as ApiProcess, { method: 'GET', path: `/imports/${id}`, headers })
  return z.decode(importsApi.show.response, JSON.parse(body) as never)
}

/** Asks until the import is there, and says where it is when it never is. */
async function reaches(
  headers: Record<string, string>,
  id: string,
  isThere: (run: ImportRun) => boolean,
): Promise<ImportRun> {
  const until = Date.now() + 60_000
  for (;;) {
    const run = await show(headers, id)
    if (isThere(run)) return run
    if (Date.now() > until) throw new Error(`${JSON.stringify(run)} ${api?.output()}`)
    await new Promise(resolve => setTimeout(resolve, 30))
  }
}

async function post(headers: Record<string, string>, path: string, run: ImportRun) {
  const came = await askPatiently(api as ApiProcess, {
    method: 'POST',
    path: `/imports/${run.id}/${path}`,
    headers: headersOf(headers, run.version),
  })
  expect(came.status, came.body).toBe(200)
}

/** The parts of the school that the import writes. */
async function written() {
  const [counts] = await behind.rows<Record<string, number>>(
    `select (select count(*)::int from school_class) as classes, (select count(*)::int from timetable_row) as rows,
      (select count(*)::int from lesson) as lessons, (select count(*)::int from timetable_version) as versions`,
  )
  return counts
}

async function triedImport(headers: Record<string, string>): Promise<ImportRun> {
  const came = await askPatiently(api as ApiProcess, {
    method: 'POST',
    path: '/imports?fileName=large.fet',
    headers: { ...headers, 'idempotency-key': newId(), 'content-type': 'application/octet-stream' },
    bytes: Buffer.from(largeFile()),
  })
  expect(came.status, came.body).toBe(201)
  const { id } = JSON.parse(came.body) as { id: string }
  await post(headers, 'trial', await reaches(headers, id, run => run.recognised !== null))
  return reaches(headers, id, run => run.state === 'tried')
}

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

test('the database is restarted in the middle: the import resumes, nothing is there by half', async () => {
  const headers = await signIn(api ?? (await start()), ground.secretary)
  const before = await written()
  const trial = await triedImport(headers)
  await post(headers, 'application', trial)
  await reaches(headers, trial.id, run => run.progress?.step === 'writing')
  // What a restart does to its clients: every connection is cut at once.
  await behind.rows(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'diary_app' and datname = current_database()`,
  )
  const done = await reaches(headers, trial.id, run => run.state !== 'applying')
  expect(done.state).toBe('applied')
  expect(await written()).toMatchObject({ versions: (before?.['versions'] ?? 0) + 1 })
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
