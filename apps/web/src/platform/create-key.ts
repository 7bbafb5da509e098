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

/** An `Idempotency-Key` for code that is no component. */
// `crypto.randomUUID` is missing on plain HTTP beyond loopback, where a school may well run the diary.
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
