import { homeworkApi } from '@diary/contracts/homework'
import { lessonsApi } from '@diary/contracts/lessons'
import type { MadeLesson } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi, testNow } from '#testing/api'
import { behindTheWalls, historyOf } from '#testing/behind'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
const behind = behindTheWalls()
let it: Awaited<ReturnType<typeof makeClassroom>>
let teacher: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  teacher = await enter(api, it.teacher)
})
beforeEach(() => api.setNow(testNow))

/** A gradebook of its own, so that the next lesson is the one the test means. */
async function lessonsOn(...places: [day: string, number: number, more?: object][]) {
  const gradebook = await api.make.gradebook({
    class: it.fifth,
    teacher: it.teacher,
    subject: `Предмет ${randomUUID()}`,
  })
  const lessons: MadeLesson[] = []
  for (const [day, number, more] of places)
    lessons.push(await api.make.lesson({ gradebook, day, number, ...more }))
  return lessons as [MadeLesson, MadeLesson, MadeLesson]
}
interface Asked {
  text?: string
  dueOn?: string
  dueLessonId?: string
  minutes?: number | null
  studentIds?: string[]
}
const give = (lesson: MadeLesson, asked: Asked = {}) =>
  teacher.call(homeworkApi.create, {
    params: { lessonId: idOf(lesson) },
    body: { text: '§ 5', ...asked } as never,
  })
const correct = (homework: { id: string }, asked: Asked, ifVersion: number) =>
  teacher.call(homeworkApi.update, {
    params: { homeworkId: idOf(homework) },
    body: asked as never,
    ifVersion,
  })

describe('when homework is due', () => {
  test('unless said otherwise at the group’s next lesson that takes place', async () => {
    const [given, , next] = await lessonsOn(
      ['2026-11-23', 2],
      ['2026-11-24', 1, { status: 'cancelled', change: 'cancel' }],
      ['2026-11-25', 4],
    )
    expect(await give(given)).toMatchObject({ dueOn: '2026-11-25', dueLessonId: next.id, version: 1 })
  })

  test('the next lesson may be on the same day', async () => {
    const [given, next] = await lessonsOn(['2026-11-23', 2], ['2026-11-23', 3])
    expect(await give(given)).toMatchObject({ dueOn: '2026-11-23', dueLessonId: next.id })
  })

  test('after the last lesson there is the next school day', async () => {
    const [given] = await lessonsOn(['2026-11-27', 2])
    expect(await give(given)).toMatchObject({ dueOn: '2026-11-30', dueLessonId: null })
  })

  test('on a day that was said, at that day’s lesson if there is one', async () => {
    const [given, , later] = await lessonsOn(['2026-11-23', 2], ['2026-11-24', 2], ['2026-11-26', 2])
    expect(await give(given, { dueOn: '2026-11-26' })).toMatchObject({ dueLessonId: later.id })
    expect(await give(given, { dueOn: '2026-11-28' })).toMatchObject({
      dueOn: '2026-11-28',
      dueLessonId: null,
    })
    expect(await give(given, { dueLessonId: later.id })).toMatchObject({ dueOn: '2026-11-26' })
  })

  test('never before it was given, nor at the lesson itself', async () => {
    const [before, given, sameDay] = await lessonsOn(['2026-11-20', 2], ['2026-11-23', 2], ['2026-11-23', 1])
    for (const asked of [
      { dueOn: '2026-11-22' },
      { dueLessonId: before.id },
      { dueLessonId: sameDay.id },
      { dueLessonId: given.id },
    ])
      await expect(give(given, asked)).rejects.toMatchObject({ code: 'homework-due-before-given' })
  })

  test('not at a lesson of another group, a cancelled one, or one that is not on the day said', async () => {
    const [given, cancelled, next] = await lessonsOn(
      ['2026-11-23', 2],
      ['2026-11-24', 1, { status: 'cancelled', change: 'cancel' }],
      ['2026-11-25', 1],
    )
    const [foreign] = await lessonsOn(['2026-11-25', 3])
    const wrong: Asked[] = [
      { dueLessonId: foreign.id },
      { dueLessonId: cancelled.id },
      { dueLessonId: randomUUID() },
      { dueLessonId: next.id, dueOn: '2026-11-26' },
    ]
    for (const asked of wrong)
      await expect(give(given, asked)).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ pointer: '/dueLessonId' }],
      })
  })
})

