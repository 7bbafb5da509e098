import { diaryApi } from '@diary/contracts/diary'
import { groupsApi } from '@diary/contracts/groups'
import { movementsApi } from '@diary/contracts/movements'
import { peopleApi } from '@diary/contracts/people'
import type { MadePerson } from '@diary/db/make/made'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let secretary: Caller
let sixth: Awaited<ReturnType<typeof api.make.schoolClass>>
beforeAll(async () => {
  it = await makeClassroom(api)
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
  sixth = await api.make.schoolClass({ school: it.school, title: '6А' })
})

const page = (person: { id: string }) =>
  secretary.call(peopleApi.show, { params: { personId: idOf(person) } })
const stayOf = async (person: { id: string }) => {
  const [stay] = (await page(person)).enrolments
  if (!stay) throw new Error('enrolled')
  return stay
}
const move = async (person: MadePerson, fromOn: string, classId = sixth.id) => {
  const { id, version } = await stayOf(person)
  return secretary.call(movementsApi.changeClass, {
    params: { enrolmentId: id },
    ifVersion: version,
    body: { classId: classId as never, fromOn: fromOn as never, order: '12-у' },
  })
}
const leave = async (person: MadePerson, lastOn: string) => {
  const { id, version } = await stayOf(person)
  return secretary.call(movementsApi.leave, {
    params: { enrolmentId: id },
    ifVersion: version,
    body: { lastOn: lastOn as never, order: '13-у', reason: 'в другую школу' },
  })
}

describe('a student arrives', () => {
  test('into the class and its whole-class groups, from a day, by an order', async () => {
    const { id } = await secretary.call(peopleApi.create, {
      body: { kind: 'student', lastName: 'Приезжев', firstName: 'Илья', isSomeoneElse: false },
    })
    const arrive = () =>
      secretary.call(movementsApi.arrive, {
        params: { personId: id },
        body: { classId: idOf(it.fifth), fromOn: '2026-11-24' as never, order: '11-у' },
      })
    expect(await arrive()).toMatchObject({
      className: '5А',
      fromOn: '2026-11-24',
      untilOn: null,
      order: '11-у',
    })
    expect((await page({ id })).groups).toMatchObject([{ title: '5А', fromOn: '2026-11-24', untilOn: null }])
    await expect(arrive()).rejects.toMatchObject({ code: 'student-enrolled' })
  })
})

describe('a student changes class', () => {
  test('the stay and the memberships end the day before; marks stay in the diary', async () => {
    const { fifth, gradebook } = it
    const student = await api.make.student({ class: fifth, lastName: 'Переводов' })
    const guardian = await api.make.guardian({ of: student })
    await api.make.group({ classes: [fifth], students: [student], title: '5А хор' })
    const lesson = await api.make.lesson({ gradebook, day: '2026-11-19', isHeld: true })
    await api.make.mark({ work: await api.make.work({ lesson }), student, value: '4' })
    await expect(move(student, '2026-11-19')).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/fromOn', code: 'marked-after' }],
    })
    expect(await move(student, '2026-11-20')).toMatchObject({ className: '6А', order: '12-у' })
    const { enrolments, groups } = await page(student)
    expect(enrolments).toMatchObject([
      { className: '6А', fromOn: '2026-11-20', untilOn: null },
      { className: '5А', untilOn: '2026-11-19', endOrder: '12-у' },
    ])
    expect(Object.fromEntries(groups.map(({ title, untilOn }) => [title, untilOn]))).toEqual({
      '5А': '2026-11-19',
      '5А хор': '2026-11-19',
      '6А': null,
    })
    const week = await (
      await enter(api, guardian)
    ).call(diaryApi.show, {
      params: { studentId: idOf(student) },
      query: { from: '2026-11-19', to: '2026-11-19' },
    })
    expect(week.days.flatMap(({ lessons }) => lessons.flatMap(({ works }) => works))).toMatchObject([
      { mark: { value: '4' } },
    ])
  })

  test('one of two secretaries does it; the other is told', async () => {
    const student = await api.make.student({ class: it.fifth })
    const { id, version } = await stayOf(student)
    const asked = { params: { enrolmentId: id }, ifVersion: version }
    const body = { classId: idOf(sixth), fromOn: '2026-11-23' as never }
    const results = await Promise.allSettled([
      secretary.call(movementsApi.changeClass, { ...asked, body }),
      secretary.call(movementsApi.leave, {
        ...asked,
        body: { lastOn: '2026-11-23' as never, reason: 'переезд' },
      }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = results.find(result => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'changed-meanwhile' })
  })

  test('not out of the school year, nor into the same class', async () => {
    const student = await api.make.student({ class: it.fifth })
    await expect(move(student, '2028-02-29')).rejects.toMatchObject({ errors: [{ pointer: '/fromOn' }] })
    await expect(move(student, '2026-11-24', it.fifth.id)).rejects.toMatchObject({
      errors: [{ pointer: '/classId' }],
    })
    await expect(move(student, '2026-09-01')).rejects.toMatchObject({ errors: [{ code: 'before-start' }] })
  })
})

