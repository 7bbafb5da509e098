import { ApiProblem } from '@diary/contracts/call'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { useDraft } from '#platform/drafts.ts'
import { clashesOf, keysOf, patchOf, rebased, remaining, valuesWith, withEdit, type Edits } from './edits.ts'

const none = {}

export type SaveState =
  | { is: 'idle' | 'saving' | 'saved' }
  | { is: 'refused'; error: unknown }
  | { is: 'clash' }

interface EditsOptions<Thing, Values> {
  /** Under which what is typed is kept while it is not saved. */
  draftKey: string
  thing: Thing
  /** `null`: there is nothing on the server yet. */
  versionOf: (thing: Thing) => number | null
  valuesOf: (thing: Thing) => Values
  shape: z.ZodType<Thing>
  send: (patch: Partial<Values>, values: Values, thing: Thing) => Promise<Thing>
  /** What the server has now, after saving and after a conflict. */
  onNow: (thing: Thing) => void
}

/**
 * A form over something two people can edit. Saves one thing after the other with the version that was seen; when
 * somebody was faster, takes over what they changed elsewhere, and asks about what both changed.
 */
export function useEdits<Thing, Values extends object>(options: EditsOptions<Thing, Values>) {
  const [edits, setEdits] = useDraft<Edits<Values>>(options.draftKey, none)
  const [state, setState] = useState<SaveState>({ is: 'idle' })
  // What an answer said, until the cache has been read anew.
  const [answered, setAnswered] = useState(options.thing)
  const isAnswerNewer = (options.versionOf(answered) ?? 0) > (options.versionOf(options.thing) ?? 0)
  const thing = isAnswerNewer ? answered : options.thing
  // Saving goes on after the render that began it: it has to see what was typed and answered since.
  const latest = useRef({ edits, thing, options })
  const queue = useRef<Promise<boolean>>(Promise.resolve(true))

  useEffect(() => {
    latest.current.options = options
    latest.current.thing = thing
  })

  const change = (next: Edits<Values>) => {
    latest.current.edits = next
    setEdits(keysOf(next).length > 0 ? next : none)
  }
  const setNow = (now: Thing) => {
    latest.current.thing = now
    setAnswered(now)
    latest.current.options.onNow(now)
  }

  const send = async (triesLeft: number): Promise<boolean> => {
    const { edits: sent, thing: seen, options: current } = latest.current
    if (keysOf(sent).length === 0) return true
    if (clashesOf(sent, current.valuesOf(seen)).length > 0) {
      setState({ is: 'clash' })
      return false
    }
    setState({ is: 'saving' })
    try {
      const saved = await current.send(patchOf(sent), valuesWith(current.valuesOf(seen), sent), seen)
      change(remaining(latest.current.edits, sent, current.valuesOf(saved)))
      setNow(saved)
      setState({ is: 'saved' })
      return true
    } catch (error) {
      const theirs =
        error instanceof ApiProblem && error.code === 'changed-meanwhile' ? error.current : undefined
      const said = z.safeDecode(current.shape, theirs)
      if (theirs === undefined || !said.success || triesLeft === 0) {
        setState({ is: 'refused', error })
        return false
      }
      setNow(said.data)
      return send(triesLeft - 1)
    }
  }

  const save = () => (queue.current = queue.current.then(() => send(2)))
  const values = options.valuesOf(thing)
  return {
    values: valuesWith(values, edits),
    /** What the server has, beside what is being typed. */
    now: values,
    isDirty: keysOf(edits).length > 0,
    state,
    clashes: state.is === 'clash' ? clashesOf(edits, values) : [],
    change: (values: Partial<Values>) =>
      change(
        (Object.keys(values) as (keyof Values)[]).reduce((all, key) => {
          const value = values[key]
          return value === undefined
            ? all
            : withEdit(all, key, options.valuesOf(latest.current.thing)[key], value)
        }, latest.current.edits),
      ),
    set: <Key extends keyof Values>(key: Key, value: Values[Key]) =>
      change(withEdit(latest.current.edits, key, options.valuesOf(latest.current.thing)[key], value)),
    save,
    /** Gives one's own up where both changed something, and saves the rest. */
    takeTheirs: () => {
      const theirs = options.valuesOf(latest.current.thing)
      const clashing = new Set<PropertyKey>(clashesOf(latest.current.edits, theirs))
      const kept = Object.entries(latest.current.edits).filter(([key]) => !clashing.has(key))
      change(Object.fromEntries(kept) as Edits<Values>)
      setState({ is: 'idle' })
      return save()
    },
    keepMine: () => {
      change(rebased(latest.current.edits, options.valuesOf(latest.current.thing)))
      return save()
    },
    forget: () => {
      change({})
      setState({ is: 'idle' })
    },
  }
}
