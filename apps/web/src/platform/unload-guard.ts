import { useEffect, useRef } from 'react'

/** Lets the browser ask before the tab is closed with something that would be lost. */
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
