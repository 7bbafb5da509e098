import { expect, test } from 'vitest'
import {
  chosenOf,
  columnOf,
  countsOf,
  movedOf,
  splitAfter,
  splitOf,
  type Split,
  type SplitAction,
} from './split.ts'

const classOf = (size: number) => Array.from({ length: size }, (_, number) => `student ${number + 1}`)
const begin = (size: number, groups = ['english 1', 'english 2']) => splitOf(classOf(size), groups, new Map())
const after = (split: Split, ...actions: SplitAction[]) => actions.reduce(splitAfter, split)

test('a line of digits splits a class, one student a digit', () => {
  const split = after(
    begin(4),
    ...[1, 2, 2, 1].map(column => ({ do: 'put', column, isMovingOn: true }) as const),
  )
  expect(split.students.map(student => columnOf(split, student))).toEqual([1, 2, 2, 1])
  expect(split.active).toBe(3)
})

test('an arrow moves a student one column and never out of the table', () => {
  const split = after(begin(1), ...Array.from({ length: 5 }, () => ({ do: 'shift', by: 1 }) as const))
  expect(columnOf(split, 'student 1')).toBe(2)
  expect(columnOf(after(split, { do: 'shift', by: -1 }), 'student 1')).toBe(1)
})

test('a range is moved together, and stays to be moved again', () => {
  const split = after(
    begin(5),
    { do: 'go', to: 1 },
    { do: 'step', by: 1, isRange: true },
    { do: 'step', by: 1, isRange: true },
    { do: 'put', column: 2, isMovingOn: true },
  )
  expect(chosenOf(split)).toEqual(['student 2', 'student 3', 'student 4'])
  expect(countsOf(split)).toEqual([2, 0, 3])
  expect(countsOf(after(split, { do: 'shift', by: -1 }))).toEqual([2, 3, 0])
})

test.each([
  [30, 2, [15, 15]],
  [31, 2, [16, 15]],
  [29, 3, [10, 10, 9]],
  [2, 3, [1, 1, 0]],
])('%i students go evenly into %i groups', (size, count, expected) => {
  const groups = Array.from({ length: count }, (_, number) => `group ${number}`)
  const split = after(begin(size, groups), { do: 'evenly' })
  expect(countsOf(split)).toEqual([0, ...expected])
  // By the alphabet: no one of the second group stands before one of the first.
  const columns = split.students.map(student => columnOf(split, student))
  expect(columns).toEqual(columns.toSorted((one, other) => one - other))
})

test('what was done is taken back step by step', () => {
  const split = after(begin(3), { do: 'put', column: 1 }, { do: 'evenly' })
  expect(countsOf(after(split, { do: 'undo' }))).toEqual([2, 1, 0])
  expect(countsOf(after(split, { do: 'undo' }, { do: 'undo' }, { do: 'undo' }))).toEqual([3, 0, 0])
})

test('only who moved is told', () => {
  const before = new Map([
    ['student 1', 'english 1'],
    ['student 2', 'english 2'],
  ])
  const split = after(splitOf(classOf(3), ['english 1', 'english 2'], before), { do: 'evenly' })
  expect(movedOf(before, split)).toEqual(['student 2', 'student 3'])
})
