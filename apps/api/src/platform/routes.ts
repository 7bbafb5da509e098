import { type Api, type Answer, apiBase, type Endpoint, type Received } from '@diary/contracts/endpoint'
import { problem } from '@diary/contracts/problem'
import type { AccountCheck, Database, Db, Sql } from '@diary/db/client'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { z } from 'zod'
import { type Actor, isAny, scopeOf } from '#access/actor'
import { isRetryable } from './failure.ts'
import { answerOnce, Replay } from './idempotency.ts'
import { Problem } from './problem.ts'

/** What a handler is given besides its input. */
export interface Context {
  readonly actor: Actor
  readonly now: () => Date
  /** The request and its answer, for those few who need them: cookies, addresses. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A handler's transaction: Prisma's client of it, and statements of one's own on the same connection. */
export interface Working extends Context {
  readonly db: Db
  readonly sql: Sql
}

/** A file to be kept, with the name it is offered under. */
export class FileAnswer {
  constructor(
    readonly name: string,
    readonly bytes: Buffer,
  ) {}
}

type Handled<E extends Endpoint> = E extends { file: string } ? FileAnswer : Answer<E>

export type Handler<E extends Endpoint> = (context: Working, input: Received<E>) => Promise<Handled<E>>

/** JSON text that the database has already made; it goes to the wire as it is. */
export class JsonText {
  constructor(
    readonly text: string,
    /** Of what two people can edit. */
    readonly version?: number,
  ) {}
}

/** A hot path: SQL alone in its transaction, answering JSON text. */
export interface HotHandler<E extends Endpoint> {
  readonly hot: (
    context: Context & { readonly sql: Sql },
    input: Received<E>,
  ) => Promise<JsonText | Handled<E>>
}

/** A handler that opens transactions of its own: sign-in, refresh, health. It has no actor unless someone is signed in. */
export interface OpenHandler<E extends Endpoint> {
  readonly open: (
    context: Omit<Context, 'actor'> & { readonly actor: Actor | undefined },
    input: Received<E>,
  ) => Promise<Handled<E>>
}

/** One handler for every endpoint of the API: a missing or misspelt one does not compile. */
export type Handlers<A extends Api> = {
  [Name in keyof A]: Handler<A[Name]> | HotHandler<A[Name]> | OpenHandler<A[Name]>
}

export interface Routing {
  readonly database: Database
  readonly now: () => Date
  readonly authenticate: (request: FastifyRequest) => Promise<Actor>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The endpoint a route was made from. Every route of the API has one. */
    endpoint?: Endpoint
  }
  interface FastifyRequest {
    actor?: Actor
  }
}

/** Registers every endpoint of a feature. */
export function routes<A extends Api>(
  app: FastifyInstance,
  routing: Routing,
  api: A,
  handlers: Handlers<A>,
): void {
  for (const [name, endpoint] of Object.entries(api))
    route(app, routing, endpoint, handlers[name] as AnyHandler)
}

type AnyHandler = Handler<Endpoint> | HotHandler<Endpoint> | OpenHandler<Endpoint>

function route(app: FastifyInstance, routing: Routing, endpoint: Endpoint, handler: AnyHandler): void {
  const { method, path, summary, access, params, query, body, response, takesFile } = endpoint
  // Contracts come from TypeScript, but a route that opens to everyone by a slip must not start at all.
  if (
    !access?.by ||
    (access.by !== 'anyone' && !access.on) ||
    (Array.isArray(access.by) && access.by.length === 0)
  )
    throw new Error(`${method} ${path} does not say who may call it and on what`)
  const status = response === undefined && endpoint.file === undefined ? 204 : endpoint.creates ? 201 : 200
  const options: RouteOptions = {
    method,
    url: apiBase + path,
    config: { endpoint },
    ...(takesFile && { bodyLimit: takesFile.bytesMax }),
    schema: {
      summary,
      operationId: operationIdOf(endpoint),
      tags: [path.split('/')[1] ?? ''],
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      response: { ...(response && { [status]: response }), '4xx': problem },
    },
    onRequest: async request => {
      if (access.by === 'anyone') return
      request.actor = await routing.authenticate(request)
      if (access.by !== 'signed-in' && !isAny(request.actor, ...access.by)) throw new Problem('not-allowed')
    },
    handler: async (request, reply) => {
      const answer = await run(routing, endpoint, handler, request, reply)
      if (answer instanceof FileAnswer) return sendFile(reply, endpoint, answer)
      if (answer instanceof JsonText) {
        if (answer.version !== undefined) reply.header('etag', `"${answer.version}"`)
        return sendText(reply, status, answer.text)
      }
      if (answer instanceof Replay) {
        if (answer.etag) reply.header('etag', answer.etag)
        return sendText(reply, answer.status, answer.body)
      }
      const { version } = (answer ?? {}) as { version?: unknown }
      if (endpoint.guard && typeof version === 'number') reply.header('etag', `"${version}"`)
      return reply.code(status).send(answer)
    },
  }
  if (!takesFile) return void app.route(options)
  // Only this route takes bytes: everywhere else they are refused before they are read.
  void app.register(async own => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer' },
      async (_request: unknown, file: Buffer) => file,
    )
    own.route(options)
  })
}

