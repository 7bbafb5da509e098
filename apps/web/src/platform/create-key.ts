import { randomKey } from '@diary/contracts/call'
import { useCallback, useRef } from 'react'

/**
 * The `Idempotency-Key` of one intended creation: the same for every retry, a new one once it succeeded. Pressing
 * "save" again after a lost answer then creates nothing twice.
 */
export function useCreateKey() {
  const key = useRef<string>(undefined)
  const take = useCallback(() => (key.current ??= randomKey()), [])
  const done = useCallback(() => {
    key.current = undefined
  }, [])
  return { take, done }
}
