import type { Taught } from './roster.ts'

/** The parts of a cell that lists things. A part with a separator in it stands in quotes. */
export function partsOf(text: string, separators: string): string[] {
  const parts: string[] = []
  let [part, isQuoted, wasQuoted] = ['', false, false]
  const end = () => {
    const plain = wasQuoted ? part : part.trim()
    if (plain !== '') parts.push(plain)
    part = ''
    wasQuoted = false
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (isQuoted) {
      if (letter !== '"') part += letter
      else if (text[at + 1] === '"') {
        part += letter
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && part.trim() === '') {
      part = ''
      isQuoted = true
      wasQuoted = true
    } else if (separators.includes(letter)) end()
    else if (!wasQuoted || letter.trim() !== '') part += letter
  }
  end()
  return parts
}

/** One part of a list as `partsOf` reads it again. */
export const asPart = (text: string) => (/[,;:\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const listOf = (text: string) => partsOf(text, ',;\n')

/**
 * Subjects with the classes and groups they are taught to: «Алгебра: 7А, 7Б; Геометрия: 7А», or «Алгебра (7А, 7Б)».
 * Brackets belong to many a subject's name; they are taken for classes only where numbers stand in them.
 */
export function taughtIn(text: string): Taught[] {
  return rawParts(text, ';\n').flatMap((item): Taught[] => {
    const colon = outsideQuotes(item, ':')
    if (colon >= 0) {
      const [subject = ''] = partsOf(item.slice(0, colon), '')
      return subject === '' ? [] : [{ subject, groups: partsOf(item.slice(colon + 1), ',') }]
    }
    return rawParts(item, ',', true).flatMap(part => {
      const [subject = ''] = partsOf(part, '')
      const bracket = /^(.*\S)\s*\((\s*\d[^()]*)\)$/u.exec(subject)
      return bracket
        ? [{ subject: bracket[1] ?? '', groups: partsOf(bracket[2] ?? '', ',') }]
        : subject === ''
          ? []
          : [{ subject, groups: [] }]
    })
  })
}

export const taughtText = (taught: readonly Taught[]) =>
  taught.map(({ subject, groups }) => `${asPart(subject)}: ${groups.map(asPart).join(', ')}`).join('; ')

/** Cuts at separators outside of quotes (and brackets), and leaves the quotes where they are. */
function rawParts(text: string, separators: string, isBracketed = false): string[] {
  const parts: string[] = []
  let [part, isQuoted, depth] = ['', false, 0]
  for (const letter of text) {
    if (letter === '"' && (isQuoted || /(?:^|[:,(])\s*$/u.test(part))) isQuoted = !isQuoted
    if (isBracketed && letter === '(') depth += 1
    if (isBracketed && letter === ')') depth = Math.max(0, depth - 1)
    if (!isQuoted && depth === 0 && separators.includes(letter)) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].map(one => one.trim()).filter(one => one !== '')
}

function outsideQuotes(text: string, sought: string): number {
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (!isQuoted && text[at] === sought) return at
  }
  return -1
}
