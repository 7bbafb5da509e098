import { expect, test } from 'vitest'
import { formatsOf } from './format.ts'

test('a school day is printed as it is written, whatever the zone of the device', () => {
  expect(formatsOf('ru').day('2026-11-23')).toBe('23 ноября')
  expect(formatsOf('ru').weekday('2026-11-23')).toBe('Понедельник')
  expect(formatsOf('ru').days('2026-11-23', '2026-11-28')).toBe('23–28 ноября')
  expect(formatsOf('en').weekdayAndDay('2026-11-23')).toBe('Monday 23 November')
})

test.each([
  [20, '20 мин'],
  [60, '1 ч'],
  [155, '2 ч 35 мин'],
])('%i minutes are %s', (total, written) => {
  expect(formatsOf('ru').duration(total).replaceAll(/\s/g, ' ')).toBe(written)
})
