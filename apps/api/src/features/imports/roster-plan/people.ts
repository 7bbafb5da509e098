import { newId } from '@diary/db/id'
import { matchTeachers, waysToWrite } from '../timetable/teachers.ts'
import type { Notice, Place } from '../import-error.ts'
import type { Roster, RosterGuardian, RosterPerson, RosterStaff, RosterStudent } from '../roster/roster.ts'
import { plainClass } from '../roster/values.ts'
import { inTurns, mapInTurns } from '../turns.ts'
import type { KnownPerson, KnownSchool } from './known.ts'
import { fullKey, keptContacts, PeopleIndex, sameMiddle, shortKey } from './match.ts'

export type Doubt = {
  key: string
  role: 'student' | 'guardian' | 'staff'
  row: RosterPerson
  /** Whom it may be: a person of the school, or one of an earlier row. */
  candidates: { value: string; person: RosterPerson | KnownPerson; why: 'name' | 'near' | 'contact' }[]
}

/** Whom a row means, and how sure that is. `new`: nobody the school knows. */
export type Meant = { id: string; trust: 'new' | 'match' | 'code' | 'answer' }

export type Meanings = {
  students: Meant[]
  staff: Meant[]
  /** Guardians with a row of their own, then those beside the students, in the order of the rows. */
  guardians: Meant[]
  doubts: Doubt[]
}

export type GuardianEntry = { row: RosterGuardian; studentIndex?: number }

/** Guardians of the roster: those with a row of their own, then those beside a student. */
export const guardianEntries = ({ guardians, students }: Roster): GuardianEntry[] => [
  ...guardians.map(row => ({ row })),
  ...students.flatMap(({ guardians: beside }, studentIndex) => beside.map(row => ({ row, studentIndex }))),
]

const keyOf = (role: string, { sheet = '', line = 0, columnName = '' }: Place) =>
  `${role} ${line} ${sheet} ${columnName}`.trim().slice(0, 300)

/**
 * Finds whom each row means. What is certain is settled first; whoever was met so is nobody's namesake any more. The rest is
 * asked, and never decided in silence.
 */
export class Meeting {
  readonly index: PeopleIndex
  readonly #known: KnownSchool
  readonly #errors: Notice[]
  readonly #decided: (key: string) => string | undefined
  readonly #taken = new Set<string>()
  /** Which row means a person already, by role: the same person in two rows of one kind is a slip. */
  readonly #rowOf = new Map<string, RosterPerson>()
  readonly #codes = new Map<string, Meant>()
  readonly #inFile = new Map<string, { meant: Meant; key: string; row: RosterPerson }[]>()
  readonly #byKey = new Map<string, Meant>()
  readonly doubts: Doubt[] = []

  constructor(known: KnownSchool, errors: Notice[], decided: (key: string) => string | undefined) {
    this.index = new PeopleIndex(known)
    this.#known = known
    this.#errors = errors
    this.#decided = decided
  }

