import type { Absence, Observation } from '@diary/contracts/attendance'
import type { Mark, MarkValue } from '@diary/contracts/marks'
import type { WorkType } from '@diary/contracts/works'
import type { FailureCode } from '#platform/problems.ts'
import type { LessonId, StudentId, WorkId } from './register.ts'

/** What the teacher said a mark is to be. */
export interface GivenMark {
  value: MarkValue
  comment: string | null
  isMadeUp: boolean
}

export interface MarkIntent {
  kind: 'mark'
  lessonId: LessonId
  studentId: StudentId
  /** `null`: the lesson has no work yet, and one of this type is made first. */
  workId: WorkId | null
  workTypeId: WorkType['id'] | null
  /** `null` withdraws the mark. */
  mark: GivenMark | null
}

export interface AttendanceIntent {
  kind: 'attendance'
  lessonId: LessonId
  studentId: StudentId
  observation: Observation
  lateMinutes: number | null
}

export type Intent = MarkIntent | AttendanceIntent

/**
 * How far something given in a cell has come. `unsent`: no way to the server, it is tried again by itself.
 * `refused`: the server said no, the cell shows what it was. `conflict`: somebody else was faster.
 */
export type Pending = { intent: Intent; turn: number } & (
  | { state: 'saving' | 'saved' | 'unsent' }
  | { state: 'refused'; code: FailureCode }
  | { state: 'conflict'; theirs: Mark | Absence | null }
)

/** What is pending in the cells of one student, by the key of the slot. */
export type PendingOfRow = Readonly<Record<string, Pending>>
export type PendingOfPage = ReadonlyMap<StudentId, PendingOfRow>

export const slotOfMark = (lessonId: LessonId, workId: WorkId | null) => `mark ${workId ?? lessonId}`
export const slotOfAttendance = (lessonId: LessonId) => `attendance ${lessonId}`

export const slotOf = (intent: Intent): string =>
  intent.kind === 'mark' ? slotOfMark(intent.lessonId, intent.workId) : slotOfAttendance(intent.lessonId)

/** How many cells are in each state: what the page says about itself as a whole. */
export function countStates(pending: PendingOfPage): Record<Pending['state'], number> {
  const counts = { saving: 0, saved: 0, unsent: 0, refused: 0, conflict: 0 }
  for (const row of pending.values()) {
    for (const { state } of Object.values(row)) counts[state] += 1
  }
  return counts
}
