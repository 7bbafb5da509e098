import { activationApi, type CodeMade, isCode, signInsApi } from '@diary/contracts/sign-ins'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Caller, testApi, testNow } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { enter, idOf } from '#testing/classroom'
import { readPdf } from '#testing/read-pdf'

const api = testApi({ publicUrl: 'https://dnevnik.example' })
const behind = behindTheWalls()
beforeEach(() => api.setNow(testNow))
const birthOn = '2015-03-14' as never

/** A class with two families of two parents and one child each, a teacher with a birthday and one without. */
async function office() {
  const { make } = api
  const school = await make.school()
  const fifth = await make.schoolClass({ school })
  const families = []
  for (const lastName of ['Ёлкин', 'Жуков']) {
    const child = await make.student({ class: fifth, lastName, birthOn: new Date(birthOn) })
    const mother = await make.guardian({ of: child, lastName: `${lastName}а` })
    const father = await make.guardian({ of: child, lastName, kind: 'father' })
    families.push({ child, mother, father })
  }
  const [first, second] = families as [(typeof families)[0], (typeof families)[0]]
  const teacher = await make.teacher({ school, lastName: 'Учитель', birthOn: new Date('1980-01-02') })
  const unknown = await make.teacher({ school, lastName: 'Безымянный', birthOn: null })
  const head = await make.staff({
    school,
    as: ['head'],
    lastName: 'Директор',
    birthOn: new Date('1970-01-02'),
  })
  const secretary = await enter(api, await make.staff({ school, as: ['secretary'], birthOn: null }))
  const admin = await enter(api, await make.staff({ school, as: ['admin'], birthOn: null }))
  return { school, fifth, first, second, teacher, unknown, head, secretary, admin }
}

const make = (
  caller: Caller,
  body: Parameters<typeof caller.call<typeof signInsApi.make>>[1]['body'],
  key?: string,
) => caller.call(signInsApi.make, { body, ...(key && { idempotencyKey: key }) })
const stateOf = async (caller: Caller, id: string) =>
  (await caller.call(signInsApi.list, { query: { limit: 100 } })).items.find(
    ({ personId }) => personId === id,
  )
const check = (code: string, day = birthOn) =>
  api.anonymous.call(activationApi.check, { body: { code, birthOn: day } })

describe('codes', () => {
  test('of a class go to all its guardians, once; the list tells how far each one is', async () => {
    const { secretary, fifth, first } = await office()
    const made = await make(secretary, { whom: 'class', classId: idOf(fifth) })
    expect(made).toMatchObject({ skipped: [], left: 0 })
    expect(made.codes).toHaveLength(4)
    expect(new Set(made.codes.map(({ code }) => code)).size).toBe(4)
    expect(made.codes.every(({ code }) => isCode(code) && /^[0-9A-HJKMNP-TV-Z]{25}$/.test(code))).toBe(true)
    // To the end of the fourteenth day where the school is.
    expect(made.codes[0]?.expiresAt.toISOString()).toBe('2026-12-07T17:00:00.000Z')
    expect((await make(secretary, { whom: 'class', classId: idOf(fifth) })).codes).toEqual([])
    expect(await stateOf(secretary, first.mother.id)).toMatchObject({
      state: 'code',
      kinds: ['guardian'],
      children: [{ className: '5А' }],
      can: { makeCode: true },
    })
    expect(await secretary.call(signInsApi.counts, {})).toMatchObject({
      guardians: { code: 4, none: 0 },
      classes: [{ title: '5А', counts: { code: 4, none: 0, expired: 0, activated: 0 } }],
    })
    api.setNow(new Date('2026-12-07T17:00:00.000Z'))
    const later = await secretaryAgain(secretary)
    expect(await stateOf(later, first.mother.id)).toMatchObject({ state: 'expired', codeUntil: null })
    await expect(check(made.codes[0]?.code ?? '')).rejects.toMatchObject({ code: 'code-refused' })
  })

  test('the same key answers the same codes for ten minutes, and no second ones; nothing of them is kept in plain', async () => {
    const { secretary, fifth, school } = await office()
    const key = 'the-same-key-again'
    const body = { whom: 'class', classId: idOf(fifth) } as const
    const made = await make(secretary, body, key)
    expect(await make(secretary, body, key)).toEqual(made)
    await expect(make(secretary, { whom: 'new-staff' }, key)).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
    const rows = await behind.rows<{ row: string }>(
      `select t::text as row from idempotency_key t where school_id = $1
       union all select t::text from activation_code t where school_id = $1`,
      [school.id],
    )
    expect(rows.length).toBeGreaterThan(4)
    for (const { code } of made.codes)
      expect(rows.some(({ row }) => row.includes(code) || row.includes(code.slice(0, 10)))).toBe(false)
    api.setNow(new Date(testNow.getTime() + 9 * 60_000))
    expect(await make(secretary, body, key)).toEqual(made)
    api.setNow(new Date(testNow.getTime() + 11 * 60_000))
    await expect(make(await secretaryAgain(secretary), body, key)).rejects.toMatchObject({
      code: 'codes-told-already',
    })
  })

  test('two secretaries at once make one code for each', async () => {
    const { secretary, admin, fifth, school } = await office()
    const answers = await Promise.all(
      [secretary, admin, secretary, admin].map(who => make(who, { whom: 'class', classId: idOf(fifth) })),
    )
    expect(answers.flatMap(({ codes }) => codes)).toHaveLength(4)
    const rows = await behind.rows('select 1 from activation_code where school_id = $1', [school.id])
    expect(rows).toHaveLength(4)
  })

  test('made anew revokes the one before; taken back it opens nothing', async () => {
    const { secretary, first } = await office()
    const body = { whom: 'people' as const, personIds: [idOf(first.mother)] }
    const [old] = (await make(secretary, body)).codes
    const [fresh] = (await make(secretary, body)).codes
    await expect(check(old?.code ?? '')).rejects.toMatchObject({ code: 'code-refused' })
    expect(await check(fresh?.code ?? '')).toMatchObject({ way: 'new', firstName: 'Елена' })
    await secretary.call(signInsApi.revoke, { params: { personId: idOf(first.mother) } })
    await expect(check(fresh?.code ?? '')).rejects.toMatchObject({ code: 'code-refused' })
    expect(await stateOf(secretary, first.mother.id)).toMatchObject({ state: 'none' })
  })

  test('who cannot use one gets none, and it is said why', async () => {
    const { secretary, admin, unknown, teacher, head, first } = await office()
    const made = await make(secretary, { whom: 'new-staff' })
    expect(made.codes.map(({ personId }) => personId)).toEqual([teacher.id])
    expect(made.skipped).toContainEqual(
      expect.objectContaining({ personId: unknown.id, why: 'no-birth-date' }),
    )
    expect(made.skipped).toContainEqual(expect.objectContaining({ personId: head.id, why: 'not-allowed' }))
    expect(await stateOf(secretary, unknown.id)).toMatchObject({ hasBirthDate: false })
    expect((await make(admin, { whom: 'people', personIds: [idOf(head)] })).codes).toHaveLength(1)
    expect(await make(secretary, { whom: 'people', personIds: [idOf(first.child)] })).toMatchObject({
      codes: [],
      skipped: [{ why: 'no-rights' }],
    })
  })

  test('are the office’s, of the own school', async () => {
    const { first, fifth } = await office()
    const other = await office()
    for (const body of [
      { whom: 'people' as const, personIds: [idOf(first.mother)] },
      { whom: 'class' as const, classId: idOf(fifth) },
    ])
      await expect(make(other.secretary, body)).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      other.secretary.call(signInsApi.revoke, { params: { personId: idOf(first.mother) } }),
    ).rejects.toMatchObject({ code: 'not-found' })
    const teacher = await enter(api, other.teacher)
    await expect(make(teacher, { whom: 'new-staff' })).rejects.toMatchObject({ code: 'not-allowed' })
  })
})

