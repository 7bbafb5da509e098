import pg from 'pg'

/** Every text of a statement that this process sends to PostgreSQL while the log is kept. */
export interface StatementLog {
  readonly texts: ReadonlySet<string>
  stop(): void
}

/** Keeps a log of what a role sends, by listening to the driver, whoever uses it. For tests. */
export function logStatements(role = 'diary_app'): StatementLog {
  const texts = new Set<string>()
  // The driver's own method, on its prototype: Prisma's adapter and our own pools all go through it.
  const prototype = pg.Client.prototype as unknown as { query: (...sent: unknown[]) => unknown }
  const original = prototype.query
  prototype.query = function (this: { user?: string }, ...sent: unknown[]) {
    const [first] = sent
    const text = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text
    if (typeof text === 'string' && this.user === role) texts.add(text)
    return original.apply(this, sent)
  }
  return {
    texts,
    stop() {
      prototype.query = original
    },
  }
}

/**
 * Where a statement touches a school's table without saying which school: every mention of one has its `school_id` in the
 * same block, and the first one is given it from outside, not from another row.
 */
export function withoutSchool(text: string, tables: ReadonlySet<string>): string[] {
  const plain = text.replaceAll('"', '').replaceAll('public.', '').replace(/\s+/g, ' ')
  const mentions = [...plain.matchAll(mention)].filter(([, , table = '']) => tables.has(table.toLowerCase()))
  const wrong = mentions.filter(match => !namesSchool(plain, match)).map(([said]) => said)
  const [first] = mentions
  if (first && !/\binto\b/i.test(first[0])) {
    const [, , table = '', alias = table] = first
    const given = new RegExp(`(?<![\\w.])((${alias}|${table})\\.)?school_id\\)? (=|in) \\(?\\$\\d`, 'i')
    if (!given.test(plain)) wrong.push(`${first[0]}: of no given school`)
  }
  return wrong
}

const keywords =
  'where|set|on|join|left|right|inner|cross|full|group|order|limit|offset|using|values|select|union|returning|for|default'
const mention = new RegExp(
  `\\b(from|join|into|update) (?:only )?([a-z_]+)(?:(?: as)? (?!(?:${keywords})\\b)([a-z_]\\w*))?`,
  'gi',
)

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
  // The halves of a union are statements of their own.
  const [before, after] = [text.slice(from, at), text.slice(at, to)]
  const start = from + Math.max(0, before.lastIndexOf(' union '))
  const end = after.indexOf(' union ')
  return [start, end < 0 ? to : at + end]
}
