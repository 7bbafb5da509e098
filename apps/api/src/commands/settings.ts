import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotStart } from '@diary/db/server/cannot-start'

/** The folder of the whole product. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..')

export interface Settings {
  host: string
  port: number
  dataDir: string
  /** The address people type. */
  publicUrl: string
  isHttps: boolean
  /** Reachable from other machines without TLS: browsers then withhold what they give to secure pages alone. */
  isExposedPlain: boolean
  isDemoWanted: boolean
  /** The day a demonstration is told for, when it is not today. */
  demoToday: string | undefined
}

/** What the environment says about this start. */
export function settingsOf(env: Record<string, string | undefined>): Settings {
  const host = env['HOST'] || '127.0.0.1'
  const port = portOf(env['PORT'] || '3000')
  const named = env['PUBLIC_URL'] ? publicUrlOf(env['PUBLIC_URL']) : undefined
  const isHttps = named?.protocol === 'https:'
  return {
    host,
    port,
    dataDir: resolve(root, env['DATA_DIR'] || '.data'),
    publicUrl: named?.origin ?? localUrl(host, port),
    isHttps,
    isExposedPlain: !isHttps && !(isLoopback(host) && (!named || isLoopback(named.hostname))),
    isDemoWanted: env['DEMO'] !== '0',
    demoToday: env['DEMO_TODAY'] ? dayOf(env['DEMO_TODAY']) : undefined,
  }
}

function portOf(text: string) {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CannotStart(`PORT: «${text}» — не номер порта. Нужно целое число от 1 до 65535.`)
  return port
}

function dayOf(text: string) {
  const moment = new Date(`${text}T00:00:00Z`)
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(moment.getTime()) ||
    !moment.toISOString().startsWith(text)
  )
    throw new CannotStart(`DEMO_TODAY: «${text}» — не день. Пример: 2026-11-18`)
  return text
}

function publicUrlOf(text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new CannotStart(`PUBLIC_URL: «${text}» — не адрес. Пример: https://dnevnik.school.example`)
  return url
}

// A passkey belongs to a name and never to a number, so this machine is called localhost.
function localUrl(host: string, port: number) {
  if (isLoopback(host) || host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.')
