import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { openCluster } from './embedded/cluster.ts'
import { migrate } from './migrate.ts'
import { findPostmaster, isAlive, processStart } from './embedded/postmaster.ts'
import { ensureRoles, withClient } from './roles.ts'
import type { DatabaseUrls } from './roles.ts'

/** A database of a test's own: the product's connection strings, and the superuser's to look behind the walls. */
export interface TestDatabase extends DatabaseUrls {
  superuser: string
}

/** What a test in another process needs to make a database of its own. */
export interface TestServer {
  /** The superuser's connection. */
  url: string
  passwords: Record<'owner' | 'app' | 'auth', string>
}

export interface TestCluster {
  server: TestServer
  /** A copy of the migrated, empty database. */
  createDatabase(): Promise<TestDatabase>
  close(): Promise<void>
}

const prefix = 'diary-test-'
const template = 'diary'

/** Starts a throwaway PostgreSQL with the product's roles and one migrated, empty database to copy. */
export async function startTestCluster(options: { isMigrated?: boolean } = {}): Promise<TestCluster> {
  const { dataDir, remove } = throwawayFolder()
  const cluster = await openCluster({ dataDir, isDurable: false })
  await ensureRoles(cluster)
  if (options.isMigrated ?? true) await migrate(cluster.url('owner', template))
  const server = { url: cluster.url('superuser', 'postgres'), passwords: cluster.secrets }
  const close = async () => {
    await cluster.close()
    remove()
  }
  return { server, createDatabase: () => createTestDatabase(server), close }
}

/** A data folder that goes with this process, with the server in it; the next run removes what a killed one left. */
export function throwawayFolder() {
  removeAbandoned()
  const dataDir = mkdtempSync(join(realpathSync(tmpdir()), prefix))
  writeFileSync(join(dataDir, 'owner'), `${process.pid} ${processStart(process.pid)}`)
  const removeOnExit = () => remove(dataDir)
  process.once('exit', removeOnExit)
  return {
    dataDir,
    remove() {
      process.off('exit', removeOnExit)
      remove(dataDir)
    },
  }
}

/** Copies the template into a new database and answers with its connection strings. */
export async function createTestDatabase({ url: serverUrl, passwords }: TestServer): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(serverUrl, async client => {
    await client.query(`create database ${name} template ${template} owner diary_owner`)
    await client.query(`revoke all on database ${name} from public`)
    await client.query(`grant connect on database ${name} to diary_app, diary_auth`)
  })
  const urlOf = (role: string, password: string) => {
    const it = new URL(serverUrl)
    return Object.assign(it, { username: role, password, pathname: `/${name}` }).href
  }
  const app = urlOf('diary_app', passwords.app)
  return {
    app,
    direct: app,
    auth: urlOf('diary_auth', passwords.auth),
    owner: urlOf('diary_owner', passwords.owner),
    superuser: Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href,
  }
}

// What killed runs left behind. The time of the owner's start is compared too: process numbers come again.
function removeAbandoned() {
  for (const name of readdirSync(tmpdir()).filter(it => it.startsWith(prefix))) {
    const dataDir = join(realpathSync(tmpdir()), name)
    const [pid, start] = readOwner(dataDir)
    const isFresh = pid === undefined && Date.now() - statSync(dataDir).mtimeMs < 60_000
    const isOwned = pid !== undefined && isAlive(Number(pid)) && processStart(Number(pid)) === start
    if (!isFresh && !isOwned) remove(dataDir)
  }
}

function readOwner(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'owner'), 'utf8').split(' ')
  } catch {
    // The folder is being made or being removed at this moment, or is another user's.
    return []
  }
}

function remove(dataDir: string) {
  try {
    const postmaster = findPostmaster(join(dataDir, 'postgres'))
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT')
    for (let left = 100; left > 0 && findPostmaster(join(dataDir, 'postgres')); left--)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  } catch (error) {
    // Another user's folder, or a run that removes the same one: nothing of ours is lost.
    if (!['EACCES', 'EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
