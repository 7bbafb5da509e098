import type { KeyboardEvent } from 'react'

/** From the field through what was found and back by arrows; Enter in the field opens the best. */
export function goThroughFound(event: KeyboardEvent<HTMLElement>) {
  const finder = event.currentTarget.closest('[role=search]')
  if (!finder) return
  const field = finder.querySelector<HTMLInputElement>('input[type=search]')
  const links = [...finder.querySelectorAll<HTMLAnchorElement>('li > a')]
  const at = links.indexOf(event.currentTarget as HTMLAnchorElement)
  if (event.key === 'Enter') {
    // On a link the browser does it.
    if (at < 0) links[0]?.click()
    return
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1
  if (next < 0) field?.focus()
  else links[next]?.focus()
}
