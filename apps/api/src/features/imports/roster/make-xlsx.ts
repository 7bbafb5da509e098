import { makeZip } from '../workbook/zip.ts'

export type CellSketch = string | number | null | { formula: string; value: string } | { day: string }

/** The bytes of a small XLSX file, for tests: sheets by name, rows of cells; an empty row is left out, as programs do. */
export function makeXlsx(sheets: Readonly<Record<string, readonly (readonly CellSketch[])[]>>): Buffer {
  const names = Object.keys(sheets)
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const parts = names.map((name, index) => ({
    name,
    id: `rId${index + 1}`,
    path: `worksheets/sheet${index + 1}.xml`,
  }))
  return makeZip({
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relations}"><sheets>${parts
      .map(({ name, id }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="${id}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships">${parts
      .map(({ id, path }) => `<Relationship Id="${id}" Type="${relations}/worksheet" Target="${path}"/>`)
      .join('')}<Relationship Id="rIdS" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(parts.map(({ name, path }) => [`xl/${path}`, sheetXml(main, sheets[name] ?? [])])),
  })
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

function sheetXml(main: string, rows: readonly (readonly CellSketch[])[]): string {
  const row = (cells: readonly CellSketch[], index: number) =>
    cells.length === 0
      ? ''
      : `<row r="${index + 1}">${cells.map((cell, column) => cellXml(cell, `${columnLetters(column)}${index + 1}`)).join('')}</row>`
  return `<worksheet ${main}><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`
}

function cellXml(cell: CellSketch, at: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
  if ('day' in cell) {
    const serial = Date.parse(`${cell.day}T00:00:00Z`) / 86_400_000 + 25_569
    return `<c r="${at}" s="1"><v>${serial}</v></c>`
  }
  return `<c r="${at}" t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value)}</v></c>`
}

function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}
