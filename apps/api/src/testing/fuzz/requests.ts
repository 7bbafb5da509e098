import { apiBase, type CapacityKind, type Endpoint } from '@diary/contracts/endpoint'
import fc from 'fast-check'
import { type Ids, schemaOf, valueOf } from './from-schema.ts'
import { type Asker, askers } from './ground.ts'
import * as wrong from './mutations.ts'

/** A request as it goes over the wire. */
export interface FuzzRequest {
  readonly asker: Asker
  readonly url: string
  readonly headers: Record<string, string>
  /** Absent: no body at all. */
  readonly payload?: string
  /** The body is right but for a field that the contract does not have. */
  readonly hasExtraField: boolean
}

/** Requests to an endpoint: every part of them may be right, spoilt or missing. */
export function requestsTo(endpoint: Endpoint, ids: Ids): fc.Arbitrary<FuzzRequest> {
  const params = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...ids(name)) },
      { weight: 1, arbitrary: wrong.wrongParams },
    ),
  )
  const body = endpoint.body ? valueOf(schemaOf(endpoint.body), '', ids) : fc.constant(undefined)
  const payload = endpoint.body
    ? fc.oneof(
        { weight: 7, arbitrary: body.map(value => ({ text: JSON.stringify(value), hasExtraField: false })) },
        {
          weight: 5,
          arbitrary: wrong
            .mutated(body)
            .map(value => ({ text: JSON.stringify(value), hasExtraField: false })),
        },
        { weight: 2, arbitrary: wrong.broken(body).map(text => ({ text, hasExtraField: false })) },
        {
          weight: 2,
          arbitrary: fc.tuple(body, wrong.extraField).map(([value, [name, extra]]) => ({
            text: JSON.stringify({ ...(value as object), [name]: extra }),
            hasExtraField: true,
          })),
        },
      )
    : fc.oneof(
        { weight: 9, arbitrary: fc.constant({ text: undefined, hasExtraField: false }) },
        {
          weight: 1,
          arbitrary: fc
            .constantFrom('{}', '[]', 'x', '{"a":1}')
            .map(text => ({ text, hasExtraField: false })),
        },
      )
  return fc
    .record({
      asker: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...allowedAskers(endpoint)) },
        { weight: 1, arbitrary: fc.constantFrom(...askers) },
      ),
      params: fc.tuple(...params),
      query: queriesOf(endpoint, ids),
      payload,
      headers: fc.oneof(
        { weight: 5, arbitrary: rightHeaders(endpoint) },
        { weight: 2, arbitrary: wrong.headers },
      ),
      contentType: wrong.contentTypes,
    })
    .map(({ asker, params, query, payload: { text, hasExtraField }, headers, contentType }) => {
      let at = 0
      const path = endpoint.path.replace(/:\w+/g, () => params[at++] ?? '')
      return {
        asker,
        url: `${apiBase}${path}${query && `?${query}`}`,
        headers: {
          ...(text !== undefined && contentType && { 'content-type': contentType }),
          ...(headers as Record<string, string>),
        },
        ...(text !== undefined && { payload: text }),
        hasExtraField,
      }
    })
}

function queriesOf({ query }: Endpoint, ids: Ids): fc.Arbitrary<string> {
  if (!query)
    return fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: wrong.wrongQueries })
  const right = valueOf(schemaOf(query), '', ids).map(value =>
    new URLSearchParams(
      Object.entries(value as object).map(([name, one]) => [name, String(one)] as [string, string]),
    ).toString(),
  )
  const names = Object.keys(query.shape)
  const spoilt = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...wrong.wrongTexts))
    .map(([name, text]) => `${name}=${encodeURIComponent(Buffer.from(text.slice(0, 2000)).toString())}`)
  return fc.oneof(fc.constant(''), right, spoilt, wrong.wrongQueries)
}

/** Those whom the endpoint serves at all: whoever is refused at the door sees nothing of what is behind. */
function allowedAskers({ access }: Endpoint): readonly Asker[] {
  if (!Array.isArray(access.by)) return askers
  const by: readonly string[] = access.by
  const allowed = askers.filter(asker => kindsOf[asker].some(kind => by.includes(kind)))
  // Whoever may write does so most often.
  return allowed.includes('teacher') ? [...allowed, 'teacher', 'teacher'] : allowed
}

const kindsOf: Record<Asker, readonly CapacityKind[]> = {
  teacher: ['teacher'],
  classTeacher: ['class_teacher', 'teacher'],
  guardian: ['guardian'],
  deputy: ['deputy'],
  secretary: ['secretary'],
  nobody: [],
}

function rightHeaders({ guard, creates }: Endpoint): fc.Arbitrary<Record<string, string>> {
  const version = fc.constantFrom<Record<string, string>>(
    { 'if-match': '"1"' },
    { 'if-match': '"2"' },
    ...(guard === 'put' ? [{ 'if-none-match': '*' }] : []),
  )
  return fc
    .tuple(
      guard ? version : fc.constant({}),
      creates ? fc.uuid().map(key => ({ 'idempotency-key': key })) : fc.constant({}),
    )
    .map(([one, other]) => ({ ...one, ...other }))
}
