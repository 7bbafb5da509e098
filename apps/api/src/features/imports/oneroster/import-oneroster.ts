import { createHash } from 'node:crypto'
import type { Database } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { lockSchool, RolledBack, rolledBack } from '../all-or-nothing.ts'
import type { Notice } from '../import-error.ts'
import { unwatched } from '../importer.ts'
import { recordApplied } from '../runs/record-applied.ts'
import { recordOf } from '../runs/record.ts'
import { recorded } from '../runs/recorded.ts'
import { foundSchool, schoolYearStart, type SchoolChoice } from '../school.ts'
import type { OneRoster } from '../oneroster-package/rows.ts'
import { schoolPlan, type OneRosterChoices, type SchoolPlan } from './school-plan.ts'
import { writeOneRoster } from '../oneroster-write/write-oneroster.ts'

export type OneRosterImport = {
  roster: OneRoster
  choices: OneRosterChoices
  school: SchoolChoice
  startsOn: DayText | undefined
  today: DayText
  isDryRun: boolean
  now?: Date
  fileName?: string
}

export type OneRosterOutcome = {
  school: SchoolChoice
  isChanged: boolean
  counts: { students: number; guardians: number; staff: number; classes: number; groups: number }
  notices: Notice[]
}

/** Writes a package in one transaction: all of it or nothing. A trial run does the same and takes it back. */
export async function importOneRoster(database: Database, order: OneRosterImport): Promise<OneRosterOutcome> {
  const { school, roster, choices, today, startsOn } = order
  const schoolId = school.id
  const plan = schoolPlan(roster, choices, { title: school.title, today })
  return rolledBack(() =>
    database.inScope({ schoolId, kind: 'system' }, async work => {
      await lockSchool(work, schoolId)
      await foundSchool(work.db, school, schoolYearStart(today))
      const importId = newId()
      const written = await recorded(work, importId, () =>
        writeOneRoster(work, { plan, schoolId, startsOn, today, people: new Map() }, unwatched),
      )
      const { isNothingToChange } = await recordOf(work, schoolId, importId, written)
      const outcome = {
        school,
        isChanged: !isNothingToChange,
        counts: countsOf(plan),
        notices: written.notices,
      }
      if (order.isDryRun) throw new RolledBack(outcome)
      if (outcome.isChanged) {
        await recordApplied(work, {
          schoolId,
          importId,
          kind: 'oneroster',
          fileName: order.fileName ?? null,
          fingerprint: fingerprintOf(roster),
          at: order.now ?? new Date(),
          written,
        })
      }
      return outcome
    }),
  )
}

function countsOf({ people, homerooms, groups }: SchoolPlan): OneRosterOutcome['counts'] {
  const all = [...people.values()]
  return {
    students: all.filter(({ isStudent }) => isStudent).length,
    guardians: all.filter(({ isGuardian }) => isGuardian).length,
    staff: all.filter(({ isStaff }) => isStaff).length,
    classes: homerooms.length,
    groups: groups.length,
  }
}

/** What the package says, however it spells and orders it. */
function fingerprintOf(roster: OneRoster): Uint8Array<ArrayBuffer> {
  const said = JSON.stringify(roster, (key, value: unknown) =>
    key === 'row' || key === 'notices' ? undefined : value instanceof Map ? [...value] : value,
  )
  return new Uint8Array(createHash('sha256').update(said).digest())
}
