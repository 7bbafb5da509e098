import { absence as absenceShape, attendanceApi } from '@diary/contracts/attendance'
import { ApiProblem, call } from '@diary/contracts/call'
import type { GradebookPage } from '@diary/contracts/gradebooks'
import { mark as markShape, marksApi } from '@diary/contracts/marks'
import { worksApi, type WorkType } from '@diary/contracts/works'
import { z } from 'zod'
import { randomKey } from '@diary/contracts/call'
import { codeOf } from '#platform/problems.ts'
import { sessionFetch } from '#platform/session/session.ts'
import { absenceIn, markIn, withAbsence, withMark, withWork } from './page-changes.ts'
import {
  slotOf,
  type AttendanceIntent,
  type Intent,
  type MarkIntent,
  type Pending,
  type PendingOfPage,
} from './pending.ts'
import type { LessonId, StudentId, WorkId } from './register.ts'

/** The page in the query cache: read for the versions, changed by what the server answers. */
export interface PageInCache {
  read: () => GradebookPage
  change: (change: (page: GradebookPage) => GradebookPage) => void
}

const savedIsShownMs = 2500
const retryMs = [2000, 5000, 10_000, 30_000]
// Everything else is an answer: sending the same again would be refused again.
const isWorthAnotherTry = (code: string) =>
  code === 'network' || code === 'overloaded' || code === 'too-many-requests' || code === 'request-under-way'

/**
 * Sends what is given in the cells, one thing after the other in each cell and all cells side by side, and knows how
 * far each has come.
 */
export class RegisterWriter {
  readonly #page: PageInCache
  readonly #lanes = new Map<string, Promise<void>>()
  readonly #works = new Map<LessonId, { key: string; made?: Promise<WorkId> | undefined }>()
  readonly #listeners = new Set<() => void>()
  readonly #hearers = new Set<(settled: Pending) => void>()
  #pending: PendingOfPage = new Map()
  #turn = 0
  #tries = 0
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(page: PageInCache) {
    this.#page = page
  }

  readonly snapshot = (): PendingOfPage => this.#pending
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Calls back whenever something was saved, refused, or could not be sent. */
  readonly onSettled = (hear: (settled: Pending) => void) => {
    this.#hearers.add(hear)
    return () => void this.#hearers.delete(hear)
  }

