import type { Sql } from '@diary/db/client'
import { dateOf, type DayText } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import type { SchoolYear } from '../school.ts'
import type { Roster, RosterPerson } from '../roster/roster.ts'
import { plainClass } from '../roster/values.ts'
import { inTurns } from '../turns.ts'
import { Changes, type PersonPatch } from './changes.ts'
import { Classes, type Renamed } from './classes.ts'
import { Employing } from './employing.ts'
import { Families } from './families.ts'
import { knownSchool, type KnownPerson, type KnownSchool } from './known.ts'
import { keptContacts, plainWords, type PeopleIndex } from './match.ts'
import { guardianEntries, Meeting, type Doubt, type Meant } from './people.ts'
import { Enrolling, type Days } from './students.ts'

export type RosterDecisions = Renamed & {
  /** Whom the row of a key means: `new`, or one of its candidates. */
  person: (key: string) => string | undefined
}
export const undecided: RosterDecisions = {
  className: title => title,
  subject: title => title,
  person: () => undefined,
}

export type RosterPlan = {
  changes: Changes
  /** Everything that only the school's data show to be wrong. */
  errors: Notice[]
  notices: Notice[]
  doubts: Doubt[]
  /** Whom the file leaves as they are. */
  unchanged: { subject: 'student' | 'guardian' | 'staff'; row: RosterPerson; className?: string }[]
  counts: {
    students: number
    guardians: number
    staff: number
    classes: number
    newStudents: number
    newGuardians: number
    newStaff: number
  }
}

/** Compares a roster with the school and says what is to be written; writes nothing. */
export async function planRoster(
  sql: Sql,
  schoolId: string,
  year: SchoolYear,
  days: Days,
  roster: Roster,
  decisions: RosterDecisions = undecided,
): Promise<RosterPlan> {
  const known = await knownSchool(sql, schoolId, year.id, days.startsOn)
  return planWith(known, schoolId, year.id, days, roster, decisions)
}

async function planWith(
  known: KnownSchool,
  schoolId: string,
  yearId: string,
  days: Days,
  roster: Roster,
  decisions: RosterDecisions,
): Promise<RosterPlan> {
  const changes = new Changes(schoolId)
  const errors: Notice[] = []
  const classes = new Classes(known, yearId, changes, errors, decisions)
  classes.take(roster)
  const meeting = new Meeting(known, errors, decisions.person)
  const meant = await meeting.meet(roster)
  const { index, doubts } = meeting
  const people = new People(index, changes)
  const unchanged: RosterPlan['unchanged'] = []
  const counts = {
    students: roster.students.length,
    guardians: 0,
    staff: roster.staff.length,
    classes: new Set(roster.students.map(({ className }) => plainClass(className))).size,
    newStudents: 0,
    newGuardians: 0,
    newStaff: 0,
  }

  const enrolling = new Enrolling(known, classes, changes, days)
  for await (const [at, row] of inTurns(roster.students.entries())) {
    const one = meant.students[at]
    if (one === undefined) continue
    const isNew = people.write(row, one, false)
    if (people.become('student', one.id)) counts.newStudents += 1
    const isMoved = enrolling.enrol(one.id, row)
    if (!isNew && !isMoved && !people.isChanged(one.id))
      unchanged.push({ subject: 'student', row, className: row.className })
  }

  const staffIds = meant.staff.map(({ id }) => id)
  const employing = new Employing(known, index, classes, changes, errors, days)
  employing.readLeaders(roster, staffIds)
  for await (const [at, row] of inTurns(roster.staff.entries())) {
    const one = meant.staff[at]
    if (one === undefined) continue
    people.write(row, one, true)
    const isHired = people.become('staff', one.id, row.position)
    if (isHired) counts.newStaff += 1
    const isChanged = employing.employ(one.id, row)
    if (!isHired && !isChanged && !people.isChanged(one.id)) unchanged.push({ subject: 'staff', row })
  }

  const studentIds = meant.students.map(({ id }) => id)
  const families = new Families(known, index, roster, studentIds, days, changes, errors)
  const met = new Set<string>()
  for await (const [at, { row, studentIndex }] of inTurns(guardianEntries(roster).entries())) {
    const one = meant.guardians[at]
    if (one === undefined) continue
    people.write(row, one, false)
    const isBecome = people.become('guardian', one.id)
    if (isBecome) counts.newGuardians += 1
    const children =
      studentIndex === undefined
        ? families.childrenOf(row)
        : [{ id: studentIds[studentIndex] ?? '', kind: row.kind }]
    const tied = children.filter(({ id, kind }) => families.tie(one.id, id, kind, row))
    if (!met.has(one.id) && !isBecome && tied.length === 0 && !people.isChanged(one.id))
      unchanged.push({ subject: 'guardian', row })
    met.add(one.id)
  }
  counts.guardians = met.size
  return {
    changes,
    errors,
    notices: [...enrolling.notices, ...employing.finish()],
    doubts,
    unchanged,
    counts,
  }
}

