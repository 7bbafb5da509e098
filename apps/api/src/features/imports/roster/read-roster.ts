import type { DayText } from '@diary/db/day'
import { gradeIn } from '../fet/classes.ts'
import { ImportError, refuse, type Notice, type Place } from '../import-error.ts'
import type { ImportTexts } from '../import-texts.ts'
import { headingOf, type Column, type Heading } from './columns.ts'
import type { Cell, TableRow } from './table.ts'
import { tablesOf } from './tables.ts'
import { dayIn, emailIn, nameOf, phoneIn, textOf, type PersonName } from './values.ts'

export type GuardianshipKind = 'mother' | 'father' | 'adopter' | 'guardian' | 'custodian' | 'representative'
export type StaffKind = 'teacher' | 'deputy' | 'head' | 'secretary' | 'admin' | 'content_editor'
export type Contacts = { phones: string[]; emails: string[] }
export type RosterGuardian = PersonName & Contacts & { kind: GuardianshipKind }
export type RosterStudent = PersonName &
  Contacts & {
    place: Place
    className: string
    birthOn: DayText | null
    subgroups: string[]
    guardians: RosterGuardian[]
  }
export type RosterStaff = PersonName &
  Contacts & {
    place: Place
    position: string | null
    kinds: StaffKind[]
    subjects: string[]
    classTeacherOf: string[]
  }
export type Roster = { students: RosterStudent[]; staff: RosterStaff[]; notices: Notice[] }

const errorsMax = 100

/** Reads a roster. Everything that is wrong with it is said at once, each with its sheet, row and column. */
export async function readRoster(bytes: Buffer, today: DayText): Promise<Roster> {
  const { tables, notices: errors } = await tablesOf(bytes)
  const roster: Roster = { students: [], staff: [], notices: [] }
  let isFound = false
  for (const { sheet, rows } of tables) {
    let heading: Heading | undefined
    for (const row of rows) {
      const place: Place = { ...(sheet !== undefined && { sheet }), line: row.line }
      if (row.cells.every(cell => textOf(cell) === '')) continue
      const next = headingOf(row)
      if (next) {
        heading = next
        isFound = true
        if (next.unknown.length > 0) {
          roster.notices.push({ say: texts => texts.unknownColumns(next.unknown), place })
        }
      } else if (heading) {
        const reader = new RowReader(row, heading.columns, place, today, errors)
        if (heading.kind === 'students') roster.students.push(reader.student())
        else roster.staff.push(reader.staff())
      }
    }
  }
  if (!isFound) refuse(texts => texts.noHeading)
  if (errors.length === 0 && roster.students.length === 0 && roster.staff.length === 0)
    refuse(texts => texts.noPeople)
  if (errors.length > 0) {
    const rest = errors.length - errorsMax
    const more: Notice[] = rest > 0 ? [{ say: texts => texts.moreErrors(rest) }] : []
    throw new ImportError(...errors.slice(0, errorsMax), ...more)
  }
  return roster
}

const guardianshipKinds: readonly (readonly [RegExp, GuardianshipKind])[] = [
  [/^(мать|мама|mother)$/u, 'mother'],
  [/^(отец|папа|father)$/u, 'father'],
  [/^(усыновитель(ница)?|adopter)$/u, 'adopter'],
  [/^(опекун(ша)?|guardian)$/u, 'guardian'],
  [/^(попечитель(ница)?|custodian)$/u, 'custodian'],
  [
    /^((законный )?представитель|бабушка|дедушка|представитель по доверенности|representative|)$/u,
    'representative',
  ],
]
const staffKinds: readonly (readonly [RegExp, StaffKind])[] = [
  [/зам(еститель|\.)?.*директор|завуч|deputy/u, 'deputy'],
  [/директор|head(?!.*department)/u, 'head'],
  [/секретар|делопроизводител|secretary/u, 'secretary'],
  [/администратор.*(дневник|систем|журнал)|^администратор$|^admin(istrator)?$/u, 'admin'],
  [/редактор|content.editor/u, 'content_editor'],
  [/учител|преподавател|педагог|тьютор|воспитател|teacher/u, 'teacher'],
]

/** One row of a table, read by its headings; what is wrong is added to the errors, and reading goes on. */
class RowReader {
  readonly #row: TableRow
  readonly #columns: readonly Column[]
  readonly #place: Place
  readonly #today: DayText
  readonly #errors: Notice[]

  constructor(row: TableRow, columns: readonly Column[], place: Place, today: DayText, errors: Notice[]) {
    this.#row = row
    this.#columns = columns
    this.#place = place
    this.#today = today
    this.#errors = errors
  }

