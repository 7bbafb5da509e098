import { peopleApi } from '@diary/contracts/people'
import type { MadePerson } from '@diary/db/make/made'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
const behind = behindTheWalls()
let it: Awaited<ReturnType<typeof makeClassroom>>
let secretary: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  const { school, fifth } = it
  secretary = await enter(
    api,
    await api.make.staff({ school, as: ['secretary'], lastName: 'Архипова', position: 'секретарь' }),
  )
  for (const lastName of ['Ёлкина', 'Елисеев', 'Жукова'])
    await api.make.student({ class: fifth, lastName, firstName: 'Саша', middleName: null })
})

type Query = Parameters<typeof secretary.call<typeof peopleApi.list>>[1]['query']
const list = (query: Query = {}, caller = secretary) => caller.call(peopleApi.list, { query })
const names = async (query: Query) => (await list(query)).items.map(({ name }) => name)
const show = (person: MadePerson, caller = secretary) =>
  caller.call(peopleApi.show, { params: { personId: idOf(person) } })

describe('the list of people', () => {
  test('comes in the order of names, page by page, everyone once', async () => {
    const all = await names({ limit: 100 })
    expect(all).toEqual(all.toSorted(new Intl.Collator('ru').compare))
    const paged: string[] = []
    let after: string | null = null
    do {
      const page: { items: { name: string }[]; next: string | null } = await list({
        limit: 3,
        ...(after && { after }),
      })
      paged.push(...page.items.map(({ name }) => name))
      after = page.next
    } while (after)
    expect(paged).toEqual(all)
  })

  test('is searched by any part of a name; case and ё make no difference', async () => {
    expect(await names({ search: 'ЁЛК' })).toEqual(['Ёлкина Саша'])
    expect(await names({ search: 'елк' })).toEqual(['Ёлкина Саша'])
    expect(await names({ search: ' жукова саша ' })).toEqual(['Жукова Саша'])
    expect(await names({ search: '%' })).toEqual([])
    expect(await names({ search: "'; drop table person; --" })).toEqual([])
    expect(await names({ search: '👩‍🏫' })).toEqual([])
  })

  test('says what each person is, with the class of a student and the position of staff', async () => {
    const { school, student, guardian, teacher } = it
    await api.make.insert(school.id, { guardian: [{ schoolId: school.id, id: teacher.id }] })
    const { items } = await list({ limit: 100 })
    const of = (person: MadePerson) => items.find(({ id }) => id === person.id)
    expect(of(student)).toMatchObject({ kinds: ['student'], note: '5А' })
    expect(of(guardian)).toMatchObject({ kinds: ['guardian'], note: null })
    expect(of(teacher)).toMatchObject({ kinds: ['guardian', 'staff'] })
    expect(items.find(({ name }) => name.startsWith('Архипова'))?.note).toBe('секретарь')
  })

  test('is narrowed to students, guardians or staff', async () => {
    for (const kind of ['student', 'guardian', 'staff'] as const) {
      const { items } = await list({ kind, limit: 100 })
      expect(items.length).toBeGreaterThan(0)
      expect(items.every(({ kinds }) => kinds.includes(kind))).toBe(true)
    }
  })

  test('leaves out who is archived, and another school’s people', async () => {
    const gone = await api.make.person({ school: it.school, lastName: 'Архивный' })
    await behind.rows('update person set archived_at = now() where id = $1', [gone.id])
    await api.make.person({ school: await api.make.school(), lastName: 'Чужой' })
    expect(await names({ search: 'архивный' })).toEqual([])
    expect(await names({ search: 'чужой' })).toEqual([])
  })

  test('a page’s end is good for its own search alone', async () => {
    const { next } = await list({ limit: 1 })
    await expect(list({ limit: 1, search: 'саша', after: next ?? '' })).rejects.toMatchObject({
      code: 'cursor-invalid',
    })
  })

  test.each([
    ['limit=0', 'query/limit'],
    ['limit=101', 'query/limit'],
    ['limit=много', 'query/limit'],
    ['kind=robot', 'query/kind'],
    ['search=%00', 'query/search'],
    [`search=${'и'.repeat(101)}`, 'query/search'],
    ['search=а&search=б', 'query/search'],
  ])('what cannot be asked is refused, and the field is named: %s', async (query, pointer) => {
    const answer = await secretary.send('GET', `/api/v1/people?${encodeURI(query).replace('%2500', '%00')}`)
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
    expect([answer.status, errors[0]?.pointer]).toEqual([422, pointer])
  })

  test('is the office’s: a teacher and a guardian may not', async () => {
    for (const person of [it.teacher, it.classTeacher, it.guardian])
      await expect(list({}, await enter(api, person))).rejects.toMatchObject({ code: 'not-allowed' })
  })
})

describe('a person', () => {
  test('a student: class, groups, birthday and everyone who represents the child, with dates', async () => {
    const { fifth } = it
    const student = await api.make.student({
      class: fifth,
      lastName: 'Дочкин',
      birthOn: new Date('2016-02-29'),
    })
    await api.make.group({ classes: [fifth], students: [student], title: '5А хор' })
    const mother = await api.make.guardian({ of: student, lastName: 'Дочкина' })
    const father = await api.make.guardian({
      of: student,
      lastName: 'Дочкин',
      kind: 'father',
      until: '2026-10-01',
    })
    await api.make.contact({ person: student, value: '+7 900 000-00-00' })
    const page = await show(student)
    expect(page).toMatchObject({
      name: 'Дочкин Артём Игоревич',
      birthOn: '2016-02-29',
      kinds: ['student'],
      note: '5А',
      contacts: [{ kind: 'phone', value: '+7 900 000-00-00' }],
      enrolments: [{ className: '5А', fromOn: '2026-09-01', untilOn: null }],
      hasAccount: false,
      children: [],
      capacities: [],
    })
    expect(page.groups.map(({ title }) => title).toSorted()).toEqual(['5А', '5А хор'])
    expect(page.guardians).toHaveLength(2)
    expect(page.guardians).toContainEqual(
      expect.objectContaining({ guardianId: father.id, kind: 'father', untilOn: '2026-10-01' }),
    )
    await api.make.account({ person: mother })
    expect(await show(mother)).toMatchObject({
      hasAccount: true,
      children: [
        { studentId: student.id, studentName: 'Дочкин Артём Игоревич', className: '5А', kind: 'mother' },
      ],
      guardians: [],
    })
  })

  test('a member of staff: what one may act as, and of which class', async () => {
    expect(await show(it.classTeacher)).toMatchObject({
      kinds: ['staff'],
      capacities: expect.arrayContaining([
        expect.objectContaining({ kind: 'class_teacher', className: '5А', fromOn: '2026-09-01' }),
        expect.objectContaining({ kind: 'teacher', className: null }),
      ]),
    })
  })

  test('of another school does not exist, nor does one that never was', async () => {
    const foreign = await api.make.person({ school: await api.make.school() })
    await expect(show(foreign)).rejects.toMatchObject({ code: 'not-found' })
    expect((await secretary.send('GET', '/api/v1/people/ерунда')).status).toBe(404)
  })
})
