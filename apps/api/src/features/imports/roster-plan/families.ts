import { dateOf } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import type { ChildNamed, GuardianshipKind, Roster, RosterGuardian } from '../roster/roster.ts'
import { plainClass } from '../roster/values.ts'
import type { Changes } from './changes.ts'
import type { KnownSchool } from './known.ts'
import { plainWords, type PeopleIndex } from './match.ts'
import type { Days } from './students.ts'

type Child = { id: string; className: string; birthOn: string | null; isInFile: boolean }

/** Ties guardians to the children they name. A tie that ended this year is not tied again by a file. */
export class Families {
  readonly #changes: Changes
  readonly #errors: Notice[]
  readonly #days: Days
  readonly #ties: Map<string, string>
  readonly #byName = new Map<string, Child[]>()
  readonly #byCode = new Map<string, string>()
  readonly #index: PeopleIndex
  readonly #births = new Map<string, string>()

  constructor(
    known: KnownSchool,
    index: PeopleIndex,
    { students }: Roster,
    studentIds: readonly string[],
    days: Days,
    changes: Changes,
    errors: Notice[],
  ) {
    this.#changes = changes
    this.#errors = errors
    this.#days = days
    this.#index = index
    this.#ties = new Map(
      known.ties.map(({ guardianId, studentId, kind }) => [`${studentId}|${guardianId}`, kind]),
    )
    for (const [at, row] of students.entries()) {
      const id = studentIds[at] ?? ''
      if (row.code !== null) this.#byCode.set(row.code, id)
      this.#put(row, { id, className: plainClass(row.className), birthOn: row.birthOn, isInFile: true })
    }
    const classOf = new Map(known.stays.map(({ studentId, title }) => [studentId, plainClass(title)]))
    for (const person of known.people) {
      if (!person.isStudent) continue
      // Who corrects a class or a name among the students leaves it as it was beside the parents: both are this child.
      this.#put(person, {
        id: person.id,
        className: classOf.get(person.id) ?? '',
        birthOn: person.birthOn,
        isInFile: false,
      })
    }
  }

  /** Whether a tie is made. */
  tie(guardianId: string, studentId: string, kind: GuardianshipKind, row: RosterGuardian): boolean {
    if (guardianId === studentId) {
      this.#errors.push({ say: texts => texts.ownGuardian, place: row.place })
      return false
    }
    const key = `${studentId}|${guardianId}`
    if (this.#ties.has(key)) return false
    this.#ties.set(key, kind)
    this.#changes.add('guardianship', { guardianId, studentId, kind, fromOn: dateOf(this.#days.startsOn) })
    return true
  }

  /** The children of a guardian's own row, each found among the students of the file and of the school. */
  childrenOf(row: RosterGuardian): { id: string; kind: GuardianshipKind }[] {
    if (row.children.length === 0) this.#errors.push({ say: texts => texts.noChildren, place: row.place })
    const seen = new Set<string>()
    return row.children.flatMap(({ child, kind }) => {
      const id = this.#find(child)
      if (id === undefined) return []
      const name = [child.lastName, child.firstName].join(' ')
      if (seen.has(id)) {
        this.#errors.push({ say: texts => texts.childTwice(name), place: child.place })
        return []
      }
      seen.add(id)
      const born = this.#births.get(id)
      if (row.birthOn !== null && born !== undefined && born <= row.birthOn)
        this.#errors.push({ say: texts => texts.bornAfterChild(name), place: row.place })
      return { id, kind }
    })
  }

  #find(child: ChildNamed): string | undefined {
    if (child.code !== null) {
      const id = this.#byCode.get(child.code) ?? this.#index.ofCode(child.code)?.id
      if (id !== undefined) return id
    } else if (child.lastName === '' || child.firstName === '') return undefined
    const words = [child.lastName, child.firstName, child.middleName ?? ''].join(' ').trim()
    const named = this.#byName.get(plainWords(words)) ?? []
    const fits = named.filter(
      ({ className, birthOn }) =>
        (child.className === null || plainClass(child.className) === className) &&
        (child.birthOn === null || birthOn === child.birthOn),
    )
    // Whoever left may have had the name of one who is in the file.
    const inFile = fits.filter(({ isInFile }) => isInFile)
    const [found, ...others] = new Set((inFile.length > 0 ? inFile : fits).map(({ id }) => id))
    if (found !== undefined && others.length === 0) return found
    this.#errors.push({
      say: texts => {
        if (found !== undefined) return texts.severalChildren(words)
        return named.length > 0 ? texts.childOtherwise(words) : texts.noChild(words)
      },
      place: child.place,
    })
    return undefined
  }

  /** By the whole name and, as people write it, without the patronymic. */
  #put(name: { lastName: string; firstName: string; middleName: string | null }, child: Child): void {
    const short = `${name.lastName} ${name.firstName}`
    const keys = new Set([plainWords(short), plainWords(`${short} ${name.middleName ?? ''}`)])
    for (const key of keys) this.#byName.set(key, [...(this.#byName.get(key) ?? []), child])
    if (child.birthOn !== null && !this.#births.has(child.id)) this.#births.set(child.id, child.birthOn)
  }
}
