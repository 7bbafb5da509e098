import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { handOver, run } from './binaries.ts'
import type { Binaries, ServerUser } from './binaries.ts'
import { CannotStart } from '../cannot-start.ts'
import { findPostmaster, isAlive, lastPort, removeStalePidFile } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'

/** Where a cluster lives and how it is run. */
export interface Place {
  binaries: Binaries
  dataDir: string
  clusterDir: string
  user: ServerUser | undefined
  isDurable: boolean
  onProgress: (text: string) => void
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  // A school's queries are short: workers and compilation cost more than they save, and containers have little shared memory.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // A killed client must not keep its locks until its statement ends.
  client_connection_check_interval: '2s',
  // What people wrote must not reach the log: neither statements nor the details of errors do.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
}

const durable = {
  max_connections: '100',
  logging_collector: 'on',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  wal_compression: 'on',
  max_wal_size: '512MB',
}

const throwaway = {
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

/** Makes the cluster beside its place and moves it there whole: a killed or doubled attempt leaves no half of one. */
export async function initialise(place: Place, password: string) {
  const { dataDir, clusterDir, user } = place
  for (const name of readdirSync(dataDir)) {
    const pid = /^postgres\.new-(\d+)/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dataDir, name), { recursive: true })
  }
  const draft = `${clusterDir}.new-${process.pid}`
  const passwordFile = `${draft}.password`
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  handOver(draft, user)
  handOver(passwordFile, user)
  const args = [
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ]
  // Without a locale of its own the cluster would be SQL_ASCII, and the C locale sorts Ё before Е.
  args.push('--encoding=UTF8', '--locale-provider=icu', '--icu-locale=ru', '--locale=C')
  if (!place.isDurable) args.push('--no-sync')
  try {
    await succeed(place, args, draft)
    renameSync(draft, clusterDir)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  } finally {
    rmSync(passwordFile)
  }
}

async function succeed({ binaries, user }: Place, args: string[], draft: string) {
  const child = run(binaries.initdb, args, user, [draft], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout?.on('data', chunk => (output += chunk))
  child.stderr?.on('data', chunk => (output += chunk))
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new CannotStart(`Базу данных создать не удалось:\n${lastLines(output)}`)
}

/** Answers with a server that takes connections: the one that runs already, or a new one. */
export async function ensureRunning(place: Place): Promise<{ postmaster: Postmaster; isAdopted: boolean }> {
  const deadline = Date.now() + 120_000
  let isPortTaken = false
  let told = false
  const startedAt = Date.now()
  while (Date.now() < deadline) {
    const running = findPostmaster(place.clusterDir)
    if (running?.status === 'ready') return { postmaster: running, isAdopted: true }
    if (!running) {
      const outcome = await start(place, isPortTaken)
      if (typeof outcome === 'object') return { postmaster: outcome, isAdopted: false }
      isPortTaken = outcome === 'port-taken'
    }
    if (!told && Date.now() - startedAt > 1000) {
      place.onProgress('База данных ещё запускается или останавливается, жду')
      told = true
    }
    await sleep(100)
  }
  throw new CannotStart(
    `База данных в ${place.clusterDir} не запустилась за две минуты; смотрите postgres.log рядом с ней.`,
  )
}

async function start(place: Place, isPortTaken: boolean): Promise<Postmaster | 'port-taken' | 'try-again'> {
  const { binaries, dataDir, clusterDir, user } = place
  removeStalePidFile(clusterDir)
  const port = await choosePort(isPortTaken ? undefined : lastPort(clusterDir))
  const options = Object.entries({ ...settings, ...(place.isDurable ? durable : throwaway) })
  const args = [
    '-D',
    clusterDir,
    '-p',
    `${port}`,
    ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const logPath = join(dataDir, 'postgres.log')
  const log = openSync(logPath, 'w', 0o600)
  // Detached: Ctrl-C in a terminal reaches the whole group, and the API must finish its requests before the database goes.
  const child = run(binaries.postgres, args, user, [clusterDir], {
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  let failure: string | undefined
  child.once('error', error => (failure = error.message))
  const onExit = () => (failure ??= readFileSync(logPath, 'utf8'))
  child.once('exit', onExit)
  child.unref()
  const startedAt = Date.now()
  let told = false
  while (failure === undefined) {
    const postmaster = findPostmaster(clusterDir)
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') {
      child.off('exit', onExit)
      return postmaster
    }
    if (!told && Date.now() - startedAt > 1000) {
      place.onProgress('Запускаю базу данных')
      told = true
    }
    await sleep(20)
  }
  if (/could not bind|could not create any TCP/.test(failure)) return 'port-taken'
  // Another process was faster, or the last children of a killed server are still leaving.
  if (/lock file .* already exists|is another postmaster|pre-existing shared memory/.test(failure))
    return 'try-again'
  throw new CannotStart(`База данных не запустилась:\n${lastLines(failure)}`)
}

/** Stops a server in order: sessions are cut, everything acknowledged is on the disk. */
export async function stop(clusterDir: string) {
  const postmaster = findPostmaster(clusterDir)
  if (!postmaster) return
  const isGone = async (milliseconds: number) => {
    for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(20))
      if (findPostmaster(clusterDir)?.pid !== postmaster.pid) return true
    return false
  }
  process.kill(postmaster.pid, 'SIGINT')
  if (await isGone(30_000)) return
  // An immediate stop loses nothing either: the next start replays the log.
  process.kill(postmaster.pid, 'SIGQUIT')
  if (!(await isGone(10_000))) throw new Error(`PostgreSQL ${postmaster.pid} does not stop`)
}

async function choosePort(wanted: number | undefined): Promise<number> {
  const listen = (port: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const server = createServer()
      server.once('error', (error: NodeJS.ErrnoException) =>
        port === 0 ? reject(error) : resolve(undefined),
      )
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
      })
    })
  const port = (wanted === undefined ? undefined : await listen(wanted)) ?? (await listen(0))
  if (port === undefined) throw new Error('No free port on 127.0.0.1')
  return port
}

const lastLines = (text: string) => text.trim().split('\n').slice(-8).join('\n')
