import { ImportError, refuse, type Notice } from '../import-error.ts'
import { rowsMax } from '../workbook/table.ts'
import { csvRecords, csvRows, type CsvRow } from './csv-file.ts'
import { fileNames, otherFiles, properName, type FileName } from './files.ts'
import type { OneRosterPackage } from './package.ts'

/** The rows of a package's files; a file that is not there is `undefined`. */
export type PackageRows = {
  /** What the other system calls itself: under this name its ids are kept. */
  source: string
  rows: Partial<Record<FileName, CsvRow[]>>
  errors: Notice[]
  notices: Notice[]
}

const file = 'manifest.csv'
const sourceLengthMax = 100

/** Reads the files that the manifest names. A package of changes is refused: it says nothing of what it leaves out. */
export function packageRows({ name, files, others }: OneRosterPackage): PackageRows {
  const errors: Notice[] = []
  const notices: Notice[] = []
  const bytes = files.get(file) ?? refuse(texts => texts.oneRoster.noManifest)
  const manifest = propertiesOf(bytes, errors)
  const property = (key: string) => manifest.get(key.toLowerCase())
  expectVersion('manifest.version', '1.0')
  expectVersion('oneroster.version', '1.2')

  const rows: Partial<Record<FileName, CsvRow[]>> = {}
  let count = 0
  for (const one of fileNames) {
    const proper = properName(one)
    const content = files.get(proper.toLowerCase())
    const mode = property(`file.${one}`)
    const value = mode?.value.toLowerCase()
    const place = { file, ...(mode && { line: mode.line }) }
    if (value === 'delta') errors.push({ say: texts => texts.oneRoster.delta(proper), place })
    else if (value !== undefined && value !== 'bulk' && value !== 'absent') {
      errors.push({ say: texts => texts.oneRoster.badMode(proper, mode?.value ?? ''), place })
    } else if (value === 'bulk' && content === undefined) {
      errors.push({ say: texts => texts.oneRoster.fileMissing(proper), place })
    } else if (value === 'absent' && content !== undefined) {
      notices.push({ say: texts => texts.oneRoster.absentButThere(proper), place })
    }
    if (content === undefined || value === 'absent' || value === 'delta') continue
    const read = csvRows(one, content, errors, notices)
    count += read.length
    if (count > rowsMax) refuse(texts => texts.tooManyRows(rowsMax))
    rows[one] = read
  }
  for (const needed of ['orgs', 'users'] as const) {
    const isNamed = property(`file.${needed}`)?.value.toLowerCase() === 'bulk'
    if (rows[needed] === undefined && !isNamed) {
      errors.push({ say: texts => texts.oneRoster.fileNeeded(properName(needed)), place: { file } })
    }
  }
  sayWhatIsNotOurs()
  const said = property('source.systemName')?.value || property('source.systemCode')?.value || name
  return { source: [...said].slice(0, sourceLengthMax).join(''), rows, errors, notices }

  function expectVersion(key: string, wanted: string) {
    const given = property(key)
    if (given?.value === wanted) return
    const place = { file, ...(given && { line: given.line }) }
    const notice: Notice = { say: texts => texts.oneRoster.version(key, given?.value ?? '', wanted), place }
    throw new ImportError(notice)
  }

  function sayWhatIsNotOurs() {
    const known = new Map(otherFiles.map(other => [`${other}.csv`.toLowerCase(), `${other}.csv`]))
    const ours = new Set([file, ...fileNames.map(one => properName(one).toLowerCase())])
    const names = [...files.keys()].filter(one => !ours.has(one)).map(one => known.get(one) ?? one)
    if (names.length > 0) notices.push({ say: texts => texts.oneRoster.notOurs(names) })
    if (others.length > 0) notices.push({ say: texts => texts.oneRoster.notCsv(others) })
  }
}

function propertiesOf(bytes: Buffer, errors: Notice[]): Map<string, { value: string; line: number }> {
  const [heading, ...records] = csvRecords(file, bytes)
  const titles = heading?.cells.map(cell => cell.trim().toLowerCase()) ?? []
  const [key, value] = [titles.indexOf('propertyname'), titles.indexOf('value')]
  if (key < 0 || value < 0) refuse(texts => texts.oneRoster.manifestHeading, { file, line: 1 })
  const properties = new Map<string, { value: string; line: number }>()
  for (const { cells, line } of records) {
    const property = cells[key]?.trim().toLowerCase() ?? ''
    if (property === '') continue
    if (properties.has(property)) {
      errors.push({ say: texts => texts.oneRoster.propertyTwice(property), place: { file, line } })
    }
    properties.set(property, { value: cells[value]?.trim() ?? '', line })
  }
  return properties
}
