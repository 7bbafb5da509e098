import { diaryApi } from '@diary/contracts/diary'
import { groupsApi } from '@diary/contracts/groups'
import { staffApi } from '@diary/contracts/staff'
import type { MadePerson } from '@diary/db/make/made'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let head: Caller
let secretary: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  head = await enter(api, await api.make.staff({ school: it.school, as: ['head'] }))
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
})

const give = (staff: MadePerson, kind: string, rest: object = {}, caller = head) =>
  caller.call(staffApi.giveCapacity, {
    body: { staffId: idOf(staff), kind, fromOn: '2026-11-23', ends: [], isBeside: false, ...rest } as never,
  })
const diary = (caller: Caller) =>
  caller.call(diaryApi.show, { params: { studentId: idOf(it.student) }, query: {} })

describe('a class gets another class teacher', () => {
  test('and it is said what becomes of the one before; both act on the next request', async () => {
    const successor = await api.make.teacher({ school: it.school, lastName: 'Новая' })
    const before = await enter(api, it.classTeacher)
    await diary(before)
    const classId = idOf(it.fifth)
    const refusal = await give(successor, 'class_teacher', { classId }).then(
      () => undefined,
      (error: { code: string; current: { classTeachers: { capacityId: string; version: number }[] } }) =>
        error,
    )
    expect(refusal).toMatchObject({
      code: 'class-has-teacher',
      current: { classTeachers: [{ name: expect.any(String) }] },
    })
    const [present] = refusal?.current.classTeachers ?? []
    if (!present) throw new Error('present')
    const ends = [{ capacityId: present.capacityId, version: present.version }]
    await expect(
      give(successor, 'class_teacher', { classId, ends: [{ ...ends[0], version: 9 }] }),
    ).rejects.toMatchObject({ code: 'changed-meanwhile' })
    expect(await give(successor, 'class_teacher', { classId, ends })).toMatchObject({
      className: '5А',
      isActive: true,
    })
    await expect(diary(before)).rejects.toMatchObject({ code: 'token-stale' })
    await expect(diary(await enter(api, it.classTeacher))).rejects.toMatchObject({ code: 'not-allowed' })
    await diary(await enter(api, successor))
  })
})

describe('capacities', () => {
  test('that open the whole school are given by the head and the administrator alone', async () => {
    const teacher = await api.make.teacher({ school: it.school })
    for (const kind of ['admin', 'head', 'deputy', 'secretary'])
      await expect(give(teacher, kind, {}, secretary)).rejects.toMatchObject({ code: 'not-allowed' })
    const admin = await give(teacher, 'admin')
    // The only one: the school keeps an administrator.
    await expect(
      head.call(staffApi.changeCapacity, {
        params: { capacityId: admin.id },
        ifVersion: admin.version,
        body: { fromOn: '2026-11-20' as never, untilOn: '2026-11-22' as never },
      }),
    ).rejects.toMatchObject({ code: 'last-admin' })
  })

  test('are changed by one of two, and never overlap themselves', async () => {
    const teacher = await api.make.teacher({ school: it.school })
    await expect(give(teacher, 'teacher')).rejects.toMatchObject({
      errors: [{ pointer: '/fromOn', code: 'overlap' }],
    })
    const editor = await give(teacher, 'content_editor')
    const params = { capacityId: editor.id }
    const change = (untilOn: string, caller: Caller) =>
      caller.call(staffApi.changeCapacity, { params, ifVersion: 1, body: { untilOn: untilOn as never } })
    expect(await change('2026-12-31', head)).toMatchObject({ untilOn: '2026-12-31', version: 2 })
    await expect(change('2027-01-31', secretary)).rejects.toMatchObject({
      code: 'changed-meanwhile',
      current: { untilOn: '2026-12-31' },
    })
    await expect(give(teacher, 'class_teacher')).rejects.toMatchObject({ errors: [{ pointer: '/classId' }] })
    await expect(give(it.guardian, 'teacher')).rejects.toMatchObject({ errors: [{ pointer: '/staffId' }] })
  })
})

test('a gradebook passes from one teacher to another', async () => {
  const { groups } = await head.call(groupsApi.list, { params: { classId: idOf(it.fifth) }, query: {} })
  const [gradebook] = groups.flatMap(({ gradebooks }) => gradebooks)
  const successor = await api.make.teacher({ school: it.school, lastName: 'Преемник' })
  if (!gradebook) throw new Error('gradebook')
  const teaching = await secretary.call(staffApi.giveTeaching, {
    body: { gradebookId: gradebook.id, staffId: idOf(successor), fromOn: '2026-11-24' as never, ends: [] },
  })
  expect(teaching).toMatchObject({ staffName: expect.stringContaining('Преемник'), group: '5А', version: 1 })
  const ended = await secretary.call(staffApi.changeTeaching, {
    params: { teachingId: teaching.id },
    ifVersion: 1,
    body: { untilOn: '2026-12-01' as never },
  })
  expect(ended).toMatchObject({ untilOn: '2026-12-01', version: 2 })
  await expect(
    secretary.call(staffApi.giveTeaching, {
      body: { gradebookId: gradebook.id, staffId: idOf(successor), fromOn: '2026-11-30' as never, ends: [] },
    }),
  ).rejects.toMatchObject({ errors: [{ code: 'overlap' }] })

  // Whoever teaches it on a day stands in the group with what ends when somebody takes over; once it changed, that is told.
  const on = { params: { classId: idOf(it.fifth) }, query: { on: '2026-11-25' as never } }
  const teachers = (await head.call(groupsApi.list, on)).groups
    .flatMap(({ gradebooks }) => gradebooks)
    .find(({ id }) => id === gradebook.id)?.teachers
  const before = teachers?.find(({ id }) => id === idOf(successor))
  expect(before).toMatchObject({ teachingId: teaching.id, version: 2 })
  const next = await api.make.teacher({ school: it.school })
  const takeOver = (version: number) =>
    secretary.call(staffApi.giveTeaching, {
      body: {
        gradebookId: gradebook.id,
        staffId: idOf(next),
        fromOn: '2026-11-26' as never,
        ends: [{ teachingId: teaching.id, version }],
      },
    })
  await expect(takeOver(1)).rejects.toMatchObject({ code: 'changed-meanwhile' })
  await takeOver(2)
  const after = (await head.call(groupsApi.list, { ...on, query: { on: '2026-11-26' } })).groups
    .flatMap(({ gradebooks }) => gradebooks)
    .find(({ id }) => id === gradebook.id)?.teachers
  expect(after?.map(({ id }) => id)).toContain(idOf(next))
  expect(after?.map(({ id }) => id)).not.toContain(idOf(successor))
})

test('the staff is listed by name, page by page', async () => {
  const names: string[] = []
  let after: string | null = null
  do {
    const page: { items: { name: string }[]; next: string | null } = await secretary.call(staffApi.list, {
      query: { limit: 2, ...(after && { after }) },
    })
    names.push(...page.items.map(({ name }) => name))
    after = page.next
  } while (after)
  expect(names.length).toBeGreaterThan(4)
  expect(new Set(names.map(name => name.split(' ')[0]))).toContain('Белова')
  const found = await secretary.call(staffApi.list, { query: { search: 'белова' } })
  expect(found.items).toMatchObject([
    { name: expect.stringContaining('Белова'), capacities: expect.any(Array) },
  ])
})
