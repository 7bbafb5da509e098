import { diaryApi } from '@diary/contracts/diary'
import { lessonsApi } from '@diary/contracts/lessons'
import type { MadeLesson } from '@diary/db/make/made'
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

type Body = Parameters<typeof teacher.call<typeof lessonsApi.update>>[1]['body']
const fillIn = (caller: Caller, lesson: MadeLesson, body: Body, ifVersion = 1) =>
  caller.call(lessonsApi.update, { params: { lessonId: idOf(lesson) }, body, ifVersion })
const show = (caller: Caller, lesson: MadeLesson) =>
  caller.call(lessonsApi.show, { params: { lessonId: idOf(lesson) } })
const newLesson = (more: Partial<Parameters<typeof api.make.lesson>[0]> = {}) =>
  api.make.lesson({ gradebook: it.gradebook, number: 3, ...more })

describe('the lessons of a teacher’s day', () => {
  test('are one’s own, in order, with what each still lacks; a cancelled one lacks nothing', async () => {
    const other = await api.make.teacher({ school: it.school })
    const own = await api.make.gradebook({ class: it.fifth, teacher: other, subject: 'Труд' })
    const day = '2026-11-18'
    await api.make.lesson({ gradebook: it.gradebook, day, number: 1 })
    await api.make.lesson({ gradebook: own, day, number: 4 })
    const second = await api.make.lesson({ gradebook: own, day, number: 2, isHeld: true })
    await api.make.homework({ lesson: second })
    await api.make.lesson({ gradebook: own, day, number: 3, status: 'cancelled', change: 'cancel' })
    const { items } = await (await enter(api, other)).call(lessonsApi.list, { query: { day: day } })
    expect(items.map(({ number, lacks }) => [number, lacks])).toEqual([
      [2, []],
      [3, []],
      [4, ['held', 'topic', 'attendance', 'homework']],
    ])
    expect(items[0]).toMatchObject({ subject: { title: 'Труд' }, group: '5А', can: { edit: true } })
  })

  test('without a day they are today’s, on a Sunday those of the next school day', async () => {
    expect((await teacher.call(lessonsApi.list, { query: {} })).day).toBe('2026-11-23')
    api.setNow(new Date('2026-11-29T03:00:00Z'))
    const onSunday = await enter(api, it.teacher)
    expect((await onSunday.call(lessonsApi.list, { query: {} })).day).toBe('2026-11-30')
  })
})

