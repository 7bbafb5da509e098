import { dateOf, dayOf, type DayText } from '@diary/db/day'
import type { Cell } from '../workbook/table.ts'
import { unescapedFormula } from '../workbook/write-workbook.ts'

export type PersonName = { lastName: string; firstName: string; middleName: string | null }

/** A cell as text, with the spaces that people leave taken out; a cell that lists things keeps its lines. */
export function textOf(cell: Cell | undefined, hasLines = false): string {
  if (cell === null || cell === undefined) return ''
  const text = cell instanceof Date ? dayOf(cell) : String(cell)
  return unescapedFormula(text)
    .normalize('NFC')
    .replace(hasLines ? /[^\S\n]+/gu : /\s+/gu, ' ')
    .trim()
}

/** A last name, first name and the rest, from one cell. */
export function nameOf(text: string): PersonName {
  const [lastName = '', firstName = '', ...rest] = text.split(' ')
  return { lastName, firstName, middleName: rest.length === 0 ? null : rest.join(' ') }
}

/** A day as people write it in tables; `undefined` when it is none. */
export function dayIn(cell: Cell | undefined): DayText | undefined {
  if (cell instanceof Date) return dayOf(cell)
  // A date that lost its format is the number of days since 30 December 1899.
  if (typeof cell === 'number') {
    return Number.isInteger(cell) && cell > 1 && cell < 80_000
      ? dayOf(new Date((cell - 25_569) * 86_400_000))
      : undefined
  }
  const text = textOf(cell)
  const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?: ?г\.?)?$/u.exec(text)
  const [year, month, day] = written
    ? [written[3], written[2], written[1]]
    : (/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/u.exec(text) ?? []).slice(1)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = dateOf(found)
  return !Number.isNaN(date.getTime()) && dayOf(date) === found ? found : undefined
}

/** A phone number in the form in which two spellings of it are equal; `undefined` when it is none. */
export function phoneIn(text: string): string | undefined {
  if (!/^\+?[\d\s().–—-]+$/u.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : undefined
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`
  if (digits.length === 10) return `+7${digits}`
  return digits.length >= 5 && digits.length <= 15 ? digits : undefined
}

export function emailIn(text: string): string | undefined {
  return text.length <= 254 && /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/u.test(text)
    ? text.toLowerCase()
    : undefined
}

const lookalikes = new Map([...'ABCEHKMOPTXY'].map((latin, index) => [latin, 'АВСЕНКМОРТХУ'[index] ?? latin]))

/** A class as people write it: «5 «а»», «5-А» and «5A» typed in Latin letters are one class. */
export function plainClass(title: string): string {
  return title
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[A-Z]/g, letter => lookalikes.get(letter) ?? letter)
    .replaceAll('Ё', 'Е')
    .replace(/^0+(?=\d)/, '')
}
