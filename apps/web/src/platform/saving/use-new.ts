import type { Endpoint } from '@diary/contracts/endpoint'
import { useMutation } from '@tanstack/react-query'
import { refresh } from '../api.ts'
import { useCreateKey } from '../create-key.ts'
import { useDraft } from '../drafts.ts'
import { codeOf } from '../problems.ts'

interface NewOptions<Values, Thing> {
  /** Under which what is typed is kept until it is made. */
  draftKey: string
  /** What the form begins with; the same object at every drawing. */
  empty: Values
  make: (values: Values, idempotencyKey: string) => Promise<Thing>
  /** Reads that know about it. */
  changed: readonly Endpoint[]
  onMade: (thing: Thing) => void
}

/**
 * A form that makes something, or does something once. What is typed outlives a refusal, a lost connection and the
 * closing of the form; pressing twice makes nothing twice.
 */
export function useNew<Values extends object, Thing>({
  draftKey,
  empty,
  make,
  changed,
  onMade,
}: NewOptions<Values, Thing>) {
  const key = useCreateKey()
  const [typed, setTyped] = useDraft<Partial<Values>>(draftKey, nothing)
  const values: Values = { ...empty, ...typed }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (sent: Values) => make(sent, key.take()),
    onSuccess: async thing => {
      key.done()
      setTyped(nothing)
      await refresh(changed)
      onMade(thing)
    },
    // The next press is about what there is now.
    onError: failure => (codeOf(failure) === 'changed-meanwhile' ? refresh(changed) : undefined),
  })
  const change = (changes: Partial<Values>) => {
    // Another content is another creation.
    key.done()
    setTyped({ ...typed, ...changes })
  }
  return {
    values,
    isDirty: typed !== nothing,
    isPending,
    error,
    change,
    set: <Key extends keyof Values>(name: Key, value: Values[Key]) =>
      // A computed key makes the compiler forget which one it is.
      change({ [name]: value } as unknown as Partial<Values>),
    save: (more: Partial<Values> = {}) => {
      if (Object.keys(more).length > 0) key.done()
      mutate({ ...values, ...more })
    },
    forget: () => {
      key.done()
      setTyped(nothing)
      reset()
    },
  }
}

const nothing = {}
