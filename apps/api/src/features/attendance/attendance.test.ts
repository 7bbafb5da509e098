import { attendanceApi, type Observation } from '@diary/contracts/attendance'
import { diaryApi } from '@diary/contracts/diary'
import type { MadeLesson, MadePerson } from '@diary/db/make/made'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi, testNow } from '#testing/api'
import { behindTheWalls, historyOf } from '#testing/behind'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
const behind = behindTheWalls()
let it: Awaited<ReturnType<typeof makeClassroom>>
let teacher: Caller
let classTeacher: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  teacher = await enter(api, it.teacher)
  classTeacher = await enter(api, it.classTeacher)
})
beforeEach(() => api.setNow(testNow))

const newLesson = (more: Partial<Parameters<typeof api.make.lesson>[0]> = {}) =>
  api.make.lesson({ gradebook: it.gradebook, ...more })
const observe = (
  lesson: MadeLesson,
  observation: Observation,
  ifVersion: number | null,
  { lateMinutes, student = it.student }: { lateMinutes?: number; student?: MadePerson } = {},
) =>
  teacher.call(attendanceApi.put, {
    params: { lessonId: idOf(lesson), studentId: idOf(student) },
    body: { observation, ...(lateMinutes !== undefined && { lateMinutes }) },
    ifVersion,
  })
const excuse = (caller: Caller, lesson: MadeLesson, body: object, ifVersion: number, student = it.student) =>
  caller.call(attendanceApi.putReason, {
    params: { lessonId: idOf(lesson), studentId: idOf(student) },
    body: body as { reason: 'ill' },
    ifVersion,
  })
const rowOf = (lesson: MadeLesson) =>
  behind.rows<{ id: string; reason: string | null; withdrawn: boolean }>(
    'select id, reason, withdrawn_at is not null as withdrawn from absence where lesson_id = $1',
    [lesson.id],
  )

describe('what the teacher saw', () => {
  test('an absence begins, changes to lateness, and is withdrawn when the child was present', async () => {
    const lesson = await newLesson()
    expect(await observe(lesson, 'absent', null)).toMatchObject({ observation: 'absent', version: 1 })
    expect(await observe(lesson, 'late', 1, { lateMinutes: 12 })).toMatchObject({
      lateMinutes: 12,
      version: 2,
    })
    expect(await observe(lesson, 'present', 2)).toMatchObject({
      observation: 'present',
      lateMinutes: null,
      version: 3,
    })
    expect(await observe(lesson, 'remote', null)).toMatchObject({ observation: 'remote', version: 4 })
    const [row] = await rowOf(lesson)
    const changes = await historyOf(behind, row?.id ?? '')
    expect(changes.map(({ action }) => action)).toEqual(['create', 'change', 'change', 'change'])
    expect(changes[1]).toMatchObject({
      before: { observation: 'absent' },
      after: { observation: 'late', late_minutes: 12 },
    })
    expect(changes[2]?.before).toMatchObject({ withdrawn_at: null })
  })

  test('present where nothing was recorded leaves nothing behind', async () => {
    const lesson = await newLesson()
    expect(await observe(lesson, 'present', null)).toMatchObject({ observation: 'present', version: 0 })
    expect(await rowOf(lesson)).toEqual([])
  })

  test('minutes belong to lateness alone, and are between one and two hundred and forty', async () => {
    const lesson = await newLesson()
    expect(await observe(lesson, 'absent', null, { lateMinutes: 5 })).toMatchObject({ lateMinutes: null })
    for (const lateMinutes of [0, 241, 1.5, -1])
      await expect(observe(lesson, 'late', 1, { lateMinutes })).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ pointer: '/lateMinutes' }],
      })
  })

  test('two people do not overwrite each other', async () => {
    const lesson = await newLesson()
    await observe(lesson, 'absent', null)
    await expect(observe(lesson, 'late', null)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { observation: 'absent', version: 1 },
    })
    expect(await observe(lesson, 'absent', null)).toMatchObject({ version: 1 })
    await expect(observe(await newLesson(), 'late', 3)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { observation: 'present', version: 0 },
    })
  })

  test('of many at once exactly one is first', async () => {
    const lesson = await newLesson()
    const tried = await Promise.allSettled(
      (['absent', 'late', 'exempt', 'remote'] as const).map(observation =>
        observe(lesson, observation, null),
      ),
    )
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await rowOf(lesson)).toHaveLength(1)
  })

  test('is of a student of the group, on the day it was one: of a stranger not even presence is said', async () => {
    const other = await api.make.schoolClass({ school: it.school, title: '5В' })
    const strangers = [
      await api.make.student({ class: other }),
      await api.make.student({ class: it.fifth, until: '2026-11-22' }),
      await api.make.student({ class: it.fifth, from: '2026-11-24' }),
      await api.make.teacher({ school: it.school }),
    ]
    const lesson = await newLesson()
    for (const student of strangers)
      for (const observation of ['absent', 'present'] as const)
        await expect(observe(lesson, observation, null, { student })).rejects.toMatchObject({
          code: 'student-not-in-group',
        })
  })

  test('waits for its day, and is not of a cancelled lesson', async () => {
    await expect(observe(await newLesson({ day: '2026-11-24' }), 'absent', null)).rejects.toMatchObject({
      code: 'lesson-not-yet',
    })
    await expect(observe(await newLesson({ status: 'cancelled' }), 'absent', null)).rejects.toMatchObject({
      code: 'lesson-cancelled',
    })
  })
})

