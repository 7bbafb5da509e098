import { createContext, useContext, useEffect, useRef } from 'react'

/** Saves what is typed somewhere in the panel; says whether it could. */
export type Saver = () => Promise<boolean>

/** The savers of everything typed and not saved: closing the panel calls them first. */
export const Unsaved = createContext<Set<{ save: Saver }>>(new Set())

/** Tells the panel that something is typed here and not saved yet. */
export function useUnsaved(isUnsaved: boolean, save: Saver) {
  const all = useContext(Unsaved)
  const entry = useRef({ save })
  useEffect(() => {
    entry.current.save = save
  })
  useEffect(() => {
    if (!isUnsaved) return undefined
    const mine = entry.current
    all.add(mine)
    return () => void all.delete(mine)
  }, [all, isUnsaved])
}
