import { expect, test } from 'vitest'
import { runMade } from '../testing/run-made.ts'
import { agreedAnswers, matchOf, missingIn, withMatch, withValue } from './answers.ts'

const run = runMade()
const [subjects] = run.questions
if (subjects?.type !== 'match') throw new Error('The subjects are matched')
const nothing = { values: {}, matches: {} }

test('a proposal is an answer until something else is chosen', () => {
  const [, remembered] = subjects.items
  if (!remembered) throw new Error('There is a remembered subject')
  expect(matchOf(subjects, remembered, nothing)).toBe('f1')
  expect(matchOf(subjects, remembered, withMatch(nothing, 'subjects', remembered.key, 'new'))).toBe('new')
})

test('what nobody knows is missing where an answer is needed', () => {
  expect(missingIn(subjects, nothing)).toBe(1)
  expect(missingIn({ ...subjects, isRequired: false }, nothing)).toBe(0)
  expect(missingIn(subjects, withMatch(nothing, 'subjects', 'Труд', 'new'))).toBe(0)
})

test('going on agrees with what was proposed, and sends no empty answers', () => {
  const day = {
    type: 'day',
    key: 'startsOn',
    title: { ru: '', en: '' },
    hint: null,
    isRequired: true,
    proposed: null,
  } as const
  expect(agreedAnswers([day, subjects], nothing)).toEqual({
    values: {},
    matches: { subjects: { Алгебра: 'a1', 'Физ-ра': 'f1', 'Алгебра и начала': 'a1' } },
  })
  expect(agreedAnswers([day], withValue(nothing, 'startsOn', '2026-09-01')).values).toEqual({
    startsOn: '2026-09-01',
  })
})
