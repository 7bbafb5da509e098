import type { ImportNotice, ImportState } from '@diary/contracts/imports'
import type { Database, ScopedWork } from '@diary/db/client'
import { dayAt } from '@diary/db/day'
import { problemOf } from '#platform/failure'
import { lockSchool, patiently, RolledBack, rolledBack } from '../all-or-nothing.ts'
import { ImportError } from '../import-error.ts'
import type { Importer, Recognised, Written } from '../importer.ts'
import { broken, toNotice } from './notices.ts'
import { completed, noAnswers } from './questions.ts'
import { recordOf } from './record.ts'
import { recorded } from './recorded.ts'
import { loadFile, loadRun, saveOutcome, saveRows, type Outcome, type Run } from './run-rows.ts'
import { undo, UndoRefused } from './undo.ts'
import { Cancelled, Watch } from './watch.ts'

/** What a job of the imports carries. */
export type ImportPayload = { schoolId: string; importId: string; action: 'read' | 'try' | 'apply' | 'undo' }

export type ImportJobs = {
  /** Its transactions may be long. */
  database: Database
  importers: readonly Importer[]
  now: () => Date
  /** Told of what is a fault of ours. */
  onFault: (error: unknown) => void
}

/** Where a run must be for a job to have something to do: one that was done before its process died is not done again. */
const stateFor = { read: 'uploaded', try: 'trying', apply: 'applying', undo: 'undoing' } as const

/** Does one job of an import, whatever becomes of it: it ends done, refused, cancelled or failed, and the school is whole. */
export const importJob =
  (jobs: ImportJobs) =>
  async (payload: ImportPayload, signal: AbortSignal): Promise<void> => {
    const { database, now } = jobs
    const { schoolId, importId, action } = payload
    const scope = { schoolId, kind: 'system' } as const
    const run = await database.inSqlScope({ ...scope, isReadOnly: true }, sql =>
      loadRun(sql, schoolId, importId),
    )
    if (run?.state !== stateFor[action] || (action === 'read' && run.recognised !== null)) return
    const watch = new Watch(database, payload, signal)
    const end = (outcome: Omit<Outcome, 'at' | 'from'>) =>
      database.inSqlScope(scope, sql =>
        saveOutcome(sql, schoolId, importId, { ...outcome, from: [run.state], at: now() }),
      )
    // What could not be taken back is still applied.
    const stands = (otherwise: ImportState) => (action === 'undo' ? 'applied' : otherwise)
    try {
      await steps[action](jobs, payload, run, watch)
    } catch (error) {
      if (signal.aborted || isPassing(error)) throw error
      if (error instanceof Cancelled) await end({ state: stands('cancelled') })
      else if (error instanceof ImportError)
        await end({ state: 'refused', notices: error.notices.map(notice => toNotice(notice, 'error')) })
      else if (error instanceof UndoRefused) await end({ state: 'applied', notices: [...error.notices] })
      else {
        jobs.onFault(error)
        await end({ state: stands('failed'), notices: [broken] })
      }
    }
  }

/**
 * The database went away or is starting, or another transaction was in the way: the job begins anew, and whatever it had written is
 * gone with its transaction.
 */
const isPassing = (error: unknown) =>
  !(error instanceof ImportError) && ['overloaded', 'request-under-way'].includes(problemOf(error).code)

type Step = (jobs: ImportJobs, payload: ImportPayload, run: Run, watch: Watch) => Promise<void>

