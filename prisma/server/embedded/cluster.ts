import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, serverUser } from './binaries.ts'
import { CannotStart } from '../cannot-start.ts'
import { findPostmaster } from './postmaster.ts'
import { readSecrets } from './secrets.ts'
import type { Secrets } from './secrets.ts'
import type { Place } from './server-process.ts'
import { ensureRunning, initialise, stop } from './server-process.ts'

export interface ClusterOptions {
  /** The product's folder; the cluster lives in `postgres` below it. */
  dataDir: string
  /** False for throwaway clusters: nothing waits for the disk. */
  isDurable?: boolean
  /** Told when something that takes its time begins. */
  onProgress?: (text: string) => void
}

export interface Cluster {
  secrets: Secrets
  /** True when the server was running before: left by a killed product, or in use by another process. */
  isAdopted: boolean
  url(role: keyof Secrets, database?: string): string
  /** Leaves the server; the last one out stops it. */
  close(): Promise<void>
}

const roles: Record<keyof Secrets, string> = {
  superuser: 'postgres',
  owner: 'diary_owner',
  app: 'diary_app',
  auth: 'diary_auth',
}

// The number of the advisory lock which every process holds, shared, while it uses the server. The database drops it with
// the connection, so a killed process leaves nothing behind that someone would have to judge stale.
const inUse = 7_203_300_001

/** Opens the embedded PostgreSQL of a data folder: makes it, starts it, or joins the one that already runs. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const binaries = findBinaries()
  const dataDir = makeDataDir(options.dataDir)
  const clusterDir = join(dataDir, 'postgres')
  const user = serverUser(clusterDir)
  // The server's user only walks through this folder; every file in it has a mode of its own.
  const folder = statSync(dataDir)
  if (user && user.uid !== folder.uid) chmodSync(dataDir, folder.mode | 0o011)
  checkOwner(clusterDir)
  const secrets = readSecrets(dataDir, existsSync(clusterDir))
  const onProgress = options.onProgress ?? (() => undefined)
  const place = { binaries, dataDir, clusterDir, user, isDurable: options.isDurable ?? true, onProgress }
  if (!existsSync(clusterDir)) {
    onProgress('Создаю базу данных')
    await initialise(place, secrets.superuser)
  }

  let joined = await joinServer(place, secrets)
  const { port, isAdopted } = joined
  let isClosing = false
  let rejoining: Promise<void> | undefined
  // The server went away under us: it restarted after a crash of its own, or was killed. Our pools count on its port, which
  // a new start takes again, and others on the lease.
  const rejoin = async () => {
    try {
      joined = await joinServer(place, secrets)
      if (joined.port !== port)
        onProgress('База данных запущена заново на другом порту: перезапустите дневник')
      watch()
    } catch (error) {
      onProgress(`База данных остановилась и не запускается: ${(error as Error).message}`)
    }
  }
  const watch = () => {
    joined.lease.once('end', () => {
      if (!isClosing) rejoining = rejoin()
    })
  }
  watch()
  return {
    secrets,
    isAdopted,
    url: (role, database = 'diary') => urlOf(role, secrets, port, database),
    async close() {
      isClosing = true
      await rejoining
      await leave(joined.lease, urlOf('superuser', secrets, joined.port, 'postgres'), clusterDir)
    },
  }
}

interface Joined {
  lease: pg.Client
  port: number
  isAdopted: boolean
}

async function joinServer(place: Place, secrets: Secrets): Promise<Joined> {
  // Between finding the server and joining it, the last process that used it may stop it: then it is started again.
  for (let attempt = 0; attempt < 40; attempt++) {
    const { postmaster, isAdopted } = await ensureRunning(place)
    const lease = await takeLease(urlOf('superuser', secrets, postmaster.port, 'postgres'), place.clusterDir)
    if (lease) return { lease, port: postmaster.port, isAdopted }
    await sleep(250)
  }
  throw new CannotStart(`База данных в ${place.clusterDir} работает, но не принимает соединений.`)
}

const urlOf = (role: keyof Secrets, secrets: Secrets, port: number, database: string) =>
  `postgresql://${roles[role]}:${secrets[role]}@127.0.0.1:${port}/${database}`

async function takeLease(url: string, clusterDir: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'diary lease', keepAlive: true })
  // The server ends this session when it stops; without a listener that would end the process too.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ dir: string; joined: boolean }>(
      `select current_setting('data_directory') as dir, pg_try_advisory_lock_shared(${inUse}) as joined`,
    )
    if (rows[0]?.joined && realpathSync(rows[0].dir) === clusterDir) return client
    await client.end()
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    await client.end().catch(() => undefined)
    if (code === '28P01')
      throw new CannotStart(`Пароль из ${join(clusterDir, '..', 'database.json')} не подходит к базе.`)
    const isComingOrGoing = code === 'ECONNREFUSED' || code === 'ECONNRESET' || code?.startsWith('57P')
    if (isComingOrGoing || message.includes('terminated unexpectedly')) return undefined
    throw error
  }
}

async function leave(lease: pg.Client, url: string, clusterDir: string) {
  let client = lease
  let isLast: boolean
  try {
    await client.query(`select pg_advisory_unlock_shared(${inUse})`)
    isLast = await takeAlone(client)
  } catch {
    // The session was lost on the way (the server restarted after a crash): ask in a new one, if there is anyone to ask.
    if (!findPostmaster(clusterDir)) return
    client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    await client.connect()
    isLast = await takeAlone(client)
  }
  // The exclusive lock is kept until the server has gone, so that nobody joins a server that is about to stop.
  if (isLast) await stop(clusterDir)
  await client.end().catch(() => undefined)
}

async function takeAlone(client: pg.Client) {
  const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${inUse}) as alone`)
  return rows[0]?.alone === true
}

function makeDataDir(path: string) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return realpathSync(path)
  } catch (error) {
    throw new CannotStart(`Папку данных ${path} создать нельзя: ${(error as Error).message}`)
  }
}

function checkOwner(clusterDir: string) {
  const uid = process.getuid?.()
  if (uid === undefined || uid === 0) return
  try {
    if (!existsSync(clusterDir) || statSync(clusterDir).uid === uid) return
  } catch (error) {
    throw new CannotStart(`Папка ${clusterDir} недоступна: ${(error as Error).message}`)
  }
  throw new CannotStart(
    `Базой в ${clusterDir} владеет другой пользователь (её создали, запустив дневник иначе). ` +
      'Запустите дневник тем же пользователем или задайте другую папку: DATA_DIR=…',
  )
}
