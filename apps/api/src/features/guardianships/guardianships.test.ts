import { diaryApi } from '@diary/contracts/diary'
import { guardianshipsApi } from '@diary/contracts/guardianships'
import { peopleApi } from '@diary/contracts/people'
import type { MadePerson } from '@diary/db/make/made'
import { beforeAll, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi()
let it: Awaited<ReturnType<typeof makeClassroom>>
let secretary: Caller
let other: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
  other = await enter(api, await api.make.staff({ school: it.school, as: ['admin'] }))
})

const give = (guardian: MadePerson, student: MadePerson, rest: object = {}) =>
  secretary.call(guardianshipsApi.create, {
    body: {
      guardianId: idOf(guardian),
      studentId: idOf(student),
      kind: 'father',
      fromOn: '2026-11-23' as never,
      ...rest,
    },
  })
const diary = (caller: Caller, student: MadePerson) =>
  caller.call(diaryApi.show, { params: { studentId: idOf(student) }, query: {} })
const of = async (student: MadePerson, guardian: MadePerson) => {
  const page = await secretary.call(peopleApi.show, { params: { personId: idOf(student) } })
  const found = page.guardians.find(({ guardianId }) => guardianId === guardian.id)
  if (!found) throw new Error('represents')
  return found
}

test('a right that is given opens the diary, and one that is ended shuts it on the next request', async () => {
  const child = await api.make.student({ class: it.fifth })
  const mother = await api.make.guardian({ of: child })
  const father = await api.make.guardian({ of: it.classmate })
  await give(father, child, { ground: 'свидетельство' })
  const callers = { mother: await enter(api, mother), father: await enter(api, father) }
  await diary(callers.mother, child)
  await diary(callers.father, child)
  const { id, version } = await of(child, father)
  const ended = await secretary.call(guardianshipsApi.end, {
    params: { guardianshipId: id },
    ifVersion: version,
    body: { reason: 'решение суда от 20.11.2026' },
  })
  expect(ended).toMatchObject({
    isActive: false,
    endReason: 'решение суда от 20.11.2026',
    untilOn: '2026-11-22',
  })
  // The token that still names the child is not good any more, and the next one does not name it.
  await expect(diary(callers.father, child)).rejects.toMatchObject({ code: 'token-stale' })
  await expect(diary(await enter(api, father), child)).rejects.toMatchObject({ code: 'not-found' })
  // The other parent has what she had: nobody takes a right from another.
  await diary(callers.mother, child)
  const history = await secretary.call(peopleApi.history, { params: { personId: idOf(child) }, query: {} })
  expect(history.items[0]).toMatchObject({
    subject: 'guardianship',
    action: 'change',
    changes: expect.arrayContaining([
      { field: 'endReason', before: null, after: 'решение суда от 20.11.2026' },
      { field: 'untilOn', before: null, after: '2026-11-22' },
    ]),
  })
})

test('a right lasts to the end of its last day', async () => {
  const child = await api.make.student({ class: it.fifth })
  const aunt = await api.make.guardian({ of: child, kind: 'representative' })
  const { id, version } = await of(child, aunt)
  const params = { guardianshipId: id }
  const body = { lastOn: '2026-11-23' as never, reason: 'доверенность истекла' }
  expect(await secretary.call(guardianshipsApi.end, { params, ifVersion: version, body })).toMatchObject({
    isActive: true,
  })
  await diary(await enter(api, aunt), child)
})

test('two who edit one right are told apart', async () => {
  const child = await api.make.student({ class: it.fifth })
  const guardian = await api.make.guardian({ of: child })
  const { id, version } = await of(child, guardian)
  const change = (caller: Caller, kind: 'adopter' | 'custodian') =>
    caller.call(guardianshipsApi.update, {
      params: { guardianshipId: id },
      ifVersion: version,
      body: { kind },
    })
  const results = await Promise.allSettled([change(secretary, 'adopter'), change(other, 'custodian')])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const lost = results.find(result => result.status === 'rejected')
  expect(lost?.reason).toMatchObject({ code: 'changed-meanwhile', current: { version: version + 1 } })
})

test('what cannot be is refused, and the field is named', async () => {
  const { student, guardian, teacher } = it
  const foreign = await api.make.student({
    class: await api.make.schoolClass({ school: await api.make.school(), title: '5А' }),
  })
  for (const [asked, pointer] of [
    [() => give(guardian, student), '/fromOn'],
    [() => give(student, student), '/guardianId'],
    [() => give(guardian, teacher), '/studentId'],
    [() => give(guardian, foreign), '/studentId'],
    [() => give(teacher, student, { untilOn: '2026-11-22' }), '/untilOn'],
  ] as const)
    await expect(asked()).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] })
  for (const caller of [await enter(api, guardian), await enter(api, teacher)])
    await expect(
      caller.call(guardianshipsApi.create, {
        body: {
          guardianId: idOf(guardian),
          studentId: idOf(student),
          kind: 'father',
          fromOn: '2026-11-23' as never,
        },
      }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
})
