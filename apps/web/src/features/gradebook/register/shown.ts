import { attendanceKindOf, type AttendanceKind } from '#ui/display/attendance-kind.ts'
import type { Place } from './keys.ts'
import {
  slotOfAttendance,
  slotOfMark,
  type Pending,
  type PendingOfPage,
  type PendingOfRow,
} from './pending.ts'
import type { Cell, Column, Register } from './register.ts'

/** What a cell shows: what is given counts as given while it is on its way, and no longer once it was refused. */
export interface Shown {
  /** Nothing: no mark. `null`: a debt. */
  value: string | null | undefined
  attendance: AttendanceKind | undefined
  lateMinutes: number | null
  hasComment: boolean
  isMadeUp: boolean
  /** The worst of what is pending here. */
  state: Pending['state'] | undefined
}

const gravest: readonly Pending['state'][] = ['conflict', 'refused', 'unsent', 'saving', 'saved']

/** What is pending in a cell: for its mark, and for the student's attendance at its lesson. */
export function pendingIn(row: PendingOfRow | undefined, column: Column) {
  return {
    mark: row?.[slotOfMark(column.lessonId, column.workId)],
    attendance: row?.[slotOfAttendance(column.lessonId)],
  }
}

export function shownIn(cell: Cell, mark: Pending | undefined, attendance: Pending | undefined): Shown {
  const given = isGiven(mark) && mark.intent.kind === 'mark' ? mark.intent.mark : undefined
  const seen = isGiven(attendance) && attendance.intent.kind === 'attendance' ? attendance.intent : undefined
  // Who is seen anew has no reason yet; who is seen the same keeps it.
  const absence = seen
    ? { ...seen, reason: cell.absence?.observation === seen.observation ? cell.absence.reason : null }
    : cell.absence
  return {
    value: given === undefined ? cell.mark?.value : given?.value,
    attendance: absence && attendanceKindOf(absence),
    lateMinutes: absence?.lateMinutes ?? null,
    hasComment: given === undefined ? Boolean(cell.mark?.comment) : Boolean(given?.comment),
    isMadeUp: (given === undefined ? cell.mark?.isMadeUp : given?.isMadeUp) ?? false,
    state: gravest.find(state => mark?.state === state || attendance?.state === state),
  }
}

const isGiven = (pending: Pending | undefined): pending is Pending =>
  pending !== undefined && pending.state !== 'refused' && pending.state !== 'conflict'

/** The first cell that waits for the teacher's decision, in reading order. */
export function firstTrouble({ rows, columns }: Register, pending: PendingOfPage): Place | undefined {
  for (const [rowIndex, row] of rows.entries()) {
    const ofRow = pending.get(row.id)
    if (!ofRow) continue
    const column = columns.findIndex(candidate =>
      Object.values(pendingIn(ofRow, candidate)).some(
        found => found?.state === 'refused' || found?.state === 'conflict',
      ),
    )
    if (column >= 0) return { row: rowIndex, column }
  }
  return undefined
}
