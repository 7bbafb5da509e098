import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'

export interface ServedFrom {
  readonly urls: { readonly app: string; readonly auth: string }
  /** Where its keys are: a process after it believes the tokens of the one before. */
  readonly dataDir: string
}

/** What a request came to; `lost`: the connection broke before an answer, so nobody knows. */
export type Came = { readonly status: number; readonly body: string } | { readonly lost: string }

export interface Ask {
  readonly method: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
  /** A file instead of JSON. */
  readonly bytes?: Buffer
}

/** The API in a process of its own. */
export interface ApiProcess {
  /** Over kept connections. */
  ask(ask: Ask): Promise<Came>
  /** Answers with the exit code, or the signal that ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string>
  readonly output: () => string
}

export const today = '2026-11-23'

/** Starts the API and answers once it listens. */
export async function startApi(from: ServedFrom, { connections = 100 } = {}): Promise<ApiProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('served.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SERVED: JSON.stringify({ ...from, demoToday: today }) },
    },
  )
  let output = ''
  child.stderr.on('data', chunk => (output += String(chunk)))
  const ended = new Promise<number | string>(resolve => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      output += String(chunk)
      const found = /listening on (\d+)/.exec(output)
      if (found) resolve(Number(found[1]))
    })
    void ended.then(code => reject(new Error(`The API ended with ${code}:\n${output}`)))
  })
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    ask: ask => send(agent, port, ask),
    async end(signal) {
      child.kill(signal)
      const code = await ended
      agent.destroy()
      return code
    },
    output: () => output,
  }
}

function send(agent: Agent, port: number, { method, path, headers = {}, body, bytes }: Ask): Promise<Came> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  return new Promise(resolve => {
    const lost = (error: Error) => resolve({ lost: (error as NodeJS.ErrnoException).code ?? error.message })
    const asked = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path: `/api/v1${path}`,
        headers: { ...headers, ...(text !== undefined && { 'content-type': 'application/json' }) },
      },
      answer => {
        let said = ''
        answer.setEncoding('utf8')
        answer.on('data', chunk => (said += String(chunk)))
        answer.once('error', lost)
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: said }))
      },
    )
    asked.once('error', lost)
    asked.end(bytes ?? text)
  })
}

/** Asks again while the API is overloaded or not there: what a patient client does. */
export async function askPatiently(
  api: ApiProcess,
  ask: Ask,
  tries = 50,
): Promise<{ status: number; body: string }> {
  for (let left = tries; ; left--) {
    const came = await api.ask(ask)
    if ('status' in came && came.status !== 503) return came
    if (left === 0) throw new Error(`No answer: ${JSON.stringify(came)}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
