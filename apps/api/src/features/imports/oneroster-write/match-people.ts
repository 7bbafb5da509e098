import type { ImportQuestion } from '@diary/contracts/imports'
import type { Db } from '@diary/db/client'
import { dayOf, type DayText } from '@diary/db/day'
import { en, ru } from '../import-texts.ts'
import { refuse } from '../import-error.ts'
import { plainName } from '../person-name.ts'
import { matchTeachers, waysToWrite } from '../timetable/teachers.ts'
import type { PlannedPerson } from '../oneroster/people-plan.ts'
import type { Order } from './order.ts'

export type KnownPerson = {
  id: string
  lastName: string
  firstName: string
  middleName: string | null
  birthOn: DayText | null
  sex: 'female' | 'male' | null
  isStudent: boolean
  isGuardian: boolean
  isStaff: boolean
  classIds: string[]
  childIds: string[]
}

/** The people of the school, with what tells them apart. */
export async function knownPeople(db: Db, schoolId: string): Promise<Map<string, KnownPerson>> {
  const rows = await db.person.findMany({
    where: { schoolId, archivedAt: null },
    select: {
      id: true,
      lastName: true,
      firstName: true,
      middleName: true,
      birthOn: true,
      sex: true,
      student: { select: { enrolments: { where: { untilOn: null }, select: { classId: true } } } },
      guardian: { select: { children: { select: { studentId: true } } } },
      staff: { select: { id: true } },
    },
  })
  return new Map(
    rows.map(({ student, guardian, staff, birthOn, ...person }) => [
      person.id,
      {
        ...person,
        birthOn: birthOn === null ? null : dayOf(birthOn),
        isStudent: student !== null,
        isGuardian: guardian !== null,
        isStaff: staff !== null,
        classIds: student?.enrolments.map(({ classId }) => classId) ?? [],
        childIds: guardian?.children.map(({ studentId }) => studentId) ?? [],
      },
    ]),
  )
}

export const contactsOf = ({ phones, emails }: Pick<PlannedPerson, 'phones' | 'emails'>) => [
  ...phones.map(value => ({ kind: 'phone' as const, value })),
  ...emails.map(value => ({ kind: 'email' as const, value })),
]

type Name = { lastName: string; firstName: string; middleName: string | null }
const shortKey = ({ lastName, firstName }: Name) => plainName(`${lastName} ${firstName}`)
const isMiddleAlike = (one: Name, other: Name) =>
  one.middleName === null ||
  other.middleName === null ||
  plainName(one.middleName) === plainName(other.middleName)

/**
 * Whom of the school each person of the package is: by the id of an earlier import, by what somebody said, else by name
 * with birth date, class, child or contact. Whoever is only alike is asked about, and is somebody new as long as nobody says otherwise.
 */
export function matchPeople(
  { plan, ids, people: said }: Order,
  known: ReadonlyMap<string, KnownPerson>,
  classIdOf: ReadonlyMap<string, string>,
  contacts: ReadonlyMap<string, string>,
): { found: Map<string, KnownPerson>; questions: ImportQuestion[] } {
  const found = new Map<string, KnownPerson>()
  const taken = new Set<string>()
  const take = (person: PlannedPerson, member: KnownPerson | undefined) => {
    if (member === undefined || taken.has(member.id) || found.has(person.row.id)) return
    found.set(person.row.id, member)
    taken.add(member.id)
  }
  const all = [...plan.people.values()]
  for (const person of all) take(person, known.get(ids.get('person', person.row.id) ?? ''))
  for (const person of all) take(person, known.get(said.get(person.row.id) ?? ''))
  const open = all.filter(({ row }) => !found.has(row.id) && said.get(row.id) !== 'new')

  const namesakes = new Map<string, KnownPerson[]>()
  for (const member of known.values()) {
    if (taken.has(member.id)) continue
    namesakes.set(shortKey(member), [...(namesakes.get(shortKey(member)) ?? []), member])
  }
  const alike = (person: PlannedPerson) =>
    (namesakes.get(shortKey(person.row)) ?? []).filter(
      member => !taken.has(member.id) && isMiddleAlike(member, person.row),
    )
  const items: Extract<ImportQuestion, { type: 'match' }>['items'] = []
  const classesOf = classesByStudent(plan.students, classIdOf)
  for (const person of open.filter(({ isStudent }) => isStudent)) {
    const candidates = alike(person).filter(({ isStudent }) => isStudent)
    const { birthOn, id } = person.row
    const born = candidates.filter(member => birthOn !== null && member.birthOn === birthOn)
    const undated = candidates.filter(member => member.birthOn === null || birthOn === null)
    const classIds = classesOf.get(id) ?? []
    const beside = undated.filter(member => member.classIds.some(one => classIds.includes(one)))
    const certain = born.length > 0 ? born : beside
    const [only, ...others] = certain
    if (others.length > 0) refuse(texts => texts.oneRoster.severalFit(person.name), person.row.row.place())
    if (only !== undefined) take(person, only)
    else if (undated.length > 0) items.push(itemOf(person, undated))
  }
  for (const person of open.filter(({ isStaff, row }) => isStaff && !found.has(row.id))) {
    const exact = alike(person).filter(member => member.isStaff || hasContact(person, member.id, contacts))
    if (exact.length === 1) take(person, exact[0])
  }
  takeHalfNamed(open, known, taken, found, take)
  const studentIds = (id: string) => found.get(id)?.id
  const childrenOf = new Map<string, string[]>()
  for (const { guardianId, studentId } of plan.ties) {
    const child = studentIds(studentId)
    if (child !== undefined) childrenOf.set(guardianId, [...(childrenOf.get(guardianId) ?? []), child])
  }
  for (const person of open.filter(({ isGuardian, row }) => isGuardian && !found.has(row.id))) {
    const candidates = alike(person)
    const children = childrenOf.get(person.row.id) ?? []
    const beside = candidates.find(({ childIds }) => childIds.some(id => children.includes(id)))
    take(person, beside ?? candidates.find(({ id }) => hasContact(person, id, contacts)))
  }
  return { found, questions: items.length === 0 ? [] : [questionOf(items)] }
}

