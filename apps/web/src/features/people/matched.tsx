import type { ReactNode } from 'react'

const folded = (text: string) => text.toLowerCase().replaceAll('ё', 'е').replaceAll('-', ' ')

/** A name with the beginnings of its words marked that were searched for. */
export function Matched({ name, search }: { name: string; search: string }) {
  const words = folded(search).split(/\s+/).filter(Boolean)
  const parts: ReactNode[] = []
  // Words and what is between them; folding keeps the length of every one.
  for (const [index, part] of name.split(/([\s-]+)/).entries()) {
    const longest = Math.max(
      0,
      ...words.filter(word => folded(part).startsWith(word)).map(word => word.length),
    )
    if (longest === 0) parts.push(part)
    else
      parts.push(
        <span key={index}>
          <mark>{part.slice(0, longest)}</mark>
          {part.slice(longest)}
        </span>,
      )
  }
  return <>{parts}</>
}
