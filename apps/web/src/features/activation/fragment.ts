import { useEffect, useState } from 'react'

/** What stands after `#` in the address, taken out of it at once: neither the history nor a screenshot keeps a code. */
export function useFragment(): string {
  const [said] = useState(() => decoded(location.hash.slice(1)))
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, '', location.pathname)
  }, [])
  return said
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
