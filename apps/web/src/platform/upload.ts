import type { Fetch } from '@diary/contracts/call'
import { sendInSession } from './session/session.ts'

interface Upload {
  signal: AbortSignal
  /** Between 0 and 1. */
  onProgress: (share: number) => void
}

/** Sends a file in the session's name and says how far it is, which `fetch` does not. */
export const uploading =
  (upload: Upload): Fetch =>
  (url, init) =>
    sendInSession((to, given) => send(to, given, upload), url, init)

function send(url: string, init: RequestInit, { signal, onProgress }: Upload): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open(init.method ?? 'POST', url)
    for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    )
    request.addEventListener('load', () => resolve(responseOf(request)))
    // The words by which a lost network is known everywhere else.
    request.addEventListener('error', () => reject(new TypeError('Failed to fetch')))
    request.addEventListener('abort', () => reject(cancelled()))
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort))
    signal.addEventListener('abort', abort)
    if (signal.aborted) return reject(cancelled())
    request.send(init.body as Blob)
  })
}

const cancelled = () => new DOMException('The upload was cancelled', 'AbortError')

function responseOf(request: XMLHttpRequest): Response {
  const { status, responseText } = request
  const wait = request.getResponseHeader('retry-after')
  return new Response(status === 204 ? null : responseText, {
    status,
    headers: wait === null ? {} : { 'retry-after': wait },
  })
}
