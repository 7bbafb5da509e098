import type { DayText } from '@diary/db/day'
import type { Notice, Place } from '../import-error.ts'
import type { ImportTexts } from '../import-texts.ts'
import type { Cell, TableRow } from '../workbook/table.ts'
import type { Column } from './columns.ts'
import { listOf, partsOf, taughtIn } from './lists.ts'
import type {
  ChildNamed,
  Contacts,
  RosterClass,
  RosterGroup,
  RosterGuardian,
  RosterPerson,
  RosterStaff,
  RosterStudent,
  Sex,
  Taught,
} from './roster.ts'
import { dayIn, emailIn, nameOf, phoneIn, textOf, type PersonName } from './values.ts'
import { codeForm, groupKindIn, guardianshipKindIn, sexIn, staffKindIn } from './words.ts'

/** One row of a table, read by its headings; what is wrong is added to the errors, and reading goes on. */
export class RowReader {
  readonly #row: TableRow
  readonly #columns: readonly Column[]
  readonly #place: Place
  readonly #today: DayText
  readonly #errors: Notice[]
  readonly #notices: Notice[]

  constructor(
    row: TableRow,
    columns: readonly Column[],
    place: Place,
    today: DayText,
    said: { errors: Notice[]; notices: Notice[] },
  ) {
    this.#row = row
    this.#columns = columns
    this.#place = place
    this.#today = today
    this.#errors = said.errors
    this.#notices = said.notices
  }

