import { useState } from 'react'
import { onLeave } from './session/session.ts'

const drafts = new Map<string, unknown>()

// What one person typed is not for the next one at this device.
onLeave(() => drafts.clear())

/**
 * State that is still there when its place is opened again: what was typed outlives the panel it was typed in, until it
 * is set back to `empty`.
 */
export function useDraft<Value>(key: string, empty: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => (drafts.has(key) ? (drafts.get(key) as Value) : empty))
  const set = (next: Value) => {
    if (next === empty) drafts.delete(key)
    else drafts.set(key, next)
    setValue(next)
  }
  return [value, set]
}
