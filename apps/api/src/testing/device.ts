import type { Session } from '@diary/contracts/session'
import { testPassword } from '@diary/db/make/maker'
import type { FastifyInstance } from 'fastify'

/** What a device was answered: the status, the body, and the refresh cookie as it was set. */
export interface DeviceAnswer {
  readonly status: number
  readonly code: string | undefined
  readonly body: string
  readonly session: Session
  readonly setCookie: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
}

interface Asking {
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly token?: string | undefined
  readonly cookie?: string | undefined
}

/** A browser on someone's desk: it keeps the refresh cookie and the access token, and may lose an answer. */
export class Device {
  cookie: string | undefined
  token: string | undefined
  private path = '/'

  constructor(
    private readonly app: () => FastifyInstance,
    private readonly from: { readonly userAgent?: string; readonly address?: string } = {},
  ) {}

  /** The same device, its next request answered by another process. */
  on(app: () => FastifyInstance): Device {
    const other = new Device(app, this.from)
    other.cookie = this.cookie
    other.token = this.token
    other.path = this.path
    return other
  }

  async ask(
    method: string,
    url: string,
    { body, headers, token, cookie }: Asking = {},
  ): Promise<DeviceAnswer> {
    const { userAgent = 'Firefox', address = '10.0.0.1' } = this.from
    const answer = await this.app().inject({
      method: method as 'GET',
      url: `/api/v1${url}`,
      remoteAddress: address,
      headers: {
        'user-agent': userAgent,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(cookie && this.isSent(url) && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const said = (answer.body.startsWith('{') ? JSON.parse(answer.body) : {}) as Session & { code?: string }
    return {
      status: answer.statusCode,
      code: answer.statusCode >= 400 ? said.code : undefined,
      body: answer.body,
      session: said,
      setCookie: [answer.headers['set-cookie']].flat().find(Boolean),
      headers: answer.headers,
    }
  }

  /** Signs in, and keeps what it is given. */
  async signIn({ login, password = testPassword }: { login: string; password?: string }, schoolId?: string) {
    return this.keep(
      await this.ask('POST', '/session', { body: { login, password, ...(schoolId && { schoolId }) } }),
    )
  }

  /** Exchanges the cookie, and keeps its successor. */
  async refresh(schoolId?: string) {
    return this.keep(await this.exchange(this.cookie, schoolId))
  }

  /** Exchanges a cookie, and does not keep the answer: it was lost, or the thief has it. */
  exchange(cookie = this.cookie, schoolId?: string) {
    return this.ask('POST', '/session/refresh', { cookie, body: schoolId ? { schoolId } : {} })
  }

  /** Reads something with the access token. */
  get(url: string) {
    return this.ask('GET', url, { token: this.token })
  }

  /** A browser sends a cookie below its path alone. */
  private isSent(url: string): boolean {
    const path = `/api/v1${url}`
    return path === this.path || path.startsWith(this.path.replace(/\/?$/, '/'))
  }

  private keep(answer: DeviceAnswer): DeviceAnswer {
    if (answer.status !== 200) return answer
    this.cookie = cookieOf(answer)
    this.path = /Path=([^;]*)/.exec(answer.setCookie ?? '')?.[1] ?? '/'
    this.token = answer.session.accessToken
    return answer
  }
}

/** `refresh=…`, as the browser sends it back. */
export const cookieOf = ({ setCookie }: DeviceAnswer) => setCookie?.split(';')[0]
