import { expect, test } from 'vitest'
import { meaningOf, moved } from './keys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false }

test.each([
  ['5', { does: 'mark', value: '5' }],
  ['2', { does: 'mark', value: '2' }],
  ['н', { does: 'observe', observation: 'absent' }],
  ['Y', { does: 'observe', observation: 'absent' }],
  ['о', { does: 'late' }],
  ['j', { does: 'late' }],
  ['o', { does: 'late' }],
  ['д', { does: 'observe', observation: 'remote' }],
  ['Delete', { does: 'clear' }],
  ['Enter', { does: 'open' }],
  ['Home', { does: 'move', to: 'first' }],
])('%s means what it says on the key', (key, meaning) => {
  expect(meaningOf({ key, ...plain })).toEqual(meaning)
})

test.each(['1', '6', 'ф', 'Tab', 'F5'])('%s stays the browser’s', key => {
  expect(meaningOf({ key, ...plain })).toBeUndefined()
})

test('a letter with Ctrl or the command key is no mark', () => {
  expect(meaningOf({ key: '5', ...plain, ctrlKey: true })).toBeUndefined()
  expect(meaningOf({ key: 'y', ...plain, metaKey: true })).toBeUndefined()
  expect(meaningOf({ key: 'Home', ...plain, ctrlKey: true })).toEqual({ does: 'move', to: 'top' })
})

test('no move leads out of the register; above the first student are the heads', () => {
  expect(moved({ row: 0, column: 0 }, 'left', 30, 10)).toEqual({ row: 0, column: 0 })
  expect(moved({ row: 0, column: 0 }, 'up', 30, 10)).toEqual({ row: -1, column: 0 })
  expect(moved({ row: -1, column: 0 }, 'up', 30, 10)).toEqual({ row: -1, column: 0 })
  expect(moved({ row: 29, column: 9 }, 'down', 30, 10)).toEqual({ row: 29, column: 9 })
  expect(moved({ row: 5, column: 3 }, 'pageUp', 30, 10)).toEqual({ row: 0, column: 3 })
  expect(moved({ row: 25, column: 3 }, 'pageDown', 30, 10)).toEqual({ row: 29, column: 3 })
  expect(moved({ row: 5, column: 3 }, 'bottom', 30, 10)).toEqual({ row: 29, column: 9 })
})
