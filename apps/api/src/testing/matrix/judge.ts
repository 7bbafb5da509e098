import type { Endpoint } from '@diary/contracts/endpoint'
import { problem } from '@diary/contracts/problem'
import type { Facts, Rights, Source } from './facts.ts'
import { changes, mayKnow, maySee, type Verdict } from './policy.ts'
import type { Answer } from './school-api.ts'

/** Judges answers: their status, that a refusal says nothing, that no body holds what its reader may not see. */
export interface Judge {
  /** What is wrong with an answer; empty: nothing. */
  judge(endpoint: Endpoint, rights: Rights, verdict: Verdict, answer: Answer): string[]
  /** What of an answer its reader may not see, whatever its status. */
  leaks(rights: Rights, answer: Answer): string[]
  /** Every canary that was ever in an answer: a scan that finds nothing anywhere proves nothing. */
  readonly seen: ReadonlySet<string>
}

type Permits = (facts: Facts, rights: Rights, source: Source) => boolean

const commonRefusals = new Set(['invalid', 'changed-meanwhile', 'request-under-way'])
const headersOfEveryAnswer = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'x-frame-options',
  'permissions-policy',
  'cache-control',
  'x-request-id',
]

/** A judge by the policy, or by another permission: what the second wall alone promises. */
export function judgeOf(facts: Facts, permits: Permits = maySee, knows: typeof mayKnow = mayKnow): Judge {
  const seen = new Set<string>()
  const refusals = new Map<number, string>()
  const forbidden = new Map<Rights, { canaries: Set<string>; ids: Set<string> }>()
  const forbiddenTo = (rights: Rights) => {
    const known = forbidden.get(rights)
    if (known) return known
    const canaries = [...facts.canaries]
      .filter(([, sources]) => !sources.some(source => permits(facts, rights, source)))
      .map(([text]) => text)
    const ids = [...facts.person.keys()].filter(id => !knows(facts, rights, id))
    const made = { canaries: new Set(canaries), ids: new Set(ids) }
    forbidden.set(rights, made)
    return made
  }

  const leaks = (rights: Rights, { body }: Answer): string[] => {
    const { canaries, ids } = forbiddenTo(rights)
    const found: string[] = []
    for (const [text] of body.matchAll(/canary-[a-z]+-[0-9a-f-]{36}/g)) {
      seen.add(text)
      if (canaries.has(text) || !facts.canaries.has(text)) found.push(`shows ${text}`)
    }
    for (const [id] of body.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
      if (ids.has(id)) found.push(`names the person ${id}`)
    return [...new Set(found)]
  }

  /** Every refusal of one status is the same, byte for byte, but for the request's own number. */
  const saysTooMuch = ({ status, body, headers }: Answer): string[] => {
    const text = `${body.replace(/"instance":"[^"]*"/, '')} ${String(headers['content-length'])} ${Object.keys(headers).sort().join()}`
    const first = refusals.get(status) ?? text
    refusals.set(status, first)
    return text === first ? [] : [`refuses in other words: ${text} instead of ${first}`]
  }

  return {
    seen,
    leaks,
    judge(endpoint, rights, verdict, answer) {
      const wrong = [...leaks(rights, answer), ...missingHeaders(answer)]
      const { status } = answer
      const code = status >= 400 ? codeOf(answer) : undefined
      if (code === null) wrong.push(`refuses without problem details: ${answer.body.slice(0, 200)}`)
      if (verdict === 'not-allowed' || verdict === 'read-only') {
        if (code !== 'not-allowed') return [...wrong, `${status} ${code ?? ''} instead of 403 (${verdict})`]
        return [...wrong, ...saysTooMuch(answer)]
      }
      if (verdict === 'not-found') {
        if (code !== 'not-found') return [...wrong, `${status} ${code ?? ''} instead of 404`]
        return [...wrong, ...saysTooMuch(answer)]
      }
      if (status >= 300 && !isOwnRefusal(endpoint, code))
        wrong.push(`${status} ${code ?? ''} instead of being served`)
      if (status === 200 && !endpoint.file) wrong.push(...wrongCans(facts, rights, JSON.parse(answer.body)))
      return wrong
    },
  }
}

/** A judge of nothing but leaks: where whoever would be turned away is answered somehow. */
export const leaksOnly = (judge: Judge): Judge => ({
  ...judge,
  judge: (_endpoint, rights, _verdict, answer) => judge.leaks(rights, answer),
})

const isOwnRefusal = ({ method, problems = [] }: Endpoint, code: string | null | undefined) =>
  method !== 'GET' && (commonRefusals.has(code ?? '') || problems.some(own => own === code))

/** The code of a refusal; `null` when it is not one in the API's form. */
export function codeOf({ body, headers }: Answer): string | null {
  if (!String(headers['content-type']).startsWith('application/problem+json')) return null
  const said = problem.safeParse(JSON.parse(body))
  return said.success ? said.data.code : null
}

export function missingHeaders({ headers }: Answer): string[] {
  return headersOfEveryAnswer.filter(name => !headers[name]).map(name => `has no ${name}`)
}

/** What travels to the screen as `can` is what would be allowed. */
function wrongCans(facts: Facts, rights: Rights, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(item => wrongCans(facts, rights, item))
  if (typeof value !== 'object' || value === null) return []
  const { can, id, studentId } = value as {
    can?: { edit?: boolean; excuse?: boolean }
    id?: string
    studentId?: string
  }
  const wrong = Object.values(value).flatMap(inner => wrongCans(facts, rights, inner))
  const kind = id && (['lesson', 'gradebook'] as const).find(it => facts[it].has(id))
  if (kind && can?.edit !== undefined && can.edit !== changes(facts, rights, kind, id))
    wrong.push(`says can.edit ${can.edit} of the ${kind} ${id}`)
  if (studentId && can?.excuse !== undefined && can.excuse !== changes(facts, rights, 'student', studentId))
    wrong.push(`says can.excuse ${can.excuse} of the student ${studentId}`)
  return wrong
}
