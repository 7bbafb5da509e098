import { expect, test } from 'vitest'
import { absenceOf, idOf, lessonInPage, markOf, pageWith, workOf, workTypes } from '#testing/staff.ts'
import { withMark } from './page-changes.ts'
import { averageOf, toRegister } from './register.ts'

const first = idOf(11) as never
const second = idOf(12) as never
const twoWorks = lessonInPage(21, '2026-11-20', {
  works: [workOf(31, [markOf(11, '5')]), workOf(32, [markOf(11, '4'), markOf(12, 'na')], workTypes[1])],
  absences: [absenceOf(12, 'late')],
})
const page = pageWith([twoWorks, lessonInPage(22, '2026-11-23'), lessonInPage(23, '2026-11-24')])

test('a lesson has a column for each work, and one while it has none', () => {
  const { columns } = toRegister(page)
  expect(columns.map(({ abbreviation, span, isFirst }) => [abbreviation, span, isFirst])).toEqual([
    ['КР', 2, true],
    ['ОТ', 2, false],
    [null, 1, true],
    [null, 1, true],
  ])
})

test('the average weighs a mark by its work and leaves out what is no number', () => {
  const [one, other] = toRegister(page).rows
  expect(one && averageOf(one)).toEqual({ numerator: 190, denominator: 40 })
  expect(other && averageOf(other)).toBeNull()
  expect([one?.marksCount, other?.marksCount]).toEqual([2, 1])
})

test('a lesson to come is closed, one of today is open', () => {
  expect(toRegister(page).rows[0]?.cells.map(({ isOpen }) => isOpen)).toEqual([true, true, true, false])
})

test('in a subject without marks a lesson is one column, whatever works it once had', () => {
  const unmarked = { ...page, gradebook: { ...page.gradebook, isMarked: false } }
  expect(toRegister(unmarked).columns).toHaveLength(3)
})

test('a mark given draws its own row again and no other', () => {
  const before = toRegister(page)
  const changed = withMark(page, idOf(31) as never, second, null)
  const given = page.lessons[0]?.works[0]?.marks[0]
  const withGiven = withMark(changed, idOf(31) as never, first, given ? { ...given, value: '3' } : null)
  const after = toRegister(withGiven, before)
  expect(after.columns).toBe(before.columns)
  expect(after.rows[1]).toBe(before.rows[1])
  expect(after.rows[0]).not.toBe(before.rows[0])
  expect(after.rows[0]?.cells[1]).toBe(before.rows[0]?.cells[1])
})
