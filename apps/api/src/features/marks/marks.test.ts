import { diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { lessonsApi } from '@diary/contracts/lessons'
import { marksApi } from '@diary/contracts/marks'
import type { Day } from '@diary/contracts/primitives'
import { worksApi } from '@diary/contracts/works'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApi } from '#testing/api'

const api = testApi()
const monday = '2026-11-23' as Day

describe('marks', () => {
  let it: Awaited<ReturnType<typeof classroom>>
  beforeAll(async () => {
    it = await classroom()
  })

  test('a mark reaches home with its work, topic and teacher', async () => {
    const { teacher, guardian, lesson, student, typeId } = it
    const work = await teacher.call(worksApi.create, {
      params: { lessonId: lesson },
      body: { workTypeId: typeId, topic: 'Дроби', description: 'Вариант 2' },
    })
    await teacher.call(marksApi.put, {
      params: { workId: work.id, studentId: student },
      body: { value: '5', isDebt: false, isMadeUp: false, comment: 'Отлично' },
      ifVersion: null,
    })
    const { days } = await guardian.call(diaryApi.show, {
      params: { studentId: student },
      query: { from: monday, to: monday },
    })
    expect(days[0]?.lessons[0]?.works).toMatchObject([
      {
        topic: 'Дроби',
        description: 'Вариант 2',
        mark: { value: '5', comment: 'Отлично', givenBy: expect.stringMatching(/\S+ \S+/) },
      },
    ])
    const { subjects } = await guardian.call(diaryApi.marks, { params: { studentId: student }, query: {} })
    expect(subjects[0]?.marks).toMatchObject([{ value: '5', day: monday }])
  })

  test('two teachers never overwrite each other: the second is shown what the first wrote', async () => {
    const { teacher, lesson, student, typeId } = it
    const work = await teacher.call(worksApi.create, {
      params: { lessonId: lesson },
      body: { workTypeId: typeId },
    })
    const params = { workId: work.id, studentId: student }
    const put = (value: '2' | '3' | '4', ifVersion: number | null) =>
      teacher.call(marksApi.put, { params, body: { value, isDebt: false, isMadeUp: false }, ifVersion })
    const first = await put('4', null)
    await expect(put('3', null)).rejects.toMatchObject({ code: 'changed-meanwhile', current: { value: '4' } })
    const second = await put('3', first.version)
    await expect(put('2', first.version)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { value: '3' },
    })
    // Saying the same again is harmless, whatever version it was said of.
    expect(await put('3', null)).toEqual(second)
    await teacher.call(marksApi.withdraw, { params, ifVersion: second.version })
    await expect(
      teacher.call(marksApi.withdraw, { params, ifVersion: second.version }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect(await put('4', null)).toMatchObject({ value: '4', version: second.version + 2 })
  })

  test('a classmate’s guardian finds the mark nowhere', async () => {
    const { stranger, student } = it
    await expect(
      stranger.call(diaryApi.show, { params: { studentId: student }, query: {} }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a guardian may not open the register', async () => {
    await expect(it.guardian.call(gradebooksApi.list, { query: {} })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })

  test('the register shows the cell', async () => {
    const { teacher, gradebook, student } = it
    const page = await teacher.call(gradebooksApi.show, { params: { gradebookId: gradebook }, query: {} })
    expect(page.students).toHaveLength(2)
    expect(
      page.lessons.flatMap(({ works }) => works.flatMap(({ marks }) => marks)).map(mark => mark.studentId),
    ).toContain(student)
    expect(page.gradebook.can.edit).toBe(true)
  })

  test('a lesson is filled in and lacks nothing any more', async () => {
    const { teacher, lesson } = it
    const { items } = await teacher.call(lessonsApi.list, { query: {} })
    expect(items[0]?.lacks).toEqual(['held', 'topic', 'attendance', 'homework'])
    const current = await teacher.call(lessonsApi.show, { params: { lessonId: lesson } })
    await teacher.call(lessonsApi.update, {
      params: { lessonId: lesson },
      body: { topic: 'Дроби', isHeld: true, isAttendanceTaken: true, isHomeworkNone: true },
      ifVersion: current.version,
    })
    const after = await teacher.call(lessonsApi.list, { query: {} })
    expect(after.items[0]?.lacks).toEqual([])
  })
})

async function classroom() {
  const { make } = api
  const school = await make.school()
  const teacher = await make.teacher({ school })
  const fifth = await make.schoolClass({ school, title: '5А', teacher })
  const student = await make.student({ class: fifth })
  const other = await make.student({ class: fifth })
  const guardian = await make.guardian({ of: student })
  const stranger = await make.guardian({ of: other })
  const gradebook = await make.gradebook({ class: fifth, teacher })
  const lesson = await make.lesson({ gradebook, day: monday })
  const [teacherHere, guardianHere, strangerHere] = await Promise.all(
    [teacher, guardian, stranger].map(async person => api.as(await make.account({ person }))),
  )
  if (!teacherHere || !guardianHere || !strangerHere) throw new Error('Three signed in')
  const types = await teacherHere.call(worksApi.listTypes, {})
  return {
    teacher: teacherHere,
    guardian: guardianHere,
    stranger: strangerHere,
    student: student.id as never,
    gradebook: gradebook.id as never,
    lesson: lesson.id as never,
    typeId: types.items[0]?.id as never,
  }
}
