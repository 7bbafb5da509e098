import type { Observation } from '@diary/contracts/attendance'
import type { MarkValue } from '@diary/contracts/marks'

export type Move =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'top'
  | 'bottom'
  | 'pageUp'
  | 'pageDown'

/** What a key means in a cell of the register. */
export type KeyMeaning =
  | { does: 'move'; to: Move }
  | { does: 'mark'; value: MarkValue }
  | { does: 'observe'; observation: Observation }
  | { does: 'late' }
  | { does: 'clear' }
  | { does: 'open' }
  | { does: 'leave' }

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
}

// A Russian letter, the Latin one on the same key, and the Latin one that looks or sounds like it.
const letters: Readonly<Record<string, KeyMeaning>> = {
  н: { does: 'observe', observation: 'absent' },
  y: { does: 'observe', observation: 'absent' },
  n: { does: 'observe', observation: 'absent' },
  о: { does: 'late' },
  j: { does: 'late' },
  o: { does: 'late' },
  д: { does: 'observe', observation: 'remote' },
  l: { does: 'observe', observation: 'remote' },
  // Two and five are on the digits; 1 exists formally and is off.
  '2': { does: 'mark', value: '2' },
  '3': { does: 'mark', value: '3' },
  '4': { does: 'mark', value: '4' },
  '5': { does: 'mark', value: '5' },
}

interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

/** What was meant by a key; nothing when it is not ours, so that the browser keeps its own. */
export function meaningOf({ key, ctrlKey, metaKey, altKey }: Pressed): KeyMeaning | undefined {
  if (altKey || metaKey) return undefined
  if (ctrlKey) {
    if (key === 'Home') return { does: 'move', to: 'top' }
    if (key === 'End') return { does: 'move', to: 'bottom' }
    return undefined
  }
  const move = moves[key]
  if (move) return { does: 'move', to: move }
  if (key === 'Delete' || key === 'Backspace') return { does: 'clear' }
  if (key === 'Enter' || key === 'F2' || key === ' ') return { does: 'open' }
  if (key === 'Escape') return { does: 'leave' }
  return letters[key.toLowerCase()]
}

/** A place in the grid; row −1 is the heads of the columns. */
export interface Place {
  row: number
  column: number
}

const rowsOfPage = 10

/** Where a move leads, never out of the grid. */
export function moved({ row, column }: Place, to: Move, rows: number, columns: number): Place {
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  })
  switch (to) {
    case 'left':
      return at(row, column - 1)
    case 'right':
      return at(row, column + 1)
    case 'up':
      return at(row - 1, column)
    case 'down':
      return at(row + 1, column)
    case 'first':
      return at(row, 0)
    case 'last':
      return at(row, columns - 1)
    case 'top':
      return at(0, 0)
    case 'bottom':
      return at(rows - 1, columns - 1)
    case 'pageUp':
      return at(Math.max(0, row - rowsOfPage), column)
    default:
      return at(row + rowsOfPage, column)
  }
}
