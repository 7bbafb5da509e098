import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Problem } from './problem.ts'

/** What a thrown thing means to the caller. Whatever is not recognised is a bug: `unexpected`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  return problemOfDatabase(error) ?? problemOfFramework(error) ?? new Problem('unexpected')
}

/** The SQLSTATE of a database error, thrown by `pg` itself or by Prisma. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let cause: unknown = error, depth = 0; isObject(cause) && depth < 5; depth++) {
    const { code, originalCode } = cause as { code?: unknown; originalCode?: unknown }
    if (typeof originalCode === 'string') return originalCode
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code
    const { meta } = cause as { meta?: { driverAdapterError?: { cause?: unknown } } }
    cause = meta?.driverAdapterError?.cause ?? (cause as { cause?: unknown }).cause
  }
  return undefined
}

/** Losing a race to another transaction: the work may simply be done again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error)
  return (
    state === '40001' ||
    state === '40P01' ||
    (isObject(error) && (error as { code?: unknown }).code === 'P2034')
  )
}

function problemOfDatabase(error: unknown): Problem | undefined {
  const state = sqlStateOf(error)
  // Someone else holds the row for longer than lock_timeout.
  if (state === '55P03') return new Problem('request-under-way', { retryAfterSeconds: 1 })
  if (isRetryable(error)) return new Problem('request-under-way', { retryAfterSeconds: 1 })
  if (state === '23514' && (error as Error).message.includes('study group'))
    return new Problem('student-not-in-group')
  // Statement timeout, connection lost or refused, server starting or stopping, too many connections.
  if (state && /^(57|08|53)/.test(state)) return new Problem('overloaded', { retryAfterSeconds: 5 })
  const { code, message } = (isObject(error) ? error : {}) as { code?: string; message?: string }
  if (code && /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|P1001|P1002|P1008|P1017|P2024|P2028)$/.test(code))
    return new Problem('overloaded', { retryAfterSeconds: 5 })
  if (
    message &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(message)
  )
    return new Problem('overloaded', { retryAfterSeconds: 5 })
  return undefined
}

function problemOfFramework(error: unknown): Problem | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext
    // An id that cannot be one names nothing: the same answer as for an id of nothing.
    if (where === 'params') return new Problem('not-found')
    return new Problem('invalid', {
      errors: error.validation.map(({ instancePath, keyword, message }) => ({
        pointer: where === 'body' ? instancePath || '/' : `query${instancePath}`,
        code: keyword,
        message: message ?? keyword,
      })),
    })
  }
  const { statusCode, code } = (isObject(error) ? error : {}) as { statusCode?: number; code?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('too-large')
  if (statusCode === 415) return new Problem('unsupported-media-type')
  if (statusCode === 429) return new Problem('too-many-requests')
  if (statusCode === 503) return new Problem('overloaded', { retryAfterSeconds: 5 })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('malformed')
  return undefined
}

/**
 * What of a failure may be written down: its kind and where it happened. Messages of database errors repeat the values
 * of the statement, so they are left out: no personal data in the log.
 */
export function loggable(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code } = error as { code?: string }
  const isOfDatabase = sqlStateOf(error) !== undefined || error.name.startsWith('Prisma')
  return {
    kind: error.name,
    ...(code && { code }),
    ...(isOfDatabase ? { sqlState: sqlStateOf(error) } : { message: error.message }),
    at: (error.stack ?? '')
      .split('\n')
      .filter(line => /^\s+at /.test(line))
      .slice(0, 12)
      .map(line => line.trim()),
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
