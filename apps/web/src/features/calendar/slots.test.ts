import { expect, test } from 'vitest'
import { nextSlot, overlapAt } from './slots.ts'

const slot = (number: number, startsAt: string, endsAt: string) => ({ number, startsAt, endsAt })

test('a further lesson is as long as the last and comes after the same break', () => {
  expect(nextSlot([])).toEqual(slot(1, '08:00', '08:40'))
  expect(nextSlot([slot(1, '08:30', '09:15')])).toEqual(slot(2, '09:25', '10:10'))
  expect(nextSlot([slot(1, '08:30', '09:15'), slot(2, '09:35', '10:20')])).toEqual(slot(3, '10:40', '11:25'))
})

test('hours that overlap or run backwards are said at their field', () => {
  const slots = [slot(1, '08:00', '08:40'), slot(2, '08:35', '09:15'), slot(3, '10:00', '09:40')]
  expect(slots.map((_, index) => overlapAt(slots, index))).toEqual([undefined, 'overlap', 'backwards'])
})
