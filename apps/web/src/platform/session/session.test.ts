import { meApi, sessionApi } from '@diary/contracts/session'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { answer, asked, refusal, refuse, reply, startAnswering } from '#testing/answers.ts'
import { me, sessionOf } from '#testing/family.ts'

/** The page freshly loaded: modules hold the session, as they do in a tab. */
async function loadPage() {
  vi.resetModules()
  const session = await import('./session.ts')
  const { query, queryClient } = await import('../api.ts')
  return {
    ...session,
    queryClient,
    readMe: () => queryClient.fetchQuery({ ...query(meApi.show, {}), staleTime: 0 }),
  }
}

const refreshes = () => asked.filter(({ what }) => what === 'POST /session/refresh').length
const tokenOf = (init: RequestInit) => new Headers(init.headers).get('authorization')?.replace('Bearer ', '')

/** Answers who has the newest token, refuses older ones, and gives new tokens on refresh. */
function serveWithTokens(owner = () => 'mother') {
  let number = 0
  let newest = ''
  const issue = () => {
    const session = sessionOf(owner(), ++number)
    newest = session.accessToken
    return session
  }
  answer(sessionApi.open, issue)
  answer(sessionApi.refresh, issue)
  reply(meApi.show, ({ init }) => (tokenOf(init) === newest ? Response.json(me) : refusal('token-stale')))
  return { expire: () => (newest = 'none') }
}

beforeEach(() => {
  startAnswering()
})

const credentials = { login: 'parent', password: 'a long password' }

describe('an old token', () => {
  test('is renewed once for all reads that meet it, and each is asked again', async () => {
    const page = await loadPage()
    const server = serveWithTokens()
    await page.signIn(credentials)
    server.expire()
    const reads = await Promise.all([
      page.readMe(),
      page.sessionFetch('/api/v1/me', { method: 'GET' }),
      page.sessionFetch('/api/v1/me', { method: 'GET' }),
    ])
    expect(reads[0].login).toBe('parent')
    expect(reads[1].status).toBe(200)
    expect(reads[2].status).toBe(200)
    expect(refreshes()).toBe(1)
  })

  test('that cannot be renewed ends the session and forgets what was read', async () => {
    const page = await loadPage()
    const server = serveWithTokens()
    await page.signIn(credentials)
    await page.readMe()
    server.expire()
    refuse(sessionApi.refresh, 'session-ended')
    await expect(page.readMe()).rejects.toThrow(/./)
    expect(page.currentSession()).toBeUndefined()
    expect(
      page.queryClient
        .getQueryCache()
        .getAll()
        .every(({ state }) => state.data === undefined),
    ).toBe(true)
    expect(localStorage.length).toBe(0)
  })

  test('is kept when there is no network to renew it over', async () => {
    const page = await loadPage()
    const server = serveWithTokens()
    await page.signIn(credentials)
    server.expire()
    reply(sessionApi.refresh, () => {
      throw new TypeError('Failed to fetch')
    })
    await expect(page.sessionFetch('/api/v1/me', { method: 'GET' })).rejects.toThrow('Failed to fetch')
    expect(page.currentSession()).toBeDefined()
  })

  test('renewed as somebody else’s leaves nothing of the first person', async () => {
    let owner = 'mother'
    const page = await loadPage()
    const server = serveWithTokens(() => owner)
    await page.signIn(credentials)
    page.queryClient.setQueryData(['a mark of the child'], '5')
    // Another tab signed in the teacher: the refresh cookie is theirs now.
    owner = 'teacher'
    server.expire()
    await page.sessionFetch('/api/v1/me', { method: 'GET' })
    expect(page.queryClient.getQueryData(['a mark of the child'])).toBeUndefined()
  })
})

describe('a loaded page', () => {
  test('takes up the session it had', async () => {
    localStorage.setItem('diary.session', 'open')
    const page = await loadPage()
    serveWithTokens()
    await page.restoreSession()
    await expect(page.readMe()).resolves.toMatchObject({ login: 'parent' })
  })

  test('stays in the school it was in', async () => {
    localStorage.setItem('diary.session', me.school.id)
    const page = await loadPage()
    serveWithTokens()
    await page.restoreSession()
    expect(asked[0]?.init.body).toBe(JSON.stringify({ schoolId: me.school.id }))
  })

  test('asks nothing when nobody has signed in here', async () => {
    const page = await loadPage()
    await page.restoreSession()
    expect(asked).toHaveLength(0)
  })
})

test('signing out forgets everything even when the server cannot be told', async () => {
  const page = await loadPage()
  serveWithTokens()
  await page.signIn(credentials)
  await page.readMe()
  reply(sessionApi.close, () => {
    throw new TypeError('Failed to fetch')
  })
  await expect(page.signOut()).rejects.toThrow(/./)
  expect(page.currentSession()).toBeUndefined()
  expect(page.queryClient.getQueryCache().getAll()).toHaveLength(0)
})
