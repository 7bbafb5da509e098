import { useCallback, useRef } from 'react'
import { VisuallyHidden } from '../display/visually-hidden.tsx'

/** A place for words that are only heard. Writing to it draws nothing again: the grid says something at every key. */
export function useLiveText() {
  const place = useRef<HTMLSpanElement>(null)
  const say = useCallback((text: string) => {
    if (place.current) place.current.textContent = text
  }, [])
  const element = (
    <VisuallyHidden>
      <span ref={place} role="status" aria-live="polite" />
    </VisuallyHidden>
  )
  return [say, element] as const
}
