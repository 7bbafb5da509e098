import { apiBase, type Endpoint } from '@diary/contracts/endpoint'
import { openAuthDatabase } from '@diary/db/auth-client'
import { newId } from '@diary/db/id'
import { codeOf, judgeOf, missingHeaders } from './judge.ts'
import { verdictOf } from './policy.ts'
import { idsNamed, kindOf, paramNames, requestOf, studentsOf } from './requests.ts'
import { idNamesOf, namesOf } from './sample.ts'
import { type Answer, matrixNow, type SchoolApi, type SignedIn } from './school-api.ts'

// What the grid of people × things leaves out: those who are nobody, and ids that stand elsewhere than in the middle of a path.

/** Where an endpoint is served: someone who may, and the thing. */
function servedOf({ facts, askers }: SchoolApi, endpoint: Endpoint) {
  const kind = kindOf(endpoint)
  const ids = kind ? [...facts[kind].keys()] : [undefined]
  for (const asker of askers) {
    const thing = ids.find(id => verdictOf(endpoint, facts, asker.rights, id) === 'served')
    if (verdictOf(endpoint, facts, asker.rights, thing) === 'served') return { asker, thing }
  }
  throw new Error(`${endpoint.method} ${endpoint.path} is served to nobody in the world`)
}

const withoutInstance = ({ status, body }: Answer) => `${status} ${body.replace(/"instance":"[^"]*"/, '')}`

/** Without a token, with one that is over, stale, or of an account that was shut: 401 everywhere but at the door. */
export async function askAsNobody(api: SchoolApi): Promise<string[]> {
  const { facts, ground } = api
  const [someone, other] = ground.askers.filter(({ label }) => label === 'deputy' || label === 'head')
  if (!someone || !other) throw new Error('The world has a deputy and a head')
  api.setNow(new Date(matrixNow.getTime() - 3_600_000))
  const over = await api.signIn(other)
  api.setNow(matrixNow)
  const stale = await api.signIn(someone)
  const shut = await api.signIn(other)
  const auth = openAuthDatabase(api.urls.auth, { size: 1 })
  await auth.query('update account set epoch = epoch + 1 where login = $1', [someone.login])
  await auth.query('update account set disabled_at = now() where login = $1', [other.login])
  const nobodies = [
    { who: 'nobody', token: '', code: 'not-signed-in' },
    { who: 'rubbish', token: 'a.b.c', code: 'not-signed-in' },
    { who: 'a token that is over', token: over, code: 'token-expired' },
    { who: 'a token that is stale', token: stale, code: 'token-stale', as: 'deputy' },
    { who: 'an account that was shut', token: shut, code: 'session-ended', as: 'head' },
  ] as const
  const wrong: string[] = []
  for (const endpoint of api.endpoints.filter(({ access }) => access.by !== 'anyone')) {
    const { asker, thing } = servedOf(api, endpoint)
    for (const { who, token, code, as } of nobodies.map(it => ({ as: undefined, ...it }))) {
      // Who has no such capacity is refused before: here nothing but the token is to be in the way.
      const by: unknown = endpoint.access.by
      if (as && Array.isArray(by) && !by.includes(as)) continue
      const request = requestOf(endpoint, facts, { thing, schoolId: asker.schoolId, version: 1 })
      for (const method of endpoint.method === 'GET' ? ['GET', 'HEAD'] : [endpoint.method]) {
        const answer = await api.ask({ ...request, method, token })
        const said = method === 'HEAD' ? code : codeOf(answer)
        if (answer.status !== 401 || said !== code)
          wrong.push(`${who}: ${method} ${endpoint.path} ${answer.status} ${said} instead of ${code}`)
        if (/canary-/.test(answer.body)) wrong.push(`${who}: ${method} ${endpoint.path} shows a canary`)
        wrong.push(...missingHeaders(answer).map(what => `${who}: ${method} ${endpoint.path} ${what}`))
      }
    }
  }
  await auth.query('update account set disabled_at = null where login = $1', [other.login])
  await auth.close()
  return wrong
}

