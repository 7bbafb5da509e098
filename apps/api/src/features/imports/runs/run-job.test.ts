import { newId } from '@diary/db/id'
import { expect, test, vi } from 'vitest'
import { behindTheWalls } from '#testing/behind'
import { testDatabase } from '#testing/database'
import type { Importer } from '../importer.ts'
import { importJob } from './run-job.ts'

const held = testDatabase()
const behind = behindTheWalls()
const now = () => new Date('2026-11-23T03:00:00.000Z')

async function tryingRun() {
  const { schoolId } = await held.make.school()
  const id = newId()
  await behind.rows(
    `insert into import_run (school_id, id, kind, state, fingerprint, counts, recognised, at)
     values ($1, $2, 'roster', 'trying', '', '{}', '{"facts": [], "questions": []}', $3)`,
    [schoolId, id, now()],
  )
  await behind.rows(`insert into import_file (school_id, import_id, content) values ($1, $2, '\\x00')`, [
    schoolId,
    id,
  ])
  const stateOf = async () =>
    (await behind.rows<{ state: string }>('select state from import_run where id = $1', [id]))[0]?.state
  return { schoolId, importId: id, stateOf }
}

/** An importer that fails so, and then is able to write nothing. */
const failingWith = (...failures: Error[]): Importer => ({
  kind: 'roster',
  extensions: [],
  fits: () => true,
  recognise: () => Promise.reject(new Error('It is recognised already')),
  async write() {
    const failure = failures.shift()
    if (failure) throw failure
    return { rows: [], notices: [] }
  },
})

const jobWith = (importer: Importer) => {
  const onFault = vi.fn<(error: unknown) => void>()
  const job = importJob({ database: held.database, importers: [importer], now, onFault })
  return { job, onFault }
}

test('another transaction in the way lets the job begin anew: nothing has failed', async () => {
  const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' })
  const { job, onFault } = jobWith(failingWith(deadlock))
  const { stateOf, ...run } = await tryingRun()
  await expect(job({ ...run, action: 'try' }, new AbortController().signal)).rejects.toBe(deadlock)
  expect(await stateOf()).toBe('trying')
  await job({ ...run, action: 'try' }, new AbortController().signal)
  expect(await stateOf()).toBe('tried')
  expect(onFault).not.toHaveBeenCalled()
})

test('a fault of ours ends the import with a word, and is told to those who mend it', async () => {
  const fault = new Error('a fault')
  const { job, onFault } = jobWith(failingWith(fault))
  const { stateOf, ...run } = await tryingRun()
  await job({ ...run, action: 'try' }, new AbortController().signal)
  expect(await stateOf()).toBe('failed')
  expect(onFault).toHaveBeenCalledExactlyOnceWith(fault)
})
