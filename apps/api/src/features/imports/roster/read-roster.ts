import type { DayText } from '@diary/db/day'
import { ImportError, refuse, type Notice, type Place } from '../import-error.ts'
import { readTables } from '../workbook/read-tables.ts'
import { headingOf, type Heading } from './columns.ts'
import type { Roster } from './roster.ts'
import { RowReader } from './row-reader.ts'
import { textOf } from './values.ts'

const errorsMax = 200

/** Sheets that explain the others, by how their names begin. */
const isAside = (sheet: string) => /^(пояснени|списки|пример|как заполн|help|lists|example)/iu.test(sheet)

/** What could be read of a file, and everything that is wrong with it. */
export type RosterRead = { roster: Roster; errors: Notice[] }

/** Reads a roster; whoever looks at it further adds the errors that only the school's data show. */
export async function readRosterRows(
  bytes: Buffer,
  today: DayText,
  progress: (rows: number) => Promise<void> = async () => undefined,
): Promise<RosterRead> {
  const roster: Roster = { students: [], guardians: [], staff: [], classes: [], groups: [], notices: [] }
  const errors: Notice[] = []
  const headings = new Map<string | undefined, Heading>()
  const without = new Set<string>()
  let count = 0
  const cells = await readTables(bytes, async (sheet, row) => {
    count += 1
    if (count % 100 === 0) await progress(count)
    if (sheet !== undefined && isAside(sheet)) return
    if (row.cells.every(cell => textOf(cell) === '')) return
    const place: Place = { ...(sheet !== undefined && { sheet }), line: row.line }
    const next = headingOf(row)
    const heading = headings.get(sheet)
    if (next) {
      headings.set(sheet, next)
      if (sheet !== undefined) without.delete(sheet)
      if (next.unknown.length > 0)
        roster.notices.push({ say: texts => texts.unknownColumns(next.unknown), place })
      const [twice] = next.twice
      if (twice !== undefined)
        errors.push({ say: texts => texts.columnTwice(twice), place: { ...place, columnName: twice } })
    } else if (heading) {
      const reader = new RowReader(row, heading.columns, place, today, { errors, notices: roster.notices })
      if (heading.kind === 'students') roster.students.push(reader.student())
      else if (heading.kind === 'guardians') roster.guardians.push(reader.guardian())
      else if (heading.kind === 'staff') roster.staff.push(reader.staff())
      else if (heading.kind === 'classes') roster.classes.push(reader.schoolClass())
      else roster.groups.push(reader.group())
    } else if (sheet !== undefined) without.add(sheet)
  })
  if (headings.size === 0) refuse(texts => texts.noHeading)
  for (const sheet of without)
    roster.notices.push({ say: texts => texts.sheetWithoutHeading, place: { sheet } })
  const all = [...cells, ...errors]
  const { notices: _, ...found } = roster
  if (all.length === 0 && Object.values(found).every(rows => rows.length === 0))
    refuse(texts => texts.noPeople)
  return { roster, errors: all }
}

/** Everything that is wrong, in the order of the file, as one refusal. */
export function refuseAll(errors: readonly Notice[]): void {
  if (errors.length === 0) return
  const rest = errors.length - errorsMax
  const more: Notice[] = rest > 0 ? [{ say: texts => texts.moreErrors(rest) }] : []
  throw new ImportError(...errors.slice(0, errorsMax), ...more)
}

/** A roster without a fault that its file alone shows; else everything that is wrong, each with its sheet, row and column. */
export async function readRoster(bytes: Buffer, today: DayText): Promise<Roster> {
  const { roster, errors } = await readRosterRows(bytes, today)
  refuseAll(errors)
  return roster
}
