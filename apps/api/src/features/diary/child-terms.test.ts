import { diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import type { Day } from '@diary/contracts/primitives'
import type { MadeClass, MadeGradebook, MadePerson } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi, testNow } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
type Classroom = Awaited<ReturnType<typeof makeClassroom>>
let it: Classroom
let guardian: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  guardian = await enter(api, it.guardian)
})
beforeEach(() => api.setNow(testNow))

const params = (student: MadePerson) => ({ studentId: idOf(student) })
const marksOf = (caller: Caller, student: MadePerson, termId?: string) =>
  caller.call(diaryApi.marks, { params: params(student), query: { termId: termId } })

/** One mark in a lesson of its own. */
async function give(
  gradebook: MadeGradebook,
  student: MadePerson,
  day: string,
  mark: Partial<Parameters<typeof api.make.mark>[0]> = {},
  work: Partial<Parameters<typeof api.make.work>[0]> = {},
) {
  const lesson = await api.make.lesson({ gradebook, day, isHeld: true })
  const made = await api.make.work({ lesson, ...work })
  await api.make.mark({ work: made, student, ...mark })
}

describe('the marks of a term', () => {
  test('the average is exact: by weight, of what counts, and nothing else', async () => {
    const { fifth, teacher, student, classmate } = it
    const gradebook = await api.make.gradebook({ class: fifth, teacher, subject: 'Алгебра' })
    await give(gradebook, student, '2026-11-03', { value: '5' })
    await give(gradebook, student, '2026-11-04', { value: '4' }, { weightTenths: 30 })
    await give(gradebook, student, '2026-11-05', { value: '3' }, { weightTenths: 15 })
    await give(gradebook, student, '2026-11-06', { value: 'pass' }, { weightTenths: 30 })
    await give(gradebook, student, '2026-11-09', { value: '2' }, { countsInAverage: false })
    await give(gradebook, student, '2026-11-10', { value: '2' }, { weightTenths: 0 })
    await give(gradebook, student, '2026-11-11', { isDebt: true, debtDueOn: new Date('2026-12-01') })
    await give(gradebook, student, '2026-11-12', { value: '2', withdrawnAt: new Date() })
    await give(gradebook, classmate, '2026-11-13', { value: '2' })
    const { subjects } = await marksOf(guardian, student)
    const algebra = subjects.find(({ subject }) => subject.title === 'Алгебра')
    expect(algebra?.average).toEqual({ numerator: 5 * 10 + 4 * 30 + 3 * 15, denominator: 10 + 30 + 15 })
    expect(algebra?.marks.map(({ value }) => value)).toEqual(['5', '4', '3', 'pass', '2', '2', null])
    expect(algebra?.marks.at(-1)).toMatchObject({ isDebt: true, debtDueOn: '2026-12-01' })
    expect(algebra?.marks[1]).toMatchObject({ day: '2026-11-04', work: { weight: 3, countsInAverage: true } })
  })

  test('the last day of a term belongs to it, and the next term’s first day does not', async () => {
    const { fifth, teacher, student, school } = it
    const gradebook = await api.make.gradebook({ class: fifth, teacher, subject: 'Химия' })
    await give(gradebook, student, '2026-10-24', { value: '4' })
    await give(gradebook, student, '2026-11-02', { value: '3' })
    const valuesIn = async (termId: string) =>
      (await marksOf(guardian, student, termId)).subjects
        .find(({ subject }) => subject.title === 'Химия')
        ?.marks.map(({ value }) => value)
    expect(await valuesIn(school.termIds[0])).toEqual(['4'])
    expect(await valuesIn(school.termIds[1])).toEqual(['3'])
  })

  test('a subject without marks has no line; one whose marks are still to come has an empty one', async () => {
    const { fifth, school, teacher, student } = it
    await api.make.subject({ school, title: 'Разговоры о важном', isMarked: false })
    for (const subject of ['Разговоры о важном', 'География'])
      await api.make.lesson({ gradebook: await api.make.gradebook({ class: fifth, teacher, subject }) })
    const { subjects } = await marksOf(guardian, student)
    const titles = subjects.map(({ subject }) => subject.title)
    expect(titles).not.toContain('Разговоры о важном')
    expect(subjects.find(({ subject }) => subject.title === 'География')).toMatchObject({
      average: null,
      marks: [],
      termMark: null,
    })
    expect(titles).toEqual(titles.toSorted((one, other) => one.localeCompare(other, 'ru')))
  })

  test('what the teacher decided for the term stands beside the marks', async () => {
    const { fifth, school, teacher, student } = it
    const gradebook = await api.make.gradebook({ class: fifth, teacher, subject: 'Физика' })
    await give(gradebook, student, '2026-10-20', { value: '4' })
    await api.make.insert(school.id, {
      termMark: [
        {
          schoolId: school.id,
          id: randomUUID(),
          gradebookId: gradebook.id,
          studentId: student.id,
          kind: 'term',
          termId: school.termIds[0],
          value: '4',
          decidedById: teacher.id,
        },
      ],
    })
    const { subjects } = await marksOf(guardian, student, school.termIds[0])
    expect(subjects.find(({ subject }) => subject.title === 'Физика')).toMatchObject({ termMark: '4' })
  })

  test.each([
    ['in a term, that term', '2026-11-23', 2],
    ['on its last day, still that term', '2026-12-30', 2],
    ['in the holidays, the term that has just ended', '2027-01-05', 2],
    ['in summer, the last one', '2027-07-01', 4],
  ])('without a term: %s', async (_, today, ordinal) => {
    api.setNow(new Date(`${today}T03:00:00Z`))
    const { term, terms } = await marksOf(await enter(api, it.guardian), it.student)
    expect(term?.ordinal).toBe(ordinal)
    expect(terms.map(it => it.kind)).toEqual(Array(4).fill('quarter'))
  })

  test('the terms are those of the class: its own rule goes before the parallel’s, that before the school’s', async () => {
    const { school } = it
    const [tenth, eleventh, other] = [
      await api.make.schoolClass({ school, title: '10А' }),
      await api.make.schoolClass({ school, title: '11А' }),
      await api.make.schoolClass({ school, title: '11Б' }),
    ]
    const halves = await makeScheme('half_year', 'Полугодия', [
      '2026-09-01/2026-12-30',
      '2027-01-11/2027-05-26',
    ])
    const thirds = await makeScheme('trimester', 'Триместры', [
      '2026-09-01/2026-11-21',
      '2026-11-30/2027-02-20',
    ])
    const rule = (it: object) => ({ schoolId: school.id, id: randomUUID(), yearId: school.yearId, ...it })
    await api.make.insert(school.id, {
      termSchemeRule: [
        { ...rule({ grade: 11 }), schemeId: halves.schemeId },
        { ...rule({ classId: other.id }), schemeId: thirds.schemeId },
      ],
    })
    const kindFor = async (of: MadeClass) => {
      const student = await api.make.student({ class: of })
      const { term, terms } = await marksOf(
        await enter(api, await api.make.guardian({ of: student })),
        student,
      )
      return [term?.kind, term?.ordinal, terms.length]
    }
    expect(await kindFor(tenth)).toEqual(['quarter', 2, 4])
    expect(await kindFor(eleventh)).toEqual(['half_year', 1, 2])
    // Between two trimesters, the one before.
    expect(await kindFor(other)).toEqual(['trimester', 1, 2])
    await expect(marksOf(guardian, it.student, halves.termIds[0])).rejects.toMatchObject({
      code: 'not-found',
    })

    const subject = await api.make.gradebook({ class: tenth, teacher: it.teacher, subject: 'Астрономия' })
    await api.make.insert(school.id, {
      termSchemeRule: [{ ...rule({ subjectId: subject.subjectId }), schemeId: halves.schemeId }],
    })
    const teacher = await enter(api, it.teacher)
    const page = await teacher.call(gradebooksApi.show, { params: { gradebookId: idOf(subject) }, query: {} })
    expect(page).toMatchObject({ from: '2026-09-01', to: '2026-12-30', term: { kind: 'half_year' } })
  })

  test('a child who has no class yet has no term and no marks', async () => {
    const child = await api.make.student({ class: it.fifth, from: '2026-12-01' })
    const caller = await enter(api, await api.make.guardian({ of: child }))
    expect(await marksOf(caller, child)).toEqual({ term: null, terms: [], subjects: [] })
    const { term, items, totals } = await caller.call(diaryApi.attendance, {
      params: params(child),
      query: {},
    })
    expect([term, items, totals.lessonsHeld]).toEqual([null, [], 0])
  })
})