  async meet(roster: Roster): Promise<Meanings> {
    const { students: rows, staff: staffRows } = roster
    this.#refuseTwice(rows, (row: RosterStudent) => plainClass(row.className), 'student')
    this.#refuseTwice(staffRows, () => '', 'staff')
    const students = await mapInTurns(rows, row => this.#certainStudent(row))
    const staff = this.#certainStaff(staffRows)
    for await (const [at, row] of inTurns(rows.entries())) this.#stand('student', row, students[at])
    for (const [at, row] of staffRows.entries()) this.#stand('staff', row, staff[at])
    const entries = guardianEntries(roster)
    const beside = this.#besides(students)
    const guardians = await mapInTurns(entries, ({ row, studentIndex }) => {
      const known = studentIndex === undefined ? undefined : beside(studentIndex, row)
      const found = this.#byCode(row) ?? known ?? this.#certainGuardian(row)
      if (found !== undefined) this.#taken.add(found.id)
      return found
    })
    return {
      students: await mapInTurns(
        rows,
        (row, at) => students[at] ?? this.#ask('student', row, this.#likeStudent(row)),
      ),
      staff: staffRows.map((row, at) => staff[at] ?? this.#ask('staff', row, this.#likeStaff(row))),
      guardians: await mapInTurns(entries, ({ row }, at) => this.#settle(row, guardians[at])),
      doubts: this.doubts,
    }
  }

  #byCode(row: RosterPerson): Meant | undefined {
    const person = this.index.ofCode(row.code)
    return person === undefined ? undefined : this.#take(person, 'code')
  }

  #take(person: KnownPerson, trust: Meant['trust']): Meant {
    this.#taken.add(person.id)
    return { id: person.id, trust }
  }

  #certainStudent(row: RosterStudent): Meant | undefined {
    const coded = this.#byCode(row)
    if (coded) return coded
    const alike = this.index.named(row).filter(({ isStudent, id }) => isStudent && !this.#taken.has(id))
    const born = alike.filter(({ birthOn }) => birthOn !== null && birthOn === row.birthOn)
    const classOf = (id: string) => this.#classes.get(id) ?? ''
    const undated = alike.filter(
      ({ birthOn, id }) =>
        birthOn === null && row.birthOn === null && classOf(id) === plainClass(row.className),
    )
    const [found, ...others] = born.length > 0 ? born : undated
    return found === undefined || others.length > 0 ? undefined : this.#take(found, 'match')
  }

  #certainStaff(rows: readonly RosterStaff[]): (Meant | undefined)[] {
    const found = rows.map(row => {
      const coded = this.#byCode(row)
      if (coded) return coded
      const [only, ...others] = this.index
        .named(row)
        .filter(person => person.isStaff && fullKey(person) === fullKey(row) && !isBornApart(person, row))
      return only === undefined || others.length > 0 ? undefined : this.#take(only, 'match')
    })
    // Somebody a timetable brought with half a name is met again and gets the whole one.
    const halfNamed = this.#known.people.filter(
      ({ id, isStaff, firstName }) => isStaff && firstName === '' && !this.#taken.has(id),
    )
    const names = matchTeachers(
      halfNamed.map(({ lastName }) => lastName),
      rows.flatMap((row, at) =>
        found[at] ? [] : [{ id: `${at}`, externalId: null, names: waysToWrite(row) }],
      ),
    )
    for (const person of halfNamed) {
      const at = names.get(person.lastName)
      if (at !== undefined) found[Number(at)] = { ...this.#take(person, 'answer') }
    }
    return rows.map((row, at) => found[at] ?? this.#named(row))
  }

  #certainGuardian(row: RosterGuardian): Meant | undefined {
    const met = this.#named(row)
    if (met) return met
    const [born, ...others] = this.index
      .named(row)
      .filter(person => !person.isStudent && person.birthOn !== null && person.birthOn === row.birthOn)
    return born === undefined || others.length > 0 ? undefined : this.#take(born, 'match')
  }

