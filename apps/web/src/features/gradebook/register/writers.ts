import { onLeave } from '#platform/session/session.ts'
import { countStates } from './pending.ts'
import { RegisterWriter, type PageInCache } from './register-writer.ts'

// A writer outlives its screen: what is unsent goes on being sent, and is found again when the page is opened again.
const writers = new Map<string, { writer: RegisterWriter; stop: () => void }>()

/** The writer of a page of the register, by the key the page has in the cache. */
export function writerOf(key: string, page: PageInCache): RegisterWriter {
  const known = writers.get(key)
  if (known) return known.writer
  if (writers.size === 0) addEventListener('beforeunload', askBeforeUnload)
  const writer = new RegisterWriter(page)
  writers.set(key, { writer, stop: writer.start() })
  return writer
}

onLeave(() => {
  for (const { stop } of writers.values()) stop()
  writers.clear()
  removeEventListener('beforeunload', askBeforeUnload)
})

function askBeforeUnload(event: BeforeUnloadEvent) {
  for (const { writer } of writers.values()) {
    const { saving, unsent, conflict } = countStates(writer.snapshot())
    if (saving + unsent + conflict > 0) event.preventDefault()
  }
}
