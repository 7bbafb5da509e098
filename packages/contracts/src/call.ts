import { z } from 'zod'
import { apiBase, type Answer, type Endpoint, type Sent } from './endpoint.ts'
import { type FieldProblem, problem, type ProblemCode } from './problem.ts'

/** The API refused. `errors` names each field that was wrong, `current` is the thing as it is now when it changed meanwhile. */
export class ApiProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly errors: readonly FieldProblem[] = [],
    readonly current?: unknown,
    /** Seconds to wait before the next try, when the server said so. */
    readonly retryAfterSeconds?: number,
  ) {
    super(code)
    this.name = 'ApiProblem'
  }
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

interface Loose {
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
  ifVersion?: number | null
  idempotencyKey?: string
  file?: Blob | Uint8Array<ArrayBuffer>
}

/** Calls an endpoint. The web passes `fetch`; tests pass the API in memory. */
export async function call<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  fetcher: Fetch,
): Promise<Answer<E>> {
  const { params = {}, query = {}, body, ifVersion, idempotencyKey, file } = sent as Loose
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString()
  const response = await fetcher(`${apiBase}${path}${search && `?${search}`}`, {
    method: endpoint.method,
    headers: {
      ...(endpoint.body && { 'content-type': 'application/json' }),
      ...(endpoint.takesFile && { 'content-type': 'application/octet-stream' }),
      ...(endpoint.creates && { 'idempotency-key': idempotencyKey ?? randomKey() }),
      ...(endpoint.guard &&
        (ifVersion === null ? { 'if-none-match': '*' } : { 'if-match': `"${ifVersion}"` })),
    },
    ...(file && { body: file }),
    ...(endpoint.body && { body: JSON.stringify(encode(endpoint.body, body)) }),
  })
  if (!response.ok) throw await refusalOf(response)
  if (endpoint.file) return (await response.blob()) as Answer<E>
  if (!endpoint.response) return undefined as Answer<E>
  return z.decode(endpoint.response, (await response.json()) as never) as Answer<E>
}

async function refusalOf(response: Response): Promise<ApiProblem> {
  const said = problem.safeParse(await response.json().catch(() => undefined))
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfterSeconds = Number.isFinite(wait) ? wait : undefined
  // A proxy in between may answer in its own words: then only the status is known.
  if (!said.success)
    return new ApiProblem(
      response.status === 503 ? 'overloaded' : 'unexpected',
      [],
      undefined,
      retryAfterSeconds,
    )
  return new ApiProblem(said.data.code, said.data.errors, said.data.current, retryAfterSeconds)
}

function encode(schema: z.ZodType, value: unknown) {
  const result = z.safeEncode(schema, value)
  if (result.success) return result.data
  throw new ApiProblem(
    'invalid',
    result.error.issues.map(({ path, code, message }) => ({
      pointer: `/${path.join('/')}`,
      code: code ?? 'invalid',
      message,
    })),
  )
}

/** An `Idempotency-Key`. `crypto.randomUUID` is missing on plain HTTP beyond loopback, where a school may well run the diary. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
