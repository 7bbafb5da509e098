import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import { apiBase, type Endpoint } from '@diary/contracts/endpoint'
import { problemCodes, problems } from '@diary/contracts/problem'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

const about = `Marks, attendance, homework and timetable of a school. Sign in at \`POST ${apiBase}/session\`, then send the access token as
\`Authorization: Bearer …\`; it lasts ten minutes. Ids are opaque strings, days are \`YYYY-MM-DD\` in the school's time zone, moments are ISO 8601 in UTC.

Refusals are \`application/problem+json\` (RFC 9457) with a \`code\`. What you may not see answers 404, exactly like what does not exist.
What two people can edit has a \`version\`: send it as \`If-Match: "3"\` (428 without, 412 with the current state when it has changed), or
\`If-None-Match: *\` where there is to be nothing yet. A POST that creates takes an \`Idempotency-Key\`: the same request with the same key is done once.`

const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"

/** OpenAPI 3.1 at `/api/v1/openapi.json`, made from the contracts, and a page to read it at `/api/docs`. */
export async function registerDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Electronic diary',
        version: '1.0.0',
        description: about,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: document => {
      const { schema, url } = jsonSchemaTransform(document)
      const endpoint = document.route.config?.endpoint
      return { url, schema: endpoint ? { ...schema, ...describe(endpoint) } : { ...schema, hide: true } }
    },
  })
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { url: `${apiBase}/openapi.json`, docExpansion: 'list', deepLinking: true },
    // Its own policy would let pages of other sites in.
    staticCSP: pagePolicy,
  })
  app.get('/api/docs/problems', { schema: { hide: true } as never }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').serializer(String).send(problemsPage),
  )
  app.get(`${apiBase}/openapi.json`, { schema: { hide: true } as never }, async () => app.swagger())
}

/** What each problem's `type` points at. */
const problemsPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><h1>Problems</h1>
<p>Every refusal of the API, by the <code>code</code> of its <code>application/problem+json</code> body.</p><dl>
${problemCodes.map(code => `<dt id="${code}"><code>${code}</code></dt><dd>Status ${problems[code]}</dd>`).join('\n')}
</dl></html>`

/** Who may call it and what it refuses, in words. */
function describe({ access, problems: own = [], guard, creates, body, params, query }: Endpoint) {
  const refusals = [
    ...(body || query ? (['invalid'] as const) : []),
    ...(access.by === 'anyone' ? [] : (['not-signed-in', 'token-expired', 'token-stale'] as const)),
    ...(Array.isArray(access.by) ? (['not-allowed'] as const) : []),
    ...(params ? (['not-found'] as const) : []),
    ...(guard ? (['version-required', 'changed-meanwhile'] as const) : []),
    ...(creates ? (['idempotency-key-required', 'idempotency-key-reused'] as const) : []),
    ...own,
  ]
  const who =
    access.by === 'anyone'
      ? 'anyone'
      : access.by === 'signed-in'
        ? 'everyone signed in'
        : access.by.join(', ')
  return {
    description: `For ${who}.\n\nRefuses with: ${refusals.map(code => `\`${code}\` (${problems[code]})`).join(', ')}.`,
    ...(access.by !== 'anyone' && { security: [{ token: [] }] }),
    headers: {
      type: 'object',
      properties: {
        ...(guard && {
          'if-match': { type: 'string', description: 'The version that was seen, as an entity tag: "3"' },
        }),
        ...(guard === 'put' && {
          'if-none-match': { type: 'string', description: '* when there is to be nothing yet' },
        }),
        ...(creates && { 'idempotency-key': { type: 'string', minLength: 8, maxLength: 64 } }),
      },
      ...(creates && { required: ['idempotency-key'] }),
    },
  }
}
