import { expect, test } from 'vitest'
import { ImportError, sentence } from '../import-error.ts'
import { en, ru } from '../import-texts.ts'
import { readTables } from './read-tables.ts'
import type { Cell } from './table.ts'
import { unescapedFormula, withoutFormula, writeWorkbook } from './write-workbook.ts'
import { makeZip } from './zip.ts'

async function rowsOf(bytes: Buffer): Promise<Cell[][]> {
  const rows: Cell[][] = []
  await readTables(bytes, (_, { cells }) => {
    rows.push(cells)
  })
  return rows
}

/** How a file is refused, in Russian; that there is an English sentence too is seen besides. */
async function refusal(bytes: Buffer): Promise<string> {
  const error: unknown = await rowsOf(bytes).catch((thrown: unknown) => thrown)
  if (!(error instanceof ImportError)) throw new Error('the file was taken')
  for (const notice of error.notices) expect(sentence(notice, en)).not.toBe(sentence(notice, ru))
  return error.notices.map(notice => sentence(notice, ru)).join('\n')
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const book = {
  'xl/workbook.xml': `<workbook xmlns:r="${relations}"><sheets><sheet name="Л" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
}
const sheet = (xml: string, more: Record<string, string | Buffer> = {}) =>
  makeZip({ ...book, 'xl/worksheets/sheet1.xml': xml, ...more })
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`

test('a workbook with macros, a password, entities or a formula is refused, each in its own words', async () => {
  const plain = sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>')
  expect(await refusal(sheet(plain, { 'xl/vbaProject.bin': 'x' }))).toContain('макросы')
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${sheetOf('<row><c><v>&b;</v></c></row>')}`
  expect(await refusal(sheet(bomb))).toContain('DOCTYPE')
  expect(await refusal(sheet(sheetOf('<row><c><v>&b;</v></c></row>')))).toContain('XLSX прочитать не удалось')
  const locked = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  expect(await refusal(locked)).toContain('паролем')
})

test('ten thousand columns are refused, ten thousand empty coloured ones are not', async () => {
  const cells = (value: string) => Array.from({ length: 10_000 }, () => `<c s="1">${value}</c>`).join('')
  expect(await refusal(sheet(sheetOf(`<row r="1">${cells('<v>1</v>')}</row>`)))).toContain(
    'Столбцов больше 100',
  )
  expect(await rowsOf(sheet(sheetOf(`<row r="1">${cells('')}</row>`)))).toEqual([[]])
  expect(await refusal(Buffer.from(Array.from({ length: 10_000 }, () => 'x').join(';')))).toContain(
    'Столбцов больше 100',
  )
})

test('a row beyond the two hundred thousandth is refused in a workbook and in a CSV', async () => {
  const far = sheetOf('<row r="300000"><c r="A300000"><v>1</v></c></row>')
  expect(await refusal(sheet(far))).toContain('Строк больше 200000')
  expect(await refusal(Buffer.from('x;y\n'.repeat(200_001)))).toContain('Строк больше 200000')
})

test('a file that lies about its size is unpacked only as far as the limit, in little memory', async () => {
  const bomb = makeZip({
    ...book,
    'xl/sharedStrings.xml': `<sst><si><t>${'а'.repeat(60_000_000)}</t></si></sst>`,
  })
  for (let at = bomb.indexOf('PK\u0001\u0002'); at >= 0; at = bomb.indexOf('PK\u0001\u0002', at + 4))
    bomb.writeUInt32LE(10, at + 24)
  expect(await refusal(bomb)).toContain('распаковывается больше')
})

test('CSV in UTF-16, either way round, and with a named separator is read', async () => {
  const text = '\uFEFFФамилия\tИмя\nЁлкин\tПётр\n'
  const little = Buffer.from(text, 'utf16le')
  const rows = [
    ['Фамилия', 'Имя'],
    ['Ёлкин', 'Пётр'],
  ]
  expect(await rowsOf(little)).toEqual(rows)
  expect(await rowsOf(Buffer.from(little).swap16())).toEqual(rows)
  expect(await rowsOf(Buffer.from('sep=,\nФамилия,Имя\nЁлкин,Пётр'))).toEqual(
    [['sep='], ...rows].map(row => (row.length === 1 ? expect.anything() : row)),
  )
  expect(await rowsOf(Buffer.from('Список; класса\nФамилия,Имя,Отчество\n'))).toContainEqual([
    'Фамилия',
    'Имя',
    'Отчество',
  ])
})

test('what is written is never a formula, and is read again as it was', async () => {
  const texts = ['=1+1', '+7', '-1', '@x', "'=1", 'Ёлкин', '<&">', ' два  пробела ']
  const bytes = writeWorkbook([
    {
      name: 'Л',
      columns: [{ title: 'т', width: 5 }],
      rows: [...texts.map(text => [text]), [{ day: '2015-03-04' }]],
    },
  ])
  const [, ...rows] = await rowsOf(bytes)
  const cells = rows.map(([cell]) => cell)
  expect(cells.slice(0, 5)).toEqual(["'=1+1", "'+7", "'-1", "'@x", "''=1"])
  expect(cells.slice(0, -1).map(cell => unescapedFormula(String(cell)))).toEqual(texts)
  expect(cells.at(-1)).toEqual(new Date('2015-03-04T00:00:00Z'))
  expect(withoutFormula('Анна-Мария')).toBe('Анна-Мария')
})
