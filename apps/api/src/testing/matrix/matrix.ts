import type { Endpoint } from '@diary/contracts/endpoint'
import { rowsOf } from './facts.ts'
import { type Judge, judgeOf } from './judge.ts'
import { type Verdict, verdictOf } from './policy.ts'
import { hasNothingBeside, kindOf, requestOf } from './requests.ts'
import type { Answer, SchoolApi, SignedIn } from './school-api.ts'

/** What a run of the matrix found. */
export interface Report {
  readonly requests: number
  readonly wrong: readonly string[]
  /** Creating requests that were answered with 201. */
  readonly created: number
  readonly judge: Judge
}

export interface MatrixOptions {
  readonly only?: (endpoint: Endpoint) => boolean
  readonly asks?: (asker: SignedIn) => boolean
  /** How many things of a sort are asked for; one unless said otherwise. */
  readonly each?: number
  /** Enough is known after the first wrong answer. */
  readonly stopsAtFirst?: boolean
  readonly judge?: Judge
}

// A version that nobody has seen: whoever may change a thing is told 412 and changes nothing.
const staleVersion = 999_999
const atOnce = 6

export const isRead = ({ method }: Endpoint) => method === 'GET'

/** What a person does to the own account is asked apart: it ends the session that asks. */
const isOfAccount = ({ access, method }: Endpoint) =>
  access.by === 'anyone' || (access.by === 'signed-in' && method !== 'GET')

/** Asks every endpoint, as everyone, about everything. Whoever may not write sends what would be written, with the right version. */
export async function runMatrix(api: SchoolApi, options: MatrixOptions = {}): Promise<Report> {
  const { facts } = api
  const askers = api.askers.filter(options.asks ?? (() => true))
  const judge = options.judge ?? judgeOf(facts)
  const wrong: string[] = []
  let [requests, created] = [0, 0]
  const cells = api.endpoints
    .filter(endpoint => !isOfAccount(endpoint) && (options.only?.(endpoint) ?? true))
    .flatMap(endpoint =>
      askers.flatMap(asker =>
        thingsFor(api, endpoint, asker, options.each).map(thing => ({ endpoint, asker, thing })),
      ),
    )
  await inParallel([...cells.entries()], atOnce, async ([index, { endpoint, asker, thing }]) => {
    if (options.stopsAtFirst && wrong.length > 0) return
    const verdict = expected(endpoint, api, asker, thing)
    const version = verdict === 'served' ? staleVersion : 1
    const request = requestOf(endpoint, facts, {
      thing,
      schoolId: asker.schoolId,
      version,
      sample: index % 4,
    })
    const answer = await api.ask({ ...request, token: asker.token })
    requests++
    if (answer.status === 201) created++
    for (const what of judge.judge(endpoint, asker.rights, verdict, answer))
      wrong.push(`${asker.label}: ${request.method} ${request.url} ${what}`)
  })
  return { requests, wrong, created, judge }
}

/** The verdict of the policy; where what must stand beside the thing is missing, there is nothing to be served. */
function expected(
  endpoint: Endpoint,
  { facts }: SchoolApi,
  { rights }: SignedIn,
  thing: string | undefined,
): Verdict {
  const verdict = verdictOf(endpoint, facts, rights, thing)
  return verdict !== 'not-allowed' && thing !== undefined && hasNothingBeside(endpoint, facts, thing)
    ? 'not-found'
    : verdict
}

/**
 * Of one's own school a thing or two of each sort that people stand to alike, some of the other school, and an id of nothing.
 * Who is refused by capacity is asked once.
 */
function thingsFor(api: SchoolApi, endpoint: Endpoint, asker: SignedIn, each = 1): (string | undefined)[] {
  const kind = kindOf(endpoint)
  if (!kind) return [undefined]
  const own = sortsOf(api, endpoint, asker.schoolId).flatMap(sort => sort.slice(0, each))
  if (verdictOf(endpoint, api.facts, asker.rights, own[0]) === 'not-allowed') return [own[0]]
  const foreign = [...api.facts[kind]].filter(([, { schoolId }]) => schoolId !== asker.schoolId)
  return [...own, ...foreign.slice(0, 2).map(([id]) => id), undefined]
}

const sorts = new WeakMap<SchoolApi, Map<string, string[][]>>()

/** The things of a school, those together of which everyone is expected to be answered the same. */
function sortsOf(api: SchoolApi, endpoint: Endpoint, schoolId: string): string[][] {
  const { facts, askers } = api
  const kind = kindOf(endpoint)
  const known = sorts.get(api) ?? new Map<string, string[][]>()
  sorts.set(api, known)
  const key = `${endpoint.method} ${endpoint.path} ${schoolId}`
  const done = known.get(key)
  if (done || !kind) return done ?? []
  const bySignature = new Map<string, string[]>()
  for (const [id, it] of facts[kind]) {
    if (it.schoolId !== schoolId) continue
    const verdicts = askers.map(({ rights }) => verdictOf(endpoint, facts, rights, id))
    const { isStaff, isStudent } = facts.person.get(id) ?? {}
    const signature = [...verdicts, isStaff, isStudent].join()
    bySignature.set(signature, [...(bySignature.get(signature) ?? []), id])
  }
  const found = [...bySignature.values()]
  known.set(key, found)
  return found
}

/** It takes what only an answer before it told: its own tests see it served. */
const isOfAnswer = ({ problems }: Endpoint) => problems?.includes('codes-not-good') === true

/** Every endpoint that writes does so for someone: else the matrix would prove that nothing works. */
export async function neverServed(api: SchoolApi): Promise<string[]> {
  const { facts, askers } = api
  const never: string[] = []
  for (const endpoint of api.endpoints.filter(it => !isRead(it) && !isOfAccount(it) && !isOfAnswer(it))) {
    const tries = askers.flatMap(asker =>
      thingsFor(api, endpoint, asker, Infinity)
        .filter(thing => verdictOf(endpoint, facts, asker.rights, thing) === 'served')
        .flatMap(thing =>
          [0, 1, 2].map(sample => ({ asker, thing, sample, version: sample % 2 === 0 ? 1 : 0 })),
        ),
    )
    let last: Answer | undefined
    for (const { asker, thing, sample, version } of tries) {
      const request = requestOf(endpoint, facts, { thing, schoolId: asker.schoolId, version, sample })
      last = await api.ask({ ...request, token: asker.token })
      if (last.status < 300) break
    }
    if (!last || last.status >= 300)
      never.push(`${endpoint.method} ${endpoint.path}: ${last?.status} ${last?.body ?? 'nobody may'}`)
  }
  return never
}

/** The tables whose rows are no longer what they were; rows that were added are counted apart. */
export async function changedSince(api: SchoolApi, before: ReadonlyMap<string, readonly string[]>) {
  const changed: string[] = []
  const added: Record<string, number> = {}
  for (const [table, rows] of await rowsOf(api.urls.superuser)) {
    const now = new Set(rows)
    const gone = (before.get(table) ?? []).filter(row => !now.has(row))
    for (const row of gone) changed.push(`${table} ${row}`)
    const more = rows.length - (before.get(table)?.length ?? 0) + gone.length
    if (more > 0) added[table] = more
  }
  return { changed, added }
}

/** Runs a piece of work for each item, a few at a time. */
export async function inParallel<Item>(
  items: readonly Item[],
  places: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: places }, async () => {
      for (const item of left) await work(item)
    }),
  )
}