describe('homework', () => {
  test('may be for some students of the group, each once, and for nobody else', async () => {
    const [given] = await lessonsOn(['2026-11-23', 2])
    const { student, classmate, fifth } = it
    const own = await give(given, { studentIds: [student.id, student.id] })
    expect(own.studentIds).toEqual([student.id])
    const left = await api.make.student({ class: fifth, until: '2026-11-20' })
    for (const stranger of [left.id, it.teacher.id, randomUUID()])
      await expect(give(given, { studentIds: [classmate.id, stranger] })).rejects.toMatchObject({
        code: 'student-not-in-group',
      })
  })

  test('takes back that there is none', async () => {
    const [given] = await lessonsOn(['2026-11-23', 2, { isHomeworkNone: true }])
    await give(given)
    const lesson = await teacher.call(lessonsApi.show, { params: { lessonId: idOf(given) } })
    expect([lesson.isHomeworkNone, lesson.homework.length]).toEqual([false, 1])
  })

  test('is corrected by who saw its latest state; saying the same changes nothing', async () => {
    const [given, next, later] = await lessonsOn(['2026-11-23', 2], ['2026-11-24', 2], ['2026-11-25', 2])
    const made = await give(given, { text: 'Учить 🎒', minutes: 20 })
    const changed = await correct(made, { text: 'Учить § 6', dueLessonId: later.id, minutes: null }, 1)
    expect(changed).toMatchObject({ text: 'Учить § 6', dueOn: '2026-11-25', minutes: null, version: 2 })
    expect(await correct(made, { text: ' Учить § 6 ', dueOn: '2026-11-25' }, 1)).toEqual(changed)
    await expect(correct(made, { text: 'Иное' }, 1)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { text: 'Учить § 6', version: 2 },
    })
    await expect(correct(made, { dueOn: '2026-11-20' }, 2)).rejects.toMatchObject({
      code: 'homework-due-before-given',
    })
    expect(next.id).not.toBe(changed.dueLessonId)
    const changes = await historyOf(behind, made.id)
    expect(changes).toMatchObject([
      { action: 'create', after: { text: 'Учить 🎒' } },
      {
        action: 'change',
        before: { text: 'Учить 🎒', minutes: 20 },
        after: { text: 'Учить § 6', minutes: null },
      },
    ])
  })

  test('is withdrawn, and then is nowhere but in the history', async () => {
    const [given] = await lessonsOn(['2026-11-23', 2])
    const made = await give(given)
    const withdraw = (ifVersion: number) =>
      teacher.call(homeworkApi.withdraw, { params: { homeworkId: idOf(made) }, ifVersion })
    await expect(withdraw(2)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { text: '§ 5', version: 1 },
    })
    await withdraw(1)
    await expect(withdraw(2)).rejects.toMatchObject({ code: 'not-found' })
    await expect(correct(made, { text: 'Т' }, 2)).rejects.toMatchObject({ code: 'not-found' })
    expect((await teacher.call(lessonsApi.show, { params: { lessonId: idOf(given) } })).homework).toEqual([])
    expect(await historyOf(behind, made.id)).toHaveLength(2)
  })

  test('is made once however often one request is sent', async () => {
    const [given] = await lessonsOn(['2026-11-23', 2])
    const key = randomUUID()
    const ask = () =>
      teacher.send('POST', `/api/v1/lessons/${given.id}/homework`, {
        body: { text: '§ 7' },
        headers: { 'idempotency-key': key },
      })
    const bodies = await Promise.all((await Promise.all([ask(), ask(), ask(), ask()])).map(it => it.text()))
    expect(new Set(bodies).size).toBe(1)
    expect(await behind.rows('select from homework where lesson_id = $1', [given.id])).toHaveLength(1)
  })

  test('of a cancelled lesson is not given', async () => {
    const [given] = await lessonsOn(['2026-11-23', 2, { status: 'moved', change: 'move' }])
    await expect(give(given)).rejects.toMatchObject({ code: 'lesson-cancelled' })
  })

  test.each([
    ['/text', { text: 'а\u0000б' }],
    ['/text', { text: ' \n ' }],
    ['/text', { text: 'д'.repeat(4001) }],
    ['/minutes', { text: 'х', minutes: 601 }],
    ['/studentIds/0', { text: 'х', studentIds: ['не номер'] }],
    ['/dueOn', { text: 'х', dueOn: '2027-02-29' }],
  ])('that is wrong is refused, and %s is named', async (pointer, body) => {
    const [given] = await lessonsOn(['2026-11-23', 2])
    const answer = await teacher.send('POST', `/api/v1/lessons/${given.id}/homework`, {
      body,
      headers: { 'idempotency-key': randomUUID() },
    })
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
    expect([answer.status, errors[0]?.pointer]).toEqual([422, pointer])
    expect(await behind.rows('select from homework where lesson_id = $1', [given.id])).toEqual([])
  })
})
