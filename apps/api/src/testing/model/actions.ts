import { ApiProblem } from '@diary/contracts/call'
import { absenceReason, attendanceApi, observation } from '@diary/contracts/attendance'
import { homeworkApi } from '@diary/contracts/homework'
import { lessonsApi } from '@diary/contracts/lessons'
import { marksApi, markValue } from '@diary/contracts/marks'
import { worksApi } from '@diary/contracts/works'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Caller } from '../api.ts'
import { compareReads } from './compare.ts'
import { type Run, setGuardianship } from './ground.ts'
import type { Cell, MarkState, Outcome } from './register.ts'
import { isRefusal } from './register.ts'

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
const seenOf = ({ live, version }: Cell<unknown>, seen: Seen): number | null =>
  ({
    current: live ? version : null,
    nothing: null,
    stale: Math.max(version - 1, 0),
    'made up': version + 5,
  })[seen]
/** Version 0 is that of what never was. */
const unseen = (version: number | null) => version || null
const changeSeenOf = (cell: Cell<unknown>, seen: Seen): number => seenOf(cell, seen) ?? cell.version + 9

const who = fc.constantFrom(0 as const, 1 as const)
const place = fc.nat(7)
const seen = fc.constantFrom<Seen>('current', 'current', 'current', 'nothing', 'stale', 'made up')
const words = fc.constantFrom('Дроби', 'Ёжик в тумане', '🧮 счёт', 'x'.repeat(200), 'Повторение')
const pick = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('Nothing to choose from')
  return item
}

