import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAverage, formatFraction, hundredthsOf, weightedAverage, type WeighedMark } from './average.ts'

const mark = (value: string | null, weight = 1, countsInAverage = true): WeighedMark => ({
  value,
  weight,
  countsInAverage,
})

test('the example of the rules: 5 of weight 3, 5 of weight 1, 4 of weight 5 make 40/9', () => {
  const average = weightedAverage([mark('5', 3), mark('5', 1), mark('4', 5)])
  expect(average).toEqual({ numerator: 400, denominator: 90 })
  expect(average && formatAverage(average, 'ru')).toBe('4,44')
  expect(average && formatFraction(average)).toBe('40/9')
})

test('the fraction shows the sum of the marks over the sum of the weights', () => {
  expect(formatFraction({ numerator: 270, denominator: 60 })).toBe('27/6')
  expect(formatFraction({ numerator: 25, denominator: 5 })).toBe('5/1')
  expect(formatFraction({ numerator: 145, denominator: 35 })).toBe('29/7')
})

describe('what does not count', () => {
  test.each<[string, WeighedMark]>([
    ['a debt', mark(null)],
    ['passed', mark('pass')],
    ['not passed', mark('fail')],
    ['not assessed', mark('na')],
    ['exempt', mark('exempt')],
    ['a work of weight nought', mark('2', 0)],
    ['a work outside the average', mark('2', 3, false)],
  ])('%s leaves the average as it was', (_, other) => {
    expect(weightedAverage([mark('5'), other])).toEqual(weightedAverage([mark('5')]))
    expect(weightedAverage([other])).toBeNull()
  })

  test('no marks make no average', () => {
    expect(weightedAverage([])).toBeNull()
  })
})

test.each([
  [{ numerator: 899, denominator: 200 }, '4,50', '4.50'],
  [{ numerator: 27, denominator: 6 }, '4,50', '4.50'],
  [{ numerator: 8989, denominator: 2000 }, '4,49', '4.49'],
  [{ numerator: 50, denominator: 10 }, '5,00', '5.00'],
  [{ numerator: 701, denominator: 200 }, '3,51', '3.51'],
  [{ numerator: 30, denominator: 14 }, '2,14', '2.14'],
])('%j is written %s and %s', (average, russian, english) => {
  expect(formatAverage(average, 'ru')).toBe(russian)
  expect(formatAverage(average, 'en')).toBe(english)
})

const anyMark = fc.record({
  value: fc.constantFrom('5', '4', '3', '2', '1', 'pass', 'fail', 'na', 'exempt', null),
  weight: fc.integer({ min: 0, max: 20 }).map(halves => halves / 2),
  countsInAverage: fc.boolean(),
})

test('it equals slow exact arithmetic in halves, whatever the marks', () => {
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 200 }), marks => {
      let sum = 0n
      let weights = 0n
      for (const { value, weight, countsInAverage } of marks) {
        if (value === null || !/^[1-5]$/.test(value) || !countsInAverage) continue
        sum += BigInt(value) * BigInt(weight * 2)
        weights += BigInt(weight * 2)
      }
      const average = weightedAverage(marks)
      expect(average === null).toBe(weights === 0n)
      if (!average) return
      expect(BigInt(average.numerator) * weights).toBe(BigInt(average.denominator) * sum)
      expect(BigInt(hundredthsOf(average))).toBe((sum * 200n + weights) / (weights * 2n))
    }),
  )
})
