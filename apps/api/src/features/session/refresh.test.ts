import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testApi, testKeys, testNow } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { cookieOf, Device } from '#testing/device'

// Two processes of one installation on one database.
const installation = { keys: testKeys(), secret: randomBytes(32) }
const here = testApi(installation)
const there = testApi(installation)
const behind = behindTheWalls()
const setNow = (moment: Date) => [here, there].forEach(api => api.setNow(moment))
const seconds = (count: number) => new Date(testNow.getTime() + count * 1000)

async function signedIn(as: 'guardian' | 'teacher' = 'guardian') {
  setNow(testNow)
  const school = await here.make.school()
  const fifth = await here.make.schoolClass({ school })
  const person =
    as === 'teacher'
      ? await here.make.teacher({ school })
      : await here.make.guardian({ of: await here.make.student({ class: fifth }) })
  const account = await here.make.account({ person })
  const device = new Device(() => here.app)
  expect((await device.signIn(account)).status).toBe(200)
  return { device, account, person }
}

describe('a refresh token', () => {
  test('is exchanged for its successor, and for an access token that works', async () => {
    const { device } = await signedIn()
    const [first, token] = [device.cookie, device.token]
    expect((await device.refresh()).status).toBe(200)
    expect(device.cookie).not.toBe(first)
    expect(device.token).not.toBe(token)
    expect((await device.get('/me')).status).toBe(200)
  })

  test('is random, 256 bits long, and kept as its hash alone', async () => {
    const { device, account } = await signedIn()
    const token = device.cookie?.split('=')[1] ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const kept = await behind.rows<{ row: string; hash: Buffer }>(
      'select s::text || t::text as row, t.hash from refresh_token t join session s on s.id = t.session_id where s.account_id = $1',
      [account.id],
    )
    expect(kept.map(({ hash }) => hash)).toEqual([createHash('sha256').update(token).digest()])
    expect(kept[0]?.row).not.toContain(token)
  })

  test('sent twenty times at once, to two processes, has one successor and signs nobody out', async () => {
    const { device } = await signedIn()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => device.on(() => (index % 2 ? there : here).app).exchange()),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(new Set(answers.map(cookieOf)).size).toBe(1)
    const [first] = answers
    device.cookie = first && cookieOf(first)
    expect((await device.refresh()).status).toBe(200)
  })

  test('whose answer was lost gives the same successor within the window, from any process', async () => {
    const { device } = await signedIn()
    const lost = await device.exchange()
    setNow(seconds(19))
    const again = await device.on(() => there.app).exchange()
    expect(again.status).toBe(200)
    expect(cookieOf(again)).toBe(cookieOf(lost))
    device.cookie = cookieOf(again)
    setNow(seconds(600))
    expect((await device.refresh()).status).toBe(200)
  })

  test('used again after the window ends the session, and its access tokens at once', async () => {
    const { device } = await signedIn()
    const stolen = device.cookie
    await device.refresh()
    expect((await device.get('/me')).status).toBe(200)
    setNow(seconds(21))
    const thief = new Device(() => there.app)
    const replay = await thief.exchange(stolen)
    expect(replay).toMatchObject({ status: 401, code: 'session-ended' })
    expect(replay.setCookie).toMatch(/^refresh=;.*Expires=Thu, 01 Jan 1970/)
    expect(await device.get('/me')).toMatchObject({ status: 401, code: 'token-stale' })
    expect(await device.exchange()).toMatchObject({ status: 401, code: 'session-ended' })
  })

  test('used again from another browser ends the session even within the window', async () => {
    const { device } = await signedIn()
    const stolen = device.cookie
    await device.refresh()
    const thief = new Device(() => here.app, { userAgent: 'curl' })
    expect(await thief.exchange(stolen)).toMatchObject({ status: 401 })
    expect(await device.exchange()).toMatchObject({ code: 'session-ended' })
  })

  test.each([undefined, 'refresh=', 'refresh=nonsense', `refresh=${'x'.repeat(4000)}`, 'refresh=%00'])(
    'that is none is refused: %s',
    async cookie => {
      const answer = await new Device(() => here.app).exchange(cookie)
      expect(answer).toMatchObject({ status: 401, code: 'session-ended' })
    },
  )

  test('of an account that was shut is refused', async () => {
    const { device, account } = await signedIn()
    await behind.rows('update account set disabled_at = now() where id = $1', [account.id])
    expect(await device.get('/me')).toMatchObject({ status: 401, code: 'session-ended' })
    expect(await device.exchange()).toMatchObject({ code: 'session-ended' })
    expect(await device.signIn(account)).toMatchObject({ code: 'wrong-credentials' })
  })
})

describe('a session', () => {
  test('of a guardian lasts ninety days, used or not', async () => {
    const { device } = await signedIn()
    setNow(seconds(89 * 86_400))
    expect((await device.refresh()).status).toBe(200)
    setNow(seconds(90 * 86_400))
    expect(await device.exchange()).toMatchObject({ status: 401, code: 'session-ended' })
  })

  test('of staff ends after two hours unused, and after twelve at most', async () => {
    const { device } = await signedIn('teacher')
    setNow(seconds(7201))
    expect(await device.exchange()).toMatchObject({ code: 'session-ended' })
    const busy = (await signedIn('teacher')).device
    for (let hours = 1.9; hours < 12; hours += 1.9) {
      setNow(seconds(hours * 3600))
      expect((await busy.refresh()).status, `${hours} hours`).toBe(200)
    }
    setNow(seconds(12 * 3600))
    expect(await busy.exchange()).toMatchObject({ code: 'session-ended' })
  })

  test('of a guardian in two schools goes into the other one when asked, and into no third', async () => {
    setNow(testNow)
    const { make } = here
    const [one, two, third] = [await make.school(), await make.school(), await make.school()]
    const children = [
      await make.student({ class: await make.schoolClass({ school: one }) }),
      await make.student({ class: await make.schoolClass({ school: two }) }),
    ] as const
    const persons = [await make.guardian({ of: children[0] }), await make.guardian({ of: children[1] })]
    const device = new Device(() => here.app)
    const opened = await device.signIn(await make.account({ person: persons }), two.id)
    expect(opened.session).toMatchObject({ schoolId: two.id, schools: [{ id: one.id }, { id: two.id }] })
    const whereIs = async () => {
      const { school, children: seen } = JSON.parse((await device.get('/me')).body) as {
        school: { id: string }
        children: { id: string }[]
      }
      return [school.id, ...seen.map(({ id }) => id)]
    }
    expect(await whereIs()).toEqual([two.id, children[1].id])
    await device.refresh(one.id)
    expect(await whereIs()).toEqual([one.id, children[0].id])
    expect((await device.get(`/children/${children[1].id}/diary`)).status).toBe(404)
    await device.refresh(third.id)
    expect(await whereIs()).toEqual([one.id, children[0].id])
  })
})