interface Chosen {
  readonly caller: Caller
  readonly by: string
  readonly lessonId: string
  readonly workId: string
  readonly homeworkId: string | undefined
  readonly studentId: string
}
function choose({ ground, register }: Run, by: 0 | 1, index: number): Chosen {
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
async function same<State extends object>(
  asked: Promise<unknown>,
  expected: Outcome<State>,
  nothing: object | null = null,
): Promise<void> {
  const answer = await asked.catch((refusal: unknown) => {
    if (refusal instanceof ApiProblem) return refusal
    throw refusal
  })
  const shown = ({ state, version }: { state: State | undefined; version: number }): unknown =>
    state ? expect.objectContaining({ ...state, version } as object) : nothing && { ...nothing, version }
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

const markBody = ({ value, comment }: MarkState) => ({
  value,
  isDebt: value === null,
  isMadeUp: false,
  ...(comment !== null && { comment }),
})
const putMark = ({ caller, workId, studentId }: Chosen, said: MarkState, ifVersion: number | null) =>
  caller.call(marksApi.put, {
    params: { workId: workId as never, studentId: studentId as never },
    body: markBody(said),
    ifVersion,
  })

const said = fc.option(fc.constantFrom(...markValue.options))
// A comment tells whose mark it is: found with anyone else, it would give the leak away.
const commentFor = (studentId: string, word: string | null) => word && `${word} ${studentId}`

const giveMark = fc.tuple(who, place, said, fc.option(words), seen).map(
  ([by, at, value, word, seen]) =>
    new Step(`teacher ${by} gives ${value} at ${at}, having seen ${seen}`, async run => {
      const chosen = choose(run, by, at)
      const { workId, studentId } = chosen
      const state = { value, comment: commentFor(studentId, word) }
      const version = seenOf(run.register.mark(workId, studentId), seen)
      const asked = putMark(chosen, state, version)
      await same(asked, run.register.giveMark(workId, studentId, state, unseen(version), chosen.by))
    }),
)

const withdrawMark = fc.tuple(who, place, seen).map(
  ([by, at, seen]) =>
    new Step(`teacher ${by} withdraws the mark at ${at}, having seen ${seen}`, async run => {
      const { caller, workId, studentId, by: person } = choose(run, by, at)
      const ifVersion = changeSeenOf(run.register.mark(workId, studentId), seen)
      const params = { workId: workId as never, studentId: studentId as never }
      const asked = caller.call(marksApi.withdraw, { params, ifVersion })
      await same(asked, run.register.withdrawMark(workId, studentId, ifVersion, person))
    }),
)

const race = fc.tuple(place, fc.shuffledSubarray(markValue.options, { minLength: 2, maxLength: 6 })).map(
  ([at, values]) =>
    new Step(`both teachers give ${values.join()} at ${at} at the same moment`, async run => {
      const { workId, studentId } = choose(run, 0, at)
      const cell = run.register.mark(workId, studentId)
      const ifVersion = cell.live ? cell.version : null
      const tried = values
        .filter(value => value !== cell.live?.value)
        .map(async (value, index) => {
          const chosen = { ...choose(run, (index % 2) as 0 | 1, at), workId, studentId }
          const state = { value, comment: null }
          const code = await putMark(chosen, state, ifVersion).then(
            () => 'won',
            (refusal: ApiProblem) => refusal.code,
          )
          return { state, by: chosen.by, code }
        })
      const outcomes = await Promise.all(tried)
      const won = outcomes.filter(({ code }) => code === 'won')
      const lost = new Set(outcomes.filter(({ code }) => code !== 'won').map(({ code }) => code))
      // Whoever came first is the only one; where nobody may, everyone is told why.
      const [first = outcomes[0]] = won
      if (!first) return
      const expected = run.register.giveMark(workId, studentId, first.state, ifVersion, first.by)
      expect(won).toHaveLength(isRefusal(expected) ? 0 : 1)
      for (const code of lost) expect(code).toBe(isRefusal(expected) ? expected.code : 'changed-meanwhile')
    }),
)

const observe = fc
  .tuple(who, place, fc.constantFrom(...observation.options), fc.integer({ min: 1, max: 40 }), seen)
  .map(
    ([by, at, observation, minutes, seen]) =>
      new Step(`teacher ${by} sees ${observation} at ${at}, having seen ${seen}`, async run => {
        const { caller, lessonId, studentId, by: person } = choose(run, by, at)
        const ifVersion = seenOf(run.register.absence(lessonId, studentId), seen)
        const isLate = observation === 'late'
        const asked = caller.call(attendanceApi.put, {
          params: { lessonId: lessonId as never, studentId: studentId as never },
          body: { observation, ...(isLate && { lateMinutes: minutes }) },
          ifVersion,
        })
        const state = { observation, lateMinutes: isLate ? minutes : null }
        // `0`: the version of an absence that never was.
        const version = ifVersion === 0 ? null : ifVersion
        const expected = run.register.observe(lessonId, studentId, state, version, person)
        await same(asked, expected, {
          studentId,
          observation: 'present',
          lateMinutes: null,
          reason: null,
          reasonNote: null,
        })
      }),
  )

const excuse = fc.tuple(place, fc.option(fc.constantFrom(...absenceReason.options)), seen).map(
  ([at, reason, seen]) =>
    new Step(`the class teacher says ${reason} at ${at}, having seen ${seen}`, async run => {
      const { caller, lessonId, studentId, by } = choose(run, 1, at)
      const ifVersion = changeSeenOf(run.register.absence(lessonId, studentId), seen)
      const asked = caller.call(attendanceApi.putReason, {
        params: { lessonId: lessonId as never, studentId: studentId as never },
        body: { reason },
        ifVersion,
      })
      await same(asked, run.register.excuse(lessonId, studentId, reason, ifVersion, by), {
        studentId,
        observation: 'present',
        lateMinutes: null,
        reason: null,
        reasonNote: null,
      })
    }),
)

const lessonSaid = fc.oneof(
  fc.option(words).map(topic => ({ topic })),
  fc.boolean().map(isHomeworkNone => ({ isHomeworkNone })),
  fc.boolean().map(isHeld => ({ isHeld })),
  fc.tuple(fc.boolean(), words).map(([isHeld, topic]) => ({ isHeld, topic })),
)
const fillIn = fc.tuple(who, place, lessonSaid, seen).map(
  ([by, at, body, seen]) =>
    new Step(`teacher ${by} fills in ${JSON.stringify(body)} at ${at}, having seen ${seen}`, async run => {
      const { caller, lessonId, by: person } = choose(run, by, at)
      const cell = run.register.lessons.get(lessonId)
      if (!cell) throw new Error('A chosen lesson is known')
      const ifVersion = changeSeenOf(cell, seen)
      const asked = caller
        .call(lessonsApi.update, { params: { lessonId: lessonId as never }, body, ifVersion })
        .then(withHeld, (refusal: ApiProblem) => {
          throw new ApiProblem(
            refusal.code,
            refusal.errors,
            refusal.current && withHeld(refusal.current as never),
          )
        })
      await same(asked, run.register.fillIn(lessonId, body, ifVersion, person))
    }),
)
const withHeld = (lesson: { status: string }) => ({ ...lesson, isHeld: lesson.status === 'held' })

/** A request that creates, kept so that it can be sent again. */
async function create(run: Run, by: 0 | 1, url: string, body: unknown): Promise<{ id: string }> {
  const key = randomUUID()
  const { status, answer } = await post(run, by, url, body, key)
  expect(status, answer).toBe(201)
  run.created.push({ url, body, key, answer, by })
  return JSON.parse(answer) as { id: string }
}
async function post({ ground }: Run, by: number, url: string, body: unknown, key: string) {
  const caller = pick(ground.teachers, by).caller
  const response = await caller.send('POST', url, { body, headers: { 'idempotency-key': key } })
  return { status: response.status, answer: await response.text() }
}

const addWork = fc.tuple(who, place, fc.option(words)).map(
  ([by, at, topic]) =>
    new Step(`teacher ${by} adds a work at ${at}`, async run => {
      const { lessonId, by: person } = choose(run, by, at)
      const workTypeId = run.ground.school.workTypeIds.get('Тест')
      const body = { workTypeId, ...(topic !== null && { topic }) }
      const { id } = await create(run, by, `/api/v1/lessons/${lessonId}/works`, body)
      run.register.addWork(lessonId, id, { topic }, person)
    }),
)

const changeWork = fc.tuple(who, place, fc.option(words), seen).map(
  ([by, at, topic, seen]) =>
    new Step(`teacher ${by} changes the work at ${at}, having seen ${seen}`, async run => {
      const { caller, workId, by: person } = choose(run, by, at)
      const ifVersion = changeSeenOf(run.register.works.get(workId) as Cell<unknown>, seen)
      const asked = caller.call(worksApi.update, {
        params: { workId: workId as never },
        body: { topic },
        ifVersion,
      })
      await same(asked, run.register.changeWork(workId, topic, ifVersion, person))
    }),
)

const withdrawWork = fc.tuple(who, place, seen).map(
  ([by, at, seen]) =>
    new Step(`teacher ${by} withdraws the work at ${at}, having seen ${seen}`, async run => {
      const { caller, workId, by: person } = choose(run, by, at)
      const ifVersion = changeSeenOf(run.register.works.get(workId) as Cell<unknown>, seen)
      const asked = caller.call(worksApi.withdraw, { params: { workId: workId as never }, ifVersion })
      await same(asked, run.register.withdrawWork(workId, ifVersion, person))
    }),
)

const giveHomework = fc.tuple(who, place, words).map(
  ([by, at, text]) =>
    new Step(`teacher ${by} gives homework at ${at}`, async run => {
      const { lessonId, by: person } = choose(run, by, at)
      const { id } = await create(run, by, `/api/v1/lessons/${lessonId}/homework`, { text })
      run.register.addHomework(lessonId, id, { text }, person)
    }),
)

const changeHomework = fc.tuple(who, place, fc.option(words), seen).map(
  ([by, at, text, seen]) =>
    new Step(
      `teacher ${by} ${text ? 'changes' : 'withdraws'} homework at ${at}, having seen ${seen}`,
      async run => {
        const { caller, homeworkId, by: person } = choose(run, by, at)
        if (!homeworkId) return
        const ifVersion = changeSeenOf(run.register.homework.get(homeworkId) as Cell<unknown>, seen)
        const params = { homeworkId: homeworkId as never }
        if (text === null)
          await same(
            caller.call(homeworkApi.withdraw, { params, ifVersion }),
            run.register.withdrawHomework(homeworkId, ifVersion, person),
          )
        else
          await same(
            caller.call(homeworkApi.update, { params, body: { text }, ifVersion }),
            run.register.changeHomework(homeworkId, text, ifVersion, person),
          )
      },
    ),
)

const retry = fc.tuple(place, fc.boolean()).map(
  ([at, isOther]) =>
    new Step(`an earlier request is sent again${isOther ? ' with another body' : ''}`, async run => {
      if (run.created.length === 0) return
      const { url, body, key, answer, by } = pick(run.created, at)
      const again = await post(
        run,
        by,
        url,
        isOther ? { ...(body as object), text: 'иное', topic: 'иное' } : body,
        key,
      )
      if (isOther) expect([again.status]).toEqual([422])
      else expect(again).toEqual({ status: 201, answer })
    }),
)

const guardianTries = fc.tuple(who, place).map(
  ([by, at]) =>
    new Step(`guardian ${by} tries to give a mark at ${at}`, async run => {
      const guardian = run.ground.guardians[by]
      const chosen = { ...choose(run, 0, at), caller: guardian.caller }
      await expect(putMark(chosen, { value: '5', comment: null }, null)).rejects.toMatchObject({
        code: expect.stringMatching(/^(not-allowed|token-stale)$/),
      })
    }),
)

const guardianship = fc
  .tuple(who, fc.boolean())
  .map(
    ([by, isActive]) =>
      new Step(`guardianship ${by} ${isActive ? 'stands' : 'ends'}`, run =>
        setGuardianship(run.ground, run.ground.guardians[by], isActive),
      ),
  )

/** Whatever two teachers and two guardians may do, marks above all. */
export const steps = [
  ...[
    giveMark,
    giveMark,
    giveMark,
    race,
    withdrawMark,
    observe,
    observe,
    excuse,
    fillIn,
    addWork,
    changeWork,
  ],
  ...[withdrawWork, giveHomework, changeHomework, changeHomework, retry, guardianTries, guardianship],
]
