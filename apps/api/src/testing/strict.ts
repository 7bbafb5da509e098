import { isDeepStrictEqual } from 'node:util'
import type { Endpoint } from '@diary/contracts/endpoint'
import { z } from 'zod'

/**
 * Fails when an answer holds anything its contract does not: decoding drops unknown fields, so what was decoded and
 * encoded again must be the answer itself. Answers that the database makes as text are checked by nothing else.
 */
export function requireExact(endpoint: Endpoint, answer: unknown): void {
  const { response, method, path } = endpoint
  if (!response) throw new Error(`${method} ${path} answers nothing, but there is a body`)
  const again: unknown = JSON.parse(JSON.stringify(z.encode(response, z.decode(response, answer as never))))
  const differing = differenceOf(answer, again, '')
  if (differing !== undefined)
    throw new Error(`${method} ${path} answers what its contract does not have at ${differing || '/'}`)
}

function differenceOf(said: unknown, meant: unknown, at: string): string | undefined {
  if (isDeepStrictEqual(said, meant)) return undefined
  if (!isObject(said) || !isObject(meant)) return at
  for (const key of new Set([...Object.keys(said), ...Object.keys(meant)])) {
    const inside = differenceOf(said[key], meant[key], `${at}/${key}`)
    if (inside !== undefined) return inside
  }
  return at
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
