import { columnLetters } from './read-workbook.ts'
import { makeZip } from './zip.ts'

/** What a cell shows: a text, or a day. */
export type SheetCell = string | { day: string } | null

export type SheetColumn = {
  title: string
  /** In characters. */
  width: number
  /** Days are shown as they are written here, and a typed date is kept as one. */
  isDay?: boolean
  /** Of a row's values: those of another sheet's column. `isStrict`: nothing else may be typed. */
  list?: { sheet: string; column: number; count: number; isStrict: boolean }
}

export type Sheet = {
  name: string
  columns: readonly SheetColumn[]
  rows: readonly (readonly SheetCell[])[]
  /** Rows of text without headings: what explains the others. */
  isText?: boolean
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const style = { text: 1, day: 2, heading: 3, explanation: 4 }
// Lists to choose from reach below the last row: that is where people go on writing.
const rowsToFill = 5000

/**
 * The bytes of an XLSX file. The same sheets are the same bytes: it holds no moment of its making. Every cell is a text or a
 * day, never a formula; a text that a spreadsheet could take for one is escaped besides.
 */
export function writeWorkbook(sheets: readonly Sheet[]): Buffer {
  const parts = sheets.map((sheet, index) => ({
    sheet,
    id: `rId${index + 1}`,
    path: `worksheets/sheet${index + 1}.xml`,
  }))
  return makeZip({
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${parts
      .map(({ path }) => `<Override PartName="/xl/${path}" ContentType="${types}.worksheet+xml"/>`)
      .join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${office}"><sheets>${parts
      .map(
        ({ sheet, id }, index) =>
          `<sheet name="${escaped(sheet.name)}" sheetId="${index + 1}" r:id="${id}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${parts
      .map(({ id, path }) => `<Relationship Id="${id}" Type="${office}/worksheet" Target="${path}"/>`)
      .join('')}<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    ...Object.fromEntries(parts.map(({ sheet, path }) => [`xl/${path}`, sheetXml(sheet)])),
  })
}

// In this order: plain, text, day, heading, explanation (wrapped).
const styles = `${head}<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function sheetXml({ columns, rows, isText = false }: Sheet): string {
  const cols = columns.map(
    ({ width, isDay = false }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${isText ? style.explanation : isDay ? style.day : style.text}" customWidth="1"/>`,
  )
  const heading = isText ? [] : [columns.map(({ title }) => title)]
  const all = [...heading, ...rows]
  const xml = all.map((cells, index) => {
    const isHeading = !isText && index === 0
    const own = isHeading ? style.heading : isText ? style.explanation : style.text
    const inside = cells.map((cell, column) => cellXml(cell, `${columnLetters(column + 1)}${index + 1}`, own))
    return `<row r="${index + 1}">${inside.join('')}</row>`
  })
  const last = columnLetters(columns.length)
  const lists = columns.flatMap(({ list }, index) =>
    list === undefined ? [] : [validationXml(columnLetters(index + 1), list)],
  )
  const frozen = isText
    ? '<sheetView workbookViewId="0" showGridLines="0"/>'
    : '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
  const filter = isText ? '' : `<autoFilter ref="A1:${last}${Math.max(all.length, 2)}"/>`
  const validations =
    lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
  return `${head}<worksheet ${main}><sheetViews>${frozen}</sheetViews><cols>${cols.join('')}</cols><sheetData>${xml.join('')}</sheetData>${filter}${validations}</worksheet>`
}

function validationXml(
  column: string,
  { sheet, column: from, count, isStrict }: NonNullable<SheetColumn['list']>,
) {
  const letters = columnLetters(from)
  const source = `'${sheet.replaceAll("'", "''")}'!$${letters}$2:$${letters}$${Math.max(count, 1) + 1}`
  const severity = isStrict ? '' : ' errorStyle="warning"'
  return `<dataValidation type="list"${severity} allowBlank="1" showErrorMessage="1" sqref="${column}2:${column}${rowsToFill}"><formula1>${escaped(source)}</formula1></dataValidation>`
}

function cellXml(cell: SheetCell, at: string, textStyle: number): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'string')
    return `<c r="${at}" s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${escaped(withoutFormula(cell))}</t></is></c>`
  const serial = Date.parse(`${cell.day}T00:00:00Z`) / 86_400_000 + 25_569
  return `<c r="${at}" s="${style.day}"><v>${serial}</v></c>`
}

const formulaStart = /^'*[=+\-@\t\r]/

/** A text that a spreadsheet would take for a formula once it is saved as CSV or typed again gets an apostrophe before it. */
export const withoutFormula = (text: string) => (formulaStart.test(text) ? `'${text}` : text)

/** The text that was escaped. */
export const unescapedFormula = (text: string) =>
  text.startsWith("'") && formulaStart.test(text) ? text.slice(1) : text

const escaped = (text: string) =>
  text
    // What XML can't hold: control characters and halves of a pair.
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
