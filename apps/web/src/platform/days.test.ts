import { expect, test } from 'vitest'
import { addDays, daysBetween, isDay, mondayOf, weekdayOf } from './days.ts'

test.each([
  ['2026-11-23', '2026-11-23', 1],
  ['2026-11-29', '2026-11-23', 7],
  ['2027-01-02', '2026-12-28', 6],
  ['2028-02-29', '2028-02-28', 2],
])('%s lies in the week of %s', (day, monday, weekday) => {
  expect(mondayOf(day)).toBe(monday)
  expect(weekdayOf(day)).toBe(weekday)
})

test('days are counted over a change of the clock and a year', () => {
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3)
  expect(daysBetween('2027-01-02', '2026-12-30')).toBe(-3)
})

test.each(['2026-02-29', '2026-13-01', 'tomorrow', '', '2026-1-1'])('%s is no day', text => {
  expect(isDay(text)).toBe(false)
})
