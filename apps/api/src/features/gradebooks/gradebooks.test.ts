import { type GradebookPage, gradebooksApi } from '@diary/contracts/gradebooks'
import type { MadeGradebook } from '@diary/db/make/made'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi, testNow } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let teacher: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  teacher = await enter(api, it.teacher)
})
beforeEach(() => api.setNow(testNow))

const pageOf = (caller: Caller, gradebook: MadeGradebook, query: { from?: string; to?: string } = {}) =>
  caller.call(gradebooksApi.show, {
    params: { gradebookId: idOf(gradebook) },
    query: query,
  })

describe('the list of gradebooks', () => {
  test('is one’s own: what ended yesterday and what others teach is not there', async () => {
    const { school, fifth } = it
    const mine = await api.make.teacher({ school })
    const today = await api.make.gradebook({
      class: fifth,
      teacher: mine,
      subject: 'Труд',
      until: '2026-11-23',
    })
    await api.make.gradebook({ class: fifth, teacher: mine, subject: 'ИЗО', until: '2026-11-22' })
    await api.make.gradebook({ class: fifth, teacher: mine, subject: 'Шахматы', from: '2026-11-24' })
    const { items, next } = await (await enter(api, mine)).call(gradebooksApi.list, { query: {} })
    expect(items).toMatchObject([
      {
        id: today.id,
        subject: { title: 'Труд' },
        group: '5А',
        classes: [{ title: '5А' }],
        teachers: ['Петрова Ольга Ивановна'],
        can: { edit: true },
      },
    ])
    expect(next).toBeNull()
  })

  test('comes in pages that hold everything once; a page’s end is no one else’s and cannot be made up', async () => {
    const { school, fifth } = it
    const mine = await api.make.teacher({ school })
    const made: string[] = []
    for (let number = 1; number <= 5; number++)
      made.push((await api.make.gradebook({ class: fifth, teacher: mine, subject: `Кружок ${number}` })).id)
    const caller = await enter(api, mine)
    const seen: string[] = []
    const sizes: number[] = []
    let after: string | null = null
    do {
      const page: { items: { id: string }[]; next: string | null } = await caller.call(gradebooksApi.list, {
        query: { limit: 2, ...(after && { after }) },
      })
      sizes.push(page.items.length)
      seen.push(...page.items.map(({ id }) => id))
      after = page.next
    } while (after)
    expect([seen.toSorted(), sizes]).toEqual([made.toSorted(), [2, 2, 1]])
    const { next } = await caller.call(gradebooksApi.list, { query: { limit: 2 } })
    const wrong = [next ?? '', 'ерунда', '.', `${next}x`, 'eyJhIjoxfQ.AAAAAAAAAAAAAAAAAAAAAA']
    for (const [index, cursor] of wrong.entries()) {
      const asker = index === 0 ? teacher : caller
      await expect(asker.call(gradebooksApi.list, { query: { after: cursor } })).rejects.toMatchObject({
        code: 'cursor-invalid',
      })
    }
  })

  test('of a class teacher holds those of the class, to read; of a deputy, all', async () => {
    const { school, gradebook, classTeacher } = it
    const sixth = await api.make.schoolClass({ school, title: '6А' })
    const foreign = await api.make.gradebook({ class: sixth, teacher: it.teacher })
    const listed = async (caller: Caller) =>
      (await caller.call(gradebooksApi.list, { query: { limit: 100 } })).items
    const own = await listed(await enter(api, classTeacher))
    expect(own.find(({ id }) => id === gradebook.id)?.can.edit).toBe(false)
    expect(own.map(({ id }) => id)).not.toContain(foreign.id)
    const all = await listed(await enter(api, await api.make.staff({ school, as: ['deputy'] })))
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([gradebook.id, foreign.id]))
    expect(all.every(({ can }) => !can.edit)).toBe(true)
  })
})

