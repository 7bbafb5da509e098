import type { Db } from '@diary/db/client'
import { dateOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Contacts, Roster, RosterGuardian } from './read-roster.ts'
import type { PersonName } from './values.ts'
import { shortKey } from './write-students.ts'

type Kept = { kind: 'phone' | 'email'; value: string }

/** Contacts as the database keeps them. */
const keptOf = ({ phones, emails }: Contacts): Kept[] => [
  ...phones.map(value => ({ kind: 'phone' as const, value })),
  ...emails.map(value => ({ kind: 'email' as const, value })),
]
const keyOf = (name: PersonName, { kind, value }: Kept) => `${shortKey(name)}|${kind}|${value}`

/** The school's people by name and contact: how a parent of two children is met as one person. */
export class ContactBook {
  readonly #people = new Map<string, string>()
  readonly #known = new Set<string>()
  readonly #added: (Kept & { personId: string })[] = []

  static async open(db: Db, schoolId: string): Promise<ContactBook> {
    const book = new ContactBook()
    const contacts = await db.contact.findMany({
      where: { schoolId, person: { archivedAt: null } },
      select: {
        personId: true,
        kind: true,
        value: true,
        person: { select: { lastName: true, firstName: true, middleName: true } },
      },
    })
    for (const { personId, person, ...kept } of contacts) {
      book.#people.set(keyOf(person, kept), personId)
      book.#known.add(`${personId}|${kept.kind}|${kept.value}`)
    }
    return book
  }

  /** Whoever has this name and one of these contacts. A family's one phone is not yet one person. */
  find(name: PersonName, contacts: Contacts): string | undefined {
    for (const kept of keptOf(contacts)) {
      const found = this.#people.get(keyOf(name, kept))
      if (found !== undefined) return found
    }
    return undefined
  }

  add(personId: string, name: PersonName, contacts: Contacts): void {
    for (const kept of keptOf(contacts)) {
      const key = `${personId}|${kept.kind}|${kept.value}`
      if (this.#known.has(key)) continue
      this.#known.add(key)
      this.#people.set(keyOf(name, kept), personId)
      this.#added.push({ personId, ...kept })
    }
  }

  async save(db: Db, schoolId: string): Promise<number> {
    await db.contact.createMany({ data: this.#added.map(contact => ({ schoolId, ...contact })) })
    return this.#added.length
  }
}

export type WrittenGuardians = { count: number; made: number; ties: number }

/** Guardians of the students, each a single person however many children name them. `studentIds` follow the rows. */
export async function writeGuardians(
  db: Db,
  schoolId: string,
  { students }: Roster,
  studentIds: readonly string[],
  book: ContactBook,
  startsOn: DayText,
): Promise<WrittenGuardians> {
  const [guardians, ties] = await Promise.all([
    db.guardian.findMany({ where: { schoolId }, select: { id: true } }),
    db.guardianship.findMany({
      where: {
        schoolId,
        studentId: { in: [...studentIds] },
        OR: [{ untilOn: null }, { untilOn: { gte: dateOf(startsOn) } }],
      },
      select: {
        studentId: true,
        guardian: {
          select: { id: true, person: { select: { lastName: true, firstName: true, middleName: true } } },
        },
      },
    }),
  ])
  const isGuardian = new Set(guardians.map(({ id }) => id))
  // A parent without any contact is known by the name beside the child.
  const beside = new Map(
    ties.map(({ studentId, guardian }) => [`${studentId}|${shortKey(guardian.person)}`, guardian.id]),
  )
  const tied = new Set(ties.map(({ studentId, guardian }) => `${studentId}|${guardian.id}`))

  const people: { id: string; name: RosterGuardian }[] = []
  const newGuardians: string[] = []
  const newTies: { guardianId: string; studentId: string; kind: RosterGuardian['kind'] }[] = []
  const met = new Set<string>()
  for (const [index, student] of students.entries()) {
    const studentId = studentIds[index] ?? ''
    for (const guardian of student.guardians) {
      const besideKey = `${studentId}|${shortKey(guardian)}`
      let id = beside.get(besideKey) ?? book.find(guardian, guardian)
      if (id === undefined || id === studentId) {
        id = newId()
        people.push({ id, name: guardian })
      }
      met.add(id)
      beside.set(besideKey, id)
      book.add(id, guardian, guardian)
      if (!isGuardian.has(id)) {
        isGuardian.add(id)
        newGuardians.push(id)
      }
      if (tied.has(`${studentId}|${id}`)) continue
      tied.add(`${studentId}|${id}`)
      newTies.push({ guardianId: id, studentId, kind: guardian.kind })
    }
  }
  await db.person.createMany({
    data: people.map(({ id, name: { lastName, firstName, middleName } }) => ({
      schoolId,
      id,
      lastName,
      firstName,
      middleName,
    })),
  })
  await db.guardian.createMany({ data: newGuardians.map(id => ({ schoolId, id })) })
  await db.guardianship.createMany({
    data: newTies.map(tie => ({ schoolId, ...tie, fromOn: dateOf(startsOn) })),
  })
  return { count: met.size, made: newGuardians.length, ties: newTies.length }
}
