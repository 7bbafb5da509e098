import type pg from 'pg'

/** A policy with something of it taken away: what of it, and the statement that does it. */
export interface Broken {
  readonly policy: string
  readonly table: string
  readonly what: string
  readonly statement: string
}

interface Policy {
  policy: string
  table: string
  qual: string | null
  check: string | null
}

/** Every way to take a policy, or one clause of it, away: the probe must notice each. */
export async function brokenPolicies(client: pg.Client): Promise<{ whole: Broken[]; clauses: Broken[] }> {
  const { rows } = await client.query<Policy>(
    `select policyname as policy, tablename as table, qual, with_check as check from pg_policies where schemaname = 'public' order by 2, 1`,
  )
  const whole: Broken[] = []
  const clauses: Broken[] = []
  for (const { policy, table, qual, check } of rows) {
    whole.push({ policy, table, what: 'dropped', statement: `drop policy ${policy} on ${table}` })
    for (const [part, text] of [
      ['using', qual],
      ['with check', check],
    ] as const) {
      if (text === null || text === 'true') continue
      const alter = (to: string) => `alter policy ${policy} on ${table} ${part} (${to})`
      whole.push({ policy, table, what: `${part} true`, statement: alter('true') })
      for (const { what, to } of without(text))
        clauses.push({ policy, table, what: `${part}: ${what}`, statement: alter(to) })
    }
  }
  return { whole, clauses }
}

/** A condition with one of its clauses gone: what narrows becomes true, what allows becomes false. */
function without(text: string): { what: string; to: string }[] {
  for (const [word, neutral] of [
    [' AND ', 'true'],
    [' OR ', 'false'],
  ] as const) {
    const parts = split(text, word)
    if (parts.length < 2) continue
    return parts.flatMap((part, index) => {
      const put = (to: string) => parts.map((other, at) => `(${at === index ? to : other})`).join(word)
      const inner = without(part).map(({ what, to }) => ({ what, to: put(to) }))
      return [{ what: `without ${part}`, to: put(neutral) }, ...inner]
    })
  }
  return []
}

/** Splits a condition at a word outside of its parentheses. */
function split(text: string, word: string): string[] {
  let plain = text.trim()
  while (isEnclosed(plain)) plain = plain.slice(1, -1)
  const parts: string[] = []
  let [depth, from] = [0, 0]
  for (let i = 0; i < plain.length; i++) {
    if (plain[i] === '(') depth++
    if (plain[i] === ')') depth--
    if (depth === 0 && plain.startsWith(word, i)) {
      parts.push(plain.slice(from, i))
      from = i + word.length
    }
  }
  return [...parts, plain.slice(from)]
}

/** Whether the first parenthesis closes at the very end. */
function isEnclosed(text: string): boolean {
  if (!text.startsWith('(')) return false
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')' && --depth === 0) return i === text.length - 1
  }
  return false
}
