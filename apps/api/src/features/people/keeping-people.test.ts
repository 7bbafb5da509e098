import { peopleApi } from '@diary/contracts/people'
import { z } from 'zod'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let secretary: Caller
let other: Caller
let deputy: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  const { school } = it
  secretary = await enter(api, await api.make.staff({ school, as: ['secretary'] }))
  other = await enter(api, await api.make.staff({ school, as: ['secretary'] }))
  deputy = await enter(api, await api.make.staff({ school, as: ['deputy'] }))
})

type Body = Parameters<typeof secretary.call<typeof peopleApi.create>>[1]['body']
const create = (body: Partial<Body>, caller = secretary) =>
  caller.call(peopleApi.create, {
    body: { kind: 'student', lastName: 'Новиков', firstName: 'Лев', isSomeoneElse: false, ...body },
  })
const show = (id: string, caller = secretary) =>
  caller.call(peopleApi.show, { params: { personId: id as never } })
const found = async (search: string) =>
  (await secretary.call(peopleApi.list, { query: { search } })).items.map(({ name }) => name)

describe('a person is made', () => {
  test('with contacts in one form, as a student, a guardian or staff', async () => {
    const made = await create({
      kind: 'guardian',
      lastName: 'Рерих',
      firstName: 'Елена',
      middleName: 'Ивановна',
      birthOn: '1980-02-29' as never,
      sex: 'female',
      contacts: [
        { kind: 'phone', value: '8 (913) 123-45-67' },
        { kind: 'phone', value: '+7 913 1234567' },
        { kind: 'email', value: 'Elena@Example.test' },
      ],
    })
    expect(made).toMatchObject({
      name: 'Рерих Елена Ивановна',
      kinds: ['guardian'],
      birthOn: '1980-02-29',
      contacts: [
        { kind: 'phone', value: '+79131234567' },
        { kind: 'email', value: 'elena@example.test' },
      ],
      version: 1,
      can: { edit: true },
    })
    expect(await create({ kind: 'staff', lastName: 'Гоголь', position: 'учитель' })).toMatchObject({
      kinds: ['staff'],
      note: 'учитель',
    })
  })

  test('never twice in silence: probable duplicates are shown, and made only when said to be others', async () => {
    await create({ lastName: 'Алёшина', firstName: 'Анна', birthOn: '2015-05-05' as never })
    const again = { lastName: 'АЛЕШИНА', firstName: 'анна', birthOn: '2015-05-05' as never }
    const refusal = await create(again).then(
      () => undefined,
      (error: { code: string; current: unknown }) => error,
    )
    expect(refusal?.code).toBe('person-duplicate')
    const current = z.object({
      duplicates: z.array(z.object({ name: z.string(), alike: z.array(z.string()) })),
    })
    expect(current.parse(refusal?.current).duplicates).toEqual([
      { name: 'Алёшина Анна', alike: ['name', 'birthOn'] },
    ])
    expect(await create({ ...again, isSomeoneElse: true })).toMatchObject({ name: 'АЛЕШИНА анна' })
    // A namesake born on another day is no duplicate.
    await create({ ...again, birthOn: '2014-01-01' as never })
  })

  test('only as there can be one', async () => {
    for (const [body, pointer] of [
      [{ birthOn: '2026-11-24' }, '/birthOn'],
      [{ position: 'ученик' }, '/position'],
      [{ contacts: [{ kind: 'phone', value: '+7 1' }] }, '/contacts/0/value'],
    ] as const)
      await expect(create(body as never)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] })
    for (const caller of [deputy, await enter(api, it.teacher), await enter(api, it.guardian)])
      await expect(create({}, caller)).rejects.toMatchObject({ code: 'not-allowed' })
  })
})

