import { isUtf8 } from 'node:buffer'
import { CsvError, parse, type Options } from 'csv-parse/sync'
import { refuse, type Notice } from '../import-error.ts'
import { columnsMax, rowsMax, type Table } from './table.ts'
import { xlsxTables } from './xlsx-file.ts'

/** The tables of an XLSX or CSV file; which of the two it is, its separator and its encoding are found, not asked. */
export async function tablesOf(bytes: Buffer): Promise<{ tables: Table[]; notices: Notice[] }> {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return xlsxTables(bytes)
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) return refuse(texts => texts.oldExcel)
  return csvTables(csvText(bytes))
}

function csvText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  // Spreadsheet programs on Russian Windows write CSV in windows-1251, where almost any byte is a letter.
  const text = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1251').decode(bytes)
  const at = text.indexOf('\u0000')
  if (at >= 0) refuse(texts => texts.notATable, { line: text.slice(0, at).split('\n').length })
  return text
}

function csvTables(text: string): { tables: Table[]; notices: Notice[] } {
  const notices: Notice[] = []
  try {
    const options: Options = {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      // A class is often written as 5 "А", and a cell with it is not a quoted one.
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 200_000,
      to: rowsMax + 1,
    }
    const records: unknown = parse(text, options)
    // With `info` the library answers each record together with where it stood, which its types do not know.
    const found = records as { record: string[]; info: { lines: number } }[]
    if (found.length > rowsMax) refuse(texts => texts.tooManyRows(rowsMax))
    const rows = found.map(({ record, info: { lines: line } }) => {
      if (record.length > columnsMax) refuse(texts => texts.tooManyColumns(columnsMax), { line })
      return { line, cells: record.map(cell => (cell === '' ? null : cell)) }
    })
    for (const { line, cells } of rows) {
      const at = cells.findIndex(cell => cell?.startsWith('=') === true)
      if (at >= 0) notices.push({ say: texts => texts.formula, place: { line, column: at + 1 } })
    }
    return { tables: [{ sheet: undefined, rows }], notices }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : undefined
    return refuse(texts => texts.badCsv(error.message), line === undefined ? {} : { line })
  }
}

/** The separator that splits the first line into most cells, outside of quotes. */
function delimiterOf(text: string): string {
  const head =
    text
      .slice(0, 10_000)
      .split(/\r?\n/)
      .find(line => line.trim() !== '') ?? ''
  const bare = head.replace(/"(?:[^"]|"")*"/g, '')
  const count = (separator: string) => bare.split(separator).length
  return [';', ',', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}
