import { ApiProblem } from '@diary/contracts/call'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Caller } from '../api.ts'
import { compareReads } from './compare.ts'
import type { Run } from './ground.ts'
import { type Cell, isRefusal, type Outcome } from './register.ts'

/** One step of a random story: it is told to the API and to the model, and both must come to the same. */
export class Step implements fc.AsyncCommand<object, Run> {
  constructor(
    private readonly label: string,
    private readonly act: (run: Run) => Promise<void>,
  ) {}
  check = () => true
  async run(_: object, run: Run) {
    await this.act(run)
    await compareReads(run)
  }
  toString = () => this.label
}

/** Which version one claims to have seen. */
type Seen = 'current' | 'nothing' | 'stale' | 'made up'
export const seenOf = ({ live, version }: Cell<unknown>, seen: Seen): number | null =>
  ({
    current: live ? version : null,
    nothing: null,
    stale: Math.max(version - 1, 0),
    'made up': version + 5,
  })[seen]
/** Version 0 is that of what never was. */
export const unseen = (version: number | null) => version || null
export const changeSeenOf = (cell: Cell<unknown>, seen: Seen): number =>
  seenOf(cell, seen) ?? cell.version + 9

export const who = fc.constantFrom(0 as const, 1 as const)
export const place = fc.nat(7)
export const seen = fc.constantFrom<Seen>('current', 'current', 'current', 'nothing', 'stale', 'made up')
export const words = fc.constantFrom('Дроби', 'Ёжик в тумане', '🧮 счёт', 'x'.repeat(200), 'Повторение')
export const pick = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('Nothing to choose from')
  return item
}

export interface Chosen {
  readonly caller: Caller
  readonly by: string
  readonly lessonId: string
  readonly workId: string
  readonly homeworkId: string | undefined
  readonly studentId: string
}
export function choose({ ground, register }: Run, by: 0 | 1, index: number): Chosen {
  const homework = [...register.homework.keys()]
  return {
    caller: ground.teachers[by].caller,
    by: ground.teachers[by].person.id,
    lessonId: pick([...register.lessons.keys()], index),
    workId: pick([...register.works.keys()], index),
    homeworkId: homework.length > 0 ? pick(homework, index) : undefined,
    studentId: pick(ground.students, index >> 1).id,
  }
}

/** Compares what the API came to with what the model says it should. */
export async function same<State extends object>(
  asked: Promise<unknown>,
  expected: Outcome<State>,
  nothing: object | null = null,
): Promise<void> {
  const answer = await asked.catch((refusal: unknown) => {
    if (refusal instanceof ApiProblem) return refusal
    throw refusal
  })
  const shown = ({ state, version }: { state: State | undefined; version: number }): unknown =>
    state ? expect.objectContaining<object>({ ...state, version }) : nothing && { ...nothing, version }
  if (!isRefusal(expected)) {
    if (answer instanceof ApiProblem) throw answer
    if (answer !== undefined) expect(answer).toEqual(shown(expected))
    return
  }
  if (!(answer instanceof ApiProblem))
    throw new Error(`Expected ${expected.code}, not ${JSON.stringify(answer)}`)
  expect(answer.code).toBe(expected.code)
  if (expected.current) expect(answer.current ?? null).toEqual(shown(expected.current))
}
