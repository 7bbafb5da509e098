import { diaryApi } from '@diary/contracts/diary'
import { groupsApi } from '@diary/contracts/groups'
import type { MadePerson } from '@diary/db/make/made'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let deputy: Caller
let secretary: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  deputy = await enter(api, await api.make.staff({ school: it.school, as: ['deputy'] }))
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
})

/** A class with two empty groups of English. */
async function englishClass(title: string) {
  const schoolClass = await api.make.schoolClass({ school: it.school, title })
  const students: MadePerson[] = []
  for (const lastName of ['Абрамов', 'Борисов', 'Волков', 'Громов'])
    students.push(await api.make.student({ class: schoolClass, lastName }))
  const group = (number: number) =>
    deputy.call(groupsApi.create, {
      body: { title: `${title} английский ${number}`, kind: 'part', classIds: [idOf(schoolClass)] },
    })
  return { schoolClass, students, one: await group(1), two: await group(2) }
}
type Place = { id: string; version: number; students: readonly MadePerson[] }
const split = (schoolClass: { id: string }, fromOn: string, places: readonly Place[], caller = deputy) =>
  caller.call(groupsApi.split, {
    params: { classId: idOf(schoolClass) },
    body: {
      fromOn: fromOn as never,
      groups: places.map(({ id, version, students }) => ({
        groupId: id as never,
        version,
        studentIds: students.map(idOf),
      })),
    },
  })

