import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { query } from './api.ts'

// Long enough for a fast typist to finish a word, short enough not to be felt.
const typingMs = 250

/** What is typed, once the typing rests. */
export function useRested(typed: string): string {
  const [rested, setRested] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), typingMs)
    return () => clearTimeout(timer)
  }, [typed])
  return rested
}

export interface PersonOption {
  value: PersonInList['id']
  label: string
  note?: string | undefined
}

/** People found by a few letters, for a field that asks for one of them. */
export function usePeopleSearch(kind?: PersonInList['kinds'][number]) {
  const [search, setSearch] = useState('')
  const rested = useRested(search).trim()
  const { data, isFetching } = useQuery({
    ...query(peopleApi.list, { query: { search: rested, limit: 12, ...(kind && { kind }) } }),
    enabled: rested !== '',
    placeholderData: keepPreviousData,
  })
  const options: PersonOption[] =
    rested === '' || !data
      ? []
      : data.items.map(({ id, name, note }) => ({ value: id, label: name, ...(note !== null && { note }) }))
  return { search, onSearch: setSearch, options, isBusy: isFetching || rested !== search.trim() }
}
