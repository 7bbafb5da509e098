import { call } from '@diary/contracts/call'
import type { Answer, Endpoint, Sent } from '@diary/contracts/endpoint'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { keyOf } from './api.ts'
import { sessionFetch } from './session/session.ts'

interface Page<Item> {
  items: readonly Item[]
  next: string | null
}
type ItemOf<E extends Endpoint> = Answer<E> extends Page<infer Item> ? Item : never

/** A list that the server gives page by page: what was fetched so far, and a way to fetch on. */
export function usePages<E extends Endpoint>(endpoint: E, sent: Sent<E>) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useSuspenseInfiniteQuery({
    queryKey: [...keyOf(endpoint), 'pages', sent],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(endpoint, after(sent, pageParam), (url, init) =>
        sessionFetch(url, { ...init, signal }),
      ) as Promise<Page<ItemOf<E>>>,
    getNextPageParam: last => last.next,
  })
  const items = useMemo(() => data.pages.flatMap(page => page.items), [data])
  const fetchMore = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return { items, hasMore: hasNextPage, isFetchingMore: isFetchingNextPage, fetchMore }
}

function after<E extends Endpoint>(sent: Sent<E>, cursor: string | null): Sent<E> {
  if (cursor === null) return sent
  const { query } = sent as { query?: object }
  // The endpoint is a list, so its query takes a cursor; which query it is exactly, only the caller knows.
  return Object.assign({}, sent, { query: { ...query, after: cursor } })
}
