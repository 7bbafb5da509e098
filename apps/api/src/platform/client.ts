import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.ts'

const pagePaths = /^\/(?!api\/|assets\/|.*\.[a-z0-9]{2,5}$)/i

/**
 * Serves the built web client: hashed files for ever, compressed when they were built, and the one page for every
 * address that is not a file and not the API.
 */
export async function serveClient(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error('The web client has not been built')
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    // Each file is a route of its own; what is left are the addresses of pages.
    wildcard: false,
    // A list: with a name alone the compressed page of `/` is not found.
    index: ['index.html'],
    cacheControl: false,
    acceptRanges: false,
    lastModified: false,
    setHeaders: (reply, path) => {
      const isHashed = /[\\/]assets[\\/]/.test(path)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    if (!pagePaths.test(request.url.split('?')[0] ?? '')) throw new Problem('not-found')
    return reply.sendFile('index.html')
  }
  app.get('/*', page)
}