describe('on paper', () => {
  test('a family has one letter: Cyrillic that can be selected, and for each a QR that another program reads', async () => {
    const { secretary, fifth, first, school } = await office()
    const { codes } = await make(secretary, { whom: 'class', classId: idOf(fifth) })
    const file = await secretary.call(signInsApi.print, {
      body: { layout: 'letters', codes: codes.map(pick) },
    })
    const pdf = await readPdf(new Uint8Array(await file.arrayBuffer()))
    expect(pdf.pages).toHaveLength(2)
    const [letter = ''] = pdf.pages
    expect(letter).toContain('Вход в электронный дневник')
    expect(letter).toContain(school.title ?? 'школа')
    expect(letter).toContain(`${first.mother.lastName} Елена Павловна`)
    expect(letter.replace(/\s+/g, ' ')).toContain(
      'Код действует по 7 декабря 2026 г. включительно и один раз.',
    )
    const ofFamily = codes.filter(({ children }) => children[0]?.name.startsWith('Ёлкин'))
    expect(ofFamily).toHaveLength(2)
    const read = await pdf.codesOn(1)
    expect(read.toSorted()).toEqual(
      ofFamily.map(({ code }) => `https://dnevnik.example/activate#${grouped(code)}`).toSorted(),
    )
    for (const { code } of ofFamily) expect(letter).toContain(grouped(code))
  })

  test('a sheet has the class on it and a card for each person', async () => {
    const { secretary, fifth } = await office()
    const { codes } = await make(secretary, { whom: 'class', classId: idOf(fifth) })
    const file = await secretary.call(signInsApi.print, { body: { layout: 'sheet', codes: codes.map(pick) } })
    const pdf = await readPdf(new Uint8Array(await file.arrayBuffer()))
    expect(pdf.pages).toHaveLength(1)
    expect(pdf.pages[0]).toContain('5А — коды для входа')
    for (const { code, name } of codes) {
      expect(pdf.pages[0]).toContain(grouped(code))
      expect(pdf.pages[0]).toContain(name)
    }
    expect((await pdf.codesOn(1)).toSorted()).toEqual(
      codes.map(({ code }) => `https://dnevnik.example/activate#${grouped(code)}`).toSorted(),
    )
  })

  test('nothing is printed that opens nothing', async () => {
    const { secretary, first } = await office()
    const body = { whom: 'people' as const, personIds: [idOf(first.mother)] }
    const { codes } = await make(secretary, body)
    await make(secretary, body)
    await expect(
      secretary.call(signInsApi.print, { body: { layout: 'letters', codes: codes.map(pick) } }),
    ).rejects.toMatchObject({ code: 'codes-not-good' })
  })
})

const pick = ({ personId, code }: CodeMade) => ({ personId, code })
const grouped = (code: string) => code.match(/.{5}/g)?.join('-') ?? ''

/** Hours later the token is over. */
async function secretaryAgain(caller: Caller): Promise<Caller> {
  const [, claims = ''] = caller.token.split('.')
  const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }
  const [account] = await behind.rows<{ login: string }>('select login from account where id = $1', [sub])
  return api.as({ login: account?.login ?? '' })
}
