import type { ImportAnswers, ImportQuestion } from '@diary/contracts/imports'

export const noAnswers: ImportAnswers = { values: {}, matches: {} }

/** Every question with an answer: the person's, else what was proposed. */
export function completed(questions: readonly ImportQuestion[], given: ImportAnswers): ImportAnswers {
  const answers: ImportAnswers = { values: {}, matches: {} }
  for (const question of questions) {
    if (question.type === 'match') {
      const chosen = new Map(Object.entries(given.matches[question.key] ?? {}))
      answers.matches[question.key] = Object.fromEntries(
        question.items.flatMap(({ key, proposed }) => {
          const value = chosen.get(key) ?? proposed
          return value === null ? [] : [[key, value]]
        }),
      )
    } else {
      const value = given.values[question.key] ?? question.proposed
      if (value !== null) answers.values[question.key] = String(value)
    }
  }
  return answers
}

/** The keys of the answers that fit no question; empty when all do. */
export function misfits(questions: readonly ImportQuestion[], given: ImportAnswers): string[] {
  const byKey = new Map(questions.map(question => [question.key, question]))
  const wrong: string[] = []
  for (const [key, value] of Object.entries(given.values)) {
    const question = byKey.get(key)
    if (question === undefined || question.type === 'match' || !fits(question, value))
      wrong.push(`values/${key}`)
  }
  for (const [key, chosen] of Object.entries(given.matches)) {
    const question = byKey.get(key)
    if (question?.type !== 'match') {
      wrong.push(`matches/${key}`)
      continue
    }
    const items = new Map(question.items.map(item => [item.key, item]))
    for (const [item, value] of Object.entries(chosen)) {
      const options = items.get(item)?.options ?? question.options
      if (!items.has(item) || !options.some(option => option.value === value))
        wrong.push(`matches/${key}/${item}`)
    }
  }
  return wrong
}

/** The questions without which nothing is tried. */
export function unanswered(questions: readonly ImportQuestion[], answers: ImportAnswers): string[] {
  return questions
    .filter(({ isRequired }) => isRequired)
    .filter(question =>
      question.type === 'match'
        ? question.items.some(({ key }) => answers.matches[question.key]?.[key] === undefined)
        : answers.values[question.key] === undefined,
    )
    .map(({ key }) => key)
}

/** Whom the rows of one file mean is asked again of the next. */
const aboutPeople = 'people'

/** What is kept for the next file: all but days, which pass, and what was asked about rows of this file alone. */
export function memorable(
  questions: readonly ImportQuestion[],
  answers: ImportAnswers,
  before: ImportAnswers,
): ImportAnswers {
  const kept: ImportAnswers = { values: { ...before.values }, matches: { ...before.matches } }
  for (const { key, type } of questions) {
    const value = answers.values[key]
    if (type !== 'day' && type !== 'match' && value !== undefined) kept.values[key] = value
    if (type === 'match' && key !== aboutPeople)
      kept.matches[key] = { ...before.matches[key], ...answers.matches[key] }
  }
  return kept
}

function fits(question: Exclude<ImportQuestion, { type: 'match' }>, value: string): boolean {
  if (question.type === 'choice') return question.options.some(option => option.value === value)
  if (question.type === 'day')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))
  return /^-?\d{1,9}$/.test(value) && Number(value) >= question.min && Number(value) <= question.max
}
