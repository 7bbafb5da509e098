import { describe, expect, test } from 'vitest'
import { clashesOf, patchOf, rebased, remaining, valuesWith, withEdit, type Edits } from './edits.ts'

interface Values {
  topic: string
  content: string
  isHeld: boolean
}
const before: Values = { topic: 'Дроби', content: '', isHeld: false }
const typed: Edits<Values> = withEdit<Values, 'topic'>({}, 'topic', before.topic, 'Дроби и проценты')

test('only what was changed is sent', () => {
  expect(patchOf(typed)).toEqual({ topic: 'Дроби и проценты' })
  expect(valuesWith(before, typed)).toEqual({ ...before, topic: 'Дроби и проценты' })
})

test('what is changed back is no edit', () => {
  expect(withEdit(typed, 'topic', before.topic, 'Дроби')).toEqual({})
})

describe('when somebody else was faster', () => {
  test('a change in another field is no clash', () => {
    expect(clashesOf(typed, { ...before, content: 'Решали задачи', isHeld: true })).toEqual([])
  })
  test('the same field with other words is one', () => {
    expect(clashesOf(typed, { ...before, topic: 'Проценты' })).toEqual(['topic'])
  })
  test('the same words are none', () => {
    expect(clashesOf(typed, { ...before, topic: 'Дроби и проценты' })).toEqual([])
  })
  test('one’s own over theirs clashes no more', () => {
    const theirs = { ...before, topic: 'Проценты' }
    expect(clashesOf(rebased(typed, theirs), theirs)).toEqual([])
    expect(patchOf(rebased(typed, theirs))).toEqual({ topic: 'Дроби и проценты' })
  })
})

test('what is typed while saving is still to be saved', () => {
  const sent = typed
  const saved = { ...before, topic: 'Дроби и проценты' }
  const typedOn = withEdit(sent, 'topic', before.topic, 'Дроби и проценты. Повторение')
  expect(remaining(sent, sent, saved)).toEqual({})
  expect(patchOf(remaining(typedOn, sent, saved))).toEqual({ topic: 'Дроби и проценты. Повторение' })
})
