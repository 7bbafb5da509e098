import { ApiProblem, call, type Fetch } from '@diary/contracts/call'
import type { Answer, Endpoint, Sent } from '@diary/contracts/endpoint'
import { mutationOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import { onLeave, sessionFetch } from './session/session.ts'

/** The cache of everything read from the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Long enough to find yesterday's week again in the metro.
      gcTime: 3_600_000,
      // Offline a read fails at once and says so, instead of waiting without a word; it is repeated with the network.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (count, error) => count < 2 && isWorthAnotherTry(error),
    },
    mutations: { networkMode: 'always' },
  },
})

// Nothing of one person stays for the next one at this device.
onLeave(() => queryClient.clear())

/** The beginning of every cache key of an endpoint. */
export const keyOf = ({ path, method }: Endpoint) => [path, method] as const

/** Reads an endpoint through the cache; the key is the endpoint and what was sent. */
export const query = <E extends Endpoint>(endpoint: E, sent: Sent<E>) =>
  queryOptions<Answer<E>>({
    queryKey: [...keyOf(endpoint), sent],
    queryFn: ({ signal }) => call(endpoint, sent, withSignal(signal)),
  })

/** Writes through an endpoint, then refreshes the reads it changed. */
export const mutation = <E extends Endpoint>(endpoint: E, changed: readonly Endpoint[]) =>
  mutationOptions<Answer<E>, Error, Sent<E>>({
    mutationFn: sent => call(endpoint, sent, sessionFetch),
    onSuccess: () => refresh(changed),
  })

/** Makes the cache read these endpoints again. */
export async function refresh(endpoints: readonly Endpoint[]) {
  await Promise.all(endpoints.map(read => queryClient.invalidateQueries({ queryKey: keyOf(read) })))
}

const withSignal =
  (signal: AbortSignal): Fetch =>
  (url, init) =>
    sessionFetch(url, { ...init, signal })

function isWorthAnotherTry(error: Error): boolean {
  if (error instanceof ApiProblem) return error.code === 'overloaded'
  return navigator.onLine && error instanceof TypeError
}
