import type { Me } from '@diary/contracts/session'
import { use } from 'react'
import type { NamedPlace } from './places.tsx'
import type * as StaffPlaces from './staff-places.tsx'

let loading: Promise<typeof StaffPlaces> | undefined

/** The staff's side of the navigation. A failed load stays failed until the page is loaded anew, as the boundary offers. */
const load = () => (loading ??= import('./staff-places.tsx'))

/** The staff's places this person may open; a guardian alone does not wait for them. */
export function useStaffPlaces(me: Me): NamedPlace[] {
  return me.capacities.some(({ kind }) => kind !== 'guardian') ? use(load()).staffPlacesOf(me) : []
}
