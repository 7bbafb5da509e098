import { gradebooksApi, type GradebookPage } from '@diary/contracts/gradebooks'
import { lessonsApi } from '@diary/contracts/lessons'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { query, queryClient, refresh } from '#platform/api.ts'
import type { Pending } from './pending.ts'
import { toRegister } from './register.ts'
import { writerOf } from './writers.ts'

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

  const [writer] = useState(() =>
    writerOf(JSON.stringify(queryKey), {
      read: () => queryClient.getQueryData(queryKey) ?? page,
      change: change => {
        // An answer that was asked for earlier knows nothing of this change.
        void queryClient.cancelQueries({ queryKey })
        queryClient.setQueryData(queryKey, before => before && change(before))
      },
    }),
  )
  const pending = useSyncExternalStore(writer.subscribe, writer.snapshot)

  useEffect(
    () =>
      writer.onSettled(settled => {
        onSettled(settled)
        if (settled.state === 'saved') void refresh([lessonsApi.list])
      }),
    [writer, onSettled],
  )

  // Each register is made from the one before, whose unchanged rows it keeps.
  const [laidOut, setLaidOut] = useState(() => ({ page, register: toRegister(page) }))
  if (laidOut.page !== page) setLaidOut({ page, register: toRegister(page, laidOut.register) })
  const { register } = laidOut

  return { page: laidOut.page, register, pending, writer }
}
