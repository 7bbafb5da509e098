import { describe, expect, test } from 'vitest'
import { testApi, testNow } from '#testing/api'
import { type DeviceAnswer, Device } from '#testing/device'

const api = testApi()
const plain = () => api.app
const later = (seconds: number) => api.setNow(new Date(testNow.getTime() + seconds * 1000))

async function newAccount(isDisabled = false) {
  const person = await api.make.teacher({ school: await api.make.school() })
  return api.make.account({ person, isDisabled })
}

let addresses = 0
/** Somewhere nobody has guessed from yet. */
const elsewhere = () => ({ address: `10.${Math.floor(++addresses / 250)}.${addresses % 250}.7` })
const guessAt = (login: string, device: Device, headers: Record<string, string> = {}) =>
  device.ask('POST', '/session', { body: { login, password: 'a guess of mine' }, headers })

describe('guessing', () => {
  test('at one account must wait after five tries, from wherever it is tried; then the right password opens', async () => {
    api.setNow(testNow)
    const account = await newAccount()
    for (let tries = 0; tries < 5; tries++)
      expect((await guessAt(account.login, new Device(plain, elsewhere()))).code).toBe('wrong-credentials')
    const sixth = await new Device(plain, elsewhere()).signIn(account)
    expect(sixth).toMatchObject({ status: 429, code: 'too-many-requests' })
    const wait = Number(sixth.headers['retry-after'])
    expect(wait).toBeGreaterThan(0)
    later(wait + 1)
    expect((await new Device(plain, elsewhere()).signIn(account)).status).toBe(200)
    // And what was guessed wrong is forgotten.
    expect((await guessAt(account.login, new Device(plain, elsewhere()))).code).toBe('wrong-credentials')
  })

  test('waits longer with each try, and a quarter of an hour at most', async () => {
    api.setNow(testNow)
    const { login } = await newAccount()
    const waits: number[] = []
    for (let now = 0; waits.length < 8;) {
      const answer = await guessAt(login, new Device(plain, elsewhere()))
      if (answer.status !== 429) continue
      waits.push(Number(answer.headers['retry-after']))
      now += waits.at(-1) ?? 0
      later(now)
    }
    expect(waits).toEqual([...waits].sort((one, other) => one - other))
    expect(waits[7]).toBeGreaterThan(60)
    expect(Math.max(...waits)).toBeLessThanOrEqual(900)
  })

  test('twenty times at once is not twenty tries', async () => {
    api.setNow(testNow)
    const { login } = await newAccount()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => guessAt(login, new Device(plain, elsewhere()))),
    )
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5)
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true)
  })

  test('at many accounts from one address must wait, whatever address it claims', async () => {
    api.setNow(testNow)
    const device = new Device(plain, elsewhere())
    let tries = 0
    for (let last = 401; last === 401 && tries < 60; tries++)
      last = (
        await guessAt(`nobody-${tries}`, device, {
          'x-forwarded-for': `192.0.2.${tries}`,
          forwarded: `for=192.0.2.${tries}`,
          'x-real-ip': `192.0.2.${tries}`,
        })
      ).status
    expect(tries).toBe(31)
    const account = await newAccount()
    expect((await device.signIn(account)).code).toBe('too-many-requests')
    expect((await new Device(plain, elsewhere()).signIn(account)).status).toBe(200)
  })
})

describe('behind a proxy', () => {
  const proxied = testApi({ trustProxy: '10.9.9.9' })
  test('the proxy is believed about addresses, and nobody else is', async () => {
    const proxy = new Device(() => proxied.app, { address: '10.9.9.9' })
    for (let tries = 0; tries < 31; tries++)
      await guessAt(`nobody-${tries}`, proxy, { 'x-forwarded-for': '192.0.2.1' })
    const answerFor = async (device: Device, address: string) =>
      (await guessAt('nobody-else', device, { 'x-forwarded-for': address })).status
    expect(await answerFor(proxy, '192.0.2.1')).toBe(429)
    expect(await answerFor(proxy, '192.0.2.2')).toBe(401)
    // One who claims the address does not share in its wait, nor escape the own one.
    expect(await answerFor(new Device(() => proxied.app, { address: '10.9.9.8' }), '192.0.2.1')).toBe(401)
  })
})

