import { createHash } from 'node:crypto'
import type { Database, ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { lockSchool, RolledBack, rolledBack } from '../all-or-nothing.ts'
import type { Notice } from '../import-error.ts'
import { recordApplied } from '../runs/record-applied.ts'
import { recorded } from '../runs/recorded.ts'
import { foundSchool, schoolYearOf, schoolYearStart, type SchoolChoice } from '../school.ts'
import { doubtNotices } from './doubts.ts'
import { daysFor, planRoster, undecided, type RosterPlan } from '../roster-plan/plan-roster.ts'
import { refuseAll } from './read-roster.ts'
import type { Roster } from './roster.ts'
import { unchangedRows } from './unchanged-rows.ts'

export type RosterImport = {
  roster: Roster
  school: SchoolChoice
  /** The day of enrolment; without it the first of the school year, and today for those who move. */
  startsOn: DayText | undefined
  today: DayText
  isDryRun: boolean
  /** Whom a row means that may be somebody the school knows; without it nothing is written as long as there is such a row. */
  doubtful?: 'same' | 'new' | undefined
  now?: Date
  fileName?: string
}

export type RosterCounts = RosterPlan['counts']
export type RosterOutcome = {
  school: SchoolChoice
  isChanged: boolean
  counts: RosterCounts
  notices: Notice[]
}

/** Writes a roster in one transaction: all of it or nothing. A trial run does the same and takes it back. */
export async function importRoster(database: Database, order: RosterImport): Promise<RosterOutcome> {
  return rolledBack(() =>
    database.inScope({ schoolId: order.school.id, kind: 'system' }, async work => {
      const outcome = await write(work, order)
      if (order.isDryRun) throw new RolledBack(outcome)
      return outcome
    }),
  )
}

async function write(work: ScopedWork, order: RosterImport): Promise<RosterOutcome> {
  const { roster, school, today } = order
  const { db, sql } = work
  await lockSchool(work, school.id)
  await foundSchool(db, school, schoolYearStart(today))
  const plan = await planned(work, order)
  refuseAll([...plan.errors, ...doubtNotices(plan.doubts)])
  const { changes, counts } = plan
  const isChanged = changes.size > 0
  const notices = [...roster.notices, ...plan.notices]
  const importId = newId()
  await recorded(work, importId, () => changes.save(sql, async () => undefined))
  if (isChanged)
    await recordApplied(work, {
      schoolId: school.id,
      importId,
      kind: 'roster',
      fileName: order.fileName ?? null,
      fingerprint: new Uint8Array(createHash('sha256').update(JSON.stringify(roster)).digest()),
      at: order.now ?? new Date(),
      written: { rows: unchangedRows(plan), notices, facts: counts },
    })
  return { school, isChanged, counts, notices }
}

async function planned(
  { db, sql }: ScopedWork,
  { roster, school, startsOn, today, doubtful }: RosterImport,
): Promise<RosterPlan> {
  const year = await schoolYearOf(db, school.id, startsOn ?? schoolYearStart(today))
  const days = daysFor(year, today, startsOn)
  const plan = await planRoster(sql, school.id, year, days, roster)
  if (doubtful === undefined || plan.doubts.length === 0) return plan
  const answers = new Map(
    plan.doubts.map(({ key, candidates }) => [key, doubtful === 'new' ? 'new' : candidates[0]?.value]),
  )
  return planRoster(sql, school.id, year, days, roster, {
    ...undecided,
    person: key => answers.get(key) ?? (doubtful === 'new' ? 'new' : undefined),
  })
}
