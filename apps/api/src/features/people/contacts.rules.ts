import type { PersonPage } from '@diary/contracts/people'
import { wrongField } from '#platform/problem'

type Contact = PersonPage['contacts'][number]

/** Contacts as they are kept, so that two spellings of one are equal; the same twice is one. Names the field that is none. */
export function contactsOf(given: readonly Contact[]): Contact[] {
  const kept = given.map(({ kind, value }, index) => {
    if (kind === 'email') return { kind, value: value.toLowerCase() }
    const phone = phoneOf(value)
    if (phone === undefined) throw wrongField(`/contacts/${index}/value`, 'phone', 'Not a phone number')
    return { kind, value: phone }
  })
  return [...new Map(kept.map(it => [`${it.kind} ${it.value}`, it])).values()]
}

/** `8 (913) 000-00-00` and `+7 913 0000000` are `+79130000000`; a local number keeps its digits. */
function phoneOf(text: string): string | undefined {
  const digits = text.replace(/\D/g, '')
  if (text.trim().startsWith('+')) return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : undefined
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`
  if (digits.length === 10) return `+7${digits}`
  return digits.length >= 5 && digits.length <= 15 ? digits : undefined
}