describe('a class is split', () => {
  test('in one request, from a day; who is in none or in both is said', async () => {
    const { schoolClass, students, one, two } = await englishClass('5Б')
    const [a, b, c, d] = students as [MadePerson, MadePerson, MadePerson, MadePerson]
    const first = await split(schoolClass, '2026-09-01', [
      { ...one, students: [a, b] },
      { ...two, students: [b, c] },
    ])
    expect(first).toMatchObject({ inNone: [d.id], inSeveral: [b.id] })
    const again = await split(schoolClass, '2026-11-23', [
      { ...one, version: one.version + 1, students: [a] },
      { ...two, version: two.version + 1, students: [b, c, d] },
    ])
    expect(again).toMatchObject({ inNone: [], inSeveral: [] })
    const on = async (day: string) => {
      const { groups } = await secretary.call(groupsApi.list, {
        params: { classId: idOf(schoolClass) },
        query: { on: day },
      })
      return [one, two].map(({ id }) => groups.find(group => group.id === id)?.studentIds.length)
    }
    expect(await on('2026-11-22')).toEqual([2, 2])
    expect(await on('2026-11-23')).toEqual([1, 3])
    // Taken back before it began: what was to come is as if it had never been meant.
    const last = again.groups
    await split(
      schoolClass,
      '2026-10-01',
      [one, two].map(({ id }, index) => ({
        id,
        version: last.find(group => group.id === id)?.version ?? 0,
        students: index === 0 ? students : [],
      })),
    )
    expect(await on('2026-11-23')).toEqual([4, 0])
    expect(await on('2026-09-30')).toEqual([2, 2])
  })

  test('by one of two at a time, whichever of the groups they had open', async () => {
    const { schoolClass, students, one, two } = await englishClass('5В')
    const results = await Promise.allSettled([
      split(schoolClass, '2026-11-23', [
        { ...one, students },
        { ...two, students: [] },
      ]),
      split(schoolClass, '2026-11-23', [{ ...two, students }], secretary),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find(result => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'changed-meanwhile', current: { groups: expect.any(Array) } })
    const { current } = (lost as PromiseRejectedResult).reason as { current: { groups: Place[] } }
    // What is shown can be taken as it is.
    const now = [one, two].map(({ id }) => ({
      id,
      version: current.groups.find(it => it.id === id)?.version ?? 0,
      students: [],
    }))
    await split(schoolClass, '2026-11-23', now)
  })

  test('only into its own parts, of its own students', async () => {
    const { schoolClass, one } = await englishClass('5Г')
    const refused = (place: Place, pointer: string) =>
      expect(split(schoolClass, '2026-11-23', [place])).rejects.toMatchObject({ errors: [{ pointer }] })
    await refused({ ...one, students: [it.student] }, '/groups/0/studentIds/0')
    await refused({ id: it.fifth.groupId, version: 1, students: [] }, '/groups/0/groupId')
    await refused({ id: schoolClass.groupId, version: 1, students: [] }, '/groups/0/groupId')
    await expect(
      split(schoolClass, '2026-11-23', [{ ...one, students: [] }], await enter(api, it.teacher)),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('a student who changes group keeps the marks of the subject', async () => {
    const { schoolClass, students, one, two } = await englishClass('5Д')
    const [student] = students as [MadePerson]
    const guardian = await api.make.guardian({ of: student })
    await split(schoolClass, '2026-09-01', [
      { ...one, students: [student] },
      { ...two, students: [] },
    ])
    const group = { ...schoolClass, ...one, schoolId: it.school.id, students: [] } as never
    const gradebook = await api.make.gradebook({ group, teacher: it.teacher, subject: 'Английский язык' })
    const lesson = await api.make.lesson({ gradebook, day: '2026-11-19', isHeld: true })
    await api.make.mark({ work: await api.make.work({ lesson }), student, value: '5' })
    const groups = [
      { ...one, version: one.version + 1, students: [] },
      { ...two, version: two.version + 1, students: [student] },
    ]
    await expect(split(schoolClass, '2026-11-19', groups)).rejects.toMatchObject({
      errors: [{ pointer: '/fromOn', code: 'marked-after' }],
    })
    await split(schoolClass, '2026-11-20', groups)
    const diary = await (
      await enter(api, guardian)
    ).call(diaryApi.show, {
      params: { studentId: idOf(student) },
      query: { from: '2026-11-19', to: '2026-11-19' },
    })
    expect(diary.days.flatMap(({ lessons }) => lessons.flatMap(({ works }) => works))).toMatchObject([
      { mark: { value: '5' } },
    ])
  })
})

describe('the subjects of a group', () => {
  test('are put and taken, as long as there are no lessons', async () => {
    const { one } = await englishClass('5Е')
    const subject = await deputy.call(groupsApi.createSubject, { body: { title: 'Логика', isMarked: true } })
    const params = { groupId: one.id, subjectId: subject.id }
    const put = (isMarked: boolean, ifVersion: number | null) =>
      deputy.call(groupsApi.putSubject, { params, body: { isMarked }, ifVersion })
    expect(await put(true, null)).toMatchObject({ subject: 'Логика', isMarked: true, version: 1 })
    expect(await put(false, 1)).toMatchObject({ isMarked: false, version: 2 })
    await expect(put(true, 1)).rejects.toMatchObject({ code: 'changed-meanwhile' })
    await expect(put(true, null)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { version: 2 },
    })
    await deputy.call(groupsApi.removeSubject, { params, ifVersion: 2 })
    await expect(deputy.call(groupsApi.removeSubject, { params, ifVersion: 2 })).rejects.toMatchObject({
      code: 'not-found',
    })
    await api.make.lesson({ gradebook: it.gradebook })
    const { groups } = await deputy.call(groupsApi.list, { params: { classId: idOf(it.fifth) }, query: {} })
    const [taught] = groups.flatMap(({ gradebooks }) => gradebooks)
    if (!taught) throw new Error('taught')
    await expect(
      deputy.call(groupsApi.removeSubject, {
        params: { groupId: taught.groupId, subjectId: taught.subjectId },
        ifVersion: taught.version,
      }),
    ).rejects.toMatchObject({ code: 'gradebook-in-use' })
  })
})

describe('the subjects of the school', () => {
  const make = (title: string) => deputy.call(groupsApi.createSubject, { body: { title, isMarked: true } })
  const update = (id: string, body: { title?: string; isMarked?: boolean }, ifVersion: number) =>
    secretary.call(groupsApi.updateSubject, { params: { subjectId: id as never }, body, ifVersion })
  const remove = (id: string, ifVersion: number, caller = secretary) =>
    caller.call(groupsApi.removeSubjectOfSchool, { params: { subjectId: id as never }, ifVersion })

  test('are renamed by one of two at a time, and no two have one name', async () => {
    const { id, version } = await make('Астрономия')
    await make('Черчение')
    expect(version).toBe(1)
    expect(await update(id, { title: 'Астрономия и космос', isMarked: false }, 1)).toMatchObject({
      title: 'Астрономия и космос',
      isMarked: false,
      version: 2,
    })
    await expect(update(id, { isMarked: true }, 1)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { title: 'Астрономия и космос', version: 2 },
    })
    await expect(update(id, { title: 'Черчение' }, 2)).rejects.toMatchObject({
      errors: [{ pointer: '/title', code: 'taken' }],
    })
  })

  test('are deleted while nobody has them', async () => {
    const { one } = await englishClass('5Ж')
    const { id } = await make('Риторика')
    await deputy.call(groupsApi.putSubject, {
      params: { groupId: one.id, subjectId: id },
      body: { isMarked: true },
      ifVersion: null,
    })
    await expect(remove(id, 1)).rejects.toMatchObject({ code: 'subject-in-use' })
    await deputy.call(groupsApi.removeSubject, { params: { groupId: one.id, subjectId: id }, ifVersion: 1 })
    await expect(remove(id, 7)).rejects.toMatchObject({ code: 'changed-meanwhile', current: { version: 1 } })
    await expect(remove(id, 1, await enter(api, it.teacher))).rejects.toMatchObject({ code: 'not-allowed' })
    await remove(id, 1)
    await expect(remove(id, 1)).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('the page of a group says who is in it today, by name', async () => {
  const { schoolClass, students, one, two } = await englishClass('5З')
  await split(schoolClass, '2026-09-01', [
    { ...one, students: students.slice(0, 2).toReversed() },
    { ...two, students: [] },
  ])
  const page = await secretary.call(groupsApi.show, { params: { groupId: one.id } })
  expect(page).toMatchObject({ title: '5З английский 1', classes: [{ title: '5З' }] })
  expect(page.students.map(({ name }) => name.split(' ')[0])).toEqual(['Абрамов', 'Борисов'])
})
