import type { ImportAnswers, ImportQuestion } from '@diary/contracts/imports'

export type MatchQuestion = Extract<ImportQuestion, { type: 'match' }>
export type MatchItem = MatchQuestion['items'][number]

/** What was said, else what is proposed; empty where nobody knows. */
export function valueOf(question: Exclude<ImportQuestion, MatchQuestion>, { values }: ImportAnswers): string {
  return values[question.key] ?? (question.proposed === null ? '' : String(question.proposed))
}

/** The same for one name of a match. */
export const matchOf = (question: MatchQuestion, item: MatchItem, { matches }: ImportAnswers): string =>
  matches[question.key]?.[item.key] ?? item.proposed ?? ''

export const withValue = (answers: ImportAnswers, question: string, value: string): ImportAnswers => ({
  ...answers,
  values: { ...answers.values, [question]: value },
})

export const withMatch = (
  answers: ImportAnswers,
  question: string,
  item: string,
  value: string,
): ImportAnswers => ({
  ...answers,
  matches: { ...answers.matches, [question]: { ...answers.matches[question], [item]: value } },
})

/**
 * Whether a person should look: the answer was guessed, there is none, or something new is to be made although one of
 * the school's own could be meant.
 */
export function wantsLook(question: MatchQuestion, item: MatchItem): boolean {
  if (item.from === 'guess' || item.proposed === null) return true
  return item.from === 'none' && (item.options ?? question.options).length > 1
}

/** How many answers are still missing of a question that must be answered. */
export function missingIn(question: ImportQuestion, answers: ImportAnswers): number {
  if (!question.isRequired) return 0
  if (question.type !== 'match') return valueOf(question, answers) === '' ? 1 : 0
  return question.items.filter(item => matchOf(question, item, answers) === '').length
}

/**
 * Everything the person sees as answered, proposals too: going on is agreeing with them, and what was agreed with is
 * remembered for the next file.
 */
export function agreedAnswers(questions: readonly ImportQuestion[], answers: ImportAnswers): ImportAnswers {
  const values: ImportAnswers['values'] = {}
  const matches: ImportAnswers['matches'] = {}
  for (const question of questions) {
    if (question.type !== 'match') {
      const value = valueOf(question, answers)
      if (value !== '') values[question.key] = value
      continue
    }
    const chosen = question.items
      .map(item => [item.key, matchOf(question, item, answers)] as const)
      .filter(([, value]) => value !== '')
    if (chosen.length > 0) matches[question.key] = Object.fromEntries(chosen)
  }
  return { values, matches }
}
