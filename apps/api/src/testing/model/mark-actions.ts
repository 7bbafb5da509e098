import type { ApiProblem } from '@diary/contracts/call'
import { absenceReason, attendanceApi, observation } from '@diary/contracts/attendance'
import { diaryApi } from '@diary/contracts/diary'
import { marksApi, markValue } from '@diary/contracts/marks'
import fc from 'fast-check'
import { expect } from 'vitest'
import { idOf } from '../classroom.ts'
import { setGuardianship } from './ground.ts'
import { isRefusal, type MarkState } from './register.ts'
import {
  changeSeenOf,
  choose,
  type Chosen,
  place,
  same,
  seen,
  seenOf,
  Step,
  unseen,
  who,
  words,
} from './step.ts'

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

export const giveMark = fc.tuple(who, place, said, fc.option(words), seen).map(
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

export const withdrawMark = fc.tuple(who, place, seen).map(
  ([by, at, seen]) =>
    new Step(`teacher ${by} withdraws the mark at ${at}, having seen ${seen}`, async run => {
      const { caller, workId, studentId, by: person } = choose(run, by, at)
      const ifVersion = changeSeenOf(run.register.mark(workId, studentId), seen)
      const params = { workId: workId as never, studentId: studentId as never }
      const asked = caller.call(marksApi.withdraw, { params, ifVersion })
      await same(asked, run.register.withdrawMark(workId, studentId, ifVersion, person))
    }),
)

export const race = fc
  .tuple(place, fc.shuffledSubarray(markValue.options, { minLength: 2, maxLength: 6 }))
  .map(
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

export const observe = fc
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

export const excuse = fc.tuple(place, fc.option(fc.constantFrom(...absenceReason.options)), seen).map(
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

export const guardianTries = fc.tuple(who, place).map(
  ([by, at]) =>
    new Step(`guardian ${by} looks for another’s child and tries to give a mark at ${at}`, async run => {
      const guardian = run.ground.guardians[by]
      const other = run.ground.guardians[by === 0 ? 1 : 0].student
      await expect(
        guardian.caller.call(diaryApi.show, { params: { studentId: idOf(other) }, query: {} }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^(not-found|not-allowed|token-stale)$/) })
      const chosen = { ...choose(run, 0, at), caller: guardian.caller }
      await expect(putMark(chosen, { value: '5', comment: null }, null)).rejects.toMatchObject({
        code: expect.stringMatching(/^(not-allowed|token-stale)$/),
      })
    }),
)

export const guardianship = fc
  .tuple(who, fc.boolean())
  .map(
    ([by, isActive]) =>
      new Step(`guardianship ${by} ${isActive ? 'stands' : 'ends'}`, run =>
        setGuardianship(run.ground, run.ground.guardians[by], isActive),
      ),
  )
