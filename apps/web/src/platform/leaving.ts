import { useEffect, useRef } from 'react'
import { useBlocker, useLocation, type Location } from 'react-router-dom'

/** Somebody who has something to say before a place is left. */
export interface LeaveGuard {
  /** Whether going from one place to the other would lose something. */
  objects: (from: Location, to: Location) => boolean
  /** Saves or asks; says whether the place may be left now. */
  settle: () => Promise<boolean>
}

const guards = new Set<LeaveGuard>()

/** Stands guard for as long as the component is there. */
export function useLeaveGuard(guard: LeaveGuard) {
  const latest = useRef(guard)
  useEffect(() => {
    latest.current = guard
  })
  useEffect(() => {
    const mine: LeaveGuard = {
      objects: (from, to) => latest.current.objects(from, to),
      settle: () => latest.current.settle(),
    }
    guards.add(mine)
    return () => void guards.delete(mine)
  }, [])
}

/** Lets the guards speak. Stands once around all places: the router knows a single blocker. */
export function useLeaveGate() {
  const here = useLocation()
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    [...guards].some(guard => guard.objects(currentLocation, nextLocation)),
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return undefined
    let isCurrent = true
    void settleAll(here, blocker.location).then(mayLeave => {
      if (!isCurrent) return
      if (mayLeave) blocker.proceed()
      else blocker.reset()
    })
    return () => {
      isCurrent = false
    }
  }, [blocker, here])
}

async function settleAll(from: Location, to: Location): Promise<boolean> {
  for (const guard of guards) {
    // One after the other: two questions at once help nobody.
    if (guard.objects(from, to) && !(await guard.settle())) return false
  }
  return true
}

/** Lets the browser ask before the tab is closed. */
export function useUnloadGuard(isRisky: () => boolean) {
  const latest = useRef(isRisky)
  useEffect(() => {
    latest.current = isRisky
  })
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (latest.current()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
}
