/** A name as people compare it: case, ё and е, spaces and the dots of initials don't tell two people apart. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s*\.\s*/gu, '.')
    .replace(/[\s\u00a0]+/gu, ' ')
    .replace(/(?<=\.)(?=\p{L}{2})/gu, ' ')
    .trim()
}

type Name = { lastName: string; firstName: string; middleName: string | null }

const patronymic = /(?:вич|вна|чна|шна|ич|оглы|кызы)$/iu
const lengthMax = 100

/** A person's name from one line; what can't be told apart stays in the last name. */
export function splitName(line: string): Name {
  const words = line.trim().split(/\s+/u)
  const [last = '', first = '', middle = ''] = words
  if (words.length === 3 && patronymic.test(middle))
    return { lastName: last, firstName: first, middleName: middle }
  const initials = /^(\S+)\s+(\p{Lu}\.)\s?(\p{Lu}\.)$/u.exec(line.trim())
  if (initials)
    return { lastName: initials[1] ?? '', firstName: initials[2] ?? '', middleName: initials[3] ?? null }
  const characters = [...line.trim()]
  return {
    lastName: characters.slice(0, lengthMax).join('').trim(),
    firstName: characters.slice(lengthMax).join('').trim(),
    middleName: null,
  }
}
