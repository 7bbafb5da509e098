import type { Db, ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { insertRows, type Model, type Rows } from '@diary/db/make/insert'
import { createHash } from 'node:crypto'
import type { Notice } from '../import-error.ts'
import type { ImportJob, ToldRow } from '../importer.ts'
import type { SchoolYear } from '../school.ts'
import type { SchoolPlan } from '../oneroster/school-plan.ts'
import type { ExternalIds } from './external-ids.ts'

export type Ended = { id: string; untilOn: DayText }

/** What every part of writing a package needs, and where it says what it met. */
export type Order = {
  db: Db
  schoolId: string
  plan: SchoolPlan
  year: SchoolYear
  sql: ScopedWork['sql']
  ids: ExternalIds
  /** From here on people are enrolled whose package gives no day. */
  startsOn: DayText
  /** From here on changes hold: who moves, moves on this day. */
  movedOn: DayText
  today: DayText
  /** Whom of the school a person of the package is, where somebody said so; `new` for nobody. */
  people: ReadonlyMap<string, string>
  /** Sends rows with few statements, and lets others run in between. */
  insert: <M extends Model>(model: M, rows: readonly Rows[M][]) => Promise<void>
  /** Ends rows of a table on their last days. */
  end: (table: 'enrolment' | 'group_membership' | 'teaching', rows: readonly Ended[]) => Promise<void>
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

const rowsAtOnce = 2000

/** The ways an order has into the database. */
export function writersOf(
  { sql }: ScopedWork,
  schoolId: string,
  job: ImportJob,
): Pick<Order, 'insert' | 'end'> & { sql: ScopedWork['sql'] } {
  const run = (text: string, values: readonly unknown[]) =>
    sql({
      name: `oneroster-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`,
      text,
      values,
    })
  let done = 0
  return {
    sql,
    async insert(model, rows) {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const some = rows.slice(from, from + rowsAtOnce)
        await insertRows(run, model, some)
        done += some.length
        await job.progress(done)
      }
    },
    async end(table, rows) {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const some = rows.slice(from, from + rowsAtOnce).map(({ id, untilOn }) => ({ id, until_on: untilOn }))
        await run(
          `update ${table} t set until_on = n.until_on from json_populate_recordset(null::${table}, $2::json) n
          where t.school_id = $1 and t.id = n.id`,
          [schoolId, JSON.stringify(some)],
        )
        done += some.length
        await job.progress(done)
      }
    },
  }
}