  /** Whoever has this name and one of these contacts. A family's one phone is not yet one person. */
  #named(row: RosterPerson): Meant | undefined {
    const [found, ...others] = this.index
      .reachedBy(row)
      .filter(person => !person.isStudent && shortKey(person) === shortKey(row) && sameMiddle(person, row))
    if (found === undefined || others.length > 0 || isBornApart(found, row)) return undefined
    // A row of the school's own files with a code that the school does not know is another person.
    return this.#take(found, 'match')
  }

  /** A parent without any contact is known by the name beside the child. */
  #besides(students: readonly (Meant | undefined)[]) {
    const guardians = new Map<string, KnownPerson[]>()
    for (const { guardianId, studentId } of this.#known.ties) {
      const person = this.index.byId.get(guardianId)
      if (person) guardians.set(studentId, [...(guardians.get(studentId) ?? []), person])
    }
    return (studentIndex: number, row: RosterPerson): Meant | undefined => {
      const alike = (guardians.get(students[studentIndex]?.id ?? '') ?? []).filter(
        person => shortKey(person) === shortKey(row) && sameMiddle(person, row),
      )
      return alike[0] === undefined ? undefined : { id: alike[0].id, trust: 'match' }
    }
  }

  #likeStudent(row: RosterStudent): Doubt['candidates'] {
    return distinct([
      ...this.index.named(row).map(person => ({ person, why: 'name' as const })),
      ...this.index.almost(row).map(person => ({ person, why: 'near' as const })),
    ]).filter(({ person }) => 'isStudent' in person && person.isStudent)
  }

  #likeStaff(row: RosterPerson): Doubt['candidates'] {
    return distinct([
      ...this.index.named(row).map(person => ({ person, why: 'name' as const })),
      ...this.index.almost(row).map(person => ({ person, why: 'near' as const })),
      ...this.index.reachedBy(row).map(person => ({ person, why: 'contact' as const })),
    ]).filter(({ person }) => !('isStudent' in person && person.isStudent))
  }

  /** A guardian met before in the file is the same person: the same code, or the same name with a common contact. */
  #settle(row: RosterGuardian, found: Meant | undefined): Meant {
    if (found !== undefined) return this.#remember(row, 'guardian', found)
    const before = (this.#inFile.get(shortKey(row)) ?? []).filter(
      one =>
        sameMiddle(one.row, row) && (one.row.code === null || row.code === null || one.row.code === row.code),
    )
    const contacts = new Set(keptContacts(row).map(({ kind, value }) => `${kind}|${value}`))
    const same =
      before.find(one => row.code !== null && one.row.code === row.code) ??
      before.find(one => keptContacts(one.row).some(({ kind, value }) => contacts.has(`${kind}|${value}`)))
    if (same !== undefined) return this.#remember(row, 'guardian', same.meant)
    const alike = before.filter(
      one =>
        one.row.middleName !== null &&
        row.middleName !== null &&
        !isBornApart(one.row, row) &&
        one.row.code === null &&
        row.code === null,
    )
    return this.#ask('guardian', row, [
      ...this.#likeStaff(row),
      ...alike.map(one => ({ value: `row:${one.key}`, person: one.row, why: 'name' as const })),
    ])
  }

  #ask(role: Doubt['role'], row: RosterPerson, candidates: Doubt['candidates']): Meant {
    const coded = row.code === null ? undefined : this.#codes.get(row.code)
    if (coded) return this.#remember(row, role, coded)
    const key = keyOf(role, row.place)
    const answer = this.#decided(key)
    const chosen = candidates.find(({ value }) => value === answer)
    if (chosen !== undefined) {
      const meant = this.#byKey.get(chosen.value.slice('row:'.length)) ?? this.#chosen(chosen.value)
      this.#refuseTwiceMeant(role, row, meant)
      this.#taken.add(meant.id)
      return this.#remember(row, role, meant)
    }
    // Whoever another row means already is not offered.
    const free = candidates.filter(({ value }) => !this.#taken.has(value))
    if (free.length > 0 && answer !== 'new') this.doubts.push({ key, role, row, candidates: free })
    return this.#remember(row, role, { id: newId(), trust: 'new' })
  }

  /** Two rows may be answered to be one person; the name of the first is the one that counts. */
  #chosen = (id: string): Meant => ({ id, trust: this.#taken.has(id) ? 'match' : 'answer' })

  /** A parent of two children has two rows; a student or member of staff with two, both answered so, is a slip. */
  #refuseTwiceMeant(role: Doubt['role'], row: RosterPerson, meant: Meant): void {
    const before = this.#rowOf.get(`${role} ${meant.id}`)
    if (before === undefined) return this.#stand(role, row, meant)
    const line = before.place.line ?? 0
    this.#errors.push({ say: texts => texts.sameByAnswer(line), place: row.place })
  }

  #stand(role: Doubt['role'], row: RosterPerson, meant: Meant | undefined): void {
    if (meant !== undefined && role !== 'guardian') this.#rowOf.set(`${role} ${meant.id}`, row)
  }

  #remember(row: RosterPerson, role: string, meant: Meant): Meant {
    const key = keyOf(role, row.place)
    this.#byKey.set(key, meant)
    if (row.code !== null) this.#codes.set(row.code, meant)
    if (role !== 'student') {
      const name = shortKey(row)
      this.#inFile.set(name, [...(this.#inFile.get(name) ?? []), { meant, key, row }])
    }
    return meant
  }

  get #classes(): ReadonlyMap<string, string> {
    this.#classCache ??= new Map(
      this.#known.stays.map(({ studentId, title }) => [studentId, plainClass(title)]),
    )
    return this.#classCache
  }
  #classCache: Map<string, string> | undefined

  /** The same person in two rows of one kind is a slip; codes and birth dates tell namesakes apart. */
  #refuseTwice<Row extends RosterPerson>(
    rows: readonly Row[],
    of: (row: Row) => string,
    role: 'student' | 'staff',
  ): void {
    const seen = new Map<string, Row[]>()
    const codes = new Map<string, Row>()
    for (const row of rows) {
      const sameCode = row.code === null ? undefined : codes.get(row.code)
      if (row.code !== null) codes.set(row.code, row)
      if (row.lastName === '') continue
      const key = `${shortKey(row)}|${of(row)}`
      const before = (seen.get(key) ?? []).find(
        one =>
          sameMiddle(one, row) &&
          !isBornApart(one, row) &&
          (one.code === null || row.code === null || one.code === row.code),
      )
      seen.set(key, [...(seen.get(key) ?? []), row])
      if (sameCode) {
        const line = sameCode.place.line ?? 0
        this.#errors.push({ say: texts => texts.codeTwice(line), place: row.place })
      } else if (before) {
        const line = before.place.line ?? 0
        this.#errors.push({
          say: texts => (role === 'student' ? texts.sameStudent(line) : texts.sameStaff(line)),
          place: row.place,
        })
      }
    }
  }
}

const isBornApart = (one: { birthOn: string | null }, other: { birthOn: string | null }) =>
  one.birthOn !== null && other.birthOn !== null && one.birthOn !== other.birthOn

function distinct(found: { person: KnownPerson; why: 'name' | 'near' | 'contact' }[]): Doubt['candidates'] {
  const seen = new Set<string>()
  return found.flatMap(({ person, why }) => {
    if (seen.has(person.id)) return []
    seen.add(person.id)
    return { value: person.id, person, why }
  })
}
