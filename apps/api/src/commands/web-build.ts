import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '@diary/db/server/cannot-start'
import { isAlive } from '@diary/db/server/embedded/postmaster'
import { root } from './settings.ts'

const webDir = join(root, 'apps', 'web')

/** Where the built client is served from. */
export const builtDir = join(webDir, 'dist')

const sources = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/build',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'packages/contracts/src',
  'packages/grading/src',
  'pnpm-lock.yaml',
]

/** Whether the built client is older than its sources. */
export function isWebStale() {
  const stampPath = join(builtDir, '.stamp')
  return !existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== stamp()
}

/** Builds the web client aside and puts it in its place whole, so that a running product never serves half of it. */
export async function buildWeb() {
  const wanted = stamp()
  const outDir = join('node_modules', `.build-${process.pid}`)
  const draft = join(webDir, outDir)
  removeAbandoned()
  const replaced = `${draft}-replaced`
  mkdirSync(draft, { recursive: true })
  try {
    await vite(['build', '--outDir', outDir, '--logLevel', 'warn'])
    writeFileSync(join(draft, '.stamp'), wanted)
    if (existsSync(builtDir)) renameSync(builtDir, replaced)
    renameSync(draft, builtDir)
  } finally {
    rmSync(draft, { recursive: true, force: true })
    rmSync(replaced, { recursive: true, force: true })
  }
}

// Left by builds that were killed.
function removeAbandoned() {
  const folder = join(webDir, 'node_modules')
  for (const name of readdirSync(folder)) {
    const pid = /^\.build-(\d+)/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

async function vite(args: string[]) {
  const child = spawn(join(webDir, 'node_modules', '.bin', 'vite'), args, {
    cwd: webDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    shell: process.platform === 'win32',
  })
  let output = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (output += chunk))
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  if (code !== 0) throw new CannotStart(`Собрать веб-клиент не удалось:\n${output.trim()}`)
}

function stamp() {
  const hash = createHash('sha256')
  for (const path of sources.flatMap(source => filesOf(source)))
    hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesOf(source: string): string[] {
  const found = statSync(join(root, source), { throwIfNoEntry: false })
  if (!found?.isDirectory()) return found ? [source] : []
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
