import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

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
  env?: Record<string, string>
  onOutput?: (text: string) => void
}

/** Starts the product with its own command and waits until it serves. */
export async function startProduct({ dataDir, port, env, onOutput }: ProductOptions): Promise<Product> {
  const own = port ?? (await freePort())
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/api/src/commands/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: `${own}`, PUBLIC_URL: '', ...env },
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      onOutput?.(chunk.toString())
    })
  const url = `http://127.0.0.1:${own}`
  const isReady = await Promise.race([ended.then(() => false), untilReady(url)])
  if (!isReady) {
    child.kill('SIGTERM')
    throw new Error(`The product did not start:\n${output}`)
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

async function untilReady(url: string) {
  for (
    const until = Date.now() + 300_000;
    Date.now() < until;
    await new Promise(next => setTimeout(next, 100))
  ) {
    const answer = await fetch(`${url}/api/v1/ready`).catch(() => undefined)
    if (answer?.ok) return true
  }
  return false
}

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
