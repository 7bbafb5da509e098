import type { DayText } from '@diary/db/day'
import { addDays, dateOf, dayOf } from '@diary/db/day'
import { ImportError, type Notice } from '../import-error.ts'
import type { ImportTexts } from '../import-texts.ts'
import type { CsvRow } from './csv-file.ts'
import type { FileName } from './files.ts'
import { properName } from './files.ts'
import { packageRows } from './manifest.ts'
import type { OneRosterPackage } from './package.ts'
import type {
  ClassRow,
  CourseRow,
  Days,
  EnrollmentRow,
  OneRoster,
  OrgRow,
  RoleRow,
  SessionRow,
  Thing,
  UserRow,
} from './rows.ts'

const errorsMax = 100
const idLengthMax = 255
const nameLengthMax = 100

/** Reads and checks a package. Everything that is wrong with it is said at once, each with its file, line and field. */
export function readOneRoster(given: OneRosterPackage, today: DayText): OneRoster {
  const { source, rows, errors, notices } = packageRows(given)
  const reader = new Reader(rows, errors, notices, today)
  const roster = reader.read(source)
  if (errors.length > 0) {
    const rest = errors.length - errorsMax
    const more: Notice[] = rest > 0 ? [{ say: texts => texts.moreErrors(rest) }] : []
    throw new ImportError(...errors.slice(0, errorsMax), ...more)
  }
  return roster
}

const orgTypes = ['department', 'school', 'district', 'local', 'state', 'national']
const sessionTypes = ['gradingPeriod', 'semester', 'schoolYear', 'term']
const roleNames = [
  'aide',
  'counselor',
  'districtAdministrator',
  'guardian',
  'parent',
  'principal',
  'proctor',
  'relative',
  'siteAdministrator',
  'student',
  'systemAdministrator',
  'teacher',
]
const enrollmentRoles = ['administrator', 'aide', 'proctor', 'student', 'teacher']

class Reader {
  readonly #rows: Partial<Record<FileName, CsvRow[]>>
  readonly #errors: Notice[]
  readonly #notices: Notice[]
  readonly #today: DayText

  constructor(
    rows: Partial<Record<FileName, CsvRow[]>>,
    errors: Notice[],
    notices: Notice[],
    today: DayText,
  ) {
    this.#rows = rows
    this.#errors = errors
    this.#notices = notices
    this.#today = today
  }

