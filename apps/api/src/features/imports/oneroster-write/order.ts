import type { Db } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import type { ImportJob, ToldRow } from '../importer.ts'
import type { SchoolYear } from '../school.ts'
import type { SchoolPlan } from '../oneroster/school-plan.ts'
import type { ExternalIds } from './external-ids.ts'

/** What every part of writing a package needs, and where it says what it met. */
export type Order = {
  db: Db
  schoolId: string
  plan: SchoolPlan
  year: SchoolYear
  ids: ExternalIds
  /** From here on people are enrolled whose package gives no day. */
  startsOn: DayText
  /** From here on changes hold: who moves, moves on this day. */
  movedOn: DayText
  today: DayText
  /** Whom of the school a person of the package is, where somebody said so; `new` for nobody. */
  people: ReadonlyMap<string, string>
  job: ImportJob
  rows: ToldRow[]
  notices: Notice[]
}

/** The days of a stay as the school keeps them: within the year, and open where it lasts to the year's end. */
export function daysIn(
  { year, plan, startsOn }: Order,
  given: { from: DayText | undefined; until: DayText | undefined },
): { fromOn: DayText; untilOn: DayText | null } | undefined {
  const first = given.from ?? startsOn
  const fromOn = first < year.startsOn ? year.startsOn : first
  const last = plan.yearEndsOn ?? year.endsOn
  const untilOn = given.until === undefined || given.until >= last ? null : given.until
  return fromOn > year.endsOn || (untilOn !== null && untilOn < fromOn) ? undefined : { fromOn, untilOn }
}
