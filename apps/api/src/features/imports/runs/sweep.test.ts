import type { ImportState } from '@diary/contracts/imports'
import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { behindTheWalls } from '#testing/behind'
import { testDatabase } from '#testing/database'
import { sweep } from './sweep.ts'

const held = testDatabase()
const behind = behindTheWalls()
const now = new Date('2026-11-23T03:00:00.000Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000)

interface RunSketch {
  schoolId: string
  state: ImportState
  finishedAt?: Date
  cancelAt?: Date
  isRead?: boolean
}

/** An import as a job left it, with its file and one recorded change. */
async function leftBy({ schoolId, state, finishedAt, cancelAt, isRead = true }: RunSketch) {
  const id = newId()
  await behind.rows(
    `insert into import_run (school_id, id, kind, state, fingerprint, counts, recognised, at, finished_at, cancel_at, progress)
     values ($1, $2, 'fet', $3::import_state, '', '{}', $4, $5, $6, $7, '{"step": "writing", "done": 1, "of": 2}')`,
    [schoolId, id, state, isRead ? {} : null, finishedAt ?? now, finishedAt ?? null, cancelAt ?? null],
  )
  await behind.rows(`insert into import_file (school_id, import_id, content) values ($1, $2, '\\x00')`, [
    schoolId,
    id,
  ])
  await behind.rows(
    `insert into import_change (school_id, import_id, subject, action, after) values ($1, $2, 'subject', 'create', '{}')`,
    [schoolId, id],
  )
  return id
}

const runOf = async (id: string) => {
  const [run] = await behind.rows<Record<string, unknown>>(
    'select state, progress, finished_at as "finishedAt", version, notices::text from import_run where id = $1',
    [id],
  )
  return run
}

const kept = async (id: string) => {
  const [counts] = await behind.rows<{ files: number; changes: number }>(
    `select (select count(*)::int from import_file where import_id = $1) as files,
      (select count(*)::int from import_change where import_id = $1) as changes`,
    [id],
  )
  return counts
}

test('an import whose job is gone ends with a word; one whose job lives is left alone', async () => {
  const { schoolId } = await held.make.school()
  const dead: [RunSketch, ImportState, RegExp][] = [
    [{ schoolId, state: 'uploaded', isRead: false }, 'failed', /ничего не записано/],
    [{ schoolId, state: 'trying' }, 'failed', /ничего не записано/],
    [{ schoolId, state: 'applying' }, 'failed', /ничего не записано/],
    [{ schoolId, state: 'applying', cancelAt: now }, 'cancelled', /ничего не записано/],
    [{ schoolId, state: 'undoing' }, 'applied', /осталось целиком/],
  ]
  const ids = await Promise.all(dead.map(([sketch]) => leftBy(sketch)))
  const living = await leftBy({ schoolId, state: 'applying' })
  const tried = await leftBy({ schoolId, state: 'tried' })
  const jobs = { isAlive: async (_: unknown, { importId }: { importId: string }) => importId === living }
  await sweep(held.database, jobs, schoolId, now)
  for (const [index, [, state, words]] of dead.entries())
    expect(await runOf(ids[index] ?? '')).toMatchObject({
      state,
      progress: null,
      finishedAt: now,
      version: 2,
      notices: expect.stringMatching(words),
    })
  expect(await runOf(living)).toMatchObject({ state: 'applying', version: 1, finishedAt: null })
  expect(await runOf(tried)).toMatchObject({ state: 'tried', version: 1 })
})

test('what an import keeps for its undoing goes a month after its end, the record of it stays', async () => {
  const { schoolId } = await held.make.school()
  const nobody = { isAlive: async () => true }
  const old = await leftBy({ schoolId, state: 'applied', finishedAt: daysAgo(31) })
  const young = await leftBy({ schoolId, state: 'applied', finishedAt: daysAgo(29) })
  const foreign = await leftBy({ ...(await held.make.school()), state: 'applied', finishedAt: daysAgo(31) })
  const running = await leftBy({ schoolId, state: 'undoing', finishedAt: daysAgo(31) })
  await sweep(held.database, nobody, schoolId, now)
  expect(await kept(old)).toEqual({ files: 0, changes: 0 })
  expect(await runOf(old)).toMatchObject({ state: 'applied' })
  for (const id of [young, foreign, running]) expect(await kept(id)).toEqual({ files: 1, changes: 1 })
})
