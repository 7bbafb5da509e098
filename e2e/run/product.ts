import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export interface Product {
  url: string
  /** The process of the command itself. */
  pid: number
  /** Ends it as a person would; resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface ProductOptions {
  dataDir: string
  port?: number
  /** The day it lives on, when that is not today. */
  day?: string
  env?: Record<string, string>
  onOutput?: (text: string) => void
}

/** Starts the product with its own command and waits until it serves. */
export async function startProduct({ dataDir, port, day, env, onOutput }: ProductOptions): Promise<Product> {
  const own = port ?? (await freePort())
  const child = spawn(process.execPath, [...onDay(day), 'apps/api/src/commands/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: `${own}`,
      PUBLIC_URL: '',
      ...(day !== undefined && { SCHOOL_DAY: day }),
      ...env,
    },
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  let output = ''
  const isReady = new Promise<boolean>(resolve => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        onOutput?.(chunk.toString())
        // Its own word, since another product may answer at the same address.
        if (output.includes(`http://localhost:${own}\n`)) resolve(true)
      })
    void ended.then(() => resolve(false))
    setTimeout(() => resolve(false), 300_000).unref()
  })
  if (!(await isReady)) {
    child.kill('SIGTERM')
    throw new Error(`The product did not start:\n${output}`)
  }
  return {
    url: `http://127.0.0.1:${own}`,
    pid: child.pid ?? 0,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

/** Runs a command of `diary` beside the product and answers what it printed. */
export async function runDiary(
  args: readonly string[],
  { dataDir, day, env }: Pick<ProductOptions, 'dataDir' | 'day' | 'env'>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...onDay(day), 'apps/api/src/commands/diary.ts', ...args],
    {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDir, ...(day !== undefined && { SCHOOL_DAY: day }), ...env },
    },
  )
  return stdout
}

const onDay = (day: string | undefined) => [
  '--import',
  'tsx',
  ...(day === undefined ? [] : ['--import', './e2e/run/on-a-day.ts']),
]

async function freePort() {
  return await new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      )
    })
  })
}