  read(source: string): OneRoster {
    const orgs = this.#things('orgs', (row, thing): OrgRow => ({
      ...thing,
      name: this.#short(row, 'name', 200),
      type: this.#oneOf(row, 'type', orgTypes),
      parentId: row.at('parentSourcedId'),
    }))
    const sessions = this.#things('academicsessions', (row, thing): SessionRow => {
      const { from, until } = this.#days(row, 'startDate', 'endDate')
      return {
        ...thing,
        title: this.#short(row, 'title', nameLengthMax),
        type: this.#oneOf(row, 'type', sessionTypes),
        parentId: row.at('parentSourcedId'),
        startsOn: from ?? this.#today,
        endsOn: until ?? from ?? this.#today,
      }
    })
    const courses = this.#things('courses', (row, thing): CourseRow => {
      this.#refer(row, 'schoolYearSourcedId', sessions, 'academicsessions')
      return {
        ...thing,
        title: this.#short(row, 'title', 200),
        orgId: this.#refer(row, 'orgSourcedId', orgs, 'orgs'),
        subjects: row.list('subjects'),
        grades: row.list('grades'),
      }
    })
    const classes = this.#things('classes', (row, thing): ClassRow => ({
      ...thing,
      title: this.#short(row, 'title', 200),
      code: row.at('classCode'),
      isHomeroom: this.#oneOf(row, 'classType', ['homeroom', 'scheduled']) === 'homeroom',
      schoolId: this.#refer(row, 'schoolSourcedId', orgs, 'orgs'),
      courseId: this.#refer(row, 'courseSourcedId', courses, 'courses'),
      sessionIds: this.#referAll(row, 'termSourcedIds', sessions, 'academicsessions'),
      subjects: row.list('subjects'),
      grades: row.list('grades'),
    }))
    const users = this.#things('users', (row, thing): UserRow => ({
      ...thing,
      lastName: this.#short(row, 'familyName', nameLengthMax),
      firstName: this.#short(row, 'givenName', nameLengthMax),
      middleName: this.#short(row, 'middleName', nameLengthMax) || null,
      emails: row.list('email'),
      phones: [...row.list('sms'), ...row.list('phone')],
      agentIds: row.list('agentSourcedIds'),
      grades: row.list('grades'),
      orgId: this.#refer(row, 'primaryOrgSourcedId', orgs, 'orgs'),
      birthOn: null,
      sex: null,
    }))
    for (const { row } of users.values()) this.#referAll(row, 'agentSourcedIds', users, 'users')
    this.#ownParents('orgs', orgs)
    this.#ownParents('academicsessions', sessions)
    this.#demographics(users)
    const roles =
      this.#rows.roles &&
      this.#things('roles', (row, thing): RoleRow => ({
        ...thing,
        ...this.#days(row, 'beginDate', 'endDate'),
        userId: this.#refer(row, 'userSourcedId', users, 'users'),
        role: this.#oneOf(row, 'role', roleNames),
        orgId: this.#refer(row, 'orgSourcedId', orgs, 'orgs'),
      }))
    const enrollments = this.#things('enrollments', (row, thing): EnrollmentRow => {
      const classId = this.#refer(row, 'classSourcedId', classes, 'classes')
      const schoolId = this.#refer(row, 'schoolSourcedId', orgs, 'orgs')
      const ofClass = classes.get(classId)?.schoolId
      if (ofClass !== undefined && schoolId !== '' && ofClass !== schoolId && !thing.isGoing) {
        this.#wrong(row, 'schoolSourcedId', texts => texts.oneRoster.otherSchool(schoolId, ofClass))
      }
      return {
        ...thing,
        ...this.#days(row, 'beginDate', 'endDate'),
        classId,
        userId: this.#refer(row, 'userSourcedId', users, 'users'),
        role: this.#oneOf(row, 'role', enrollmentRoles),
        isPrimary: this.#truth(row, 'primary') ?? false,
      }
    })
    return {
      source,
      orgs,
      sessions,
      courses,
      classes,
      users,
      roles: roles && [...roles.values()],
      enrollments: [...enrollments.values()],
      hasDemographics: this.#rows.demographics !== undefined,
      notices: this.#notices,
    }
  }

  /** The rows of a file by their ids; a second row of one id is an error. */
  #things<T extends Thing>(file: FileName, read: (row: CsvRow, thing: Thing) => T): Map<string, T> {
    const things = new Map<string, T>()
    for (const row of this.#rows[file] ?? []) {
      const id = row.at('sourcedId')
      if (id === '') continue
      const before = things.get(id)
      if (id.length > idLengthMax) this.#wrong(row, 'sourcedId', texts => texts.longName(idLengthMax))
      else if (before) {
        this.#wrong(row, 'sourcedId', texts => texts.oneRoster.idTwice(id, before.row.line))
        continue
      }
      const status = row.at('status')
      if (status !== '' && !/^(active|tobedeleted)$/i.test(status)) {
        this.#wrong(row, 'status', texts =>
          texts.oneRoster.notOneOf(status.slice(0, 50), 'active, tobedeleted'),
        )
      }
      things.set(id, read(row, { id, row, isGoing: row.isGoing }))
    }
    return things
  }

  #demographics(users: ReadonlyMap<string, UserRow>): void {
    const seen = this.#things('demographics', (_, thing) => thing)
    for (const { id, row, isGoing } of seen.values()) {
      const user = users.get(id)
      if (user === undefined) {
        if (!isGoing) {
          this.#wrong(row, 'sourcedId', texts => texts.oneRoster.noReference(id, properName('users')))
        }
        continue
      }
      const birthOn = this.#day(row, 'birthDate')
      if (birthOn !== undefined && (birthOn < '1900-01-01' || birthOn > this.#today)) {
        this.#wrong(row, 'birthDate', texts => texts.dateOutside(birthOn))
      }
      const sex = this.#oneOf(row, 'sex', ['female', 'male', 'unspecified', 'other'])
      user.birthOn = birthOn ?? null
      user.sex = sex === 'female' || sex === 'male' ? sex : null
    }
  }

  /** Who refers to a parent must find it in the same file, and nobody may be above themselves. */
  #ownParents(file: FileName, things: ReadonlyMap<string, Thing & { parentId: string }>): void {
    for (const { id, row, parentId, isGoing } of things.values()) {
      if (parentId === '' || isGoing) continue
      this.#refer(row, 'parentSourcedId', things, file)
      const met = new Set([id])
      for (let at = parentId; at !== ''; at = things.get(at)?.parentId ?? '') {
        if (met.has(at)) {
          this.#wrong(row, 'parentSourcedId', texts => texts.oneRoster.circle(at))
          break
        }
        met.add(at)
      }
    }
  }

  /** The id in a column; that it is in the other file is checked where the package has that file. */
  #refer(row: CsvRow, column: string, things: ReadonlyMap<string, Thing>, file: FileName): string {
    const id = row.at(column)
    this.#mustKnow(row, column, id, things, file)
    return id
  }

  #referAll(row: CsvRow, column: string, things: ReadonlyMap<string, Thing>, file: FileName): string[] {
    const ids = row.list(column)
    for (const id of ids) this.#mustKnow(row, column, id, things, file)
    return ids
  }

  #mustKnow(
    row: CsvRow,
    column: string,
    id: string,
    things: ReadonlyMap<string, Thing>,
    file: FileName,
  ): void {
    if (id === '' || row.isGoing || things.has(id) || this.#rows[file] === undefined) return
    this.#wrong(row, column, texts => texts.oneRoster.noReference(id.slice(0, 100), properName(file)))
  }

  #days(row: CsvRow, begin: string, end: string): Days {
    const from = this.#day(row, begin)
    const after = this.#day(row, end)
    if (after === undefined) return { from, until: undefined }
    if (from !== undefined && after < from) {
      this.#wrong(row, end, texts => texts.oneRoster.datesOrder(after, from))
    }
    // The end dates of the standard are the first day after.
    const until = addDays(after, -1)
    return { from, until: from !== undefined && until < from ? from : until }
  }

  #day(row: CsvRow, column: string): DayText | undefined {
    const text = row.at(column)
    if (text === '') return undefined
    const date = dateOf(text.slice(0, 10))
    const isDay =
      /^\d{4}-\d{2}-\d{2}$/.test(text) &&
      !Number.isNaN(date.getTime()) &&
      dayOf(date) === text &&
      text > '1800'
    if (!isDay) this.#wrong(row, column, texts => texts.oneRoster.badDate(text.slice(0, 50)))
    return isDay ? text : undefined
  }

  #truth(row: CsvRow, column: string): boolean | undefined {
    const text = row.at(column).toLowerCase()
    if (text !== '' && text !== 'true' && text !== 'false') {
      this.#wrong(row, column, texts => texts.oneRoster.notOneOf(text.slice(0, 50), 'true, false'))
    }
    return text === '' ? undefined : text === 'true'
  }

  /** A word of a list of the standard, or one of somebody's own that begins with `ext:`. */
  #oneOf(row: CsvRow, column: string, words: readonly string[]): string {
    const text = row.at(column)
    const found = words.find(word => word.toLowerCase() === text.toLowerCase())
    if (found !== undefined) return found
    if (text !== '' && !text.startsWith('ext:') && !row.isGoing) {
      this.#wrong(row, column, texts => texts.oneRoster.notOneOf(text.slice(0, 50), words.join(', ')))
    }
    return text
  }

  #short(row: CsvRow, column: string, most: number): string {
    const text = row.at(column).replace(/[\s\u00a0]+/gu, ' ')
    if (text.length > most && [...text].length > most) this.#wrong(row, column, texts => texts.longName(most))
    if (/\p{Cc}/u.test(text)) this.#wrong(row, column, texts => texts.controlCharacter)
    return text
  }

  #wrong(row: CsvRow, column: string, say: (texts: ImportTexts) => string): void {
    this.#errors.push({ say, place: row.place(column) })
  }
}