  student(): RosterStudent {
    const numbers = new Set(
      this.#columns.flatMap(column => (column.of === 'guardian' ? column.guardian : [])),
    )
    const className = this.#short('className', this.#text('className'), 200)
    if (className === '') this.#wrong('className', texts => texts.cellMissing)
    return {
      ...this.#person(),
      className,
      subgroups: listOf(this.#text('subgroup')).map(title => this.#short('subgroup', title, 200)),
      guardians: [...numbers].flatMap(number => this.#guardianBeside(number) ?? []),
    }
  }

  guardian(): RosterGuardian {
    const columns = this.#columns.filter(column => column.of === 'child')
    const kinds = columns.filter(({ field }) => field === 'kind')
    const kindOf = (number: number) => {
      const column = kinds.find(one => one.number === number) ?? kinds.find(one => one.number === 1)
      const word = textOf(this.#cell(column))
      const kind = guardianshipKindIn(word)
      if (kind === undefined) this.#wrongAt(column, texts => texts.unknownRelation(word.slice(0, 50)))
      return kind ?? 'representative'
    }
    const children = columns
      .filter(column => column.field === 'child')
      .flatMap(column =>
        partsOf(textOf(this.#cell(column), true), ';\n').map(text => ({
          child: this.#child(text, column),
          kind: kindOf(column.number),
        })),
      )
    return { ...this.#person(), kind: children[0]?.kind ?? 'representative', children }
  }

  staff(): RosterStaff {
    const position = this.#text('position')
    const roles = listOf(this.#text('capacity'))
    const said = roles.flatMap(role => {
      const kind = staffKindIn(role)
      if (kind === undefined) this.#wrong('capacity', texts => texts.unknownRole(role.slice(0, 50)))
      return kind ?? []
    })
    const taught = this.#taught()
    const implied = staffKindIn(position)
    // Whoever has a subject teaches it, whatever the position is called.
    const kinds =
      roles.length > 0
        ? said
        : [...(implied ? [implied] : []), ...(taught.length > 0 ? ['teacher' as const] : [])]
    return {
      ...this.#person(),
      position: this.#short('position', position, 200) || null,
      kinds: [...new Set(kinds)].filter(kind => kind !== 'none'),
      taught,
      classTeacherOf: listOf(this.#text('classTeacherOf')).filter(title => !/^(нет|no|—|-)$/iu.test(title)),
    }
  }

  schoolClass(): RosterClass {
    const title = this.#short('className', this.#text('className'), 200)
    if (title === '') this.#wrong('className', texts => texts.cellMissing)
    return {
      place: this.#place,
      title,
      grade: this.#number('grade', 0, 13),
      shift: this.#number('shift', 1, 4),
    }
  }

  group(): RosterGroup {
    const title = this.#short('subgroup', this.#text('subgroup'), 500)
    if (title === '') this.#wrong('subgroup', texts => texts.cellMissing)
    const word = this.#text('groupKind')
    const kind = word === '' ? null : (groupKindIn(word) ?? null)
    if (word !== '' && kind === null)
      this.#wrong('groupKind', texts => texts.unknownGroupKind(word.slice(0, 50)))
    const classNames = listOf(this.#text('classNames') || this.#text('className'))
    if (classNames.length === 0) this.#wrong('classNames', texts => texts.cellMissing)
    return { place: this.#place, title, kind, classNames }
  }

  /** Subjects that name their classes themselves; classes in a column of their own belong to a lone subject. */
  #taught(): Taught[] {
    const taught = taughtIn(this.#text('subjects')).map(({ subject, groups }) => ({
      subject: this.#short('subjects', subject, 200),
      groups,
    }))
    const beside = [...listOf(this.#text('subgroup')), ...listOf(this.#text('classNames'))]
    if (beside.length === 0) return taught
    const [only, ...others] = taught
    if (only !== undefined && others.length === 0) return [{ ...only, groups: [...only.groups, ...beside] }]
    const column = this.#column('subgroup') ?? this.#column('classNames')
    this.#notices.push({ say: texts => texts.groupsOfWhichSubject, place: this.#placeOf(column) })
    return taught
  }

  #guardianBeside(number: number): RosterGuardian | undefined {
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
    const kind = guardianshipKindIn(word)
    if (kind === undefined)
      this.#wrongAt(column('kind') ?? first, texts => texts.unknownRelation(word.slice(0, 50)))
    return {
      place: this.#placeOf(first),
      code: null,
      birthOn: null,
      sex: null,
      ...this.#fitting(name, first),
      ...this.#contacts(column('phone'), column('email')),
      kind: kind ?? 'representative',
      children: [],
    }
  }

  /** «Иванов Пётр Ильич, 5А, 04.03.2015»: after the name what tells children of one name apart. */
  #child(text: string, column: Column): ChildNamed {
    const coded = /^(.*),\s*([0-9a-f-]{36})$/iu.exec(text)
    if (coded && codeForm.test(coded[2] ?? '')) {
      const code = (coded[2] ?? '').toLowerCase()
      const place = this.#placeOf(column)
      return { ...nameOf(coded[1] ?? ''), className: null, birthOn: null, code, place }
    }
    const [name = '', ...rest] = text.replace(/\(([^()]*)\)/gu, ',$1').split(/,\s*/u)
    const child: ChildNamed = {
      ...nameOf(name.trim()),
      className: null,
      birthOn: null,
      code: null,
      place: this.#placeOf(column),
    }
    if (child.lastName === '' || child.firstName === '') this.#wrongAt(column, texts => texts.nameMissing)
    for (const part of rest.map(one => one.trim()).filter(one => one !== '')) {
      const day = dayIn(part)
      if (day !== undefined) child.birthOn = day
      else child.className = part
    }
    return child
  }

  #person(): RosterPerson {
    return {
      place: this.#place,
      code: this.#code(),
      ...this.#name(),
      ...this.#contacts(this.#column('phone'), this.#column('email')),
      birthOn: this.#birth(),
      sex: this.#sex(),
    }
  }

  #name(): PersonName {
    const middleName = this.#text('middleName') || null
    const parts = { lastName: this.#text('lastName'), firstName: this.#text('firstName'), middleName }
    const column = this.#column('lastName') ?? this.#column('fullName')
    const name = this.#column('lastName') ? parts : nameOf(this.#text('fullName'))
    // Whom a timetable brought with half a name is written so in the school's own files.
    const isKnown = codeForm.test(this.#text('code'))
    if (name.lastName === '' || (name.firstName === '' && !isKnown)) {
      const isFirstMissing = name.lastName !== '' && this.#column('firstName') !== undefined
      this.#wrongAt(isFirstMissing ? this.#column('firstName') : column, texts => texts.nameMissing)
    }
    return this.#fitting(name, column, isKnown)
  }

  #fitting(name: PersonName, column: Column | undefined, isKnown = false): PersonName {
    const parts = [name.lastName, name.firstName, name.middleName ?? '']
    if (parts.some(part => [...part].length > 100)) this.#wrongAt(column, texts => texts.longName(100))
    if (parts.some(part => /[\p{Cc}\p{Cs}]/u.test(part)))
      this.#wrongAt(column, texts => texts.controlCharacter)
    else if (!isKnown && parts.some(part => /\p{N}/u.test(part)))
      this.#wrongAt(column, texts => texts.digitInName)
    return name
  }

  #birth(): DayText | null {
    const cell = this.#cell(this.#column('birthOn'))
    if (textOf(cell) === '') return null
    const day = dayIn(cell)
    if (day === undefined) this.#wrong('birthOn', texts => texts.badDate(textOf(cell).slice(0, 50)))
    else if (day < '1900-01-01' || day > this.#today) this.#wrong('birthOn', texts => texts.dateOutside(day))
    else return day
    return null
  }

  #sex(): Sex | null {
    const word = this.#text('sex')
    if (word === '') return null
    const sex = sexIn(word)
    if (sex === undefined) this.#wrong('sex', texts => texts.unknownSex(word.slice(0, 50)))
    return sex ?? null
  }

  #code(): string | null {
    const code = this.#text('code')
    if (code === '') return null
    if (!codeForm.test(code)) this.#wrong('code', texts => texts.badCode(code.slice(0, 50)))
    return code.toLowerCase()
  }

  #number(field: string, least: number, most: number): number | null {
    const text = this.#text(field)
    if (text === '') return null
    const number = Number(text)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    this.#wrong(field, texts => texts.badNumber(text.slice(0, 50), least, most))
    return null
  }

  #contacts(phone: Column | undefined, email: Column | undefined): Contacts {
    const read = (column: Column | undefined, parse: (text: string) => string | undefined) =>
      partsOf(textOf(this.#cell(column), true), ',;\n').flatMap(text => {
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
    const isList = ['subjects', 'subgroup', 'classNames', 'capacity', 'classTeacherOf'].includes(field)
    return this.#short(field, textOf(this.#cell(this.#column(field)), isList), isList ? 5000 : 500)
  }

  #short(field: string, text: string, most: number): string {
    if ([...text].length > most) this.#wrong(field, texts => texts.longName(most))
    return text
  }

  #placeOf(column: Column | undefined): Place {
    return column === undefined ? this.#place : { ...this.#place, columnName: column.title }
  }

  #wrong(field: string, say: (texts: ImportTexts) => string): void {
    this.#wrongAt(this.#column(field), say)
  }

  #wrongAt(column: Column | undefined, say: (texts: ImportTexts) => string): void {
    this.#errors.push({ say, place: this.#placeOf(column) })
  }
}
