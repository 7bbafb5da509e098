import fastifyCompress from '@fastify/compress'
import fastifyCookie from '@fastify/cookie'
import fastifyCors from '@fastify/cors'
import fastifyHelmet from '@fastify/helmet'
import fastifyRateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { constants } from 'node:zlib'
import { detailsOf, Problem } from './problem.ts'
import { loggable, problemOf } from './failure.ts'
import { networkOf } from './network.ts'

export interface ServerOptions {
  /** Origins that browsers may call the API from, besides its own. */
  readonly corsOrigins: readonly string[]
  /** Requests a minute and address; 0: no limit (tests). */
  readonly requestsPerMinute: number
  /** The proxy in front, if any: addresses of clients are believed from it alone. */
  readonly trustProxy: string | false
  readonly isHttps: boolean
  readonly logLevel: 'info' | 'warn' | 'error' | 'silent'
}

/** Fastify with everything that every answer has in common: headers, limits, problems, quiet logs. */
export async function server(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : {
            level: options.logLevel,
            // No addresses, no queries, no bodies: a search for a name is personal data too.
            serializers: {
              req: request => ({ method: request.method, route: request.routeOptions?.url }),
              res: reply => ({ status: reply.statusCode }),
              err: loggable as never,
            },
          },
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy,
    bodyLimit: 256 * 1024,
    // As long as a file of the largest size takes over a slow line.
    requestTimeout: 120_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    // The router answers what it cannot read by itself, past every hook: it is never asked.
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/api/unreadable'),
    routerOptions: { maxParamLength: longestSegment, ignoreTrailingSlash: false },
    // While it closes it still answers, and says `Connection: close`.
    return503OnClosing: false,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('actor')
  app.addHook('onRoute', requireDeclaredAccess)

  // The API speaks JSON alone.
  app.removeContentTypeParser('text/plain')

  endConnectionsInOrder(app)
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
    hsts: options.isHttps ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // What only browsers of long ago read.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    xDnsPrefetchControl: false,
    originAgentCluster: false,
  })
  await app.register(fastifyCors, {
    origin: [...options.corsOrigins],
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'if-match', 'if-none-match', 'idempotency-key'],
    exposedHeaders: ['etag', 'retry-after', 'x-request-id', 'idempotency-replayed'],
    maxAge: 600,
  })
  app.addHook('onRequest', async (request, reply) => {
    if (isAsset(request.url)) {
      // A script, a style, a font: it is never a page, and thirty of them are fetched on a first visit.
      reply.header('content-security-policy', ofNoPage)
      for (const name of ofPages) reply.removeHeader(name)
      return
    }
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    reply.header('x-request-id', request.id)
    if (!request.url.startsWith('/api/')) return
    reply.header('cache-control', 'no-store')
    // The documentation is a page and says its own.
    if (!documentation.test(request.url)) reply.header('content-security-policy', ofNoPage)
  })
  await app.register(fastifyCookie)
  // Files of the client were compressed when they were built; this is for answers. Level 5 is near the best at a fraction of its time.
  await app.register(fastifyCompress, {
    encodings: ['br', 'gzip'],
    threshold: 512,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  })
  if (options.requestsPerMinute > 0)
    await app.register(fastifyRateLimit, {
      max: options.requestsPerMinute,
      timeWindow: '1 minute',
      keyGenerator: request => networkOf(request.ip),
      allowList: request => isAsset(request.url),
      errorResponseBuilder: (_request, context) =>
        new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
    })

  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error }, 'a request failed')
    if (problem.extra.retryAfterSeconds !== undefined)
      reply.header('retry-after', problem.extra.retryAfterSeconds)
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
    const body = detailsOf(problem, `urn:uuid:${request.id}`)
    return reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .serializer(JSON.stringify)
      .send(body)
  })
  app.setNotFoundHandler(() => {
    throw new Problem('not-found')
  })
  return app
}

/** What a page of the client may load: its own files and nothing else. */
const pagePolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
}

const ofNoPage = "default-src 'none';frame-ancestors 'none'"

const isAsset = (url: string) => url.startsWith('/assets/')
const ofPages = ['cross-origin-opener-policy', 'x-frame-options', 'access-control-expose-headers']

const longestSegment = 200

/** Whether every part of a path can be decoded and is of a length that something could be named by. */
function isReadable(url: string): boolean {
  const [path = ''] = url.split('?')
  try {
    return decodeURIComponent(path) !== '' && path.split('/').every(part => part.length <= longestSegment)
  } catch {
    return false
  }
}

/**
 * Below `/api` there is no route but those of endpoints, which say who may call them, and the documentation: one that was
 * registered past the contracts does not boot.
 */
function requireDeclaredAccess({ url, method, config }: RouteOptions): void {
  if (!/^\/api(\/|$)/.test(url) || documentation.test(url)) return
  if (!config?.endpoint) throw new Error(`${String(method)} ${url} does not say who may call it`)
}

const documentation = /^\/api\/(docs(\/|\?|$)|v1\/openapi\.json$)/

/**
 * A server that is asked to end first answers what is on its way to it, and tells its clients to ask no more on their
 * connections; then it stops listening and lets go of those that fell silent, which would hold it back for as long as they are kept.
 */
function endConnectionsInOrder(app: FastifyInstance): void {
  let isClosing = false
  let underWay = 0
  let sweeping: NodeJS.Timeout | undefined
  app.addHook('onRequest', (_request, reply, done) => {
    underWay++
    // Also when its client went away before it was answered.
    reply.raw.once('close', () => underWay--)
    done()
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done()
  })
  app.addHook('preClose', async () => {
    isClosing = true
    if (!app.server.listening) return
    // A connection whose request has not been read yet looks idle, and would be cut: so it waits until all is quiet for a while.
    const until = Date.now() + 8000
    for (let quietMs = 0; quietMs < 500 && Date.now() < until; quietMs = underWay > 0 ? 0 : quietMs + 50)
      await sleep(50)
    sweeping = setInterval(() => app.server.closeIdleConnections(), 250)
  })
  app.addHook('onClose', async () => clearInterval(sweeping))
}
