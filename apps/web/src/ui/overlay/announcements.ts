import { useSyncExternalStore } from 'react'

export interface Announcement {
  id: number
  text: string
  tone: 'good' | 'bad'
}

const listeners = new Set<() => void>()
let shown: readonly Announcement[] = []
let count = 0

/** Says in a few words that something happened; seen at the foot of the screen and read out. */
export function announce(text: string, tone: Announcement['tone'] = 'good') {
  const id = ++count
  change([...shown.slice(-1), { id, text, tone }])
  // What went wrong stays until it is put away: a slow reader must not lose it.
  if (tone === 'good') setTimeout(() => dismiss(id), 6000)
}

export function dismiss(id: number) {
  change(shown.filter(announcement => announcement.id !== id))
}

export const useAnnouncements = () =>
  useSyncExternalStore(
    onChange => {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    () => shown,
  )

function change(next: readonly Announcement[]) {
  shown = next
  for (const listener of listeners) listener()
}