describe('the reason', () => {
  test('is the class teacher’s: it is given, changed, taken back, and each time remembered', async () => {
    const lesson = await newLesson()
    await api.make.absence({ lesson, student: it.student })
    const ill = await excuse(classTeacher, lesson, { reason: 'ill', note: ' справка ' }, 1)
    expect(ill).toMatchObject({ reason: 'ill', reasonNote: 'справка', version: 2 })
    expect(await excuse(classTeacher, lesson, { reason: 'ill', note: 'справка' }, 1)).toEqual(ill)
    await expect(excuse(classTeacher, lesson, { reason: 'unexcused' }, 1)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { reason: 'ill' },
    })
    expect(await excuse(classTeacher, lesson, { reason: null, note: 'зря' }, 2)).toMatchObject({
      reason: null,
      reasonNote: null,
    })
    const [row] = await rowOf(lesson)
    const changes = await historyOf(behind, row?.id ?? '')
    expect(changes.slice(1)).toMatchObject([
      { after: { reason: 'ill', reason_note: 'справка' }, byId: it.classTeacher.id },
      { before: { reason: 'ill' }, after: { reason: null } },
    ])
  })

  test('reaches the family, beside what the teacher saw', async () => {
    const lesson = await newLesson({ number: 7 })
    await api.make.absence({ lesson, student: it.student })
    await excuse(classTeacher, lesson, { reason: 'excused' }, 1)
    const { days } = await (
      await enter(api, it.guardian)
    ).call(diaryApi.show, {
      params: { studentId: idOf(it.student) },
      query: { from: lesson.day, to: lesson.day },
    })
    const [shown] = days.flatMap(({ lessons }) => lessons).filter(({ id }) => id === lesson.id)
    expect(shown?.absence).toMatchObject({ observation: 'absent', reason: 'excused' })
  })

  test('goes with the absence when the child was present after all', async () => {
    const lesson = await newLesson()
    await api.make.absence({ lesson, student: it.student, reason: 'ill' })
    await observe(lesson, 'present', 1)
    expect(await rowOf(lesson)).toMatchObject([{ reason: null, withdrawn: true }])
    await expect(excuse(classTeacher, lesson, { reason: 'ill' }, 2)).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('is not the subject teacher’s, nor of another class’s child, nor of no absence; a deputy may give it', async () => {
    const { school } = it
    const lesson = await newLesson()
    await api.make.absence({ lesson, student: it.student })
    await expect(excuse(teacher, lesson, { reason: 'ill' }, 1)).rejects.toMatchObject({ code: 'not-allowed' })
    const foreign = await api.make.teacher({ school })
    await api.make.schoolClass({ school, title: '9А', teacher: foreign })
    await expect(excuse(await enter(api, foreign), lesson, { reason: 'ill' }, 1)).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(excuse(classTeacher, lesson, { reason: 'ill' }, 1, it.classmate)).rejects.toMatchObject({
      code: 'not-found',
    })
    const deputy = await enter(api, await api.make.staff({ school, as: ['deputy'] }))
    expect(await excuse(deputy, lesson, { reason: 'school_event' }, 1)).toMatchObject({ version: 2 })
  })
})

describe('the absences of a class', () => {
  test('stand with those without a reason first; a week without a range, a month at most', async () => {
    const { school } = it
    const own = await api.make.teacher({ school })
    const sixth = await api.make.schoolClass({ school, title: '6Г', teacher: own })
    const student = await api.make.student({
      class: sixth,
      lastName: 'Ильин',
      firstName: 'Яков',
      middleName: null,
    })
    const gradebook = await api.make.gradebook({ class: sixth, teacher: it.teacher, subject: 'Музыка' })
    const lesson = (day: string, number: number) => api.make.lesson({ gradebook, day, number })
    await api.make.absence({ lesson: await lesson('2026-11-24', 1), student, reason: 'ill' })
    await api.make.absence({ lesson: await lesson('2026-11-23', 2), student })
    await api.make.absence({ lesson: await lesson('2026-11-23', 3), student, withdrawnAt: new Date() })
    await api.make.absence({ lesson: await lesson('2026-11-16', 1), student })
    const caller = await enter(api, own)
    const ofClass = (who: Caller, query: object = {}) =>
      who.call(attendanceApi.ofClass, { params: { classId: idOf(sixth) }, query })
    const week = await ofClass(caller)
    expect(week).toMatchObject({ from: '2026-11-23', to: '2026-11-29', className: '6Г' })
    expect(week.items).toMatchObject([
      {
        day: '2026-11-23',
        number: 2,
        reason: null,
        subject: 'Музыка',
        studentName: 'Ильин Яков',
        can: { excuse: true },
      },
      { day: '2026-11-24', reason: 'ill' },
    ])
    expect((await ofClass(caller, { from: '2026-11-01', to: '2026-12-01' })).items).toHaveLength(3)
    await expect(ofClass(caller, { from: '2026-11-01', to: '2026-12-02' })).rejects.toMatchObject({
      code: 'invalid',
    })
    const head = await enter(api, await api.make.staff({ school, as: ['head'] }))
    expect((await ofClass(head)).items[0]?.can.excuse).toBe(false)
    await expect(ofClass(classTeacher)).rejects.toMatchObject({ code: 'not-found' })
  })
})