describe('a person is corrected', () => {
  test('by one of two secretaries; the other is shown what it has become', async () => {
    const { id, version } = await create({ lastName: 'Двойнов' })
    const params = { personId: id }
    const mine = await secretary.call(peopleApi.update, {
      params,
      ifVersion: version,
      body: { lastName: 'Двойнев', contacts: [{ kind: 'phone', value: '2-12-85-06' }] },
    })
    expect(mine).toMatchObject({
      lastName: 'Двойнев',
      version: version + 1,
      contacts: [{ value: '2128506' }],
    })
    await expect(
      other.call(peopleApi.update, { params, ifVersion: version, body: { firstName: 'Ян' } }),
    ).rejects.toMatchObject({ code: 'changed-meanwhile', current: { lastName: 'Двойнев', version: 2 } })
    // Contacts alone are a change too.
    const again = { params, ifVersion: mine.version, body: { contacts: [] } }
    expect(await other.call(peopleApi.update, again)).toMatchObject({ version: 3, contacts: [] })
    await expect(secretary.call(peopleApi.update, again)).rejects.toMatchObject({ code: 'changed-meanwhile' })
    const bare = await secretary.send('PATCH', `/api/v1/people/${id}`, { body: {} })
    expect(bare.status).toBe(428)
  })
})

describe('a person is found', () => {
  test('by the beginning of any word, in any order, whatever the case, ё and hyphens; the best first', async () => {
    await create({ lastName: 'Семёнов-Тян-Шанский', firstName: 'Пётр', middleName: 'Петрович' })
    await create({ lastName: 'Петров', firstName: 'Семен' })
    for (const search of ['семенов тян', 'ТЯН ШАН', 'петр тян', 'Тян-Шанский Петр', 'шанск сем'])
      expect(await found(search)).toContain('Семёнов-Тян-Шанский Пётр Петрович')
    expect((await found('петр'))[0]).toBe('Петров Семен')
    expect((await found('сем')).slice(0, 2).toSorted()).toContain('Семёнов-Тян-Шанский Пётр Петрович')
    expect(await found('нский')).toEqual([])
    expect(await found('-')).toEqual([])
  })

  test('by digits of a phone however written, and by a part of an address', async () => {
    await create({
      lastName: 'Звонарёва',
      contacts: [
        { kind: 'phone', value: '+79997654321' },
        { kind: 'email', value: 'zvon@school.test' },
      ],
    })
    for (const search of ['765-43', '8 999 765 43 21', '+7 (999) 765', 'zvon@', 'zvon'])
      expect(await found(search)).toEqual(['Звонарёва Лев'])
  })

  test('in a class', async () => {
    const { items } = await secretary.call(peopleApi.list, { query: { classId: idOf(it.fifth) } })
    expect(items.map(({ id }) => id).toSorted()).toEqual([it.student.id, it.classmate.id].toSorted())
  })

  test('page by page in the order of the search, everyone once', async () => {
    for (const firstName of ['А', 'Б', 'В', 'Г', 'Д']) await create({ lastName: 'Страничкин', firstName })
    const names: string[] = []
    let after: string | null = null
    do {
      const page: { items: { name: string }[]; next: string | null } = await secretary.call(peopleApi.list, {
        query: { search: 'страничкин', limit: 2, ...(after && { after }) },
      })
      names.push(...page.items.map(({ name }) => name))
      after = page.next
    } while (after)
    expect(names).toEqual(['А', 'Б', 'В', 'Г', 'Д'].map(name => `Страничкин ${name}`))
  })
})

describe('a family', () => {
  test('is the children and everyone who represents one of them', async () => {
    const { fifth } = it
    const brother = await api.make.student({ class: fifth, lastName: 'Братов' })
    const sister = await api.make.student({ class: fifth, lastName: 'Братова' })
    const mother = await api.make.guardian({ of: [brother, sister], lastName: 'Братова' })
    const father = await api.make.guardian({
      of: sister,
      lastName: 'Отцов',
      kind: 'father',
      until: '2026-10-01',
    })
    for (const person of [brother, mother]) {
      const family = await secretary.call(peopleApi.family, { params: { personId: idOf(person) } })
      expect(family.children.map(({ id }) => id).toSorted()).toEqual([brother.id, sister.id].toSorted())
      expect(family.guardians.map(({ id }) => id).toSorted()).toEqual([father.id, mother.id].toSorted())
      expect(family.guardianships.find(({ guardianId }) => guardianId === father.id)).toMatchObject({
        isActive: false,
        untilOn: '2026-10-01',
      })
    }
  })

  test('of somebody alone is nobody', async () => {
    const { id } = await create({ lastName: 'Один' })
    const family = await secretary.call(peopleApi.family, { params: { personId: id } })
    expect(family).toMatchObject({ children: [{ id }], guardians: [], guardianships: [] })
    expect(await show(id)).toMatchObject({ guardians: [] })
  })
})
