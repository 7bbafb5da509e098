import type { AbsenceReason, Observation } from '@diary/contracts/attendance'
import type { MarkValue } from '@diary/contracts/marks'
import type { ProblemCode } from '@diary/contracts/problem'

// What the register should be after everything that was said to it: the rules told once more, as plainly as possible and
// without a database, so that whatever the API makes of them can be compared.

/** A thing that can be edited: what it is now (absent: nothing, or withdrawn), its version, and all it has been. */
export interface Cell<State> {
  live: State | undefined
  version: number
  readonly past: { readonly state: State | undefined; readonly by: string | null }[]
}

export interface MarkState {
  readonly value: MarkValue | null
  readonly comment: string | null
}
export interface AbsenceState {
  readonly observation: Exclude<Observation, 'present'>
  readonly lateMinutes: number | null
  readonly reason: AbsenceReason | null
}
export interface LessonState {
  readonly topic: string | null
  readonly isHomeworkNone: boolean
  readonly isHeld: boolean
}
export interface WorkState {
  readonly topic: string | null
}
export interface HomeworkState {
  readonly text: string
}

/** What a request should come to: the state and version it answers with, or a refusal with what is there now. */
export type Outcome<State> =
  | { readonly state: State | undefined; readonly version: number }
  | { readonly code: ProblemCode; readonly current?: { state: State | undefined; version: number } }

export const isRefusal = <State>(
  outcome: Outcome<State>,
): outcome is Extract<Outcome<State>, { code: ProblemCode }> => 'code' in outcome

const emptyCell = <State>(): Cell<State> => ({ live: undefined, version: 0, past: [] })

/** A cell that begins as something, at version 1; `by`: who made it, when the history tells. */
export const cellOf = <State>(live: State, by?: string | null): Cell<State> => ({
  live,
  version: 1,
  past: by === undefined ? [] : [{ state: live, by }],
})

const now = <State>({ live, version }: Cell<State>) => ({ state: live, version })
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function write<State>(cell: Cell<State>, state: State | undefined, by: string): Outcome<State> {
  cell.live = state
  cell.version++
  cell.past.push({ state, by })
  return now(cell)
}

const stale = <State>(cell: Cell<State>): Outcome<State> => ({
  code: 'changed-meanwhile',
  current: now(cell),
})

/** The register of one gradebook, and who of its families may read. */
export class Register {
  readonly lessons = new Map<string, Cell<LessonState>>()
  readonly works = new Map<string, Cell<WorkState> & { readonly lessonId: string }>()
  readonly homework = new Map<string, Cell<HomeworkState> & { readonly lessonId: string }>()
  readonly marks = new Map<string, Cell<MarkState>>()
  readonly absences = new Map<string, Cell<AbsenceState>>()

  mark(workId: string, studentId: string): Cell<MarkState> {
    return cellIn(this.marks, `${workId} ${studentId}`)
  }

  absence(lessonId: string, studentId: string): Cell<AbsenceState> {
    return cellIn(this.absences, `${lessonId} ${studentId}`)
  }

  /** Whether a work, or a lesson, has a mark that stands. */
  hasMarks(of: (workId: string) => boolean): boolean {
    return [...this.marks].some(([key, { live }]) => live && of(key.split(' ')[0] ?? ''))
  }

  giveMark(
    workId: string,
    studentId: string,
    said: MarkState,
    seen: number | null,
    by: string,
  ): Outcome<MarkState> {
    const work = get(this.works, workId)
    if (!work.live) return { code: 'work-withdrawn' }
    if (this.absence(work.lessonId, studentId).live?.observation === 'absent')
      return { code: 'student-absent' }
    const cell = this.mark(workId, studentId)
    if (cell.live && same(cell.live, said)) return now(cell)
    const isSeen = seen === null ? !cell.live : cell.live !== undefined && seen === cell.version
    return isSeen ? write(cell, said, by) : stale(cell)
  }

  withdrawMark(workId: string, studentId: string, seen: number, by: string): Outcome<MarkState> {
    if (!get(this.works, workId).live) return { code: 'work-withdrawn' }
    const cell = this.mark(workId, studentId)
    if (!cell.live) return { code: 'not-found' }
    return seen === cell.version ? write(cell, undefined, by) : stale(cell)
  }

