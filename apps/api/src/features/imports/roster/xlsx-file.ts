import { crc32, inflateRawSync } from 'node:zlib'
import readXlsxFile from 'read-excel-file/node'
import { refuse, type Notice } from '../import-error.ts'
import { columnsMax, rowsMax, type Cell, type Table } from './table.ts'

const megabyte = 1024 * 1024
const unpackedMax = 512 * megabyte

/** The sheets of an XLSX file. What it would unpack to, how far its cells reach and its formulas are looked at before it is read. */
export async function xlsxTables(bytes: Buffer): Promise<{ tables: Table[]; notices: Notice[] }> {
  const notices = inspect(bytes)
  // The bytes are in memory: whatever fails from here on, the file itself is at fault.
  const sheets = await readXlsxFile(bytes).catch((error: Error) =>
    refuse(texts => texts.badXlsx(error.message)),
  )
  const tables = sheets.map(({ sheet, data }) => ({
    sheet,
    rows: data.map((row, index) => ({ line: index + 1, cells: row.map(value => cellOf(value)) })),
  }))
  return { tables, notices }
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'boolean' ? String(value) : null
}

/** Refuses what is not to be unpacked, and says where the formulas are: only values that somebody typed are imported. */
function inspect(bytes: Buffer): Notice[] {
  const files = unpacked(bytes, /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/)
  const targets = new Map(
    [...(files.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(
      ([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^(?:\/xl\/|\.\/)/, '')],
    ),
  )
  return [...(files.get('xl/workbook.xml') ?? '').matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([tag]) => {
    const sheet = attribute(tag, 'name')
    const xml = files.get(`xl/${targets.get(attribute(tag, 'r:id')) ?? ''}`) ?? ''
    const reach = [
      ...xml.matchAll(/<(?:\w+:)?(?:c|dimension)\b[^>]*?\br(?:ef)?="(?:[A-Z]+\d+:)?([A-Z]{1,3})(\d+)"/g),
    ]
    for (const [, letters = '', row = ''] of reach) {
      if (Number(row) > rowsMax) refuse(texts => texts.tooManyRows(rowsMax), { sheet })
      if (columnNumber(letters) > columnsMax) refuse(texts => texts.tooManyColumns(columnsMax), { sheet })
    }
    const formulas = xml.matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b/g)
    return [...formulas].map(([, column = '', line]) => ({
      say: (texts: Parameters<Notice['say']>[0]) => texts.formula,
      place: { sheet, line: Number(line), columnName: column },
    }))
  })
}

const attribute = (tag: string, name: string) =>
  (new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** Some files of a ZIP archive as text. The sizes it states are not believed: nothing unpacks to more than the limit. */
function unpacked(bytes: Buffer, wanted: RegExp): Map<string, string> {
  const files = new Map<string, string>()
  try {
    const end = bytes.lastIndexOf('PK\u0005\u0006')
    let at = bytes.readUInt32LE(end + 16)
    let left = unpackedMax
    for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
      const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)]
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
      const local = bytes.readUInt32LE(at + 42)
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const body = bytes.subarray(start, start + packed)
      const isPlain = bytes.readUInt16LE(at + 10) === 0
      // Every file is unpacked, also those nobody asks for: the reader of spreadsheets would meet them too.
      const content = isPlain ? body : inflateRawSync(body, { maxOutputLength: left })
      left -= content.length
      if (left <= 0) refuse(texts => texts.unpacksTooBig(unpackedMax / megabyte))
      if (crc32(content) !== bytes.readUInt32LE(at + 16))
        refuse(texts => texts.badXlsx(`CRC ${name.slice(0, 100)}`))
      if (wanted.test(name)) files.set(name, content.toString('utf8'))
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') refuse(texts => texts.unpacksTooBig(unpackedMax / megabyte))
    if (code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS' || code?.startsWith('Z_')) {
      refuse(texts => texts.badXlsx(code))
    }
    throw error
  }
  return files
}