  student(): RosterStudent {
    const numbers = new Set(
      this.#columns.flatMap(column => (column.of === 'guardian' ? column.guardian : [])),
    )
    const className = this.#text('className')
    if (className === '') this.#wrong('className', texts => texts.cellMissing)
    return {
      place: this.#place,
      ...this.#name(),
      ...this.#contacts(this.#column('phone'), this.#column('email')),
      className,
      birthOn: this.#birth(),
      subgroups: listOf(this.#text('subgroup')),
      guardians: [...numbers].flatMap(number => this.#guardian(number) ?? []),
    }
  }

  staff(): RosterStaff {
    const position = this.#text('position')
    const said = listOf(this.#text('capacity')).flatMap(role => {
      const kind = staffKinds.find(([form]) => form.test(role.toLowerCase()))?.[1]
      if (kind === undefined) this.#wrong('capacity', texts => texts.unknownRole(role))
      return kind ?? []
    })
    const subjects = listOf(this.#text('subjects'))
    const implied = staffKinds.find(([form]) => form.test(position.toLowerCase()))?.[1]
    // Whoever has a subject teaches it, whatever the position is called.
    const kinds =
      said.length > 0
        ? said
        : [...(implied ? [implied] : []), ...(subjects.length > 0 ? ['teacher' as const] : [])]
    return {
      place: this.#place,
      ...this.#name(),
      ...this.#contacts(this.#column('phone'), this.#column('email')),
      position: this.#short('position', position, 200) || null,
      kinds: [...new Set(kinds)],
      subjects,
      classTeacherOf: listOf(this.#text('classTeacherOf')).filter(
        title => gradeIn(title) !== undefined || title.length > 1,
      ),
    }
  }

  #guardian(number: number): RosterGuardian | undefined {
    const own = this.#columns.filter(column => column.of === 'guardian' && column.guardian === number)
    const column = (field: string) => own.find(candidate => candidate.field === field)
    const text = (field: string) => textOf(this.#cell(column(field)))
    const isEmpty = own.every(candidate => candidate.field === 'kind' || textOf(this.#cell(candidate)) === '')
    if (isEmpty) return undefined
    const first = own[0]
    const parts = {
      lastName: text('lastName'),
      firstName: text('firstName'),
      middleName: text('middleName') || null,
    }
    const name = column('lastName') ? parts : nameOf(text('fullName'))
    if (name.lastName === '' || name.firstName === '') this.#wrongAt(first, texts => texts.nameMissing)
    const word =
      text('kind') || (own.find(({ of }) => of === 'guardian') as { kind?: string } | undefined)?.kind || ''
    const kind = guardianshipKinds.find(([form]) => form.test(word.toLowerCase().replaceAll('ё', 'е')))?.[1]
    if (kind === undefined) this.#wrongAt(column('kind') ?? first, texts => texts.unknownRelation(word))
    return {
      ...this.#fitting(name, first),
      ...this.#contacts(column('phone'), column('email')),
      kind: kind ?? 'representative',
    }
  }

  #name(): PersonName {
    const middleName = this.#text('middleName') || null
    const parts = { lastName: this.#text('lastName'), firstName: this.#text('firstName'), middleName }
    const column = this.#column('lastName') ?? this.#column('fullName')
    const name = this.#column('lastName') ? parts : nameOf(this.#text('fullName'))
    if (name.lastName === '' || name.firstName === '') this.#wrongAt(column, texts => texts.nameMissing)
    return this.#fitting(name, column)
  }

  #fitting(name: PersonName, column: Column | undefined): PersonName {
    const isLong = [name.lastName, name.firstName, name.middleName ?? ''].some(part => [...part].length > 100)
    if (isLong) this.#wrongAt(column, texts => texts.longName(100))
    return name
  }

  #birth(): DayText | null {
    const cell = this.#cell(this.#column('birthOn'))
    if (textOf(cell) === '') return null
    const day = dayIn(cell)
    if (day === undefined) this.#wrong('birthOn', texts => texts.badDate(textOf(cell).slice(0, 50)))
    else if (day < '1900-01-01' || day > this.#today) this.#wrong('birthOn', texts => texts.dateOutside(day))
    return day ?? null
  }

  #contacts(phone: Column | undefined, email: Column | undefined): Contacts {
    const read = (column: Column | undefined, parse: (text: string) => string | undefined) =>
      listOf(textOf(this.#cell(column))).flatMap(text => {
        const value = parse(text)
        if (value === undefined) this.#wrongAt(column, texts => texts.badContact(text.slice(0, 50)))
        return value ?? []
      })
    return { phones: read(phone, phoneIn), emails: read(email, emailIn) }
  }

  #column(field: string): Column | undefined {
    return this.#columns.find(column => column.of === 'person' && column.field === field)
  }

  #cell(column: Column | undefined): Cell {
    return column === undefined ? null : (this.#row.cells[column.index] ?? null)
  }

  #text(field: string): string {
    return this.#short(field, textOf(this.#cell(this.#column(field))), 500)
  }

  #short(field: string, text: string, most: number): string {
    if ([...text].length > most) this.#wrong(field, texts => texts.longName(most))
    return text
  }

  #wrong(field: string, say: (texts: ImportTexts) => string): void {
    this.#wrongAt(this.#column(field), say)
  }

  #wrongAt(column: Column | undefined, say: (texts: ImportTexts) => string): void {
    this.#errors.push({
      say,
      place: column === undefined ? this.#place : { ...this.#place, columnName: column.title },
    })
  }
}

const listOf = (text: string) =>
  text
    .split(/[,;\n]/u)
    .map(part => part.trim())
    .filter(part => part !== '')
