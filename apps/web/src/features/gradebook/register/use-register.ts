import { gradebooksApi, type GradebookPage } from '@diary/contracts/gradebooks'
import { lessonsApi } from '@diary/contracts/lessons'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { query, queryClient, refresh } from '#platform/api.ts'
import type { Pending } from './pending.ts'
import { RegisterWriter } from './register-writer.ts'
import { toRegister, type Register } from './register.ts'

export interface Range {
  from?: GradebookPage['from']
  to?: GradebookPage['to']
}

/** A page of the register with what is being written to it. */
export function useRegister(
  gradebookId: GradebookPage['gradebook']['id'],
  range: Range,
  onSettled: (pending: Pending) => void,
) {
  const options = query(gradebooksApi.show, { params: { gradebookId }, query: range })
  const { data: page } = useSuspenseQuery(options)
  const { queryKey } = options

  const heard = useRef(onSettled)
  useEffect(() => {
    heard.current = onSettled
  }, [onSettled])

  // One writer for as long as the screen shows this page: the screen is keyed by the gradebook and the range.
  const [writer] = useState(
    () =>
      new RegisterWriter(
        {
          read: () => queryClient.getQueryData(queryKey) ?? page,
          change: change => {
            // An answer that was asked for earlier knows nothing of this change.
            void queryClient.cancelQueries({ queryKey })
            queryClient.setQueryData(queryKey, before => before && change(before))
          },
        },
        pending => {
          heard.current(pending)
          if (pending.state === 'saved') void refresh([lessonsApi.list])
        },
      ),
  )
  useEffect(() => writer.start(), [writer])
  const pending = useSyncExternalStore(writer.subscribe, writer.snapshot)

  const before = useRef<Register>(undefined)
  const register = useMemo(() => toRegister(page, before.current), [page])
  useEffect(() => {
    before.current = register
  }, [register])

  return { page, register, pending, writer }
}
