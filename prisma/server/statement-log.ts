import pg from 'pg'

/** Every text of a statement that this process sends to PostgreSQL while the log is kept. */
export interface StatementLog {
  readonly texts: ReadonlySet<string>
  stop(): void
}

/** Keeps a log of statements by listening to the driver, whoever uses it. For tests. */
export function logStatements(): StatementLog {
  const texts = new Set<string>()
  // The driver's own method, on its prototype: Prisma's adapter and our own pools all go through it.
  const prototype = pg.Client.prototype as unknown as { query: (...sent: unknown[]) => unknown }
  const original = prototype.query
  prototype.query = function (this: unknown, ...sent: unknown[]) {
    const [first] = sent
    const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text
    if (typeof text === 'string') texts.add(text)
    return original.apply(this, sent)
  }
  return {
    texts,
    stop() {
      prototype.query = original
    },
  }
}

/** The mentions of school's tables in a statement that do not say which school: `lesson as t0`. */
export function withoutSchool(text: string, tables: ReadonlySet<string>): string[] {
  const plain = text.replaceAll('"', '').replaceAll('public.', '').replace(/\s+/g, ' ')
  const mention =
    /\b(from|join|into|update) (?:only )?([a-z_]+)(?:(?: as)? (?!where\b|set\b|on\b|join\b|left\b|inner\b|cross\b|group\b|order\b|limit\b|using\b|values\b|select\b|union\b)([a-z_]\w*))?/gi
  return [...plain.matchAll(mention)]
    .filter(([, , table = '']) => tables.has(table.toLowerCase()))
    .filter(match => !namesSchool(plain, match))
    .map(([, , table, alias]) => (alias ? `${table} as ${alias}` : (table ?? '')))
}

function namesSchool(text: string, match: RegExpExecArray): boolean {
  const [, , table = '', alias = table] = match
  const [from, to] = blockAround(text, match.index)
  const block = text.slice(from, to)
  return (
    new RegExp(`\\b(${alias}|${table})\\.school_id\\b`).test(block) ||
    // Without a prefix where there is one table to mean, or as the first column of what is inserted.
    /(^|[\s(,])school_id\b/.test(block)
  )
}

/** The bounds of the innermost parentheses around a place; for the list of an insert, of what stands around. */
function blockAround(text: string, at: number): [number, number] {
  let [from, to, depth] = [0, text.length, 0]
  for (let i = at; i >= 0; i--) {
    if (text[i] === ')') depth++
    if (text[i] === '(' && depth-- === 0) {
      from = i
      break
    }
  }
  depth = 0
  for (let i = at; i < text.length; i++) {
    if (text[i] === '(') depth++
    if (text[i] === ')' && depth-- === 0) {
      to = i
      break
    }
  }
  return [from, to]
}
