import { fullNameSql } from '#platform/names'
import type { SqlRule } from '#access/visible-sql'

/** What somebody typed to find a person: words of a name, or a part of a phone number or of an address. */
export interface Search {
  /** As `person_words` has them: lower case, without ё and hyphens. */
  readonly words: readonly string[]
  /** A part of a contact's value; `null`: contacts are not looked at. */
  readonly contact: string | null
}

/** Reads a search. Digits are a phone's, an @ or Latin letters may be an address's; everything else is a name. */
export function searchOf(text: string): Search {
  const plain = text.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
  const words = plain
    .split(/[\s\u2010-\u2015-]+/u)
    .filter(Boolean)
    .slice(0, 6)
  const digits = plain.replace(/\D/g, '')
  // A number begins with 8 at home and with +7 everywhere: what follows is the same.
  if (/^[+\d\s().-]+$/.test(plain) && digits.length >= 3)
    return {
      words: [],
      contact: /^(\+7|8\d{4})/.test(plain.replace(/[\s().-]/g, '')) ? digits.slice(1) : digits,
    }
  if (plain.includes('@')) return { words: [], contact: plain }
  return { words, contact: /^[a-z0-9._-]{3,}$/.test(plain) ? plain : null }
}

const personWords = 'person_words(p.last_name, p.first_name, p.middle_name)'
const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const cyrillic = 'абвгдежзийклмнопрстуфхцчшщъыьэюя'
const stands = 'abcdefghijklmnopqrstuvwxyz012345'
/** A word as `person_words` writes it, where an index of trigrams can read it. */
const written = (word: string) =>
  escaped(
    word.toUpperCase().replace(/[А-Я]/g, letter => stands[cyrillic.indexOf(letter.toLowerCase())] ?? ''),
  )

/** Where the page before ended: rank, name and id. */
export type PeopleCursor = readonly [rank: string, name: string, id: string]

export interface PeopleQuery {
  readonly schoolId: string
  readonly today: string
  readonly search: string | undefined
  readonly kind: string | undefined
  readonly classId: string | undefined
  readonly after: PeopleCursor | undefined
  readonly count: number
}

/**
 * A page of people, the best first: those whose name begins as it was typed, then those of that last name, then those found by
 * another word, then by a contact. Only what was asked for stands in the statement, so that its plan fits.
 */
export function peopleListStatement(visible: SqlRule, query: PeopleQuery) {
  const values: unknown[] = [query.schoolId, query.today]
  const add = (value: unknown) => `$${values.push(value)}`
  const { words, contact } = query.search ? searchOf(query.search) : { words: [], contact: null }
  const patterns = words.map(word => `${personWords} like ${add(`% ${written(word)}%`)}`)
  const byContact =
    contact === null
      ? undefined
      : `p.id in (select k.person_id from contact k where k.school_id = $1 and k.value like ${add(`%${escaped(contact)}%`)})`
  const found = [patterns.length > 0 && patterns.join(' and '), byContact].filter(
    it => it !== false && it !== undefined,
  )
  const rank =
    patterns.length === 0
      ? '0'
      : `case when w.words like ${add(` ${words.map(written).join(' ')}%`)} then 0
          when w.words like ${add(` ${written(words[0] ?? '')}%`)} then 1 when ${patterns.join(' and ').replaceAll(personWords, 'w.words')} then 2 else 3 end`
  const isOfKind = { student: 'st.id is not null', guardian: 'g.id is not null', staff: 'sf.id is not null' }[
    query.kind ?? ''
  ]
  const ofClass =
    query.classId === undefined
      ? undefined
      : `exists (select from enrolment ec where ec.school_id = $1 and ec.student_id = p.id and ec.class_id = ${add(query.classId)}
          and ec.from_on <= $2 and (ec.until_on is null or ec.until_on >= $2))`
  const conditions = [
    visible.text,
    'p.archived_at is null',
    found.length > 0 && `(${found.join(' or ')})`,
    // A search of nothing but hyphens finds nobody, not everybody.
    query.search && found.length === 0 && 'false',
    isOfKind,
    ofClass,
    query.after &&
      `(${rank}, ${fullNameSql('p')}, p.id) > (${add(Number(query.after[0]))}::int, ${add(query.after[1])}::text, ${add(query.after[2])}::uuid)`,
  ].filter(Boolean)
  const shape = [
    words.length,
    contact !== null,
    query.kind ?? 'all',
    query.classId !== undefined,
    !!query.search,
    !!query.after,
  ]
  return {
    name: `people-${visible.name}-${shape.join('-')}`,
    text: `select p.id, ${fullNameSql('p')} as name, ${rank} as rank,
      st.id is not null as "isStudent", g.id is not null as "isGuardian", sf.id is not null as "isStaff",
      coalesce(sf.position, (select c.title from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
        where e.school_id = $1 and e.student_id = p.id and e.from_on <= $2 and (e.until_on is null or e.until_on >= $2) limit 1)) as note
    from person p
    -- Worked out once a row, and only of those found: the ranking reads it several times.
    cross join lateral (select ${personWords} as words offset 0) w
    left join student st on st.school_id = p.school_id and st.id = p.id
    left join guardian g on g.school_id = p.school_id and g.id = p.id
    left join staff sf on sf.school_id = p.school_id and sf.id = p.id
    where p.school_id = $1 and ${conditions.join(' and ')}
    order by rank, name, p.id limit ${add(query.count)}`,
    values,
  }
}
