import { apiBase, type Answer, type Endpoint } from '@diary/contracts/endpoint'
import { problems, type ProblemCode } from '@diary/contracts/problem'
import { vi } from 'vitest'
import { z } from 'zod'

type Reply = (request: { url: URL; init: RequestInit }) => Response

const replies = new Map<string, Reply>()

/** What was asked of the API, in order: `GET /children/…/diary`. */
export const asked: { what: string; url: URL; init: RequestInit }[] = []

/** Begins with a server that knows nothing; a request nobody answers fails the test. */
export function startAnswering() {
  replies.clear()
  asked.length = 0
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const url = new URL(address, 'http://diary.test')
    const path = url.pathname.replace(apiBase, '')
    asked.push({ what: `${init.method} ${path}`, url, init })
    for (const [known, reply] of replies) {
      const [method, pattern = ''] = known.split(' ')
      if (method === init.method && new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path))
        return reply({ url, init })
    }
    throw new Error(`Nobody answers ${init.method} ${path}`)
  })
}

/** Answers an endpoint with data of its contract; with anything else the test does not compile. */
export function answer<E extends Endpoint>(endpoint: E, data: Answer<E> | ((url: URL) => Answer<E>)) {
  replies.set(`${endpoint.method} ${endpoint.path}`, ({ url }) => {
    const given = typeof data === 'function' ? data(url) : data
    return endpoint.response
      ? Response.json(z.encode(endpoint.response, given))
      : new Response(null, { status: 204 })
  })
}

/** Refuses an endpoint, as the API does. */
export function refuse(endpoint: Endpoint, code: ProblemCode) {
  replies.set(`${endpoint.method} ${endpoint.path}`, () => refusal(code))
}

/** Answers an endpoint by what was asked. */
export function reply(endpoint: Endpoint, by: Reply) {
  replies.set(`${endpoint.method} ${endpoint.path}`, by)
}

export const refusal = (code: ProblemCode) =>
  Response.json(
    { type: `/problems/${code}`, title: code, status: problems[code], code },
    { status: problems[code] },
  )
