import { diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { marksApi, type MarkValue, markValue } from '@diary/contracts/marks'
import type { MadePerson, MadeWork } from '@diary/db/make/made'
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

const newWork = async (lesson: Partial<Parameters<typeof api.make.lesson>[0]> = {}) =>
  api.make.work({ lesson: await api.make.lesson({ gradebook: it.gradebook, ...lesson }) })
interface Said {
  value?: MarkValue | null
  isDebt?: boolean
  debtDueOn?: string
  isMadeUp?: boolean
  comment?: string
}
const give = (
  work: MadeWork,
  said: Said,
  ifVersion: number | null = null,
  student: MadePerson = it.student,
) =>
  teacher.call(marksApi.put, {
    params: { workId: idOf(work), studentId: idOf(student) },
    body: { value: '5', isDebt: false, isMadeUp: false, ...said } as never,
    ifVersion,
  })
const withdraw = (work: MadeWork, ifVersion: number, caller = teacher) =>
  caller.call(marksApi.withdraw, {
    params: { workId: idOf(work), studentId: idOf(it.student) },
    ifVersion,
  })
const rowsOf = (work: MadeWork) =>
  behind.rows<{ id: string; value: string | null }>('select id, value from mark where work_id = $1', [
    work.id,
  ])

describe('a mark', () => {
  test.each(markValue.options)('may be %s', async value => {
    expect(await give(await newWork(), { value })).toMatchObject({ value, isDebt: false, version: 1 })
  })

  test('may be a debt with a day; paid, it is a mark', async () => {
    const work = await newWork()
    expect(await give(work, { value: null, isDebt: true, debtDueOn: '2026-12-01' })).toMatchObject({
      value: null,
      isDebt: true,
      debtDueOn: '2026-12-01',
    })
    expect(await give(work, { value: '3' }, 1)).toMatchObject({
      value: '3',
      isDebt: false,
      debtDueOn: null,
      version: 2,
    })
  })

  test.each([
    ['/value', { value: null, isDebt: false }],
    ['/value', { value: '4', isDebt: true }],
    ['/debtDueOn', { value: '4', debtDueOn: '2026-12-01' }],
    ['/value', { value: '6' }],
    ['/value', { value: 5 }],
    ['/comment', { value: '5', comment: 'нуль\u0000' }],
    ['/comment', { value: '5', comment: 'к'.repeat(1001) }],
    ['/', { value: '5', givenById: '00000000-0000-7000-8000-000000000000' }],
  ])('what is none is refused at %s', async (pointer, body) => {
    const work = await newWork()
    const answer = await teacher.send('PUT', `/api/v1/works/${work.id}/marks/${it.student.id}`, {
      body,
      headers: { 'if-none-match': '*' },
    })
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
    expect([answer.status, errors[0]?.pointer]).toEqual([422, pointer])
    expect(await rowsOf(work)).toEqual([])
  })

  test('is not given to who was absent, unless the work was made up; who was late may have one', async () => {
    const lesson = await api.make.lesson({ gradebook: it.gradebook })
    const work = await api.make.work({ lesson })
    await api.make.absence({ lesson, student: it.student })
    await api.make.absence({ lesson, student: it.classmate, observation: 'late', lateMinutes: 3 })
    await expect(give(work, {})).rejects.toMatchObject({ code: 'student-absent' })
    expect(await give(work, { isMadeUp: true })).toMatchObject({ isMadeUp: true })
    expect(await give(work, {}, null, it.classmate)).toMatchObject({ value: '5' })
  })

  test('is of a student who was in the group on the day of the lesson', async () => {
    const work = await newWork()
    const other = await api.make.schoolClass({ school: it.school, title: '5З' })
    const strangers = [
      await api.make.student({ class: other }),
      await api.make.student({ class: it.fifth, until: '2026-11-22' }),
      await api.make.student({ class: it.fifth, from: '2026-11-24' }),
      it.teacher,
    ]
    for (const stranger of strangers)
      await expect(give(work, {}, null, stranger)).rejects.toMatchObject({ code: 'student-not-in-group' })
    const lastDay = await api.make.student({ class: it.fifth, until: '2026-11-23' })
    expect(await give(work, {}, null, lastDay)).toMatchObject({ studentId: lastDay.id })
  })

  test('waits for the day of its lesson; on a Sunday the next school day has come', async () => {
    const [tomorrow, monday] = [await newWork({ day: '2026-11-24' }), await newWork({ day: '2026-11-30' })]
    await expect(give(tomorrow, {})).rejects.toMatchObject({ code: 'lesson-not-yet' })
    api.setNow(new Date('2026-11-29T03:00:00Z'))
    teacher = await enter(api, it.teacher)
    expect(await give(monday, {})).toMatchObject({ version: 1 })
    api.setNow(testNow)
    teacher = await enter(api, it.teacher)
  })

  test('is not given where there are none, nor in a cancelled lesson', async () => {
    const first = await api.make.schoolClass({ school: it.school, title: '1А', isMarked: false })
    const pupil = await api.make.student({ class: first })
    const gradebook = await api.make.gradebook({ class: first, teacher: it.teacher, isMarked: false })
    const work = await api.make.work({ lesson: await api.make.lesson({ gradebook }) })
    await expect(give(work, {}, null, pupil)).rejects.toMatchObject({ code: 'gradebook-unmarked' })
    await expect(give(await newWork({ status: 'cancelled' }), {})).rejects.toMatchObject({
      code: 'lesson-cancelled',
    })
  })

  test('needs to be told what was there before', async () => {
    const work = await newWork()
    const url = `/api/v1/works/${work.id}/marks/${it.student.id}`
    const headers: Record<string, string>[] = [
      {},
      { 'if-match': '*' },
      { 'if-match': '3' },
      { 'if-none-match': '"1"' },
    ]
    for (const sent of headers) {
      const answer = await teacher.send('PUT', url, { body: { value: '5' }, headers: sent })
      expect(answer.status).toBe(428)
    }
    expect(await rowsOf(work)).toEqual([])
    const given = await teacher.send('PUT', url, { body: { value: '5' }, headers: { 'if-none-match': '*' } })
    expect([given.status, given.headers.get('etag')]).toEqual([200, '"1"'])
  })

  test('keeps everything that was ever said of it: given, corrected, withdrawn and given again', async () => {
    const work = await newWork()
    await give(work, { value: '2', comment: 'не готов' })
    await give(work, { value: '2', comment: 'не готов' }, 1)
    await give(work, { value: '4' }, 1)
    await withdraw(work, 2)
    const again = await give(work, { value: '5' })
    expect(again).toMatchObject({ value: '5', version: 4 })
    const [row] = await rowsOf(work)
    expect(await rowsOf(work)).toHaveLength(1)
    const changes = await historyOf(behind, row?.id ?? '')
    expect(changes).toMatchObject([
      { action: 'create', before: null, after: { value: '2', comment: 'не готов' }, byId: it.teacher.id },
      { action: 'change', before: { value: '2', comment: 'не готов' }, after: { value: '4', comment: null } },
      { action: 'change', before: { withdrawn_at: null } },
      { action: 'change', before: { value: '4' }, after: { value: '5', withdrawn_at: null } },
    ])
    expect(changes).toHaveLength(4)
  })

  test('of many at once exactly one is first, and the others are shown it', async () => {
    const work = await newWork()
    const values: MarkValue[] = ['5', '4', '3', '2', 'pass', 'fail']
    const tried = await Promise.allSettled(values.map(value => give(work, { value })))
    const won = tried.flatMap(it => (it.status === 'fulfilled' ? [it.value] : []))
    expect(won).toHaveLength(1)
    for (const lost of tried.filter(it => it.status === 'rejected'))
      expect(lost.reason).toMatchObject({ code: 'changed-meanwhile', current: { value: won[0]?.value } })
  })

  test('withdrawn is nowhere: not at home, not in the register; without its version it stays', async () => {
    const work = await newWork({ number: 8 })
    await give(work, { value: '2' })
    await expect(withdraw(work, 2)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { value: '2' },
    })
    await withdraw(work, 1)
    const guardian = await enter(api, it.guardian)
    const { subjects } = await guardian.call(diaryApi.marks, {
      params: { studentId: idOf(it.student) },
      query: {},
    })
    expect(subjects.flatMap(({ marks }) => marks.map(({ workId }) => workId))).not.toContain(work.id)
    const page = await teacher.call(gradebooksApi.show, {
      params: { gradebookId: idOf(it.gradebook) },
      query: {},
    })
    expect(page.lessons.flatMap(({ works }) => works).find(({ id }) => id === work.id)?.marks).toEqual([])
  })

  test('is read by the class teacher and not written; to another teacher the work does not exist', async () => {
    const work = await newWork()
    await give(work, {})
    await expect(withdraw(work, 1, await enter(api, it.classTeacher))).rejects.toMatchObject({
      code: 'not-allowed',
    })
    const other = await enter(api, await api.make.teacher({ school: it.school }))
    await expect(withdraw(work, 1, other)).rejects.toMatchObject({ code: 'not-found' })
  })
})