describe('whether an account exists', () => {
  const wordsOf = ({ status, body, headers }: DeviceAnswer) => [
    status,
    body.replace(/"instance":"[^"]*"/, ''),
    Object.keys(headers).sort().join(),
  ]

  test('no answer tells: unknown, wrong or shut, it is the same', async () => {
    api.setNow(testNow)
    const known = await newAccount()
    const shut = await newAccount(true)
    const device = () => new Device(plain, elsewhere())
    const unknown = wordsOf(await guessAt('nobody-at-all', device()))
    expect(wordsOf(await guessAt(known.login, device()))).toEqual(unknown)
    expect(wordsOf(await guessAt(shut.login, device()))).toEqual(unknown)
    expect(wordsOf(await device().signIn(shut))).toEqual(unknown)
  })

  test('no limit tells: an unknown name must wait like a known one', async () => {
    const codesOf = async (login: string) => {
      const codes: unknown[] = []
      for (let tries = 0; tries < 6; tries++)
        codes.push((await guessAt(login, new Device(plain, elsewhere()))).code)
      return codes
    }
    expect(await codesOf('nobody-but-watched')).toEqual(await codesOf((await newAccount()).login))
  })

  test('no delay tells', async () => {
    api.setNow(testNow)
    const logins = await Promise.all(Array.from({ length: 30 }, async () => (await newAccount()).login))
    const timeOf = async (login: string) => {
      const device = new Device(plain, elsewhere())
      const from = performance.now()
      await guessAt(login, device)
      return performance.now() - from
    }
    await timeOf('nobody-to-warm-up')
    const known: number[] = []
    const unknown: number[] = []
    // In turns, so that whatever else the machine does falls on both.
    for (const [index, login] of logins.entries()) {
      if (index % 2) known.push(await timeOf(login))
      unknown.push(await timeOf(`nobody-${login}`))
      if (!(index % 2)) known.push(await timeOf(login))
    }
    // Mann–Whitney: how often a known name takes longer than an unknown one. A hash that is skipped would make it always.
    const longer = known.flatMap(one => unknown.map(other => (one > other ? 1 : 0) as number))
    const share = longer.reduce((sum, is) => sum + is, 0) / longer.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.8)
  })
})

describe('the refresh cookie', () => {
  const secure = testApi({ isHttps: true })

  test('is out of reach of scripts and of other sites', async () => {
    api.setNow(testNow)
    const { setCookie } = await new Device(plain, elsewhere()).signIn(await newAccount())
    expect(
      setCookie
        ?.split('; ')
        .slice(1)
        .map(part => part.replace(/Max-Age=\d+/, 'Max-Age'))
        .sort(),
    ).toEqual(['HttpOnly', 'Max-Age', 'Path=/api/v1', 'SameSite=Strict'].sort())
  })

  test('over HTTPS is bound to the host', async () => {
    const device = new Device(() => secure.app)
    const { setCookie } = await device.signIn(await newAccount())
    expect(setCookie).toMatch(/^__Host-refresh=/)
    expect(
      setCookie
        ?.split('; ')
        .slice(1)
        .map(part => part.replace(/Max-Age=\d+/, 'Max-Age'))
        .sort(),
    ).toEqual(['HttpOnly', 'Max-Age', 'Path=/', 'SameSite=Strict', 'Secure'].sort())
    expect((await device.refresh()).status).toBe(200)
  })

  test.each(['cross-site', 'same-site'])('is not taken from a page of another site: %s', async site => {
    api.setNow(testNow)
    const device = new Device(plain, elsewhere())
    const account = await newAccount()
    await device.signIn(account)
    const headers = { 'sec-fetch-site': site }
    const { cookie } = device
    for (const [method, url, body] of [
      ['POST', '/session', { login: account.login, password: account.password }],
      ['POST', '/session/refresh', {}],
      ['DELETE', '/session', undefined],
    ] as const) {
      const answer = await device.ask(method, url, { cookie, headers, body })
      expect(answer).toMatchObject({ status: 403, code: 'cross-site' })
      expect(answer.setCookie).toBeUndefined()
    }
    expect((await device.refresh()).status).toBe(200)
  })

  test('is not taken with a form, which any site can send', async () => {
    const device = new Device(plain, elsewhere())
    await device.signIn(await newAccount())
    for (const type of [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
    ]) {
      const answer = await device.ask('POST', '/session/refresh', {
        cookie: device.cookie,
        body: '{}',
        headers: { 'content-type': type },
      })
      expect(answer, type).toMatchObject({ status: 415 })
    }
    expect((await device.refresh()).status).toBe(200)
  })
})