describe('the attendance of a term', () => {
  test('counts lessons, whole days, reasons and lateness', async () => {
    const { school } = it
    const seventh = await api.make.schoolClass({ school, title: '7А' })
    const teacher = await api.make.teacher({ school })
    const student = await api.make.student({ class: seventh })
    const gradebook = await api.make.gradebook({ class: seventh, teacher })
    const lesson = (day: string, number: number, isHeld = true) =>
      api.make.lesson({ gradebook, day, number, isHeld })
    type Seen = Partial<Parameters<typeof api.make.absence>[0]>
    const seen = async (day: string, number: number, it: Seen = {}, isHeld = true) =>
      api.make.absence({ lesson: await lesson(day, number, isHeld), student, ...it })
    // A whole day ill, a day with one lesson missed, an event, lateness, and lessons of the term before.
    await seen('2026-11-03', 1, { reason: 'ill' })
    await seen('2026-11-03', 2, { reason: 'ill', reasonNote: 'справка' })
    await lesson('2026-11-04', 1)
    await seen('2026-11-04', 2, { reason: 'unexcused' })
    await seen('2026-11-05', 1, { reason: 'school_event' })
    await lesson('2026-11-05', 2)
    await seen('2026-11-06', 1, { observation: 'late', lateMinutes: 5 })
    await seen('2026-11-06', 2, {})
    await seen('2026-11-09', 1, { observation: 'exempt', reason: 'excused' })
    await seen('2026-11-10', 1, { withdrawnAt: new Date() })
    await seen('2026-10-20', 1, { reason: 'ill' })
    await lesson('2026-11-11', 1, false)
    const caller = await enter(api, await api.make.guardian({ of: student }))
    const { totals, items, term } = await caller.call(diaryApi.attendance, {
      params: params(student),
      query: {},
    })
    expect(term?.ordinal).toBe(2)
    expect(totals).toEqual({
      lessonsHeld: 10,
      lessonsMissed: 5,
      daysMissed: 1,
      ill: 2,
      excused: 0,
      unexcused: 1,
      schoolEvent: 1,
      withoutReason: 1,
      late: 1,
    })
    expect(items.map(({ day, number }) => `${day}/${number}`)).toEqual([
      '2026-11-09/1',
      '2026-11-06/1',
      '2026-11-06/2',
      '2026-11-05/1',
      '2026-11-04/2',
      '2026-11-03/1',
      '2026-11-03/2',
    ])
  })
})