describe('a student leaves', () => {
  test('everything ends with the day; the guardian still reads what was', async () => {
    const student = await api.make.student({ class: it.fifth })
    const guardian = await api.make.guardian({ of: student })
    expect(await leave(student, '2026-11-20')).toMatchObject({
      untilOn: '2026-11-20',
      endOrder: '13-у',
      endReason: 'в другую школу',
    })
    expect((await page(student)).groups).toMatchObject([{ untilOn: '2026-11-20' }])
    expect((await page(student)).guardians).toMatchObject([{ isActive: true, untilOn: null }])
    await (
      await enter(api, guardian)
    ).call(diaryApi.show, { params: { studentId: idOf(student) }, query: {} })
    const groups = await secretary.call(groupsApi.list, { params: { classId: idOf(it.fifth) }, query: {} })
    expect(groups.students.map(({ id }) => id)).not.toContain(student.id)
  })
})

test('the movement of a period adds up', async () => {
  const school = await api.make.school()
  const clerk = await enter(api, await api.make.staff({ school, as: ['secretary'] }))
  const [one, two] = [
    await api.make.schoolClass({ school, title: '7А' }),
    await api.make.schoolClass({ school, title: '7Б' }),
  ]
  await api.make.student({ class: one })
  await api.make.student({ class: one, from: '2026-11-10' })
  await api.make.student({ class: one, until: '2026-11-12' })
  const moving = await api.make.student({ class: one })
  const stays = await clerk.call(peopleApi.show, { params: { personId: idOf(moving) } })
  await clerk.call(movementsApi.changeClass, {
    params: { enrolmentId: stays.enrolments[0]?.id as never },
    ifVersion: 1,
    body: { classId: idOf(two), fromOn: '2026-11-16' as never },
  })
  const query = { from: '2026-11-09' as never, to: '2026-11-23' as never }
  const summary = await clerk.call(movementsApi.summary, { query })
  expect(summary.classes).toMatchObject([
    { title: '7А', atBeginning: 3, arrived: 1, left: 1, movedIn: 0, movedOut: 1, atEnd: 2 },
    { title: '7Б', atBeginning: 0, arrived: 0, left: 0, movedIn: 1, movedOut: 0, atEnd: 1 },
  ])
  expect(summary.total).toEqual({ atBeginning: 3, arrived: 1, left: 1, movedIn: 1, movedOut: 1, atEnd: 3 })
  const all: string[] = []
  let after: string | null = null
  do {
    const found: { items: { kind: string; day: string }[]; next: string | null } = await clerk.call(
      movementsApi.list,
      { query: { ...query, limit: 1, ...(after && { after }) } },
    )
    all.push(...found.items.map(({ kind, day }) => `${kind} ${day}`))
    after = found.next
  } while (after)
  expect(all).toEqual(['moved 2026-11-16', 'left 2026-11-12', 'arrived 2026-11-10'])
})
