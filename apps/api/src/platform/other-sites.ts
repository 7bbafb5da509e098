import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Only the refresh cookie could be misused by another site: the endpoints that take or give it refuse other sites' pages. */
export function refuseOtherSites({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('cross-site')
}
