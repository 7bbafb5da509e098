import { isUtf8 } from 'node:buffer'
import { CsvError, parse, type Options } from 'csv-parse'
import { ImportError, refuse, type Notice } from '../import-error.ts'
import { cellCharactersMax, columnsMax, rowsMax, type OnRow } from './table.ts'

const chunkSize = 64 * 1024
const noticesMax = 1000

/** Reads a CSV file row by row; its encoding and its separator are found, not asked. */
export async function readCsv(bytes: Buffer, onRow: OnRow): Promise<Notice[]> {
  const notices: Notice[] = []
  const encoding = encodingOf(bytes)
  const options: Options = {
    delimiter: delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, chunkSize))),
    info: true,
    relax_column_count: true,
    // A class is often written as 5 "А", and a cell with it is not a quoted one.
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 2_000_000,
  }
  const parser = parse(options)
  const feeding = feed(bytes, encoding, text => parser.write(text)).then(
    () => parser.end(),
    (error: Error) => parser.destroy(error),
  )
  try {
    let count = 0
    for await (const found of parser) {
      // With `info` the library answers each record together with where it stood, which its types do not know.
      const { record, info } = found as { record: string[]; info: { lines: number } }
      const line = info.lines
      count += 1
      if (count > rowsMax) refuse(texts => texts.tooManyRows(rowsMax))
      if (record.length > columnsMax && record.findLastIndex(cell => cell !== '') >= columnsMax)
        refuse(texts => texts.tooManyColumns(columnsMax), { line })
      for (const [index, cell] of record.entries()) {
        const place = { line, column: index + 1 }
        if (cell.length > cellCharactersMax) refuse(texts => texts.longCell(cellCharactersMax), place)
        if (cell.startsWith('=')) notices.push({ say: texts => texts.formula, place })
      }
      if (notices.length > noticesMax) throw new ImportError(...notices)
      await onRow(undefined, { line, cells: record.map(cell => (cell === '' ? null : cell)) })
    }
    await feeding
    return notices
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error['lines'] === 'number' ? error['lines'] : undefined
    return refuse(texts => texts.badCsv(error.message), line === undefined ? {} : { line })
  }
}

/** Spreadsheet programs on Russian Windows write CSV in windows-1251, where almost any byte is a letter. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1251'
}

/** Hands the text on in pieces, and waits whenever the parser has enough. */
async function feed(bytes: Buffer, encoding: string, write: (text: string) => boolean): Promise<void> {
  const decoder = new TextDecoder(encoding)
  let line = 1
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const text = decoder.decode(bytes.subarray(at, at + chunkSize), { stream: true })
    const zero = text.indexOf('\u0000')
    if (zero >= 0) {
      const before = text.slice(0, zero).split('\n').length - 1
      refuse(texts => texts.notATable, { line: line + before })
    }
    line += text.split('\n').length - 1
    if (!write(text)) await new Promise(resolve => setImmediate(resolve))
  }
  write(decoder.decode())
}

/** The separator that splits one of the first lines into most cells, outside of quotes; a spreadsheet may also name it. */
function delimiterOf(text: string): string {
  const head = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .slice(0, 20)
  const named = /^"?sep=([;,\t])"?$/.exec(head[0]?.trimStart() ?? '')?.[1]
  if (named !== undefined) return named
  const bare = head.map(line => line.replace(/"(?:[^"]|"")*"/g, ''))
  const count = (separator: string) => Math.max(0, ...bare.map(line => line.split(separator).length))
  return [';', ',', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}
