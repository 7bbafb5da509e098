import type { PersonPage } from '@diary/contracts/people'

type Contact = PersonPage['contacts'][number]

const separated = (text: string) =>
  text
    .split(/[,;\n]/)
    .map(part => part.trim())
    .filter(part => part !== '')

/** Phones and addresses as a list, out of two lines of text. */
export const contactsIn = ({ phones, emails }: { phones: string; emails: string }) => [
  ...separated(phones).map(value => ({ kind: 'phone' as const, value })),
  ...separated(emails).map(value => ({ kind: 'email' as const, value })),
]

/** The same list as a line of text. */
export const lineOf = (contacts: readonly Contact[], kind: Contact['kind']) =>
  contacts
    .filter(contact => contact.kind === kind)
    .map(({ value }) => value)
    .join(', ')
