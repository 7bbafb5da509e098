import type { ImportQuestion, SaidInBoth } from '@diary/contracts/imports'
import type { Notice } from '../import-error.ts'
import { en, ru, type ImportTexts } from '../import-texts.ts'
import type { Doubt } from '../roster-plan/people.ts'

const both = (say: (texts: ImportTexts) => string): SaidInBoth => ({ ru: say(ru), en: say(en) })

type Someone = { lastName: string; firstName: string; middleName: string | null; birthOn: string | null }

const nameOf = ({ lastName, firstName, middleName }: Someone) =>
  [lastName, firstName, middleName ?? ''].join(' ').trim()
const written = (day: string) => day.split('-').toReversed().join('.')
/** A person by name and birth date, and the row of the file or what the school knows besides. */
const describe = (
  person: Someone & { place?: { line?: number } },
  note: string | undefined,
  texts: ImportTexts,
) =>
  [
    nameOf(person),
    person.birthOn === null ? [] : written(person.birthOn),
    note ?? [],
    person.place?.line === undefined ? [] : texts.inRow(person.place.line),
  ]
    .flat()
    .join(', ')

/** The question whom the rows mean; nothing is proposed, for people are never made one in silence. */
export function doubtQuestion(
  doubts: readonly Doubt[],
  noteOf: (id: string) => string | undefined,
): ImportQuestion[] {
  if (doubts.length === 0) return []
  return [
    {
      type: 'match',
      key: 'people',
      title: both(texts => texts.peopleQuestion),
      hint: both(texts => texts.peopleHint),
      isRequired: true,
      options: [{ value: 'new', title: both(texts => texts.anotherPerson) }],
      items: doubts.map(({ key, row, candidates }) => ({
        key,
        title: describe(row, undefined, ru),
        note: both(texts => {
          const place = texts.place(row.place)
          const why = [...new Set(candidates.map(one => one.why))].map(one => texts.alike[one]).join(', ')
          return place === '' ? why : `${place}: ${why}`
        }),
        options: [
          ...candidates.map(({ value, person }) => ({
            value,
            title: both(texts => texts.samePerson(describe(person, noteOf(value), texts))),
          })),
          { value: 'new', title: both(texts => texts.anotherPerson) },
        ],
        proposed: null,
        from: 'none' as const,
      })),
    },
  ]
}

export const doubtNotices = (doubts: readonly Doubt[]): Notice[] =>
  doubts.map(({ row, candidates }) => ({
    say: texts =>
      texts.openQuestion(
        nameOf(row),
        candidates.map(({ person }) => describe(person, undefined, texts)),
      ),
    place: row.place,
  }))
