import { plainName } from '../person-name.ts'
import type { Contacts, RosterPerson } from '../roster/roster.ts'
import { emailIn, phoneIn, type PersonName } from '../roster/values.ts'
import type { KnownPerson, KnownSchool } from './known.ts'

/** A name as people compare it, and hyphens don't tell two people apart either. */
export const plainWords = (text: string) =>
  plainName(text.replace(/\s*[-‐‑–—]\s*/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim()
export const shortKey = ({ lastName, firstName }: PersonName) => plainWords(`${lastName} ${firstName}`)
export const fullKey = ({ lastName, firstName, middleName }: PersonName) =>
  plainWords(`${lastName} ${firstName} ${middleName ?? ''}`)
export const sameMiddle = (one: PersonName, other: PersonName) =>
  one.middleName === null ||
  other.middleName === null ||
  plainWords(one.middleName) === plainWords(other.middleName)
export const keptContacts = ({ phones, emails }: Contacts) => [
  ...phones.map(value => ({ kind: 'phone' as const, value })),
  ...emails.map(value => ({ kind: 'email' as const, value })),
]

/** The school's people, found by what a row may know of them. */
export class PeopleIndex {
  readonly byId = new Map<string, KnownPerson>()
  readonly #byCode = new Map<string, KnownPerson>()
  readonly #byName = new Map<string, KnownPerson[]>()
  readonly #byBirth = new Map<string, KnownPerson[]>()
  readonly #byContact = new Map<string, KnownPerson[]>()
  readonly #contacts = new Set<string>()

  constructor({ people, contacts }: Pick<KnownSchool, 'people' | 'contacts'>) {
    for (const person of people) {
      this.byId.set(person.id, person)
      if (person.code !== null) this.#byCode.set(person.code.toLowerCase(), person)
      put(this.#byName, shortKey(person), person)
      if (person.birthOn !== null) put(this.#byBirth, person.birthOn, person)
    }
    for (const { personId, kind, value } of contacts) {
      const person = this.byId.get(personId)
      if (person === undefined) continue
      const plain = (kind === 'phone' ? phoneIn(value) : emailIn(value)) ?? value
      this.#contacts.add(`${personId}|${kind}|${plain}`)
      put(this.#byContact, `${kind}|${plain}`, person)
    }
  }

  ofCode = (code: string | null) =>
    code === null ? undefined : (this.#byCode.get(code) ?? this.byId.get(code))
  named = (name: PersonName) =>
    (this.#byName.get(shortKey(name)) ?? []).filter(person => sameMiddle(person, name))
  hasContact = (personId: string, kind: string, value: string) =>
    this.#contacts.has(`${personId}|${kind}|${value}`)

  /** Whoever has one of these contacts, of this name or of another. */
  reachedBy(contacts: Contacts): KnownPerson[] {
    return [
      ...new Set(
        keptContacts(contacts).flatMap(({ kind, value }) => this.#byContact.get(`${kind}|${value}`) ?? []),
      ),
    ]
  }

  /** Those born on the day whose name is almost the row's: a slip of the pen, or two parts changed about. */
  almost(row: RosterPerson): KnownPerson[] {
    if (row.birthOn === null) return []
    const name = shortKey(row)
    const turned = plainWords(`${row.firstName} ${row.lastName}`)
    return (this.#byBirth.get(row.birthOn) ?? []).filter(person => {
      const other = shortKey(person)
      return other !== name && (other === turned || isNear(name, other))
    })
  }
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}

/** Whether two texts differ in a letter, in two when they are long. */
export function isNear(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) >= 12 ? 2 : 1
  if (Math.abs(one.length - other.length) > most) return false
  let before = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      now.push(
        Math.min(
          (before[column] ?? 0) + 1,
          (now[column - 1] ?? 0) + 1,
          (before[column - 1] ?? 0) + (isSame ? 0 : 1),
        ),
      )
    }
    before = now
  }
  return (before[other.length] ?? 0) <= most
}
