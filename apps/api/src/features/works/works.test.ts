import { lessonsApi } from '@diary/contracts/lessons'
import { marksApi } from '@diary/contracts/marks'
import { worksApi } from '@diary/contracts/works'
import type { MadeLesson, MadeWork } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { behindTheWalls, historyOf } from '#testing/behind'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
const behind = behindTheWalls()
let it: Awaited<ReturnType<typeof makeClassroom>>
let teacher: Caller
let typeId: string
beforeAll(async () => {
  it = await makeClassroom(api)
  teacher = await enter(api, it.teacher)
  typeId = it.school.workTypeIds.get('Контрольная работа') ?? ''
})

const newLesson = (more: Partial<Parameters<typeof api.make.lesson>[0]> = {}) =>
  api.make.lesson({ gradebook: it.gradebook, ...more })
const worksOf = (lesson: MadeLesson) =>
  behind.rows<{ id: string }>('select id from work where lesson_id = $1', [lesson.id])
const add = (caller: Caller, lesson: MadeLesson, body: unknown, key: string | undefined) =>
  caller.send('POST', `/api/v1/lessons/${lesson.id}/works`, {
    body,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
const withdraw = (caller: Caller, work: MadeWork, ifVersion = 1) =>
  caller.call(worksApi.withdraw, { params: { workId: idOf(work) }, ifVersion })

describe('the kinds of work', () => {
  test('are those of the school that are valid today, in its order', async () => {
    const { school } = it
    const plain = { schoolId: school.id, abbreviation: 'Х', weightTenths: 15, ordinal: 99 }
    await api.make.insert(school.id, {
      workType: [
        {
          ...plain,
          id: randomUUID(),
          title: 'Отменённая',
          validFrom: '2026-09-01T00:00:00Z',
          validTo: '2026-11-22T00:00:00Z',
        },
        {
          ...plain,
          id: randomUUID(),
          title: 'До сегодня',
          validFrom: '2026-09-01T00:00:00Z',
          validTo: '2026-11-23T00:00:00Z',
        },
        { ...plain, id: randomUUID(), title: 'Будущая', validFrom: '2026-11-24T00:00:00Z', validTo: null },
      ],
    })
    const { items } = await teacher.call(worksApi.listTypes, {})
    const titles = items.map(({ title }) => title)
    expect(titles[0]).toBe('Ответ на уроке')
    expect(titles).toContain('До сегодня')
    expect(titles).not.toContain('Отменённая')
    expect(titles).not.toContain('Будущая')
    expect(items.find(({ title }) => title === 'До сегодня')?.weight).toBe(1.5)
    expect(items.find(({ title }) => title === 'Контрольная работа')).toMatchObject({
      weight: 3,
      isAssessment: true,
    })
  })
})

describe('a work', () => {
  test('keeps the weight its kind has on the day it is made', async () => {
    const lesson = await newLesson()
    const work = await teacher.call(worksApi.create, {
      params: { lessonId: idOf(lesson) },
      body: { workTypeId: typeId as never, topic: 'Дроби' },
    })
    expect(work).toMatchObject({ weight: 3, countsInAverage: true, version: 1, type: { abbreviation: 'КР' } })
    await behind.rows('update work_type set weight_tenths = 10 where id = $1', [typeId])
    expect((await teacher.call(lessonsApi.show, { params: { lessonId: idOf(lesson) } })).works).toEqual([
      work,
    ])
    await behind.rows('update work_type set weight_tenths = 30 where id = $1', [typeId])
  })

  test('needs a key to be made with', async () => {
    const lesson = await newLesson()
    for (const key of [undefined, '', 'short', 'я'.repeat(10).normalize(), 'x'.repeat(65)]) {
      const ascii = key === undefined ? undefined : encodeURI(key).slice(0, key.length > 60 ? 65 : 7)
      expect(await codeOf(await add(teacher, lesson, { workTypeId: typeId }, ascii))).toEqual([
        400,
        'idempotency-key-required',
      ])
    }
    expect(await worksOf(lesson)).toEqual([])
  })

  test('asked for twice with one key is made once, and answered word for word the same', async () => {
    const lesson = await newLesson()
    const key = randomUUID()
    const first = await add(teacher, lesson, { workTypeId: typeId, topic: ' Тема ' }, key)
    const second = await add(teacher, lesson, { topic: 'Тема', workTypeId: typeId }, key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(await second.text()).toBe(await first.text())
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(await worksOf(lesson)).toHaveLength(1)
    const [work] = await worksOf(lesson)
    expect(await historyOf(behind, work?.id ?? '')).toMatchObject([{ action: 'create', byId: it.teacher.id }])
  })

  test('a key belongs to one request: with another body or lesson it is refused', async () => {
    const [lesson, other] = [await newLesson(), await newLesson()]
    const key = randomUUID()
    await add(teacher, lesson, { workTypeId: typeId }, key)
    const refused = [422, 'idempotency-key-reused']
    expect(await codeOf(await add(teacher, lesson, { workTypeId: typeId, topic: 'Иная' }, key))).toEqual(
      refused,
    )
    expect(await codeOf(await add(teacher, other, { workTypeId: typeId }, key))).toEqual(refused)
    expect([await worksOf(lesson), await worksOf(other)].map(({ length }) => length)).toEqual([1, 0])
  })

  test('two people may happen upon the same key', async () => {
    const second = await api.make.teacher({ school: it.school })
    const gradebook = await api.make.gradebook({ class: it.fifth, teacher: second, subject: 'Физика' })
    const [mine, theirs] = [await newLesson(), await api.make.lesson({ gradebook })]
    const key = randomUUID()
    expect((await add(teacher, mine, { workTypeId: typeId }, key)).status).toBe(201)
    expect((await add(await enter(api, second), theirs, { workTypeId: typeId }, key)).status).toBe(201)
    expect([await worksOf(mine), await worksOf(theirs)].map(({ length }) => length)).toEqual([1, 1])
  })

  test('asked for ten times at once with one key is made once', async () => {
    const lesson = await newLesson()
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => add(teacher, lesson, { workTypeId: typeId }, key)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(new Set(await Promise.all(answers.map(answer => answer.text()))).size).toBe(1)
    expect(await worksOf(lesson)).toHaveLength(1)
  })

  test('a refused request keeps its key free for the corrected one', async () => {
    const lesson = await newLesson()
    const key = randomUUID()
    expect((await add(teacher, lesson, { workTypeId: randomUUID() }, key)).status).toBe(422)
    expect((await add(teacher, lesson, { workTypeId: typeId }, key)).status).toBe(201)
  })

  test('of an unknown kind, in a cancelled lesson or an unmarked gradebook is not made', async () => {
    const unmarked = await api.make.gradebook({
      class: it.fifth,
      teacher: it.teacher,
      subject: 'Окружающий мир',
      isMarked: false,
    })
    const asked = async (lesson: MadeLesson, workTypeId = typeId) =>
      (await add(teacher, lesson, { workTypeId }, randomUUID())).json() as Promise<{ code: string }>
    expect(await asked(await newLesson({ status: 'cancelled' }))).toMatchObject({ code: 'lesson-cancelled' })
    expect(await asked(await api.make.lesson({ gradebook: unmarked }))).toMatchObject({
      code: 'gradebook-unmarked',
    })
    expect(await asked(await newLesson(), randomUUID())).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/workTypeId' }],
    })
  })

  test('is corrected by who saw its latest state; a new kind brings its weight', async () => {
    const work = await api.make.work({ lesson: await newLesson(), weightTenths: 10 })
    const update = (body: { topic?: string | null; workTypeId?: string }, ifVersion: number) =>
      teacher.call(worksApi.update, { params: { workId: idOf(work) }, body: body as never, ifVersion })
    expect(await update({ topic: 'Тема', workTypeId: typeId }, 1)).toMatchObject({ weight: 3, version: 2 })
    await expect(update({ topic: 'Иная' }, 1)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { topic: 'Тема', version: 2 },
    })
    expect(await update({ topic: 'Тема' }, 1)).toMatchObject({ version: 2 })
    expect(await update({ topic: null }, 2)).toMatchObject({ topic: null, version: 3 })
  })

  test('with a mark is not withdrawn; when the mark is gone it is, and takes no marks any more', async () => {
    const { student } = it
    const work = await api.make.work({ lesson: await newLesson() })
    const params = { workId: idOf(work), studentId: idOf(student) }
    const body = { value: '5', isDebt: false, isMadeUp: false } as const
    const mark = await teacher.call(marksApi.put, { params, body, ifVersion: null })
    await expect(withdraw(teacher, work)).rejects.toMatchObject({ code: 'work-has-marks' })
    await teacher.call(marksApi.withdraw, { params, ifVersion: mark.version })
    await expect(withdraw(teacher, work, 7)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { id: work.id, version: 1 },
    })
    await withdraw(teacher, work)
    await expect(withdraw(teacher, work, 2)).rejects.toMatchObject({ code: 'work-withdrawn' })
    await expect(teacher.call(marksApi.put, { params, body, ifVersion: null })).rejects.toMatchObject({
      code: 'work-withdrawn',
    })
    await expect(
      teacher.call(worksApi.update, { params: { workId: idOf(work) }, body: { topic: 'Т' }, ifVersion: 2 }),
    ).rejects.toMatchObject({ code: 'work-withdrawn' })
  })

  test('and the mark that is being given to it wait for each other: never do both stand', async () => {
    const { student } = it
    const lesson = await newLesson()
    const [marked, gone] = [await api.make.work({ lesson }), await api.make.work({ lesson })]
    const give = (work: MadeWork) =>
      teacher.call(marksApi.put, {
        params: { workId: idOf(work), studentId: idOf(student) },
        body: { value: '4', isDebt: false, isMadeUp: false },
        ifVersion: null,
      })
    // Somebody gives a mark and has not ended yet: the withdrawal waits, and then sees it.
    const withdrawal = await behind.transaction(async query => {
      await query(
        'insert into mark (school_id, id, work_id, student_id, value, given_by_id) values ($1, gen_random_uuid(), $2, $3, $4, $5)',
        [it.school.id, marked.id, student.id, '5', it.teacher.id],
      )
      return begun(withdraw(teacher, marked))
    })
    expect(await withdrawal.outcome).toBe('work-has-marks')
    // Somebody withdraws a work and has not ended yet: the mark waits, and then is refused.
    const giving = await behind.transaction(async query => {
      await query('select from work where id = $1 for update', [gone.id])
      const asked = await begun(give(gone))
      await query('update work set withdrawn_at = now() where id = $1', [gone.id])
      return asked
    })
    expect(await giving.outcome).toBe('work-withdrawn')
    expect(await behind.rows('select from mark where work_id = $1', [gone.id])).toEqual([])
  })

  test('a class teacher sees it and may not touch it; for another teacher it does not exist', async () => {
    const work = await api.make.work({ lesson: await newLesson() })
    await expect(withdraw(await enter(api, it.classTeacher), work)).rejects.toMatchObject({
      code: 'not-allowed',
    })
    const other = await enter(api, await api.make.teacher({ school: it.school }))
    await expect(withdraw(other, work)).rejects.toMatchObject({ code: 'not-found' })
  })
})

/** A request that is under way: by the time this answers, it waits for what the transaction holds. */
async function begun(request: Promise<unknown>) {
  const outcome = request.then(
    () => 'done',
    (refusal: { code: string }) => refusal.code,
  )
  await vi.waitUntil(async () => {
    const waiting = await behind.rows(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and usename = 'diary_app'`,
    )
    return waiting.length > 0
  }, 10_000)
  return { outcome }
}
