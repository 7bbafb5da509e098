import { CsvError, parse } from 'csv-parse/sync'
import { ImportError, refuse, type Notice, type Place } from '../import-error.ts'
import type { ImportTexts } from '../import-texts.ts'
import { columnsMax, rowsMax } from '../workbook/table.ts'
import { decodeUtf8 } from '../source-file.ts'
import { columnsOf, properName, type FileName } from './files.ts'

/** One row of a file, its values by the standard's names of the columns. Rows share what they know of the columns. */
export class CsvRow {
  readonly file: string
  readonly line: number
  readonly #cells: readonly string[]
  readonly #index: ReadonlyMap<string, number>

  constructor(file: string, line: number, cells: readonly string[], index: ReadonlyMap<string, number>) {
    this.file = file
    this.line = line
    this.#cells = cells
    this.#index = index
  }

  at(column: string): string {
    const cell = this.#cells[this.#index.get(column) ?? -1]
    return cell === undefined ? '' : cell.normalize('NFC').trim()
  }

  /** The values of a cell that holds a list. */
  list(column: string): string[] {
    return [...new Set(this.at(column).split(','))].map(part => part.trim()).filter(part => part !== '')
  }

  place(columnName?: string): Place {
    return { file: this.file, line: this.line, ...(columnName !== undefined && { columnName }) }
  }

  /** Whether the other system says that this is no more. */
  get isGoing(): boolean {
    return this.at('status').toLowerCase() === 'tobedeleted'
  }
}

export type CsvRecord = { cells: string[]; line: number }
const valueLengthMax = 10_000

/** The records of a CSV file of the package, in UTF-8 with a mark or without. */
export function csvRecords(file: string, bytes: Buffer): CsvRecord[] {
  const text = textOf(file, bytes)
  try {
    const records: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 1_000_000,
      to: rowsMax + 2,
    })
    // With `info` the library answers each record together with where it ended, which its types do not know.
    const found = records as { record: string[]; info: { lines: number } }[]
    if (found.length > rowsMax + 1) refuse(texts => texts.tooManyRows(rowsMax), { file })
    // The library counts to the end of a record; people look for its beginning.
    const inside = (cells: readonly string[]) =>
      cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    return found.map(({ record, info: { lines } }) => ({ cells: record, line: lines - inside(record) }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : undefined
    return refuse(texts => texts.badCsv(error.message), { file, ...(line !== undefined && { line }) })
  }
}

function textOf(file: string, bytes: Buffer): string {
  try {
    const text = decodeUtf8(bytes)
    const zero = text.indexOf('\u0000')
    if (zero >= 0) refuse(texts => texts.notATable, { line: text.slice(0, zero).split('\n').length })
    return text
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    throw new ImportError(...error.notices.map(({ say, place }) => ({ say, place: { file, ...place } })))
  }
}

/** Reads one file by its headings, in whatever order they are. What is wrong with a row is added to the errors. */
export function csvRows(name: FileName, bytes: Buffer, errors: Notice[], notices: Notice[]): CsvRow[] {
  const file = properName(name)
  const { all, required, kept } = columnsOf(name)
  const [heading, ...records] = csvRecords(file, bytes)
  if (heading === undefined) refuse(texts => texts.oneRoster.noHeading, { file })
  if (heading.cells.length > columnsMax) refuse(texts => texts.tooManyColumns(columnsMax), { file, line: 1 })
  const proper = new Map(all.map(column => [column.toLowerCase(), column]))
  const index = new Map<string, number>()
  const foreign: string[] = []
  for (const [at, cell] of heading.cells.entries()) {
    const title = cell.trim()
    const column = proper.get(title.toLowerCase())
    if (column === undefined) {
      if (title !== '') foreign.push(title)
      continue
    }
    if (index.has(column)) {
      errors.push({ say: texts => texts.oneRoster.columnTwice, place: { file, line: 1, columnName: column } })
    }
    index.set(column, at)
  }
  const lacking = required.filter(column => !index.has(column))
  for (const column of lacking) {
    errors.push({ say: texts => texts.oneRoster.noColumn, place: { file, line: 1, columnName: column } })
  }
  if (foreign.length > 0) {
    notices.push({ say: texts => texts.unknownColumns(foreign), place: { file, line: 1 } })
  }
  if (lacking.length > 0) return []

  const unused = new Set<string>()
  const rows = records.flatMap(({ cells, line }) => {
    if (cells.every(cell => cell.trim() === '')) return []
    const wrong = (say: (texts: ImportTexts) => string, columnName?: string) =>
      void errors.push({ say, place: { file, line, ...(columnName !== undefined && { columnName }) } })
    if (cells.length !== heading.cells.length) {
      wrong(texts => texts.oneRoster.cellCount(cells.length, heading.cells.length))
      return []
    }
    for (const [column, at] of index) {
      const cell = cells[at]?.trim() ?? ''
      if (cell === '') continue
      if (cell.startsWith('=')) wrong(texts => texts.formula, column)
      else if (cell.length > valueLengthMax) wrong(texts => texts.longName(valueLengthMax), column)
      if (!kept.has(column)) unused.add(column)
    }
    const row = new CsvRow(file, line, cells, index)
    for (const column of row.isGoing ? ['sourcedId'] : required) {
      if (row.at(column) === '') wrong(texts => texts.cellMissing, column)
    }
    return row
  })
  if (unused.delete('password')) notices.push({ say: texts => texts.oneRoster.passwords, place: { file } })
  if (unused.size > 0) {
    const names = [...unused]
    notices.push({ say: texts => texts.unknownColumns(names), place: { file } })
  }
  return rows
}
