import type { Database, ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { lockSchool, RolledBack, rolledBack } from '../all-or-nothing.ts'
import type { Notice } from '../import-error.ts'
import { recordApplied } from '../runs/record-applied.ts'
import { recorded } from '../runs/recorded.ts'
import type { SchoolChoice } from '../school.ts'
import { filledRows } from './filled-lessons.ts'
import { writeTimetable, type TimetableCounts, type TimetableOrder } from './write-timetable.ts'

export type TimetableImport = Omit<TimetableOrder, 'source'> & {
  /** The planning program; FET when nothing is said. */
  kind?: keyof typeof sources
  isDryRun: boolean
  now?: Date
  fileName?: string
}

const sources = { fet: 'FET', asc: 'aSc' } as const

export type TimetableOutcome = {
  school: SchoolChoice
  startsOn: DayText
  /** False when the school has this very timetable already. */
  isChanged: boolean
  counts: TimetableCounts
  notices: Notice[]
}

/** Writes a timetable in one transaction: all of it or nothing. A trial run does the same and takes it back. */
export async function importTimetable(database: Database, order: TimetableImport): Promise<TimetableOutcome> {
  return rolledBack(() =>
    database.inScope({ schoolId: order.school.id, kind: 'system' }, async work => {
      await lockSchool(work, order.school.id)
      const outcome = await write(work, order)
      if (order.isDryRun) throw new RolledBack(outcome)
      return outcome
    }),
  )
}

async function write(work: ScopedWork, order: TimetableImport): Promise<TimetableOutcome> {
  const { school, plan, kind = 'fet' } = order
  const importId = newId()
  const written = await recorded(work, importId, () =>
    writeTimetable(work, { ...order, source: sources[kind] }),
  )
  const { startsOn, isChanged, counts, notices, rows, filled, fingerprint } = written
  if (isChanged)
    await recordApplied(work, {
      schoolId: school.id,
      importId,
      kind,
      fileName: order.fileName ?? null,
      fingerprint,
      at: order.now ?? new Date(),
      written: {
        rows: [...rows, ...filledRows(filled)],
        notices,
        tells: ['timetable_row'],
        facts: { ...counts, institution: plan.institution },
      },
    })
  return { school, startsOn, isChanged, counts, notices }
}