const steps: Record<ImportPayload['action'], Step> = {
  async read(jobs, { schoolId, importId }, run, watch) {
    const { database, now } = jobs
    await watch.begin('reading')
    const importer = importerOf(jobs, run)
    // What the reading makes to look at the school with, such as its first year, is no work of this import: it is taken back.
    const recognised = await rolledBack<Recognised>(() =>
      database.inScope({ schoolId, kind: 'system' }, async work => {
        await patiently(work)
        const file = await fileOf(work, schoolId, run)
        const [memory] = await work.sql<{ mapping: typeof noAnswers }>({
          name: 'imports-remembered',
          text: 'select mapping from import_memory where school_id = $1 and kind = $2',
          values: [schoolId, run.kind],
        })
        const today = dayAt(now(), run.timeZone)
        throw new RolledBack(
          await importer.recognise(file, {
            work,
            schoolId,
            today,
            remembered: memory?.mapping ?? noAnswers,
            job: watch,
          }),
        )
      }),
    )
    const { facts, questions } = recognised
    await database.inSqlScope({ schoolId, kind: 'system' }, sql =>
      saveOutcome(sql, schoolId, importId, {
        state: 'uploaded',
        from: ['uploaded'],
        recognised: { facts, questions },
        notices: recognised.notices.map(notice => toNotice(notice, 'warning')),
        at: now(),
      }),
    )
  },

  async try(jobs, { schoolId, importId }, run, watch) {
    const { database, now } = jobs
    const { written, result } = await rolledBack<Awaited<ReturnType<typeof write>>>(() =>
      database.inScope(scopeOf(schoolId, run.byId), async work => {
        throw new RolledBack(await write(jobs, work, schoolId, run, watch))
      }),
    )
    await watch.begin('recording')
    await database.inScope({ schoolId, kind: 'system' }, async work => {
      await patiently(work)
      await saveRows(work.sql, schoolId, importId, result.rows)
      const isOurs = await saveOutcome(work.sql, schoolId, importId, {
        ...outcomeOf(run, written, result),
        state: 'tried',
        from: ['trying'],
        unlessCancelled: true,
        at: now(),
      })
      if (!isOurs) throw new Cancelled()
    })
  },

  async apply(jobs, { schoolId, importId }, run, watch) {
    const { database, now } = jobs
    await database.inScope(scopeOf(schoolId, run.byId), async work => {
      const { written, result } = await write(jobs, work, schoolId, run, watch)
      await saveRows(work.sql, schoolId, importId, result.rows)
      // In the same transaction, and last: a job that comes twice finds the import applied, or nothing of it.
      const isOurs = await saveOutcome(work.sql, schoolId, importId, {
        ...outcomeOf(run, written, result),
        state: 'applied',
        from: ['applying'],
        unlessCancelled: true,
        at: now(),
      })
      if (!isOurs) throw new Cancelled()
    })
  },

  async undo({ database, now }, { schoolId, importId }, run, watch) {
    await watch.begin('undoing')
    await database.inScope(scopeOf(schoolId, run.undoneById), async work => {
      await lockSchool(work, schoolId)
      await undo(work, schoolId, importId, watch)
      const isOurs = await saveOutcome(work.sql, schoolId, importId, {
        state: 'undone',
        from: ['undoing'],
        unlessCancelled: true,
        notices: [],
        at: now(),
      })
      if (!isOurs) throw new Cancelled()
    })
  },
}

const scopeOf = (schoolId: string, personId: string | null) => ({
  schoolId,
  kind: 'system' as const,
  ...(personId !== null && { personId }),
})

type Result = Awaited<ReturnType<typeof recordOf>>

/** Writes the import into the transaction it is given, and tells what was written. */
async function write(
  jobs: ImportJobs,
  work: ScopedWork,
  schoolId: string,
  run: Run,
  watch: Watch,
): Promise<{ written: Written; result: Result }> {
  await watch.begin('comparing')
  await lockSchool(work, schoolId)
  const file = await fileOf(work, schoolId, run)
  await watch.begin('writing')
  const order = {
    schoolId,
    today: dayAt(jobs.now(), run.timeZone),
    answers: completed(run.recognised?.questions ?? [], run.answers),
  }
  const written = await recorded(work, run.id, () => importerOf(jobs, run).write(work, file, order, watch))
  await watch.begin('recording')
  return { written, result: await recordOf(work, schoolId, run.id, written) }
}

function outcomeOf(run: Run, { notices, questions = [], facts = {} }: Written, result: Result) {
  // Questions of the writing are asked anew each time it is done.
  const known = new Set(questions.map(({ key }) => key))
  const before = (run.recognised?.questions ?? []).filter(({ key }) => !known.has(key))
  const warnings: ImportNotice[] = notices.map(notice => toNotice(notice, 'warning'))
  return {
    recognised: { facts: run.recognised?.facts ?? [], questions: [...before, ...questions] },
    counts: { ...facts, subjects: result.counts, isNothingToChange: result.isNothingToChange },
    notices: warnings,
  }
}

async function fileOf({ sql }: ScopedWork, schoolId: string, run: Run) {
  const bytes = await loadFile(sql, schoolId, run.id)
  if (bytes === undefined) throw new Error('the file of the import is no longer kept')
  return { name: run.fileName ?? '', bytes }
}

function importerOf({ importers }: ImportJobs, { kind }: Run): Importer {
  const importer = importers.find(it => it.kind === kind)
  if (importer === undefined) throw new Error(`nobody imports a file of kind ${kind}`)
  return importer
}