describe('a lesson', () => {
  test('takes topic and content in any script, trimmed, and gives them up again', async () => {
    const lesson = await newLesson()
    const topic = `🧪 «Ёж» 物理 ${'т'.repeat(480)}`
    const filled = await fillIn(teacher, lesson, { topic: `  ${topic}\n`, content: 'Стр. 5\n\tрешали' })
    expect(filled).toMatchObject({ topic, content: 'Стр. 5\n\tрешали', version: 2 })
    const emptied = await fillIn(teacher, lesson, { topic: null, content: null }, 2)
    expect(emptied).toMatchObject({ topic: null, content: null, version: 3 })
    const changes = await historyOf(behind, lesson.id)
    expect(changes).toMatchObject([
      { action: 'change', before: { topic: null }, after: { topic }, byId: it.teacher.id },
      { action: 'change', before: { topic }, after: { topic: null } },
    ])
  })

  test.each([
    ['topic', 'ноль\u0000байт'],
    ['topic', 'две\nстроки'],
    ['topic', 'т'.repeat(501)],
    ['topic', '   '],
    ['topic', 5],
    ['content', 'звонок\u0007'],
    ['content', '\u001b[31m'],
    ['content', 'половина \ud83d'],
    ['isHeld', 'да'],
  ])('what is no %s is refused, and the field is named', async (field, value) => {
    const lesson = await newLesson()
    const answer = await teacher.send('PATCH', `/api/v1/lessons/${lesson.id}`, {
      body: { [field]: value },
      headers: { 'if-match': '"1"' },
    })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'invalid', errors: [{ pointer: `/${field}` }] })
    expect((await show(teacher, lesson)).version).toBe(1)
  })

  test('a field that the contract does not have is refused: nothing slips into the row', async () => {
    const lesson = await newLesson()
    const answer = await teacher.send('PATCH', `/api/v1/lessons/${lesson.id}`, {
      body: { topic: 'Тема', status: 'held', schoolId: it.school.id, version: 9 },
      headers: { 'if-match': '"1"' },
    })
    expect(answer.status).toBe(422)
    expect(await show(teacher, lesson)).toMatchObject({ topic: null, status: 'planned', version: 1 })
  })

  test('is written only by who saw its latest state', async () => {
    const lesson = await newLesson()
    const without = await teacher.send('PATCH', `/api/v1/lessons/${lesson.id}`, { body: { topic: 'Т' } })
    expect([without.status, ((await without.json()) as { code: string }).code]).toEqual([
      428,
      'version-required',
    ])
    await fillIn(teacher, lesson, { topic: 'Первая' })
    await expect(fillIn(teacher, lesson, { topic: 'Вторая' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { topic: 'Первая', version: 2 },
    })
    // Saying the same again is harmless, whatever version it was said of.
    expect(await fillIn(teacher, lesson, { topic: 'Первая' })).toMatchObject({ version: 2 })
    expect(await historyOf(behind, lesson.id)).toHaveLength(1)
  })

  test('answers with its version as an entity tag', async () => {
    const lesson = await newLesson()
    const answer = await teacher.send('PATCH', `/api/v1/lessons/${lesson.id}`, {
      body: { topic: 'Тема' },
      headers: { 'if-match': '"1"' },
    })
    expect(answer.headers.get('etag')).toBe('"2"')
  })

  test('of tomorrow has a topic already, but is neither held nor attended before its day', async () => {
    const lesson = await newLesson({ day: '2026-11-24' })
    expect(await fillIn(teacher, lesson, { topic: 'План' })).toMatchObject({ topic: 'План' })
    for (const body of [{ isHeld: true }, { isAttendanceTaken: true }])
      await expect(fillIn(teacher, lesson, body, 2)).rejects.toMatchObject({ code: 'lesson-not-yet' })
  })

  test('on a Sunday the next school day counts as today, and the day after it does not', async () => {
    const [next, after] = [await newLesson({ day: '2026-11-30' }), await newLesson({ day: '2026-12-01' })]
    api.setNow(new Date('2026-11-29T03:00:00Z'))
    const onSunday = await enter(api, it.teacher)
    expect(await fillIn(onSunday, next, { isHeld: true })).toMatchObject({ status: 'held' })
    await expect(fillIn(onSunday, after, { isHeld: true })).rejects.toMatchObject({ code: 'lesson-not-yet' })
  })

  test('with a mark or an absence stays held; without, it may become planned again', async () => {
    const { student } = it
    const [marked, missed, plain] = [
      await newLesson({ isHeld: true }),
      await newLesson({ isHeld: true }),
      await newLesson(),
    ]
    await api.make.mark({ work: await api.make.work({ lesson: marked }), student })
    await api.make.absence({ lesson: missed, student })
    for (const lesson of [marked, missed])
      await expect(fillIn(teacher, lesson, { isHeld: false })).rejects.toMatchObject({
        code: 'lesson-has-marks',
      })
    const held = await fillIn(teacher, plain, { isHeld: true })
    expect(held.teachers).toMatchObject([{ isPlanned: true, isActual: true }])
    const again = await fillIn(teacher, plain, { isHeld: false }, held.version)
    expect(again).toMatchObject({ status: 'planned', teachers: [{ isPlanned: true, isActual: null }] })
  })

  test('who holds another’s lesson gave it; unsaid, nobody did', async () => {
    const { school, gradebook, student, guardian } = it
    const planned = await api.make.teacher({
      school,
      lastName: 'Плановый',
      firstName: 'Иван',
      middleName: null,
    })
    const lesson = await api.make.lesson({ gradebook: { ...gradebook, teacher: planned }, number: 6 })
    const teacherAtHome = async () => {
      const { days } = await (
        await enter(api, guardian)
      ).call(diaryApi.show, {
        params: { studentId: idOf(student) },
        query: { from: lesson.day, to: lesson.day },
      })
      return days[0]?.lessons.find(({ id }) => id === lesson.id)?.teacher
    }
    expect(await teacherAtHome()).toBe('Плановый Иван')
    const held = await fillIn(teacher, lesson, { isHeld: true })
    expect(held.teachers).toHaveLength(2)
    expect(held.teachers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: planned.id, isPlanned: true, isActual: false }),
        expect.objectContaining({ id: it.teacher.id, isPlanned: false, isActual: true }),
      ]),
    )
    expect(await teacherAtHome()).toBe('Петрова Ольга Ивановна')
    const unsaid = await fillIn(teacher, lesson, { isHeld: false }, held.version)
    expect(unsaid.teachers).toMatchObject([{ id: planned.id, isPlanned: true, isActual: null }])
    expect(await teacherAtHome()).toBe('Плановый Иван')
  })

  test('a substitute fills it in; when unsaid, the substitution stands', async () => {
    const substitute = await api.make.teacher({ school: it.school, lastName: 'Гусева' })
    const lesson = await newLesson({ substitute })
    const caller = await enter(api, substitute)
    const held = await fillIn(caller, lesson, { isHeld: true, topic: 'Замена' })
    expect(held.can.edit).toBe(true)
    const { teachers } = await fillIn(caller, lesson, { isHeld: false }, held.version)
    expect(teachers).toContainEqual(expect.objectContaining({ id: substitute.id, isActual: true }))
  })

  test('that was cancelled or moved takes nothing', async () => {
    for (const status of ['cancelled', 'moved'] as const)
      await expect(fillIn(teacher, await newLesson({ status }), { topic: 'Т' })).rejects.toMatchObject({
        code: 'lesson-cancelled',
      })
  })

  test('is read by class teacher and deputy, who may not write; to other teachers it does not exist', async () => {
    const lesson = await newLesson()
    const deputy = await enter(api, await api.make.staff({ school: it.school, as: ['deputy', 'teacher'] }))
    for (const caller of [deputy, await enter(api, it.classTeacher)]) {
      expect((await show(caller, lesson)).can.edit).toBe(false)
      await expect(fillIn(caller, lesson, { topic: 'Т' })).rejects.toMatchObject({ code: 'not-allowed' })
    }
    const other = await enter(api, await api.make.teacher({ school: it.school }))
    await expect(show(other, lesson)).rejects.toMatchObject({ code: 'not-found' })
    await expect(fillIn(other, lesson, { topic: 'Т' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('of a stream shows a class teacher no homework of another class’s students', async () => {
    const { school, fifth, student, classTeacher } = it
    const other = await api.make.schoolClass({ school, title: '5Б' })
    const theirs = await api.make.student({ class: other })
    const group = await api.make.group({ classes: [fifth, other], students: [student, theirs] })
    const gradebook = await api.make.gradebook({ group, teacher: it.teacher, subject: 'Алгебра' })
    const lesson = await api.make.lesson({ gradebook })
    await api.make.homework({ lesson, text: 'всем' })
    await api.make.homework({ lesson, text: 'обоим', students: [student, theirs] })
    await api.make.homework({ lesson, text: 'чужому', students: [theirs] })
    const homeworkFor = async (caller: Caller) =>
      (await show(caller, lesson)).homework.map(({ text, studentIds }) => [text, studentIds.length])
    expect(await homeworkFor(await enter(api, classTeacher))).toEqual([
      ['всем', 0],
      ['обоим', 1],
    ])
    expect(await homeworkFor(teacher)).toHaveLength(3)
  })

  test('attendance is taken at a moment, and that can be taken back', async () => {
    const lesson = await newLesson()
    const taken = await fillIn(teacher, lesson, { isAttendanceTaken: true })
    expect(taken.attendanceAt).toEqual(testNow)
    expect((await fillIn(teacher, lesson, { isAttendanceTaken: false }, 2)).attendanceAt).toBeNull()
  })
})
