import autocannon from 'autocannon'
import { cpuOf, cpuOfServer } from './cpu.ts'

/** One request of a load. */
export interface Shot {
  readonly method: 'GET' | 'PUT'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
}

/** What a connection sends: always the same, or each made from the answer before. */
export type Gunner = Shot | ((connection: number) => (answerBefore: string | undefined) => Shot)

export interface Figures {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU milliseconds a request, of the answering process and of PostgreSQL. */
  readonly apiCpuMs: number
  readonly databaseCpuMs: number
}

/** A server under load: its address, its process, and the postmaster behind it. */
export interface Target {
  readonly url: string
  readonly pid: number
  readonly postmaster: number
}

/** Fires at one target with so many connections for so long. Any answer but a success ends the benchmark: it would measure refusals. */
export async function load(
  target: Target,
  gunner: Gunner,
  connections: number,
  seconds: number,
): Promise<Figures> {
  const before = { api: cpuOf(target.pid), database: cpuOfServer(target.postmaster) }
  let connection = 0
  let refused: string | undefined
  const result = await autocannon({
    url: target.url,
    connections,
    duration: seconds,
    timeout: 20,
    ...(typeof gunner !== 'function' && { requests: [gunner] }),
    ...(typeof gunner === 'function' && {
      setupClient: client => {
        const next = gunner(connection++)
        let answer: string | undefined
        client.setRequests([
          {
            setupRequest: request => Object.assign(request, next(answer)),
            onResponse: (status, body) => {
              if (status >= 300) refused ??= `${status} ${body.slice(0, 300)}`
              answer = body
            },
          },
        ])
      },
    }),
  })
  if (refused) throw new Error(`The load was refused: ${refused}`)
  if (result.non2xx > 0) throw new Error(`The load was refused ${result.non2xx} times`)
  if (result.errors > 0) throw new Error(`${result.errors} requests were lost`)
  const requests = result.requests.total
  const each = (ms: number) => Math.round((ms / requests) * 100) / 100
  return {
    requestsPerSecond: Math.round(requests / result.duration),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    apiCpuMs: each(cpuOf(target.pid) - before.api),
    databaseCpuMs: each(cpuOfServer(target.postmaster) - before.database),
  }
}
