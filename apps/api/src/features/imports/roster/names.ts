import type { ImportAnswers, ImportQuestion } from '@diary/contracts/imports'
import type { ImportTexts } from '../import-texts.ts'
import { en, ru } from '../import-texts.ts'
import { matchIn } from '../importer.ts'
import type { KnownSchool } from '../roster-plan/known.ts'
import { isNear, plainWords } from '../roster-plan/match.ts'
import type { Roster } from './roster.ts'
import { plainClass } from './values.ts'

type Title = { title: string }

/** What the school has no class or subject for is asked: is it one of the school's under another name, or a new one? */
export function nameQuestions(
  roster: Roster,
  known: KnownSchool,
  remembered: ImportAnswers,
): ImportQuestion[] {
  const listed = new Set(roster.classes.map(({ title }) => plainClass(title)))
  const classNames = roster.students
    .map(({ className }) => className)
    .filter(name => name !== '' && !listed.has(plainClass(name)))
  const subjects = roster.staff.flatMap(({ taught }) =>
    taught.filter(({ groups }) => groups.length > 0).map(({ subject }) => subject),
  )
  return [
    ...question('classes', texts => texts.classesQuestion, classNames, known.classes, plainClass, remembered),
    ...question(
      'subjects',
      texts => texts.subjectsQuestion,
      subjects,
      known.subjects,
      plainWords,
      remembered,
    ),
  ]
}

function question(
  key: string,
  say: (texts: ImportTexts) => string,
  names: readonly string[],
  known: readonly Title[],
  plain: (title: string) => string,
  remembered: ImportAnswers,
): ImportQuestion[] {
  // An empty school is filled without a question.
  if (known.length === 0) return []
  const has = new Set(known.map(({ title }) => plain(title)))
  const unknown = new Map(names.filter(name => !has.has(plain(name))).map(name => [plain(name), name]))
  if (unknown.size === 0) return []
  const options = [
    { value: 'new', title: { ru: ru.newTitle, en: en.newTitle } },
    ...known.map(({ title }) => ({ value: `=${title}`, title: { ru: title, en: title } })),
  ]
  return [
    {
      type: 'match',
      key,
      title: { ru: say(ru), en: say(en) },
      hint: null,
      isRequired: true,
      options,
      items: [...unknown].map(([item, title]) => {
        const before = matchIn(remembered, key, item)
        const near = known.find(one => item.length > 3 && isNear(plain(one.title), item))
        const isRemembered = before !== undefined && options.some(({ value }) => value === before)
        return {
          key: item.slice(0, 300),
          title,
          note: null,
          options: null,
          proposed: isRemembered ? before : near ? `=${near.title}` : 'new',
          from: isRemembered ? ('memory' as const) : ('guess' as const),
        }
      }),
    },
  ]
}

/** What a name of the file is called in the school. */
export const renamed =
  (answers: ImportAnswers, key: string, plain: (title: string) => string) =>
  (title: string): string => {
    const chosen = matchIn(answers, key, plain(title).slice(0, 300))
    return chosen?.startsWith('=') === true ? chosen.slice(1) : title
  }
