import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { smtpMail } from '#platform/mail'
import { testApi, testNow } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { Device } from '#testing/device'

interface Received {
  readonly to: string[]
  readonly text: string
}
const received: Received[] = []
let isDown = false
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onMailFrom: (_address, _session, done) => done(isDown ? new Error('Not now') : null),
  onData(stream, session, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const [head = '', ...body] = Buffer.concat(chunks).toString().split('\r\n\r\n')
      const raw = body.join('\r\n\r\n')
      const text = /base64/i.test(head) ? Buffer.from(raw, 'base64').toString() : decodeQuotedPrintable(raw)
      received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
      done()
    })
  },
})
const port = await new Promise<number>(resolve => {
  smtp.listen(0, '127.0.0.1', () => {
    const address = smtp.server.address()
    resolve(typeof address === 'object' && address ? address.port : 0)
  })
})
afterAll(() => new Promise<void>(resolve => smtp.close(() => resolve())))

const logged: string[] = []
const api = testApi({
  publicUrl: 'https://dnevnik.example',
  mail: smtpMail(`smtp://127.0.0.1:${port}`, 'dnevnik@school.example'),
})
const quiet = testApi()
const behind = behindTheWalls()
const password = 'двенадцать тихих ежей'

beforeAll(() => {
  api.app.log.error = (...words: unknown[]) => void logged.push(JSON.stringify(words, errors))
})
beforeEach(async () => {
  // A letter of the test before must not come into this one.
  await settled()
  api.setNow(testNow)
  received.length = 0
  isDown = false
})
const errors = (_: string, value: unknown) => (value instanceof Error ? `${value.stack}` : value)

let addresses = 0
const device = () => new Device(() => api.app, { address: `10.8.0.${++addresses}` })
const forget = (loginOrEmail: string, from = device()) =>
  from.ask('POST', '/password-reset', { body: { loginOrEmail } })
const confirm = (token: string, next = password) =>
  device().ask('POST', '/password-reset/confirm', { body: { token, password: next } })
const mails = (count: number) =>
  vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(count), { timeout: 10_000 })
const tokenIn = ({ text }: Received) => /https:\/\/dnevnik\.example\/reset#([\w-]{43})/.exec(text)?.[1] ?? ''
/** Everything that was asked for is dealt with. */
const settled = () =>
  vi.waitFor(async () => expect(await behind.rows('select 1 from reset_request')).toHaveLength(0), {
    timeout: 10_000,
  })

/** A parent with an account and an address that nobody else has. */
async function parent() {
  const { make } = api
  const school = await make.school()
  const child = await make.student({ class: await make.schoolClass({ school }) })
  const mother = await make.guardian({ of: child })
  const account = await make.account({ person: mother })
  const email = `mother-${mother.id}@mail.example`
  await make.contact({ person: mother, kind: 'email', value: email })
  return { school, mother, account, email }
}

