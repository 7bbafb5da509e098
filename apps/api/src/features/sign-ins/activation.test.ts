import { groupedCode, signInsApi } from '@diary/contracts/sign-ins'
import { meApi } from '@diary/contracts/session'
import type { MadePerson } from '@diary/db/make/made'
import { beforeEach, describe, expect, test } from 'vitest'
import { testApi, testNow } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { enter, idOf } from '#testing/classroom'
import { Device } from '#testing/device'

const api = testApi()
const behind = behindTheWalls()
beforeEach(() => api.setNow(testNow))
const birthOn = '2015-03-14'
const password = 'двенадцать тихих ежей'

let addresses = 0
/** A device from where nobody has tried anything yet. */
const device = () =>
  new Device(() => api.app, { address: `10.7.${Math.floor(++addresses / 250)}.${addresses % 250}` })
let logins = 0
const newLogin = () => `sign-in-${process.pid}-${++logins}-${Date.now()}`

/** A school with a family, and its secretary. */
async function office() {
  const { make } = api
  const school = await make.school()
  const fifth = await make.schoolClass({ school })
  const child = await make.student({ class: fifth, birthOn: new Date(birthOn) })
  const mother = await make.guardian({ of: child })
  const secretary = await enter(api, await make.staff({ school, as: ['admin'] }))
  const codeFor = async (person: MadePerson) => {
    const { codes } = await secretary.call(signInsApi.make, {
      body: { whom: 'people', personIds: [idOf(person)] },
    })
    return codes[0]?.code ?? ''
  }
  return { school, fifth, child, mother, secretary, codeFor }
}

const check = (from: Device, code: string, day = birthOn, login?: string) =>
  from.ask('POST', '/activation/check', { body: { code, birthOn: day, ...(login && { login }) } })
const activate = (from: Device, body: Record<string, unknown>) =>
  from.ask('POST', '/activation', { body: { birthOn, ...body } })

describe('a first sign-in', () => {
  test('by code and the child’s birth date: typed as people type, the login is theirs, the diary is open', async () => {
    const { mother, child, school, codeFor } = await office()
    const code = await codeFor(mother)
    const typed = groupedCode(code)
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'о')
      .replaceAll('c', 'с')
    const login = newLogin()
    const phone = device()
    expect(JSON.parse((await check(phone, typed, birthOn, login)).body)).toEqual({
      way: 'new',
      firstName: 'Елена',
      school: school.title,
      login: null,
      isLoginFree: true,
    })
    const done = await activate(phone, { way: 'new', code: typed, login: login.toUpperCase(), password })
    expect([done.status, done.setCookie?.startsWith('refresh=')]).toEqual([200, true])
    const me = await api.withToken(done.session.accessToken).call(meApi.show, {})
    expect(me).toMatchObject({ login, children: [{ id: child.id }] })
    expect((await device().signIn({ login, password })).status).toBe(200)
    expect((await activate(device(), { way: 'new', code, login: newLogin(), password })).code).toBe(
      'code-refused',
    )
  })

  test('in two tabs at once is one', async () => {
    const { mother, codeFor } = await office()
    const code = await codeFor(mother)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => activate(device(), { way: 'new', code, login: newLogin(), password })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(
      answers
        .filter(({ status }) => status !== 200)
        .every(({ code: said }) => /code-refused|has-sign-in-already/.test(said ?? '')),
    ).toBe(true)
  })

  test('wants a free login and a good password; the code is good until it succeeds', async () => {
    const { mother, codeFor, school } = await office()
    const code = await codeFor(mother)
    const taken = await api.make.account({ person: await api.make.teacher({ school }) })
    const phone = device()
    expect(JSON.parse((await check(phone, code, birthOn, taken.login)).body)).toMatchObject({
      isLoginFree: false,
    })
    expect((await activate(phone, { way: 'new', code, login: taken.login, password })).code).toBe(
      'login-taken',
    )
    expect(
      (await activate(phone, { way: 'new', code, login: newLogin(), password: 'qwertyqwerty' })).code,
    ).toBe('password-weak')
    expect((await activate(phone, { way: 'new', code, login: 'a b', password })).code).toBe('invalid')
    expect((await activate(phone, { way: 'new', code, login: newLogin(), password })).status).toBe(200)
  })

  test('of who has no right any more, or whose birth date nobody wrote down, is refused', async () => {
    const { make } = api
    const { school, fifth, mother, codeFor } = await office()
    const code = await codeFor(mother)
    await behind.rows(`update guardianship set until_on = '2026-11-22' where guardian_id = $1`, [mother.id])
    expect((await check(device(), code)).code).toBe('code-refused')
    const father = await make.guardian({
      of: await make.student({ class: fifth, birthOn: new Date(birthOn) }),
    })
    const other = await codeFor(father)
    await behind.rows('update person set birth_on = null where school_id = $1', [school.id])
    expect((await check(device(), other)).code).toBe('birth-date-unknown')
  })

  test('of staff goes by the own birth date', async () => {
    const { school, codeFor } = await office()
    const teacher = await api.make.teacher({ school, birthOn: new Date('1980-01-02') })
    const code = await codeFor(teacher)
    expect((await check(device(), code)).code).toBe('code-refused')
    expect((await check(device(), code, '1980-01-02')).status).toBe(200)
  })
})