/** A request without a body has no content type either, and no parser that would miss it. */
function fileOf({ body }: FastifyRequest): Buffer {
  if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media-type')
  return body
}

/** A download is never shown in place: a browser that opened it would run it as a page of ours. */
const sendFile = (
  reply: FastifyReply,
  { file = 'application/octet-stream' }: Endpoint,
  { name, bytes }: FileAnswer,
) =>
  reply
    .code(200)
    .type(file)
    .header(
      'content-disposition',
      `attachment; filename="${name.replace(/[^\w.-]+/gu, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .send(bytes)

const sendText = (reply: FastifyReply, status: number, text: string) =>
  reply.code(status).type('application/json; charset=utf-8').serializer(String).send(text)

/** Runs the handler in the request's one transaction. Losing a race, it is run again: nothing of the first try remains. */
async function run(
  { database, now }: Routing,
  endpoint: Endpoint,
  handler: AnyHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const input = {
    params: request.params,
    query: request.query,
    ...(endpoint.takesFile ? { file: fileOf(request) } : { body: request.body }),
    ...(endpoint.guard && { ifVersion: versionExpected(endpoint, request) }),
  } as never
  const actor = request.actor
  if ('open' in handler) {
    if (actor) await database.inSqlScope(scopeOf(actor, request.id, true), noWork, freshness(actor))
    return handler.open({ now, request, reply, actor }, input)
  }
  if (!actor) throw new Error('Only an open handler is for anyone')
  const scope = scopeOf(actor, request.id, endpoint.method === 'GET')
  const check = freshness(actor)
  const context = { actor, now, request, reply }
  const attempt = async (): Promise<unknown> => {
    if ('hot' in handler)
      return database.inSqlScope(scope, sql => handler.hot({ ...context, sql }, input), check)
    return database.inScope<unknown>(
      scope,
      ({ db, sql }) => {
        const work = () => handler({ ...context, db, sql }, input)
        return endpoint.creates ? answerOnce(sql, actor, request, encoding(endpoint.response), work) : work()
      },
      check,
    )
  }
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries < 4 && isRetryable(error)) continue
      if (error instanceof Problem && error.extra.current !== undefined)
        throw new Problem(error.code, {
          ...error.extra,
          current: encoding(endpoint.current ?? endpoint.response)(error.extra.current),
        })
      throw error
    }
  }
}

/** The answer as it stands on the wire. What the database made is JSON already. */
const encoding = (shape: z.ZodType | undefined) => (answer: unknown) => {
  if (answer instanceof JsonText) return JSON.parse(answer.text) as unknown
  return shape && answer != null ? z.encode(shape, answer) : null
}

const noWork = async () => undefined

/** A right that was lost acts on the next request: the account's epoch is read in the transaction's first statement. */
const freshness =
  (actor: Actor): AccountCheck =>
  state => {
    if (!state || state.disabled) throw new Problem('session-ended')
    if (state.epoch !== actor.epoch) throw new Problem('token-stale')
  }

/** `If-Match: "3"` → 3; `If-None-Match: *` → nothing is to be there yet. */
function versionExpected(endpoint: Endpoint, { headers }: FastifyRequest): number | null {
  const match = /^"(\d{1,9})"$/.exec(headers['if-match'] ?? '')
  if (match) return Number(match[1])
  if (endpoint.guard === 'put' && headers['if-none-match'] === '*') return null
  throw new Problem('version-required')
}

/** `GET /children/:studentId/diary` → `getChildrenDiary`. */
function operationIdOf({ method, path }: Endpoint): string {
  const words = path.split(/[/-]/).filter(word => word && !word.startsWith(':'))
  const last = path.endsWith('Id') && method === 'GET' ? 'One' : ''
  return (
    method.toLowerCase() + words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('') + last
  )
}
