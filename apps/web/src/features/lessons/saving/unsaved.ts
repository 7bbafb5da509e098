import { createContext, useContext, useEffect, useRef } from 'react'

/** Something typed in the panel that is not saved yet. */
export interface UnsavedPart {
  /** Says whether it could be saved. */
  save: () => Promise<boolean>
  forget: () => void
}

/** Everything typed and not saved: closing the panel saves it first. */
export const Unsaved = createContext<Set<UnsavedPart>>(new Set())

/** Tells the panel that something is typed here and not saved yet. */
export function useUnsaved(isUnsaved: boolean, save: UnsavedPart['save'], forget: UnsavedPart['forget']) {
  const all = useContext(Unsaved)
  const entry = useRef({ save, forget })
  useEffect(() => {
    Object.assign(entry.current, { save, forget })
  })
  useEffect(() => {
    if (!isUnsaved) return undefined
    const mine = entry.current
    all.add(mine)
    return () => void all.delete(mine)
  }, [all, isUnsaved])
}