  /** Goes on with what could not be sent whenever the network comes back. */
  start() {
    addEventListener('online', this.sendAgain)
    return () => {
      removeEventListener('online', this.sendAgain)
      clearTimeout(this.#retry)
    }
  }

  /** Gives, corrects or withdraws; shown at once, sent after whatever is still under way for the same cell. */
  submit(intent: Intent) {
    const pending: Pending = { intent, turn: ++this.#turn, state: 'saving' }
    this.#set(intent.studentId, slotOf(intent), pending)
    const lane = `${intent.lessonId} ${intent.studentId}`
    const sent = (this.#lanes.get(lane) ?? Promise.resolve()).then(() => this.#send(pending))
    this.#lanes.set(lane, sent)
    void sent.then(() => {
      if (this.#lanes.get(lane) === sent) this.#lanes.delete(lane)
    })
  }

  /** A work is being made for the lesson: what is given meanwhile belongs to it. */
  isMakingWork = (lessonId: LessonId): boolean => this.#works.get(lessonId)?.made !== undefined

  /** Puts a refusal or a conflict away: what the server has stands. */
  dismiss(studentId: StudentId, slot: string) {
    this.#set(studentId, slot, undefined)
  }

  /** Says the same once more: against the version of the other person, or after a refusal. */
  repeat(studentId: StudentId, slot: string) {
    const pending = this.#pending.get(studentId)?.[slot]
    if (pending) this.submit(pending.intent)
  }

  readonly sendAgain = () => {
    clearTimeout(this.#retry)
    for (const row of this.#pending.values()) {
      for (const { state, intent } of Object.values(row)) if (state === 'unsent') this.submit(intent)
    }
  }

  async #send(pending: Pending) {
    // Said again meanwhile: only the last word counts.
    if (!this.#isLatest(pending)) return
    let sent = pending
    try {
      if (pending.intent.kind === 'attendance') {
        await this.#sendAttendance(pending.intent)
      } else {
        const workId = pending.intent.workId ?? (await this.#workFor(pending.intent))
        // While the work was being made the teacher may have changed their mind.
        if (!this.#isLatest(pending)) return
        sent = this.#moveToWork(pending, pending.intent, workId)
        await this.#sendMark(pending.intent, workId)
      }
      this.#tries = 0
      this.#settle(sent, { ...sent, state: 'saved' })
    } catch (error) {
      this.#fail(sent, error)
    }
  }

  /** A cell of a lesson without works becomes a cell of its first work. */
  #moveToWork(pending: Pending, intent: MarkIntent, workId: WorkId): Pending {
    if (intent.workId) return pending
    const moved = { ...pending, intent: { ...intent, workId } }
    this.#set(intent.studentId, slotOf(intent), undefined)
    this.#set(intent.studentId, slotOf(moved.intent), moved)
    return moved
  }

  async #sendMark({ studentId, mark }: MarkIntent, workId: WorkId) {
    const params = { workId, studentId }
    const current = markIn(this.#page.read(), workId, studentId)
    if (mark) {
      const { value, comment, isMadeUp } = mark
      const body = { value, isDebt: false, isMadeUp, ...(comment && { comment }) }
      const ifVersion = current?.version ?? null
      const given = await call(marksApi.put, { params, body, ifVersion }, sessionFetch)
      this.#page.change(page => withMark(page, workId, studentId, given))
    } else if (current) {
      await call(marksApi.withdraw, { params, ifVersion: current.version }, sessionFetch)
      this.#page.change(page => withMark(page, workId, studentId, null))
    }
  }

  async #sendAttendance({ lessonId, studentId, observation, lateMinutes }: AttendanceIntent) {
    const current = absenceIn(this.#page.read(), lessonId, studentId)
    const body = { observation, ...(lateMinutes !== null && { lateMinutes }) }
    const params = { lessonId, studentId }
    const seen = await call(
      attendanceApi.put,
      { params, body, ifVersion: current?.version ?? null },
      sessionFetch,
    )
    this.#page.change(page => withAbsence(page, lessonId, studentId, seen))
  }

  /** Makes the lesson's first work once, however many marks wait for it. */
  async #workFor({ lessonId, workTypeId }: MarkIntent): Promise<WorkId> {
    const there = this.#page.read().lessons.find(({ id }) => id === lessonId)?.works[0]
    if (there) return there.id
    if (!workTypeId) throw new Error('a mark without a work needs the type of the work')
    const making = this.#works.get(lessonId) ?? { key: randomKey() }
    this.#works.set(lessonId, making)
    making.made ??= this.#makeWork(lessonId, workTypeId, making.key).catch((error: unknown) => {
      // The key stays: should the answer only have been lost, a retry makes no second work.
      making.made = undefined
      throw error
    })
    return making.made
  }

  async #makeWork(lessonId: LessonId, workTypeId: WorkType['id'], idempotencyKey: string) {
    const sent = { params: { lessonId }, body: { workTypeId }, idempotencyKey }
    const work = await call(worksApi.create, sent, sessionFetch)
    this.#page.change(page => withWork(page, work))
    return work.id
  }

  #fail(pending: Pending, error: unknown) {
    const code = codeOf(error)
    if (isWorthAnotherTry(code)) {
      this.#settle(pending, { ...pending, state: 'unsent' })
      this.#scheduleRetry()
    } else if (error instanceof ApiProblem && code === 'changed-meanwhile') {
      this.#settle(pending, {
        ...pending,
        state: 'conflict',
        theirs: this.#takeCurrent(pending.intent, error),
      })
    } else {
      if (code === 'unexpected') console.warn(error)
      this.#settle(pending, { ...pending, state: 'refused', code })
    }
  }

  /** What the other person wrote is the truth from now on, whatever is decided about one's own. */
  #takeCurrent(intent: Intent, { current }: ApiProblem) {
    const { studentId, lessonId } = intent
    if (intent.kind === 'attendance') {
      const said = z.safeDecode(absenceShape, current as never)
      const theirs = said.success ? said.data : null
      this.#page.change(page => withAbsence(page, lessonId, studentId, theirs))
      return theirs
    }
    const said = z.safeDecode(markShape, current as never)
    const theirs = said.success ? said.data : null
    const { workId } = intent
    if (workId) this.#page.change(page => withMark(page, workId, studentId, theirs))
    return theirs
  }

  #scheduleRetry() {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(this.sendAgain, retryMs[Math.min(this.#tries++, retryMs.length - 1)])
  }

  #isLatest({ intent, turn }: Pending): boolean {
    return this.#pending.get(intent.studentId)?.[slotOf(intent)]?.turn === turn
  }

  #settle(pending: Pending, settled: Pending) {
    if (!this.#isLatest(pending)) return
    const { intent } = settled
    this.#set(intent.studentId, slotOf(intent), settled)
    for (const hear of this.#hearers) hear(settled)
    if (settled.state !== 'saved') return
    setTimeout(() => {
      if (this.#isLatest(settled)) this.#set(intent.studentId, slotOf(intent), undefined)
    }, savedIsShownMs)
  }

  #set(studentId: StudentId, slot: string, pending: Pending | undefined) {
    const { [slot]: _, ...others } = this.#pending.get(studentId) ?? {}
    const row = pending ? { ...others, [slot]: pending } : others
    const next = new Map(this.#pending)
    if (Object.keys(row).length > 0) next.set(studentId, row)
    else next.delete(studentId)
    this.#pending = next
    for (const listener of this.#listeners) listener()
  }
}