describe('the homework of a child', () => {
  test('stands by the day it is due: of the week without a range, and only what is the child’s', async () => {
    const { fifth, teacher, student, classmate } = it
    const gradebook = await api.make.gradebook({ class: fifth, teacher, subject: 'История' })
    const lesson = await api.make.lesson({ gradebook, day: '2026-11-20' })
    const next = await api.make.lesson({ gradebook, day: '2026-11-24' })
    const give = (text: string, due: typeof next | string, students: MadePerson[] = []) =>
      api.make.homework({ lesson, due, text, students })
    await give('к пятнице', '2026-11-27')
    await give('к уроку', next)
    await give('на той неделе', '2026-11-30')
    await give('моё', '2026-11-27', [student])
    await give('чужое', '2026-11-27', [classmate])
    const all = (query: { from?: Day; to?: Day }) =>
      guardian.call(diaryApi.homework, { params: params(student), query })
    const week = await all({})
    expect(week).toMatchObject({ from: '2026-11-23', to: '2026-11-29' })
    expect(
      week.items
        .filter(({ subject }) => subject.title === 'История')
        .map(({ text, dueOn, givenOn, teacher }) => [text, dueOn, givenOn, teacher]),
    ).toEqual([
      ['к уроку', '2026-11-24', '2026-11-20', 'Петрова Ольга Ивановна'],
      ['к пятнице', '2026-11-27', '2026-11-20', 'Петрова Ольга Ивановна'],
      ['моё', '2026-11-27', '2026-11-20', 'Петрова Ольга Ивановна'],
    ])
    const { items } = await all({ from: '2026-11-30' as Day, to: '2026-11-30' as Day })
    expect(items.map(({ text }) => text)).toEqual(['на той неделе'])
  })
})

async function makeScheme(kind: 'half_year' | 'trimester', title: string, ranges: string[]) {
  const { id: schoolId, yearId } = it.school
  const schemeId = randomUUID()
  const term = ranges.map((range, index) => {
    const [from = '', to = ''] = range.split('/')
    return {
      schoolId,
      id: randomUUID(),
      schemeId,
      ordinal: index + 1,
      title: `${index + 1}`,
      startsOn: new Date(from),
      endsOn: new Date(to),
    }
  })
  await api.make.insert(schoolId, { termScheme: [{ schoolId, id: schemeId, yearId, kind, title }], term })
  return { schemeId, termIds: term.map(({ id }) => id) as [string, ...string[]] }
}
