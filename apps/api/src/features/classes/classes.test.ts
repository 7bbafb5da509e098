import { classesApi } from '@diary/contracts/classes'
import type { MadeClass } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi, testNow } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let secretary: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
})
beforeEach(() => api.setNow(testNow))

const list = (caller: Caller) => caller.call(classesApi.list, {})
const show = (caller: Caller, one: MadeClass) =>
  caller.call(classesApi.show, { params: { classId: idOf(one) } })

describe('classes', () => {
  test('stand by grade, the tenth after the ninth, with how many learn in them today', async () => {
    const { school, fifth } = it
    for (const title of ['10А', '9Б', '9А'])
      await api.make.schoolClass({ school, title, shift: 2, daysInWeek: 6 })
    await api.make.student({ class: fifth, from: '2026-11-24' })
    await api.make.student({ class: fifth, until: '2026-11-22' })
    await api.make.student({ class: fifth, from: '2026-11-23', until: '2026-11-23' })
    const { items } = await list(secretary)
    expect(items.map(({ title }) => title)).toEqual(['5А', '9А', '9Б', '10А'])
    expect(items[0]).toMatchObject({
      grade: 5,
      shift: 1,
      daysInWeek: 5,
      studentsCount: 3,
      classTeachers: ['Белова Ирина Ивановна'],
    })
    expect(items[1]).toMatchObject({ shift: 2, daysInWeek: 6, studentsCount: 0, classTeachers: [] })
  })

  test('are those of the current year: in summer still of the one that began last', async () => {
    const { school } = it
    const yearId = randomUUID()
    await api.make.insert(school.id, {
      academicYear: [
        {
          schoolId: school.id,
          id: yearId,
          title: '2027/2028',
          startsOn: new Date('2027-09-01'),
          endsOn: new Date('2028-08-31'),
        },
      ],
      schoolClass: [
        {
          schoolId: school.id,
          id: randomUUID(),
          yearId,
          title: '6А',
          grade: 6,
          shift: 1,
          daysInWeek: 5,
          isMarked: true,
        },
      ],
    })
    const titlesAt = async (now: string) => {
      api.setNow(new Date(now))
      const staff = await api.make.staff({ school, as: ['head'] })
      return (await list(await enter(api, staff))).items.map(({ title }) => title)
    }
    expect(await titlesAt('2027-07-15T03:00:00Z')).toContain('5А')
    expect(await titlesAt('2027-09-01T03:00:00Z')).toEqual(['6А'])
  })

  test('a class teacher sees the own class alone', async () => {
    const { school, classTeacher, fifth } = it
    const caller = await enter(api, classTeacher)
    expect((await list(caller)).items.map(({ id }) => id)).toEqual([fifth.id])
    const other = await api.make.schoolClass({ school, title: '5Д' })
    await expect(show(caller, other)).rejects.toMatchObject({ code: 'not-found' })
    for (const person of [it.teacher, it.guardian])
      await expect(list(await enter(api, person))).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('a class shows its students in the order of names, with dates, and its groups with subjects', async () => {
    const { school, teacher } = it
    const seventh = await api.make.schoolClass({ school, title: '7А' })
    const [second] = [
      await api.make.student({ class: seventh, lastName: 'Ёжиков', firstName: 'Б', middleName: null }),
      await api.make.student({
        class: seventh,
        lastName: 'Ежов',
        firstName: 'А',
        middleName: null,
        until: '2026-10-01',
      }),
    ]
    await api.make.gradebook({ class: seventh, teacher })
    const group = await api.make.group({ classes: [seventh], students: [second], title: '7А англ. 1' })
    await api.make.gradebook({ group, teacher, subject: 'Английский язык' })
    const shown = await show(secretary, seventh)
    expect(shown.students).toMatchObject([
      { name: 'Ёжиков Б', fromOn: '2026-09-01', untilOn: null },
      { name: 'Ежов А', untilOn: '2026-10-01' },
    ])
    expect(shown.groups).toMatchObject([
      { title: '7А', kind: 'whole_class', studentsCount: 1, subjects: ['Математика'] },
      { title: '7А англ. 1', kind: 'part', studentsCount: 1, subjects: ['Английский язык'] },
    ])
  })

  test('of another school do not exist', async () => {
    const foreign = await api.make.schoolClass({ school: await api.make.school(), title: '5А' })
    await expect(show(secretary, foreign)).rejects.toMatchObject({ code: 'not-found' })
  })
})
