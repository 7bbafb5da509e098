import type { DayText } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import { emailIn, phoneIn } from '../roster/values.ts'
import type { ClassRow, EnrollmentRow, OneRoster, RoleRow, UserRow } from '../oneroster-package/rows.ts'

export type StaffKind = 'teacher' | 'head'
export type GuardianKind = 'mother' | 'father' | 'representative'
export type Period = { from: DayText | undefined; until: DayText | undefined }

export type PlannedPerson = {
  row: UserRow
  name: string
  phones: string[]
  emails: string[]
  isStudent: boolean
  isGuardian: boolean
  isStaff: boolean
  kinds: (Period & { kind: StaffKind })[]
}
export type PlannedTie = { guardianId: string; studentId: string; kind: GuardianKind; row: UserRow }

export type PeoplePlan = {
  people: Map<string, PlannedPerson>
  ties: PlannedTie[]
  /** By the ids of the package's classes. */
  students: Map<string, EnrollmentRow[]>
  teachers: Map<string, EnrollmentRow[]>
  /** Enrolments, roles and people that the other system wants to end. */
  goingEnrollments: EnrollmentRow[]
  goingPeople: UserRow[]
  foreignUsers: number
  notices: Notice[]
}

export const fullName = ({ lastName, firstName, middleName }: Omit<UserRow, 'id' | 'row' | 'isGoing'>) =>
  [lastName, firstName, middleName].filter(part => part !== null && part !== '').join(' ')

const staffKinds: Readonly<Record<string, StaffKind>> = { teacher: 'teacher', principal: 'head' }
/** Who works in the school and gets no rights from a file. */
const plainStaff = new Set(['aide', 'counselor', 'siteAdministrator'])

/** Who of a package's people belongs to the school, as what, and in which of its classes. */
export function peoplePlan(
  roster: OneRoster,
  orgId: string,
  classes: ReadonlyMap<string, ClassRow>,
  errors: Notice[],
): PeoplePlan {
  const notices: Notice[] = []
  const live = roster.enrollments.filter(({ isGoing, classId }) => !isGoing && classes.has(classId))
  const roles = roster.roles ?? inferredRoles(roster, live, orgId, notices)
  const people = new Map<string, PlannedPerson>()
  const skipped = new Map<string, number>()
  const withoutRights = new Map<string, number>()
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  let relatives = 0

  for (const role of roles) {
    const row = roster.users.get(role.userId)
    if (role.isGoing || role.orgId !== orgId || row === undefined || row.isGoing) continue
    const kind = staffKinds[role.role]
    const isGuardian = role.role === 'parent' || role.role === 'guardian'
    if (role.role === 'relative') relatives += 1
    else if (kind === undefined && !isGuardian && role.role !== 'student' && !plainStaff.has(role.role)) {
      count(skipped, role.role)
    } else {
      const person = people.get(row.id) ?? personOf(row, notices)
      people.set(row.id, person)
      if (role.role === 'student') person.isStudent = true
      else if (isGuardian) person.isGuardian = true
      else {
        person.isStaff = true
        if (kind === undefined) count(withoutRights, role.role)
        else person.kinds.push({ kind, from: role.from, until: role.until })
      }
    }
  }
  for (const [role, number] of skipped) {
    notices.push({ say: texts => texts.oneRoster.roleNotOurs(role, number) })
  }
  for (const [role, number] of withoutRights) {
    notices.push({ say: texts => texts.oneRoster.staffWithoutRights(role, number) })
  }
  if (relatives > 0) notices.push({ say: texts => texts.oneRoster.relatives(relatives) })

  const { students, teachers } = enrolled(live, people, roster, errors, notices)
  refuseTwoClasses(people, students, classes, errors)
  sayWithoutClass(people, students, classes, notices)
  const inRoles = new Set(roles.map(({ userId }) => userId))
  const users = [...roster.users.values()].filter(({ isGoing }) => !isGoing)
  const foreign = users.filter(({ id, orgId: primary }) => !people.has(id) && isElsewhere(id, primary)).length
  const roleless = users.filter(
    ({ id, orgId: primary }) => !inRoles.has(id) && !isElsewhere(id, primary),
  ).length
  if (roleless > 0) notices.push({ say: texts => texts.oneRoster.withoutRole(roleless) })
  if (!roster.hasDemographics) notices.push({ say: texts => texts.oneRoster.noDemographics })
  return {
    people,
    ties: tiesOf(people, roster, notices),
    students,
    teachers,
    goingEnrollments: roster.enrollments.filter(({ isGoing }) => isGoing),
    goingPeople: [...roster.users.values()].filter(({ isGoing }) => isGoing),
    foreignUsers: foreign,
    notices,
  }

  function isElsewhere(id: string, primary: string): boolean {
    const own = roles.filter(({ userId }) => userId === id)
    return own.length > 0 ? own.every(role => role.orgId !== orgId) : primary !== '' && primary !== orgId
  }
}

function personOf(row: UserRow, notices: Notice[]): PlannedPerson {
  const read = (values: readonly string[], column: string, parse: (text: string) => string | undefined) =>
    values.flatMap(text => {
      const value = parse(text)
      if (value === undefined) {
        notices.push({
          say: texts => texts.oneRoster.badContact(text.slice(0, 50)),
          place: row.row.place(column),
        })
      }
      return value ?? []
    })
  return {
    row,
    name: fullName(row),
    phones: [
      ...new Set([
        ...read(row.row.list('sms'), 'sms', phoneIn),
        ...read(row.row.list('phone'), 'phone', phoneIn),
      ]),
    ],
    emails: [...new Set(read(row.emails, 'email', emailIn))],
    isStudent: false,
    isGuardian: false,
    isStaff: false,
    kinds: [],
  }
}