  observe(
    lessonId: string,
    studentId: string,
    said: Pick<AbsenceState, 'lateMinutes'> & { observation: Observation },
    seen: number | null,
    by: string,
  ): Outcome<AbsenceState> {
    const cell = this.absence(lessonId, studentId)
    const { observation, lateMinutes } = said
    const { live } = cell
    if ((live?.observation ?? 'present') === observation && (live?.lateMinutes ?? null) === lateMinutes)
      return now(cell)
    const isSeen = seen === null ? !live : seen === cell.version
    if (!isSeen) return stale(cell)
    if (observation === 'present') return write(cell, undefined, by)
    return write(cell, { observation, lateMinutes, reason: live?.reason ?? null }, by)
  }

  excuse(
    lessonId: string,
    studentId: string,
    reason: AbsenceReason | null,
    seen: number,
    by: string,
  ): Outcome<AbsenceState> {
    const cell = this.absence(lessonId, studentId)
    if (!cell.live) return { code: 'not-found' }
    if (cell.live.reason === reason) return now(cell)
    return seen === cell.version ? write(cell, { ...cell.live, reason }, by) : stale(cell)
  }

  fillIn(lessonId: string, said: Partial<LessonState>, seen: number, by: string): Outcome<LessonState> {
    const cell = get(this.lessons, lessonId)
    if (!cell.live) throw new Error('A lesson is never withdrawn')
    const next = { ...cell.live, ...said }
    if (same(next, cell.live)) return now(cell)
    if (cell.live.isHeld && !next.isHeld && this.hasRecords(lessonId)) return { code: 'lesson-has-marks' }
    return seen === cell.version ? write(cell, next, by) : stale(cell)
  }

  private hasRecords(lessonId: string): boolean {
    const hasAbsence = [...this.absences].some(([key, { live }]) => live && key.startsWith(lessonId))
    return hasAbsence || this.hasMarks(workId => this.works.get(workId)?.lessonId === lessonId)
  }

  addWork(lessonId: string, workId: string, state: WorkState, by: string): void {
    this.works.set(workId, { ...cellOf(state, by), lessonId })
  }

  changeWork(workId: string, topic: string | null, seen: number, by: string): Outcome<WorkState> {
    const cell = get(this.works, workId)
    if (!cell.live) return { code: 'work-withdrawn' }
    if (cell.live.topic === topic) return now(cell)
    return seen === cell.version ? write(cell, { topic }, by) : stale(cell)
  }

  withdrawWork(workId: string, seen: number, by: string): Outcome<WorkState> {
    const cell = get(this.works, workId)
    if (!cell.live) return { code: 'work-withdrawn' }
    if (this.hasMarks(id => id === workId)) return { code: 'work-has-marks' }
    return seen === cell.version ? write(cell, undefined, by) : stale(cell)
  }

  /** Who gives homework no longer says that there is none. */
  addHomework(lessonId: string, homeworkId: string, state: HomeworkState, by: string): void {
    this.homework.set(homeworkId, { ...cellOf(state, by), lessonId })
    const lesson = get(this.lessons, lessonId)
    if (lesson.live?.isHomeworkNone) write(lesson, { ...lesson.live, isHomeworkNone: false }, by)
  }

  changeHomework(homeworkId: string, text: string, seen: number, by: string): Outcome<HomeworkState> {
    const cell = get(this.homework, homeworkId)
    if (!cell.live) return { code: 'not-found' }
    if (cell.live.text === text) return now(cell)
    return seen === cell.version ? write(cell, { text }, by) : stale(cell)
  }

  withdrawHomework(homeworkId: string, seen: number, by: string): Outcome<HomeworkState> {
    const cell = get(this.homework, homeworkId)
    if (!cell.live) return { code: 'not-found' }
    return seen === cell.version ? write(cell, undefined, by) : stale(cell)
  }
}

function cellIn<State>(cells: Map<string, Cell<State>>, key: string): Cell<State> {
  const cell = cells.get(key) ?? emptyCell<State>()
  cells.set(key, cell)
  return cell
}

function get<Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing {
  const thing = things.get(id)
  if (!thing) throw new Error(`The model knows no ${id}`)
  return thing
}