describe('a page of a gradebook', () => {
  test('without a range is of the current term, with its terms, kinds of work and today', async () => {
    const page = await pageOf(teacher, it.gradebook)
    expect(page).toMatchObject({
      from: '2026-11-02',
      to: '2026-12-30',
      today: '2026-11-23',
      term: { ordinal: 2 },
    })
    expect([page.terms.length, page.workTypes.length]).toEqual([4, 18])
    expect(page.gradebook).toMatchObject({ can: { edit: true }, isMarked: true })
  })

  test('holds the lessons of the range alone, edges included, with everything in their cells', async () => {
    const { fifth, student, classmate } = it
    const gradebook = await api.make.gradebook({ class: fifth, teacher: it.teacher, subject: 'Физика' })
    const days = ['2026-11-09', '2026-11-10', '2026-11-12', '2026-11-13']
    const [, first, last] = await Promise.all(
      days.map(day => api.make.lesson({ gradebook, day, isHeld: true, topic: day })),
    )
    if (!first || !last) throw new Error('Four lessons')
    const work = await api.make.work({ lesson: first, type: 'Тест', topic: 'Сила', weightTenths: 20 })
    await api.make.work({ lesson: first, withdrawnAt: new Date() })
    await api.make.mark({ work, student, value: '4', comment: 'верно' })
    await api.make.mark({ work, student: classmate, withdrawnAt: new Date() })
    await api.make.absence({ lesson: last, student, observation: 'late', lateMinutes: 7 })
    await api.make.absence({ lesson: last, student: classmate, withdrawnAt: new Date() })
    await api.make.homework({ lesson: first, due: last, text: 'учить' })
    const { lessons, term } = await pageOf(teacher, gradebook, { from: '2026-11-10', to: '2026-11-12' })
    expect(term).toBeNull()
    expect(lessons).toMatchObject([
      {
        day: '2026-11-10',
        startsAt: '08:00',
        homework: [{ text: 'учить', dueOn: '2026-11-12', dueLessonId: last.id }],
        works: [
          {
            topic: 'Сила',
            weight: 2,
            type: { abbreviation: 'Т' },
            marks: [{ studentId: student.id, value: '4', comment: 'верно', version: 1 }],
          },
        ],
        absences: [],
      },
      {
        day: '2026-11-12',
        works: [],
        absences: [{ studentId: student.id, observation: 'late', lateMinutes: 7, version: 1 }],
      },
    ])
  })

  test('names who joined and who left inside the range, in the order of names', async () => {
    const { school } = it
    const eighth = await api.make.schoolClass({ school, title: '8А' })
    const gradebook = await api.make.gradebook({ class: eighth, teacher: it.teacher })
    const pupil = (lastName: string, more: object) => api.make.student({ class: eighth, lastName, ...more })
    await pupil('Ёлкин', { from: '2026-11-10' })
    await pupil('Дятлов', {})
    await pupil('Жуков', { until: '2026-11-12' })
    await pupil('Ранний', { until: '2026-11-08' })
    await pupil('Поздний', { from: '2026-11-16' })
    const { students } = await pageOf(teacher, gradebook, { from: '2026-11-09', to: '2026-11-15' })
    expect(students.map(({ name, joinedOn, leftOn }) => [name.split(' ')[0], joinedOn, leftOn])).toEqual([
      ['Дятлов', null, null],
      ['Ёлкин', '2026-11-10', null],
      ['Жуков', null, '2026-11-12'],
    ])
  })

  test('of a stream shows a class teacher the own class alone: no names, marks, absences or homework of others', async () => {
    const { school, fifth, student, classTeacher } = it
    const other = await api.make.schoolClass({ school, title: '5Б' })
    const theirs = await api.make.student({ class: other, lastName: 'Чужой' })
    const group = await api.make.group({ classes: [fifth, other], students: [student, theirs] })
    const gradebook = await api.make.gradebook({ group, teacher: it.teacher, subject: 'Алгебра' })
    const lesson = await api.make.lesson({ gradebook, day: '2026-11-20', isHeld: true })
    const work = await api.make.work({ lesson })
    await api.make.mark({ work, student, value: '5' })
    await api.make.mark({ work, student: theirs, value: '2' })
    await api.make.absence({ lesson, student: theirs, reason: 'ill', reasonNote: 'справка' })
    await api.make.homework({ lesson, text: 'всем' })
    await api.make.homework({ lesson, text: 'обоим', students: [student, theirs] })
    await api.make.homework({ lesson, text: 'только чужому', students: [theirs] })
    const homeworkOf = ({ lessons }: GradebookPage) =>
      lessons.flatMap(({ homework }) => homework.map(({ text, studentIds }) => [text, studentIds.length]))
    const full = await pageOf(teacher, gradebook)
    expect(full.students).toHaveLength(2)
    expect(homeworkOf(full)).toEqual([
      ['всем', 0],
      ['обоим', 2],
      ['только чужому', 1],
    ])
    const own = await pageOf(await enter(api, classTeacher), gradebook)
    expect(own.students.map(({ id }) => id)).toEqual([student.id])
    expect(own.gradebook.classes.map(({ title }) => title)).toEqual(['5А', '5Б'])
    expect(JSON.stringify(own)).not.toContain(theirs.id)
    expect(homeworkOf(own)).toEqual([
      ['всем', 0],
      ['обоим', 1],
    ])
  })

  test('of another teacher does not exist', async () => {
    const caller = await enter(api, await api.make.teacher({ school: it.school }))
    await expect(pageOf(caller, it.gradebook)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is a year at most', async () => {
    await pageOf(teacher, it.gradebook, { from: '2026-09-01', to: '2027-07-07' })
    await expect(
      pageOf(teacher, it.gradebook, { from: '2026-09-01', to: '2027-07-08' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ pointer: 'query/to', code: 'range' }],
    })
  })
})