/** Whoever may do a thing names something of another school in it, or nothing: refused, and in the same words. */
export async function askWithForeignIds(api: SchoolApi): Promise<{ asked: number; wrong: string[] }> {
  const { facts } = api
  const judge = judgeOf(facts)
  const wrong: string[] = []
  let asked = 0
  const ask = async (
    endpoint: Endpoint,
    asker: SignedIn,
    thing: string | undefined,
    instead: Record<string, unknown>,
  ) => {
    asked++
    const request = requestOf(endpoint, facts, { thing, schoolId: asker.schoolId, version: 1, instead })
    const answer = await api.ask({ ...request, token: asker.token })
    const place = `${endpoint.method} ${endpoint.path} with ${Object.keys(instead).join()}`
    if (answer.status < 400 || answer.status >= 500) wrong.push(`${place}: ${answer.status}`)
    wrong.push(...judge.leaks(asker.rights, answer).map(what => `${place}: ${what}`))
    return { place, said: withoutInstance(answer) }
  }
  for (const endpoint of api.endpoints.filter(({ access }) => Array.isArray(access.by))) {
    const besides = paramNames(endpoint).filter(name => name !== `${kindOf(endpoint)}Id`)
    const names = [...besides, ...idNamesOf(endpoint.query), ...idNamesOf(endpoint.body)]
    for (const name of names) {
      const { asker, thing } = servedOf(api, endpoint)
      const foreign = [...idsNamed(facts, name)].find(([, it]) => it.schoolId !== asker.schoolId)?.[0]
      if (!foreign) throw new Error(`The other school has nothing for ${name}`)
      const valueOf = (id: string) => (name.endsWith('s') ? [id] : id)
      const there = await ask(endpoint, asker, thing, { [name]: valueOf(foreign) })
      const nowhere = await ask(endpoint, asker, thing, { [name]: valueOf(newId()) })
      if (there.said !== nowhere.said)
        wrong.push(`${there.place}: «${there.said}» of what is elsewhere, «${nowhere.said}» of nothing`)
      // A child of the same school who is not of the group.
      const lessonId = kindOf(endpoint) === 'lesson' ? thing : facts.work.get(thing ?? '')?.lessonId
      if (!/^studentIds?$/.test(name) || lessonId === undefined) continue
      const inside = studentsOf(facts, lessonId)
      const stranger = [...facts.student].find(
        ([id, it]) => it.schoolId === asker.schoolId && !inside.includes(id),
      )?.[0]
      if (stranger) await ask(endpoint, asker, thing, { [name]: valueOf(stranger) })
    }
  }
  return { asked, wrong }
}

/** The mark in a list where one person stopped reading is of no use to another. */
export async function askWithAnothersCursor(api: SchoolApi): Promise<{ asked: number; wrong: string[] }> {
  const wrong: string[] = []
  let asked = 0
  for (const endpoint of api.endpoints.filter(({ query }) => namesOf(query).includes('after'))) {
    const kind = kindOf(endpoint)
    // Of a thing that is long enough to have a second page.
    let url = `${apiBase}${endpoint.path}?limit=1`
    const lists = new Map<SignedIn, string>()
    if (kind) {
      const { asker } = servedOf(api, endpoint)
      for (const id of [...api.facts[kind].keys()].slice(0, 60)) {
        url = `${apiBase}${endpoint.path.replace(`:${kind}Id`, id)}?limit=1`
        const { status, body } = await api.ask({ method: 'GET', url, token: asker.token })
        if (status === 200 && (JSON.parse(body) as { next: string | null }).next !== null) break
      }
    }
    for (const asker of api.askers) {
      const thing = kind && [...api.facts[kind].keys()].find(id => url.includes(id))
      if (verdictOf(endpoint, api.facts, asker.rights, thing) !== 'served') continue
      const { next } = JSON.parse((await api.ask({ method: 'GET', url, token: asker.token })).body) as {
        next?: string | null
      }
      if (next) lists.set(asker, next)
    }
    const cursors = [...lists.values()]
    if (cursors.length < 2) wrong.push(`${endpoint.path}: no two people have a second page`)
    for (const [asker, own] of lists) {
      for (const cursor of cursors) {
        const answer = await api.ask({
          method: 'GET',
          url: `${url}&after=${encodeURIComponent(cursor)}`,
          token: asker.token,
        })
        asked++
        const isRight = cursor === own ? answer.status === 200 : codeOf(answer) === 'cursor-invalid'
        if (!isRight) wrong.push(`${asker.label}: ${endpoint.path} ${answer.status} with a cursor`)
      }
    }
  }
  return { asked, wrong }
}

