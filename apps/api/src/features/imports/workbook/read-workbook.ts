import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { ImportError, refuse, type Notice, type Place } from '../import-error.ts'
import { cellCharactersMax, columnsMax, rowsMax, type Cell, type OnRow } from './table.ts'
import { Archive } from './zip.ts'

const stringsCharactersMax = 50_000_000
const sheetsMax = 200

/** Reads the sheets of an XLSX file row by row, as a stream. Only values that somebody typed are read: a formula is an error. */
export async function readWorkbook(bytes: Buffer, onRow: OnRow): Promise<Notice[]> {
  const archive = new Archive(bytes)
  const { names } = archive
  if (names.some(name => /vbaProject\.bin$|^xl\/macrosheets\//i.test(name))) refuse(texts => texts.macros)
  const book = await readBook(archive)
  if (book.sheets.length === 0) refuse(texts => texts.badXlsx('xl/workbook.xml'))
  const [strings, isDate] = [await readStrings(archive), await readStyles(archive)]
  const notices: Notice[] = []
  let left = rowsMax
  for (const { name, path } of book.sheets) {
    if (!names.includes(path)) continue
    const rows = readSheet(archive, path, { sheet: name, strings, isDate, is1904: book.is1904, notices })
    for await (const row of rows) {
      if (row.line > rowsMax + 1 || left === 0) refuse(texts => texts.tooManyRows(rowsMax), { sheet: name })
      left -= 1
      await onRow(name, row)
    }
  }
  return notices
}

type Tag = { name: string; attributes: Record<string, string> }
type Sax = { open?: (tag: Tag) => void; text?: (text: string) => void; close?: (name: string) => void }

/** Parses one XML file of the archive; after each piece says so, so that what was found can be handed on. */
async function* parse(archive: Archive, path: string, on: Sax, place: Place = {}): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const refuseXml = (error: Error) => refuse(texts => texts.badXlsx(error.message.slice(0, 200)), place)
  parser.on('error', refuseXml)
  parser.on('doctype', () => refuse(texts => texts.doctype, place))
  parser.on('opentag', tag => on.open?.({ name: localName(tag.name), attributes: tag.attributes }))
  parser.on('closetag', ({ name }) => on.close?.(localName(name)))
  parser.on('text', text => on.text?.(text))
  parser.on('cdata', text => on.text?.(text))
  const decoder = new StringDecoder('utf8')
  let isFirst = true
  for await (const chunk of archive.chunks(path)) {
    const text = decoder.write(chunk)
    // The parser is given UTF-8: an XML file in another encoding would be read as noise.
    if (isFirst && chunk[0] !== 0x3c && chunk[0] !== 0xef) refuse(texts => texts.badXlsx(path), place)
    isFirst = false
    parser.write(text)
    yield
  }
  if (isFirst) return
  parser.write(decoder.end()).close()
  yield
}

async function parseAll(archive: Archive, path: string, on: Sax): Promise<void> {
  for await (const _ of parse(archive, path, on));
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

async function readBook(archive: Archive) {
  const targets = new Map<string, string>()
  await parseAll(archive, 'xl/_rels/workbook.xml.rels', {
    open({ name, attributes: { Id = '', Target = '' } }) {
      if (name === 'Relationship') targets.set(Id, Target.replace(/^(?:\/xl\/|\.\/)/, ''))
    },
  })
  const sheets: { name: string; path: string }[] = []
  let is1904 = false
  await parseAll(archive, 'xl/workbook.xml', {
    open({ name, attributes }) {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => localName(key) === 'id' && key !== 'id')?.[1]
      sheets.push({ name: attributes['name'] ?? '', path: `xl/${targets.get(id ?? '') ?? ''}` })
      if (sheets.length > sheetsMax) refuse(texts => texts.badXlsx(`> ${sheetsMax}`))
    },
  })
  return { sheets, is1904 }
}

/** The texts that cells share, without the readings that East Asian programs add. */
async function readStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = []
  let [text, isText, phonetic, total] = ['', false, 0, 0]
  await parseAll(archive, 'xl/sharedStrings.xml', {
    open({ name }) {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic += 1
      isText = name === 't' && phonetic === 0
    },
    text(piece) {
      if (!isText) return
      text += piece
      total += piece.length
      if (total > stringsCharactersMax) refuse(texts => texts.unpacksTooBig(stringsCharactersMax / 1_000_000))
    },
    close(name) {
      isText = false
      if (name === 'rPh') phonetic -= 1
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

/** Which of the cells' styles show a number as a date. */
async function readStyles(archive: Archive): Promise<boolean[]> {
  const dateFormats = new Set(['14', '15', '16', '17', '22', '27', '30', '36', '50', '57'])
  const styles: boolean[] = []
  let isCells = false
  await parseAll(archive, 'xl/styles.xml', {
    open({ name, attributes: { numFmtId = '', formatCode = '' } }) {
      if (name === 'numFmt' && /[dmyдмг]/i.test(formatCode.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')))
        if (!/[0#]/.test(formatCode)) dateFormats.add(numFmtId)
      if (name === 'cellXfs') isCells = true
      if (name === 'xf' && isCells) styles.push(dateFormats.has(numFmtId))
    },
    close(name) {
      if (name === 'cellXfs') isCells = false
    },
  })
  return styles
}

type SheetReading = {
  sheet: string
  strings: readonly string[]
  isDate: readonly boolean[]
  is1904: boolean
  notices: Notice[]
}

async function* readSheet(archive: Archive, path: string, reading: SheetReading) {
  const { sheet, notices } = reading
  let found: { line: number; cells: Cell[] }[] = []
  let [line, column, isValue] = [0, 0, false]
  let cells: Cell[] = []
  let cell = { type: '', style: 0, text: '', hasFormula: false }
  const parser = parse(
    archive,
    path,
    {
      open({ name, attributes }) {
        if (name === 'row') {
          const stated = Number(attributes['r'])
          line = Number.isInteger(stated) && stated > 0 ? stated : line + 1
          column = 0
          cells = []
        } else if (name === 'c') {
          const letters = /^[A-Z]{1,3}(?=\d)/.exec(attributes['r'] ?? '')?.[0]
          column = letters === undefined ? column + 1 : columnNumber(letters)
          cell = {
            type: attributes['t'] ?? 'n',
            style: Number(attributes['s'] ?? 0),
            text: '',
            hasFormula: false,
          }
        } else if (name === 'f') cell.hasFormula = true
        isValue = name === 'v' || name === 't'
      },
      text(piece) {
        if (!isValue) return
        cell.text += piece
        if (cell.text.length > cellCharactersMax)
          refuse(texts => texts.longCell(cellCharactersMax), {
            sheet,
            line,
            columnName: columnLetters(column),
          })
      },
      close(name) {
        isValue = false
        if (name === 'row') found.push({ line, cells })
        if (name !== 'c') return
        const place = { sheet, line, columnName: columnLetters(column) }
        if (cell.hasFormula) notices.push({ say: texts => texts.formula, place })
        else if (cell.type === 'e') notices.push({ say: texts => texts.errorValue, place })
        if (notices.length > noticesMax) throw new ImportError(...notices)
        const value = valueOf(cell, reading)
        // Formatting may reach to the last column there is: only what holds something counts.
        if (value === null) return
        if (column > columnsMax) refuse(texts => texts.tooManyColumns(columnsMax), { sheet, line })
        while (cells.length < column - 1) cells.push(null)
        cells[column - 1] = value
      },
    },
    { sheet },
  )
  for await (const _ of parser) {
    const rows = found
    found = []
    yield* rows
  }
}

const noticesMax = 1000

function valueOf(
  cell: { type: string; style: number; text: string },
  { strings, isDate, is1904 }: SheetReading,
): Cell {
  const { type, text } = cell
  if (text === '' || type === 'e') return null
  if (type === 's') return strings[Number(text)] ?? null
  if (type === 'inlineStr' || type === 'str') return text
  if (type === 'b') return text === '1' ? 'true' : 'false'
  if (type === 'd') return text
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  if (isDate[cell.style] !== true) return number
  // Day 1 is 1 January 1900 and there was a 29 February, or 2 January 1904, by the program that began the file.
  const date = new Date(Math.round((number - (is1904 ? 24_107 : 25_569)) * 86_400_000))
  return Number.isNaN(date.getTime()) ? number : date
}

const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** The letters of a column, the first being 1. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26))
  return column <= 26 ? letter : columnLetters(Math.floor((column - 1) / 26)) + letter
}
