import type { Me } from '@diary/contracts/session'
import { use } from 'react'
import type { NamedPlace } from './places.tsx'
import type * as StaffPlaces from './staff-places.tsx'

let loading: Promise<typeof StaffPlaces> | undefined

/** The staff's side of the navigation. A failed load is tried again. */
function load() {
  loading ??= import('./staff-places.tsx').catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

/** The staff's places this person may open; a guardian alone does not wait for them. */
export function useStaffPlaces(me: Me): NamedPlace[] {
  return me.capacities.some(({ kind }) => kind !== 'guardian') ? use(load()).staffPlacesOf(me) : []
}