/** The key of a creating request belongs to who sent it: with it another neither gets the answer nor is kept from creating. */
export async function askWithAnothersKey(api: SchoolApi): Promise<{ asked: number; wrong: string[] }> {
  const { facts } = api
  const wrong: string[] = []
  let asked = 0
  for (const endpoint of api.endpoints.filter(({ creates }) => creates)) {
    const { asker: first, thing } = servedOf(api, endpoint)
    const idempotencyKey = newId()
    const request = requestOf(endpoint, facts, {
      thing,
      schoolId: first.schoolId,
      version: 1,
      idempotencyKey,
    })
    const made = await api.ask({ ...request, token: first.token })
    // There is one of that name already, made by a test before: it is not for want of a right.
    if (made.status === 409 || made.status === 422) continue
    if (made.status !== 201) wrong.push(`${first.label}: ${endpoint.path} ${made.status} ${made.body}`)
    const again = await api.ask({ ...request, token: first.token })
    if (again.body !== made.body || again.status !== 201)
      wrong.push(`${endpoint.path} is not repeated word for word`)
    for (const asker of api.askers) {
      if (asker === first) continue
      const verdict = verdictOf(endpoint, facts, asker.rights, thing)
      const answer = await api.ask({ ...request, token: asker.token })
      asked++
      const due = { 'not-allowed': 403, 'read-only': 403, 'not-found': 404, served: 201 }[verdict]
      // What there may be once is there now.
      const isThere = verdict === 'served' && [409, 422].includes(answer.status)
      if (answer.status !== due && !isThere)
        wrong.push(`${asker.label}: ${endpoint.path} ${answer.status} instead of ${due}`)
      if (answer.body === made.body)
        wrong.push(`${asker.label}: ${endpoint.path} gives the answer of ${first.label}`)
    }
  }
  return { asked, wrong }
}

/** What a person does to the own account, and what is for anyone: answered without a word of anybody else. */
export async function askOfAccounts(api: SchoolApi): Promise<string[]> {
  const { facts } = api
  const judge = judgeOf(facts)
  const wrong: string[] = []
  const some = api.ground.askers.filter(({ label }) =>
    /^(deputy|teacher|guardian of 5А, child 1)$/.test(label),
  )
  for (const endpoint of api.endpoints) {
    if (endpoint.access.by !== 'anyone' && (endpoint.access.by !== 'signed-in' || endpoint.method === 'GET'))
      continue
    for (const asker of some) {
      const token = await api.signIn(asker)
      const request = requestOf(endpoint, facts, { schoolId: asker.schoolId, version: 1 })
      const answer = await api.ask({ ...request, token })
      const rights = facts.rights(asker.login, asker.schoolId)
      const place = `${asker.label}: ${endpoint.method} ${endpoint.path}`
      const code = answer.status >= 400 ? codeOf(answer) : undefined
      if (
        answer.status >= 500 ||
        code === null ||
        ['not-allowed', 'not-found', 'not-signed-in'].includes(code ?? '')
      )
        wrong.push(`${place} ${answer.status} ${code}`)
      wrong.push(
        ...[...judge.leaks(rights, answer), ...missingHeaders(answer)].map(what => `${place} ${what}`),
      )
    }
  }
  return wrong
}