describe('a forgotten password', () => {
  test('is set anew by a mailed link, once, within an hour; every device ends', async () => {
    const { account, email } = await parent()
    const phone = device()
    await phone.signIn(account)
    expect((await forget(` ${account.login.toUpperCase()} `)).status).toBe(204)
    await mails(1)
    expect(received[0]?.to).toEqual([email])
    expect(received[0]?.text).toContain(account.login)
    const token = tokenIn(received[0] as Received)
    expect((await confirm(token, 'qwertyqwerty')).code).toBe('password-weak')
    expect(JSON.parse((await confirm(token)).body)).toEqual({ login: account.login })
    expect((await confirm(token)).code).toBe('link-refused')
    expect((await phone.get('/me')).code).toBe('token-stale')
    expect((await phone.exchange()).code).toBe('session-ended')
    expect((await device().signIn({ login: account.login, password })).status).toBe(200)
    expect((await device().signIn(account)).code).toBe('wrong-credentials')
  })

  test('by the address works too, however it is written; a second link revokes the first; after an hour none is good', async () => {
    const { email } = await parent()
    await forget(email.toUpperCase())
    await mails(1)
    await forget(email)
    await mails(2)
    const [first, second] = received.map(tokenIn)
    expect((await confirm(first ?? '')).code).toBe('link-refused')
    api.setNow(new Date(testNow.getTime() + 61 * 60_000))
    expect((await confirm(second ?? '')).code).toBe('link-refused')
    expect((await confirm('nonsense')).code).toBe('link-refused')
  })

  test('is mailed only to an address that every school of the account knows', async () => {
    const here = await parent()
    const there = await parent()
    await behind.rows('delete from account_person where person_id = $1', [there.mother.id])
    await behind.rows(
      'insert into account_person (account_id, school_id, person_id) select account_id, $2, $3 from account_person where person_id = $1',
      [here.mother.id, there.school.id, there.mother.id],
    )
    await forget(here.account.login)
    await forget(here.email)
    await settled()
    expect(received).toEqual([])
    await api.make.contact({ person: there.mother, kind: 'email', value: here.email })
    await forget(here.account.login)
    await mails(1)
    expect(received[0]?.to).toEqual([here.email])
  })

  test('is not mailed to those who lead a school: whoever keeps their addresses could open their diary', async () => {
    const { make } = api
    const school = await make.school()
    const head = await make.staff({ school, as: ['head'] })
    const account = await make.account({ person: head })
    const email = `head-${head.id}@mail.example`
    await make.contact({ person: head, kind: 'email', value: email })
    await forget(account.login)
    await forget(email)
    await settled()
    expect(received).toEqual([])
  })

  test('tells nobody whether there is such a person: the same words, in the same time', async () => {
    const { account, email } = await parent()
    const answers = []
    for (const asked of [account.login, email, 'nobody-at-all', 'nobody@mail.example']) {
      const { status, body, headers } = await forget(asked)
      answers.push([status, body, Object.keys(headers).sort().join()].join(' '))
    }
    expect(new Set(answers).size).toBe(1)
    const spent = async (asked: () => string) => {
      const times: number[] = []
      for (let index = 0; index < 25; index++) {
        await settled()
        const from = performance.now()
        await forget(asked())
        times.push(performance.now() - from)
      }
      return times.sort((one, other) => one - other)[12] ?? 0
    }
    const accounts: string[] = []
    for (let index = 0; index < 25; index++) accounts.push((await parent()).account.login)
    const known = await spent(() => accounts.pop() ?? '')
    const unknown = await spent(() => `nobody-${Math.random()}`)
    expect(Math.abs(known - unknown)).toBeLessThan(15)
  })

  test('a mail server that is away is asked again; nothing of a person is logged', async () => {
    const { account, email } = await parent()
    isDown = true
    await forget(account.login)
    await vi.waitFor(() => expect(logged.length).toBeGreaterThan(0), { timeout: 10_000 })
    for (const secret of [account.login, email]) expect(logged.join()).not.toContain(secret)
    isDown = false
    api.setNow(new Date(testNow.getTime() + 61_000))
    // Whatever comes next wakes what waits.
    await forget('somebody-else')
    await mails(1)
    expect(received[0]?.to).toEqual([email])
    for (const letter of received) expect(logged.join()).not.toContain(tokenIn(letter))
  })

  test('must wait after five times', async () => {
    const { account } = await parent()
    for (let times = 0; times < 5; times++) expect((await forget(account.login)).status).toBe(204)
    expect((await forget(account.login)).code).toBe('too-many-requests')
  })
})

test('an installation without mail says so', async () => {
  const from = new Device(() => quiet.app)
  expect(JSON.parse((await from.get('/activation/options')).body)).toEqual({ canMailReset: false })
  expect((await from.ask('POST', '/password-reset', { body: { loginOrEmail: 'anybody' } })).code).toBe(
    'no-mail',
  )
})

function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