describe('guessing', () => {
  test('codes from one address must wait after thirty tries, and a good code waits with them', async () => {
    const { mother, codeFor } = await office()
    const code = await codeFor(mother)
    const thief = device()
    let tries = 0
    for (let said = 'code-refused'; said === 'code-refused' && tries < 60; tries++) {
      const guess =
        code.slice(0, 20) + String(tries + 10_000).replace(/./g, digit => 'ABCDEFGHJK'[Number(digit)] ?? '')
      said = (await check(thief, guess)).code ?? ''
    }
    expect(tries).toBe(31)
    expect(await check(thief, code)).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect((await check(device(), code)).status).toBe(200)
  })

  test('at the birth date of a found letter kills its code after ten tries, from wherever and however slowly', async () => {
    const { mother, codeFor } = await office()
    const code = await codeFor(mother)
    let now = testNow.getTime()
    for (let tries = 0; tries < 10; tries++) {
      expect((await check(device(), code, `2015-01-${tries + 10}`)).code).toBe('code-refused')
      api.setNow(new Date((now += 3_600_000)))
    }
    expect((await check(device(), code)).code).toBe('code-refused')
    const [kept] = await behind.rows<{ revoked_at: Date | null }>(
      'select revoked_at from activation_code where person_id = $1',
      [mother.id],
    )
    expect(kept?.revoked_at).not.toBeNull()
  })

  test('many at once are not all the first', async () => {
    const { mother, codeFor } = await office()
    const code = await codeFor(mother)
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, day) =>
        check(device(), code, `2016-01-${String(day + 1).padStart(2, '0')}`),
      ),
    )
    expect(answers.filter(({ code: said }) => said === 'code-refused').length).toBeLessThanOrEqual(10)
  })

  test('tells nothing: unknown, used, revoked and wrong are refused in the same words', async () => {
    const { mother, codeFor, secretary } = await office()
    const used = await codeFor(mother)
    const { mother: another, codeFor: codeThere } = await office()
    const right = await codeThere(another)
    await secretary.call(signInsApi.revoke, { params: { personId: idOf(mother) } })
    const answers = [
      await check(device(), used),
      await check(device(), right, '2001-01-01'),
      await check(device(), 'nonsense'),
    ]
    const words = answers.map(({ body }) => body.replace(/"instance":"[^"]*"/, ''))
    expect(new Set(words).size).toBe(1)
  })
})

describe('a sign-in one has', () => {
  test('takes a child of another school in, signed in or not; old tokens are stale and the next know both', async () => {
    const here = await office()
    const there = await office()
    const account = await api.make.account({ person: here.mother })
    const phone = device()
    await phone.signIn(account)
    const added = await phone.ask('POST', '/account/persons', {
      token: phone.token,
      body: { code: await there.codeFor(there.mother), birthOn },
    })
    expect(JSON.parse(added.body)).toEqual({ schoolId: there.school.id, school: there.school.title })
    expect((await phone.get('/me')).code).toBe('token-stale')
    expect((await phone.refresh(there.school.id)).session.schools).toHaveLength(2)
    expect(JSON.parse((await phone.get('/me')).body)).toMatchObject({ children: [{ id: there.child.id }] })

    const third = await office()
    const joined = await activate(device(), {
      way: 'existing',
      code: await third.codeFor(third.mother),
      login: account.login,
      password: account.password,
    })
    expect(joined.session.schools).toHaveLength(3)
    expect(joined.session.schoolId).toBe(third.school.id)
    const fourth = await office()
    const wrong = { way: 'existing', code: await fourth.codeFor(fourth.mother), login: account.login }
    expect((await activate(device(), { ...wrong, password: 'a guess of mine' })).code).toBe(
      'wrong-credentials',
    )
  })

  test('does not join two persons of one school in silence, and the code stays good', async () => {
    const { make } = api
    const { mother, school, codeFor } = await office()
    const account = await make.account({ person: await make.teacher({ school }) })
    const code = await codeFor(mother)
    const refused = await activate(device(), {
      way: 'existing',
      code,
      login: account.login,
      password: account.password,
    })
    expect(refused.code).toBe('school-added-already')
    expect((await check(device(), code)).status).toBe(200)
  })

  test('gets a new password by a new code: the login is told, every device ends', async () => {
    const { mother, codeFor } = await office()
    const account = await api.make.account({ person: mother })
    const old = device()
    await old.signIn(account)
    const code = await codeFor(mother)
    expect(JSON.parse((await check(device(), code)).body)).toMatchObject({
      way: 'password',
      login: account.login,
    })
    expect((await activate(device(), { way: 'new', code, login: newLogin(), password })).code).toBe(
      'has-sign-in-already',
    )
    expect((await activate(device(), { way: 'password', code, password })).status).toBe(200)
    expect((await old.get('/me')).code).toBe('token-stale')
    expect((await old.exchange()).code).toBe('session-ended')
    expect((await device().signIn(account)).code).toBe('wrong-credentials')
    expect((await device().signIn({ login: account.login, password })).status).toBe(200)
  })

  test('of several schools is not opened by the word of one: its code makes a sign-in of its own', async () => {
    const here = await office()
    const there = await office()
    const account = await api.make.account({ person: here.mother })
    const phone = device()
    await phone.signIn(account)
    await phone.ask('POST', '/account/persons', {
      token: phone.token,
      body: { code: await there.codeFor(there.mother), birthOn },
    })
    const code = await here.codeFor(here.mother)
    expect(JSON.parse((await check(device(), code)).body)).toMatchObject({ way: 'new', login: null })
    expect((await activate(device(), { way: 'password', code, password })).code).toBe('code-refused')
    const made = await activate(device(), { way: 'new', code, login: newLogin(), password })
    expect(made.session.schools.map(({ id }) => id)).toEqual([here.school.id])
    expect((await device().signIn(account)).session.schools.map(({ id }) => id)).toEqual([there.school.id])
  })
})
