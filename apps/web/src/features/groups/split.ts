/** Where each student of the class is taught: the group's id, or nowhere yet. */
export type Places = ReadonlyMap<string, string | null>

export interface Split {
  /** In the order in which they stand on the screen. */
  readonly students: readonly string[]
  /** The first column is for those in no group. */
  readonly columns: readonly (string | null)[]
  readonly places: Places
  /** The row the keys work on. */
  readonly active: number
  /** Where a range began; the range ends at the active row. */
  readonly anchor: number | null
  /** What can be taken back, the latest last. */
  readonly past: readonly Places[]
}

export type SplitAction =
  | { do: 'go'; to: number; isRange?: boolean }
  | { do: 'step'; by: number; isRange?: boolean }
  | { do: 'select-all' }
  /** One column to the left or to the right. */
  | { do: 'shift'; by: -1 | 1 }
  /** Into a column; the keys go on to the next student, so that a whole class is one line of digits. */
  | { do: 'put'; column: number; isMovingOn?: boolean }
  | { do: 'put-row'; row: number; column: number }
  | { do: 'evenly' }
  | { do: 'undo' }
  /** What there is on the server now: all that was done here is forgotten. */
  | { do: 'begin'; split: Split }

// Nobody takes back more than this, and a class is small.
const pastKept = 100

/** A split to begin with. */
export const splitOf = (
  students: readonly string[],
  groups: readonly string[],
  places: Places,
  active = 0,
): Split => ({ students, columns: [null, ...groups], places, active, anchor: null, past: [] })

/** The split after a key. */
export function splitAfter(split: Split, action: SplitAction): Split {
  switch (action.do) {
    case 'go':
      return goTo(split, action.to, action.isRange === true)
    case 'step':
      return goTo(split, split.active + action.by, action.isRange === true)
    case 'select-all':
      return { ...split, anchor: 0, active: Math.max(0, split.students.length - 1) }
    case 'shift':
      return placed(
        split,
        chosenOf(split).map(id => [id, columnAt(split, columnOf(split, id) + action.by)] as const),
      )
    case 'put': {
      if (action.column < 0 || action.column >= split.columns.length) return split
      const column = columnAt(split, action.column)
      const isOne = split.anchor === null
      const next = placed(
        split,
        chosenOf(split).map(id => [id, column] as const),
      )
      return isOne && action.isMovingOn === true ? goTo(next, next.active + 1, false) : next
    }
    case 'put-row': {
      const id = split.students[action.row]
      if (id === undefined) return split
      const ids = chosenOf(split).includes(id) ? chosenOf(split) : [id]
      const next = placed(
        split,
        ids.map(one => [one, columnAt(split, action.column)] as const),
      )
      return { ...next, active: action.row, anchor: ids.length > 1 ? split.anchor : null }
    }
    case 'evenly':
      return placed(split, evenly(split))
    case 'undo': {
      const places = split.past.at(-1)
      return places ? { ...split, places, past: split.past.slice(0, -1) } : split
    }
    default:
      return action.split
  }
}

/** Whom the next key moves. */
export function chosenOf({ students, active, anchor }: Split): readonly string[] {
  if (anchor === null) return students.slice(active, active + 1)
  return students.slice(Math.min(anchor, active), Math.max(anchor, active) + 1)
}

export const columnOf = ({ columns, places }: Split, studentId: string) =>
  Math.max(0, columns.indexOf(places.get(studentId) ?? null))

/** How many are in each column. */
export const countsOf = (split: Split) =>
  split.columns.map(
    (_, column) => split.students.filter(student => columnOf(split, student) === column).length,
  )

/** Whose group is another than it was. */
export const movedOf = (before: Places, now: Split) =>
  now.students.filter(student => (before.get(student) ?? null) !== (now.places.get(student) ?? null))

function goTo(split: Split, to: number, isRange: boolean): Split {
  const active = Math.min(Math.max(0, to), Math.max(0, split.students.length - 1))
  return { ...split, active, anchor: isRange ? (split.anchor ?? split.active) : null }
}

const columnAt = ({ columns }: Split, index: number) =>
  columns[Math.min(Math.max(0, index), columns.length - 1)] ?? null

// The first part of the alphabet to the first group; when it does not come out even, the first groups have one more.
function evenly({ students, columns }: Split): (readonly [string, string | null])[] {
  const groups = columns.slice(1)
  if (groups.length === 0) return []
  const size = Math.floor(students.length / groups.length)
  const larger = students.length % groups.length
  return groups.flatMap((group, index) => {
    const from = index * size + Math.min(index, larger)
    return students
      .slice(from, from + size + (index < larger ? 1 : 0))
      .map(student => [student, group] as const)
  })
}

function placed(split: Split, moves: readonly (readonly [string, string | null])[]): Split {
  const changes = moves.filter(([student, group]) => (split.places.get(student) ?? null) !== group)
  if (changes.length === 0) return split
  const places = new Map(split.places)
  for (const [student, group] of changes) places.set(student, group)
  return { ...split, places, past: [...split.past.slice(-pastKept), split.places] }
}