/** Writes who people are. What a file leaves empty stays as it is. */
class People {
  readonly #index: PeopleIndex
  readonly #changes: Changes
  readonly #made = new Set<string>()
  readonly #roles = new Set<string>()
  readonly #contacts = new Set<string>()
  readonly #gained = new Set<string>()

  constructor(index: PeopleIndex, changes: Changes) {
    this.#index = index
    this.#changes = changes
  }

  /** Whether the person is a new one. */
  write(row: RosterPerson, { id, trust }: Meant, isStaff: boolean): boolean {
    const known = this.#index.byId.get(id)
    const isNew = known === undefined && !this.#made.has(id)
    if (isNew) {
      this.#made.add(id)
      const { lastName, firstName, middleName, birthOn, sex, code } = row
      this.#changes.add('person', {
        id,
        lastName,
        firstName,
        middleName,
        sex,
        isStaff,
        birthOn: birthOn === null ? null : dateOf(birthOn),
        externalId: code,
      })
    } else if (known !== undefined) this.#changes.patch(id, patchOf(known, row, trust, isStaff))
    for (const { kind, value } of keptContacts(row)) {
      const key = `${id}|${kind}|${value}`
      if (this.#contacts.has(key) || this.#index.hasContact(id, kind, value)) continue
      this.#contacts.add(key)
      this.#gained.add(id)
      this.#changes.add('contact', { personId: id, kind, value })
    }
    return isNew
  }

  /** Makes a person a student, guardian or member of staff; whether that is new. */
  become(role: 'student' | 'guardian' | 'staff', id: string, position: string | null = null): boolean {
    const known = this.#index.byId.get(id)
    const has =
      { student: known?.isStudent, guardian: known?.isGuardian, staff: known?.isStaff }[role] === true
    if (has || this.#roles.has(`${role} ${id}`)) {
      if (role === 'staff' && position !== null && known?.isStaff && known.position !== position)
        this.#changes.patch(id, { position })
      return false
    }
    this.#roles.add(`${role} ${id}`)
    if (role === 'staff') this.#changes.add('staff', { id, position })
    else this.#changes.add(role, { id })
    return true
  }

  isChanged = (id: string) => this.#made.has(id) || this.#gained.has(id) || this.#changes.isPatched(id)
}

/** What a row changes in a person: a code or an answer vouches for another name, a mere likeness only completes it. */
function patchOf(
  known: KnownPerson,
  row: RosterPerson,
  trust: Meant['trust'],
  isStaff: boolean,
): PersonPatch {
  const words = (one: { lastName: string; firstName: string; middleName: string | null }) =>
    `${one.lastName} ${one.firstName} ${one.middleName ?? known.middleName ?? ''}`
  const isRenamed =
    (trust === 'code' && words(known) !== words(row)) ||
    (trust === 'answer' && plainWords(words(known)) !== plainWords(words(row)))
  const middleName =
    row.middleName !== null && (isRenamed || known.middleName === null) ? row.middleName : undefined
  return {
    ...(isRenamed && { lastName: row.lastName, ...(row.firstName !== '' && { firstName: row.firstName }) }),
    ...(middleName !== undefined && middleName !== known.middleName && { middleName }),
    ...(row.birthOn !== null && row.birthOn !== known.birthOn && { birthOn: row.birthOn }),
    ...(row.sex !== null && row.sex !== known.sex && { sex: row.sex }),
    ...(isStaff && !known.isStaff && { isStaff: true as const }),
  }
}

/** The days on which what a file brings begins. */
export const daysFor = (year: SchoolYear, today: DayText, wish: DayText | undefined): Days => ({
  startsOn: wish ?? year.startsOn,
  movedOn: wish ?? (today > year.startsOn ? today : year.startsOn),
})