/** Without a file of roles: who is enrolled is a student or a teacher, whom a student names is a parent. */
function inferredRoles(
  roster: OneRoster,
  enrollments: readonly EnrollmentRow[],
  orgId: string,
  notices: Notice[],
): RoleRow[] {
  notices.push({ say: texts => texts.oneRoster.rolesInferred })
  const roles = new Map<string, RoleRow>()
  const put = (userId: string, role: string) => {
    const user = roster.users.get(userId)
    if (user === undefined) return
    const none = { from: undefined, until: undefined, isGoing: false }
    roles.set(`${userId} ${role}`, { id: userId, row: user.row, userId, role, orgId, ...none })
  }
  for (const { userId, role } of enrollments) put(userId, role)
  for (const { userId, role } of enrollments) {
    if (role === 'student') for (const id of roster.users.get(userId)?.agentIds ?? []) put(id, 'parent')
  }
  return [...roles.values()]
}

function enrolled(
  enrollments: readonly EnrollmentRow[],
  people: ReadonlyMap<string, PlannedPerson>,
  roster: OneRoster,
  errors: Notice[],
  notices: Notice[],
) {
  const students = new Map<string, EnrollmentRow[]>()
  const teachers = new Map<string, EnrollmentRow[]>()
  const skipped = new Map<string, number>()
  for (const enrollment of enrollments) {
    const { role, userId, classId, row } = enrollment
    if (role !== 'student' && role !== 'teacher') {
      skipped.set(role, (skipped.get(role) ?? 0) + 1)
      continue
    }
    const user = roster.users.get(userId)
    if (user === undefined || user.isGoing) continue
    const person = people.get(userId)
    const place = row.place('userSourcedId')
    if (role === 'student') {
      if (person?.isStudent !== true)
        errors.push({ say: texts => texts.oneRoster.notStudent(fullName(user)), place })
      students.set(classId, [...(students.get(classId) ?? []), enrollment])
    } else {
      if (person?.isStaff !== true)
        errors.push({ say: texts => texts.oneRoster.notTeacher(fullName(user)), place })
      teachers.set(classId, [...(teachers.get(classId) ?? []), enrollment])
    }
  }
  for (const [role, number] of skipped) {
    notices.push({ say: texts => texts.oneRoster.enrollmentNotOurs(role, number) })
  }
  return { students, teachers }
}

/** Nobody is in two classes on one day. */
function refuseTwoClasses(
  people: ReadonlyMap<string, PlannedPerson>,
  students: ReadonlyMap<string, readonly EnrollmentRow[]>,
  classes: ReadonlyMap<string, ClassRow>,
  errors: Notice[],
): void {
  const stays = new Map<string, EnrollmentRow[]>()
  for (const { id, isHomeroom } of classes.values()) {
    if (!isHomeroom) continue
    for (const enrollment of students.get(id) ?? []) {
      const before = stays.get(enrollment.userId) ?? []
      const other = before.find(
        ({ from, until }) =>
          (from ?? '') <= (enrollment.until ?? '9999') && (enrollment.from ?? '') <= (until ?? '9999'),
      )
      if (other) {
        const name = people.get(enrollment.userId)?.name ?? enrollment.userId
        const { line } = other.row
        errors.push({
          say: texts => texts.oneRoster.twoClasses(name, line),
          place: enrollment.row.place('classSourcedId'),
        })
      }
      stays.set(enrollment.userId, [...before, enrollment])
    }
  }
}

function sayWithoutClass(
  people: ReadonlyMap<string, PlannedPerson>,
  students: ReadonlyMap<string, readonly EnrollmentRow[]>,
  classes: ReadonlyMap<string, ClassRow>,
  notices: Notice[],
): void {
  const homerooms = [...classes.values()].filter(({ isHomeroom }) => isHomeroom)
  if (homerooms.length === 0) return
  const placed = new Set(homerooms.flatMap(({ id }) => (students.get(id) ?? []).map(({ userId }) => userId)))
  const without = [...people.values()].filter(({ isStudent, row }) => isStudent && !placed.has(row.id))
  const names = without.map(({ name }) => name)
  if (names.length > 0) notices.push({ say: texts => texts.oneRoster.withoutClass(names) })
}

/** Parents and their children, whichever of the two names the other. */
function tiesOf(
  people: ReadonlyMap<string, PlannedPerson>,
  roster: OneRoster,
  notices: Notice[],
): PlannedTie[] {
  const ties = new Map<string, PlannedTie>()
  for (const { row, isStudent, isGuardian } of people.values()) {
    for (const id of row.agentIds) {
      const other = people.get(id)
      const [guardian, student] =
        isStudent && other?.isGuardian === true
          ? [other, row]
          : isGuardian && other?.isStudent === true
            ? [people.get(row.id), other.row]
            : []
      if (guardian !== undefined && student !== undefined) {
        ties.set(`${guardian.row.id} ${student.id}`, {
          guardianId: guardian.row.id,
          studentId: student.id,
          kind: kindOf(guardian.row, roster),
          row,
        })
      } else {
        const named = roster.users.get(id)
        const name = named === undefined ? id : fullName(named)
        notices.push({
          say: texts => texts.oneRoster.agentNotParent(name),
          place: row.row.place('agentSourcedIds'),
        })
      }
    }
  }
  return [...ties.values()]
}

/** The standard does not tell mothers from fathers: a parent's sex does. A guardianship by a court's word is not made by a word in a file. */
function kindOf({ id, sex }: UserRow, { roles }: OneRoster): GuardianKind {
  const isParent = roles?.some(role => role.userId === id && role.role === 'parent') === true
  if (!isParent || sex === null) return 'representative'
  return sex === 'female' ? 'mother' : 'father'
}
