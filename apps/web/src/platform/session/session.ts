import { ApiProblem, call, type Fetch } from '@diary/contracts/call'
import { schoolId } from '@diary/contracts/primitives'
import { problem } from '@diary/contracts/problem'
import { sessionApi, type Session } from '@diary/contracts/session'
import { useSyncExternalStore } from 'react'
import { oneTabAtATime, onNewsFromTabs, tellOtherTabs } from './tabs.ts'

/**
 * `left`: signed out on purpose, here or in another tab. `ended`: the server closed the session while somebody was at
 * work, which is not the same.
 * `unreachable`: there may be a session, but nobody answers whether there is.
 */
export type SessionState = 'restoring' | 'signed-in' | 'signed-out' | 'left' | 'ended' | 'unreachable'

type Credentials = Parameters<typeof call<typeof sessionApi.open>>[1]['body']

/** Where it is written that asking for a session is worth a request, and for which school. It opens nothing. */
const hint = 'diary.session'

// The token lives in this variable and nowhere else: a script that got into the storage would find nothing.
let session: Session | undefined
let state: SessionState = 'restoring'
let renewing: Promise<boolean> | undefined
const stateListeners = new Set<() => void>()
const leaveListeners = new Set<() => void>()

/** Sends a request in the session's name; renews the token and asks once more when the server says it is old. */
export const sessionFetch: Fetch = (url, init) => sendInSession(fetch, url, init)

/** The same for what sends in its own way, such as an upload that tells how far it is. */
export async function sendInSession(send: Fetch, url: string, init: RequestInit): Promise<Response> {
  const used = session
  const response = await send(url, withToken(init, used))
  if (response.status !== 401 || !(await isOld(response.clone())) || !(await renew(used))) return response
  return send(url, withToken(init, session))
}

/** Opens a session; throws the API's refusal. */
export async function signIn(credentials: Credentials) {
  takeUp(await call(sessionApi.open, { body: credentials }, fetch))
}

/** Goes on with a session that was opened in another way: by a code. */
export function takeUp(opened: Session) {
  leave()
  enter(opened)
  tellOtherTabs('signed-in')
}

/** Ends this device's session. What the device holds is forgotten even when the server cannot be told. */
export async function signOut() {
  try {
    await call(sessionApi.close, {}, sessionFetch)
  } finally {
    forget('left')
    tellOtherTabs('signed-out')
  }
}

/** Ends every session of the account. */
export async function signOutEverywhere() {
  await call(sessionApi.closeAll, {}, sessionFetch)
  forget('left')
  tellOtherTabs('signed-out')
}

/** Goes over to another school of the account. */
export async function switchSchool(school: Session['schoolId']) {
  const next = await oneTabAtATime(() => call(sessionApi.refresh, { body: { schoolId: school } }, fetch))
  leave()
  enter(next)
}

/** Takes the session up again after the page was loaded, if there is one. */
export async function restoreSession() {
  if (!readHint().isThere) return setState('signed-out')
  setState('restoring')
  try {
    await renew(undefined)
  } catch (unreachable) {
    console.info(unreachable)
    setState('unreachable')
  }
}

/** The schools the account may choose from, and the one it is in. */
export const currentSession = (): Session | undefined => session

/** Calls back when whoever is signed in leaves, so that nothing of theirs stays behind. */
export function onLeave(listener: () => void) {
  leaveListeners.add(listener)
}

export const useSessionState = () =>
  useSyncExternalStore(
    onChange => {
      stateListeners.add(onChange)
      return () => void stateListeners.delete(onChange)
    },
    () => state,
  )

/** Renews once for all who ask at the same time; true when there is a token newer than the one that was used. */
function renew(used: Session | undefined): Promise<boolean> {
  if (session !== used) return Promise.resolve(session !== undefined)
  renewing ??= oneTabAtATime(askForSession).finally(() => {
    renewing = undefined
  })
  return renewing
}

async function askForSession(): Promise<boolean> {
  const before = session
  try {
    const school = before?.schoolId ?? readHint().schoolId
    const renewed = await call(sessionApi.refresh, { body: school ? { schoolId: school } : {} }, fetch)
    // Another tab may have signed in somebody else: the cookie is common, and theirs now.
    if (before && ownerOf(before) !== ownerOf(renewed)) leave()
    enter(renewed)
    return true
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'session-ended') throw error
    forget(before ? 'ended' : 'signed-out')
    return false
  }
}

function enter(opened: Session) {
  session = opened
  writeHint(opened.schoolId)
  setState('signed-in')
}

function leave() {
  session = undefined
  for (const listener of leaveListeners) listener()
}

function forget(next: 'signed-out' | 'left' | 'ended') {
  leave()
  writeHint(undefined)
  setState(next)
}

function setState(next: SessionState) {
  state = next
  for (const listener of stateListeners) listener()
}

function withToken(init: RequestInit, used: Session | undefined): RequestInit {
  const headers = new Headers(init.headers)
  if (used) headers.set('authorization', `Bearer ${used.accessToken}`)
  return { ...init, headers }
}

async function isOld(response: Response): Promise<boolean> {
  const said = problem.safeParse(await response.json().catch(() => undefined))
  return said.success && (said.data.code === 'token-expired' || said.data.code === 'token-stale')
}

/** Whose token it is and for which school, read from its claims. Only compared, never trusted. */
function ownerOf({ accessToken, schoolId }: Session): string {
  const claims = JSON.parse(
    atob((accessToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
  ) as {
    sub?: string
  }
  return `${claims.sub} ${schoolId}`
}

function readHint(): { isThere: boolean; schoolId?: Session['schoolId'] } {
  try {
    // A reloaded tab stays in its own school; a new one begins in the school that was used last.
    const written = sessionStorage.getItem(hint) ?? localStorage.getItem(hint)
    const school = schoolId.safeParse(written)
    return { isThere: written !== null, ...(school.success && { schoolId: school.data }) }
  } catch {
    return { isThere: true }
  }
}

function writeHint(school: Session['schoolId'] | undefined) {
  try {
    for (const storage of [sessionStorage, localStorage]) {
      if (school) storage.setItem(hint, school)
      else storage.removeItem(hint)
    }
  } catch (refused) {
    // Without storage every visit asks the server, which is right as well.
    console.info(refused)
  }
}

onNewsFromTabs(news => {
  if (news === 'signed-out') forget('left')
  else if (session) void renew(session).catch(() => setState('unreachable'))
  else void restoreSession()
})
