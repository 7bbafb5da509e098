import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testApi, testKeys, testNow } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { Device } from '#testing/device'

const installation = { keys: testKeys(), secret: randomBytes(32) }
const here = testApi(installation)
const there = testApi(installation)
const behind = behindTheWalls()
const setNow = (moment: Date) => [here, there].forEach(api => api.setNow(moment))
beforeEach(() => setNow(testNow))

/** A parent of two children, at home and at work. */
async function family(until?: string) {
  const { make } = here
  const school = await make.school()
  const fifth = await make.schoolClass({ school })
  const [child, sibling] = [await make.student({ class: fifth }), await make.student({ class: fifth })]
  const guardian = await make.guardian({ of: child, ...(until && { until }) })
  await make.guardianship({ guardian, student: sibling })
  const account = await make.account({ person: guardian })
  const devices = [new Device(() => here.app), new Device(() => there.app)] as const
  for (const device of devices) expect((await device.signIn(account)).status).toBe(200)
  const [home, work] = devices
  return { account, guardian, child, sibling, home, work }
}

const childrenOf = async (device: Device) =>
  (JSON.parse((await device.get('/me')).body) as { children: { id: string }[] }).children.map(({ id }) => id)

describe('signing out', () => {
  test('ends this device at once, and leaves the other one signed in', async () => {
    const { home, work } = await family()
    const left = await home.ask('DELETE', '/session', { cookie: home.cookie })
    expect(left.status).toBe(204)
    expect(left.setCookie).toMatch(/^refresh=;/)
    expect(await home.get('/me')).toMatchObject({ status: 401, code: 'token-stale' })
    expect(await home.exchange()).toMatchObject({ code: 'session-ended' })
    // The other device's token is stale too, and it gets a new one by itself.
    expect((await work.refresh()).status).toBe(200)
    expect((await work.get('/me')).status).toBe(200)
  })

  test('twice, or without a session, is no error', async () => {
    const { home } = await family()
    for (const cookie of [home.cookie, home.cookie, undefined, 'refresh=nonsense'])
      expect((await home.ask('DELETE', '/session', { cookie })).status).toBe(204)
  })

  test('everywhere ends every device at once, on every process', async () => {
    const { home, work } = await family()
    expect((await work.ask('DELETE', '/sessions', { token: work.token })).status).toBe(204)
    for (const device of [home, work]) {
      expect(await device.get('/me')).toMatchObject({ status: 401, code: 'token-stale' })
      expect(await device.exchange()).toMatchObject({ code: 'session-ended' })
    }
    // A token that is stale no longer signs anybody out.
    expect(await work.ask('DELETE', '/sessions', { token: work.token })).toMatchObject({
      code: 'token-stale',
    })
  })
})

describe('changing the password', () => {
  const next = 'пятнадцать медведей на лодке'

  test('ends every other device at once; the old password opens nothing any more', async () => {
    const { account, home, work } = await family()
    const changed = await home.ask('PUT', '/account/password', {
      token: home.token,
      cookie: home.cookie,
      body: { current: account.password, next },
    })
    expect(changed.status).toBe(204)
    expect(await work.get('/me')).toMatchObject({ status: 401, code: 'token-stale' })
    expect(await work.exchange()).toMatchObject({ code: 'session-ended' })
    expect((await home.refresh()).status).toBe(200)
    expect(await work.signIn(account)).toMatchObject({ code: 'wrong-credentials' })
    expect((await work.signIn({ ...account, password: next })).status).toBe(200)
  })

  test('wants the current one, and a good one', async () => {
    const { account, home } = await family()
    const change = (body: unknown) => home.ask('PUT', '/account/password', { token: home.token, body })
    expect(await change({ current: 'not mine at all', next })).toMatchObject({ code: 'password-wrong' })
    const current = account.password
    for (const weak of ['aaaaaaaaaaaa', account.login, 'qwertyqwerty', current])
      expect(await change({ current, next: weak }), weak).toMatchObject({ code: 'password-weak' })
    expect(await change({ current, next: 'too short' })).toMatchObject({ status: 422, code: 'invalid' })
    expect((await home.get('/me')).status).toBe(200)
  })

  test('guesses at the current one are counted like those at the door', async () => {
    const { home } = await family()
    const guess = () =>
      home.ask('PUT', '/account/password', { token: home.token, body: { current: 'a guess of mine', next } })
    for (let tries = 0; tries < 5; tries++) expect((await guess()).code).toBe('password-wrong')
    expect((await guess()).code).toBe('too-many-requests')
  })
})

describe('a guardianship that ends', () => {
  test('by the school’s word acts on the next request, and after a refresh the child is gone', async () => {
    const { guardian, child, sibling, home } = await family()
    const diary = `/children/${child.id}/diary`
    expect((await home.get(diary)).status).toBe(200)
    await behind.rows(
      `update guardianship set until_on = '2026-11-22', end_reason = 'решение суда' where guardian_id = $1 and student_id = $2`,
      [guardian.id, child.id],
    )
    expect(await home.get(diary)).toMatchObject({ status: 401, code: 'token-stale' })
    await home.refresh()
    expect(await home.get(diary)).toMatchObject({ status: 404 })
    expect(await childrenOf(home)).toEqual([sibling.id])
  })

  test('by its date acts at midnight where the school is', async () => {
    // 23:55 in Krasnoyarsk on the last day.
    setNow(new Date('2026-11-23T16:55:00.000Z'))
    const { child, sibling, home } = await family('2026-11-23')
    const diary = `/children/${child.id}/diary`
    setNow(new Date('2026-11-23T16:59:59.000Z'))
    expect((await home.get(diary)).status).toBe(200)
    setNow(new Date('2026-11-23T17:00:00.000Z'))
    expect(await home.get(diary)).toMatchObject({ status: 401, code: 'token-expired' })
    await home.refresh()
    expect(await home.get(diary)).toMatchObject({ status: 404 })
    expect(await childrenOf(home)).toEqual([sibling.id])
  })

  test('for the last child leaves an account that sees nobody', async () => {
    const { guardian, child, home } = await family()
    await behind.rows(`update guardianship set until_on = '2026-11-22' where guardian_id = $1`, [guardian.id])
    await home.refresh()
    expect(await childrenOf(home)).toEqual([])
    expect(await home.get(`/children/${child.id}/diary`)).toMatchObject({ status: 403, code: 'not-allowed' })
  })
})

test('a capacity that ends acts on the next request', async () => {
  const school = await here.make.school()
  const deputy = await here.make.staff({ school, as: ['deputy'] })
  const device = new Device(() => here.app)
  await device.signIn(await here.make.account({ person: deputy }))
  expect((await device.get('/people')).status).toBe(200)
  await behind.rows(`update capacity set until_on = '2026-11-22' where staff_id = $1`, [deputy.id])
  expect(await device.get('/people')).toMatchObject({ status: 401, code: 'token-stale' })
  await device.refresh()
  expect(await device.get('/people')).toMatchObject({ status: 403, code: 'not-allowed' })
})
