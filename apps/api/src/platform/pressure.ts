import fastifyUnderPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/**
 * Refuses requests of the API (503 `overloaded`, Retry-After) while the process cannot keep up. The mean is taken over
 * five seconds: one long pause in an otherwise idle process is over when it is noticed, and refuses nobody.
 */
export async function refuseUnderPressure(app: FastifyInstance): Promise<void> {
  await app.register(fastifyUnderPressure, {
    sampleInterval: 5000,
    maxEventLoopDelay: 1000,
    exposeStatusRoute: false,
    pressureHandler: refuse,
  })
}

/** A file of the client costs next to nothing, and a page that misses one of its parts cannot even say "try later". */
export function refuse({ url }: Pick<FastifyRequest, 'url'>): void {
  if (url.startsWith('/api/')) throw new Problem('overloaded', { retryAfterSeconds: 5 })
}