function classesByStudent(
  students: Order['plan']['students'],
  classIdOf: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const classes = new Map<string, string[]>()
  for (const [classId, enrollments] of students) {
    const own = classIdOf.get(classId)
    if (own === undefined) continue
    for (const { userId } of enrollments) classes.set(userId, [...(classes.get(userId) ?? []), own])
  }
  return classes
}

/** Contacts of the school's people are kept by `kind value person`. */
const hasContact = (person: PlannedPerson, id: string, contacts: ReadonlyMap<string, string>) =>
  contactsOf(person).some(({ kind, value }) => contacts.has(`${kind} ${value} ${id}`))

/** A timetable brings teachers with initials or a last name alone: each is met by the one whole name that it fits. */
function takeHalfNamed(
  people: readonly PlannedPerson[],
  known: ReadonlyMap<string, KnownPerson>,
  taken: ReadonlySet<string>,
  found: ReadonlyMap<string, KnownPerson>,
  take: (person: PlannedPerson, member: KnownPerson | undefined) => void,
): void {
  const half = [...known.values()].filter(
    ({ id, isStaff, firstName }) =>
      isStaff && !taken.has(id) && (firstName === '' || firstName.includes('.')),
  )
  const nameOf = ({ lastName, firstName, middleName }: KnownPerson) =>
    [lastName, firstName + (middleName ?? '')].filter(part => part !== '').join(' ')
  const candidates = people.filter(({ isStaff, row }) => isStaff && !found.has(row.id))
  const meant = matchTeachers(
    half.map(nameOf),
    candidates.map(({ row }) => ({ id: row.id, externalId: null, names: waysToWrite(row) })),
  )
  for (const member of half) {
    const person = candidates.find(({ row }) => row.id === meant.get(nameOf(member)))
    if (person !== undefined) take(person, member)
  }
}

function itemOf(person: PlannedPerson, candidates: readonly KnownPerson[]) {
  const option = (value: string, title: string) => ({ value, title: { ru: title, en: title } })
  return {
    key: person.row.id,
    title: [person.name, person.row.birthOn].filter(part => part !== null).join(', '),
    note: null,
    options: [
      { value: 'new', title: { ru: ru.oneRoster.newPerson, en: en.oneRoster.newPerson } },
      ...candidates.map(({ id, lastName, firstName, middleName, birthOn }) =>
        option(
          id,
          [[lastName, firstName, middleName].filter(Boolean).join(' '), birthOn].filter(Boolean).join(', '),
        ),
      ),
    ],
    proposed: 'new',
    from: 'guess' as const,
  }
}

const questionOf = (items: Extract<ImportQuestion, { type: 'match' }>['items']): ImportQuestion => ({
  type: 'match',
  key: 'people',
  title: { ru: ru.oneRoster.askPeople, en: en.oneRoster.askPeople },
  hint: null,
  isRequired: false,
  options: [],
  items,
})
