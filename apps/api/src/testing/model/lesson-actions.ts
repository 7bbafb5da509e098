import { ApiProblem } from '@diary/contracts/call'
import { homeworkApi } from '@diary/contracts/homework'
import { lessonsApi } from '@diary/contracts/lessons'
import { worksApi } from '@diary/contracts/works'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Run } from './ground.ts'
import type { Cell } from './register.ts'
import { changeSeenOf, choose, pick, place, same, seen, Step, who, words } from './step.ts'

const lessonSaid = fc.oneof(
  fc.option(words).map(topic => ({ topic })),
  fc.boolean().map(isHomeworkNone => ({ isHomeworkNone })),
  fc.boolean().map(isHeld => ({ isHeld })),
  fc.tuple(fc.boolean(), words).map(([isHeld, topic]) => ({ isHeld, topic })),
)
export const fillIn = fc.tuple(who, place, lessonSaid, seen).map(
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

export const addWork = fc.tuple(who, place, fc.option(words)).map(
  ([by, at, topic]) =>
    new Step(`teacher ${by} adds a work at ${at}`, async run => {
      const { lessonId, by: person } = choose(run, by, at)
      const workTypeId = run.ground.school.workTypeIds.get('Тест')
      const body = { workTypeId, ...(topic !== null && { topic }) }
      const { id } = await create(run, by, `/api/v1/lessons/${lessonId}/works`, body)
      run.register.addWork(lessonId, id, { topic }, person)
    }),
)

export const changeWork = fc.tuple(who, place, fc.option(words), seen).map(
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

export const withdrawWork = fc.tuple(who, place, seen).map(
  ([by, at, seen]) =>
    new Step(`teacher ${by} withdraws the work at ${at}, having seen ${seen}`, async run => {
      const { caller, workId, by: person } = choose(run, by, at)
      const ifVersion = changeSeenOf(run.register.works.get(workId) as Cell<unknown>, seen)
      const asked = caller.call(worksApi.withdraw, { params: { workId: workId as never }, ifVersion })
      await same(asked, run.register.withdrawWork(workId, ifVersion, person))
    }),
)

export const giveHomework = fc.tuple(who, place, words).map(
  ([by, at, text]) =>
    new Step(`teacher ${by} gives homework at ${at}`, async run => {
      const { lessonId, by: person } = choose(run, by, at)
      const { id } = await create(run, by, `/api/v1/lessons/${lessonId}/homework`, { text })
      run.register.addHomework(lessonId, id, { text }, person)
    }),
)

export const changeHomework = fc.tuple(who, place, fc.option(words), seen).map(
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

export const retry = fc.tuple(place, fc.boolean()).map(
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
