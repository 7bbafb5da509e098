import { textOf } from './values.ts'
import type { Cell, TableRow } from './table.ts'

const plainFields = {
  fullName: [
    'фио',
    'ученик',
    'обучающийся',
    'сотрудник',
    'педагог',
    'учитель',
    'name',
    'full name',
    'student',
    'teacher',
  ],
  lastName: ['фамилия', 'last name', 'surname'],
  firstName: ['имя', 'first name'],
  middleName: ['отчество', 'middle name', 'patronymic'],
  className: ['класс', 'class'],
  birthOn: ['дата рождения', 'др', 'день рождения', 'birth date', 'date of birth', 'birthday'],
  subgroup: ['подгруппа', 'подгруппы', 'группа', 'группы', 'subgroup', 'subgroups', 'group', 'groups'],
  position: ['должность', 'position'],
  capacity: ['роль', 'роли', 'права', 'role', 'roles', 'capacity'],
  subjects: ['предмет', 'предметы', 'subject', 'subjects'],
  classTeacherOf: [
    'классное руководство',
    'классный руководитель',
    'кл рук',
    'class teacher of',
    'class teacher',
  ],
} as const
const guardianFields = {
  fullName: [
    'представитель',
    'законный представитель',
    'родитель',
    'guardian',
    'parent',
    'мать',
    'отец',
    'mother',
    'father',
  ],
  lastName: ['фамилия представителя', 'фамилия родителя', 'guardian last name'],
  firstName: ['имя представителя', 'имя родителя', 'guardian first name'],
  middleName: ['отчество представителя', 'отчество родителя', 'guardian middle name'],
  kind: ['кем приходится', 'степень родства', 'родство', 'вид представительства', 'relation', 'kind'],
} as const
const contactFields = {
  phone: ['телефон', 'тел', 'мобильный', 'мобильный телефон', 'phone', 'mobile'],
  email: ['почта', 'эл почта', 'электронная почта', 'email', 'e mail', 'mail'],
} as const

type PlainField = keyof typeof plainFields | keyof typeof contactFields
type GuardianField = keyof typeof guardianFields | keyof typeof contactFields

/** What a column holds; a guardian's column says of which guardian of the row. */
export type Column = { index: number; title: string } & (
  | { of: 'person'; field: PlainField }
  | { of: 'guardian'; field: GuardianField; guardian: number; kind: string | undefined }
)

export type Heading = { kind: 'students' | 'staff'; columns: Column[]; unknown: string[] }

/** The columns a row of headings names; `undefined` when it is no such row. */
export function headingOf({ cells }: TableRow): Heading | undefined {
  const columns: Column[] = []
  const unknown: string[] = []
  let guardian = 0
  for (const [index, cell] of cells.entries()) {
    const title = textOf(cell)
    if (title === '') continue
    const { name, number, kind, isGuardians } = wordsOf(cell)
    const opens = fieldOf(guardianFields, name)
    const contact = fieldOf(contactFields, name)
    const own = fieldOf(plainFields, name)
    if (opens !== undefined || (contact !== undefined && (isGuardians || guardian > 0))) {
      const isNew = opens === 'fullName' || opens === 'lastName'
      guardian = number ?? (isNew ? guardian + 1 : Math.max(guardian, 1))
      columns.push({ index, title, of: 'guardian', field: opens ?? contact ?? 'fullName', guardian, kind })
    } else if (own !== undefined || contact !== undefined) {
      columns.push({ index, title, of: 'person', field: own ?? contact ?? 'fullName' })
    } else unknown.push(title)
  }
  const has = (field: PlainField) => columns.some(column => column.of === 'person' && column.field === field)
  if (!has('fullName') && !has('lastName')) return undefined
  if (has('className')) return { kind: 'students', columns, unknown }
  const isStaff = (['position', 'capacity', 'subjects', 'classTeacherOf'] as const).some(has)
  return isStaff ? { kind: 'staff', columns, unknown } : undefined
}

function fieldOf<Field extends string>(
  fields: Readonly<Record<Field, readonly string[]>>,
  name: string,
): Field | undefined {
  return (Object.keys(fields) as Field[]).find(field => fields[field].includes(name))
}

/** The words of a heading without case, ё, dots and what only adds detail, its number and whose it is. */
function wordsOf(cell: Cell) {
  const text = textOf(cell)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/ф\.?\s?и\.?\s?о\.?/u, 'фио')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const number = /(?:^| )(\d)(?: |$)/u.exec(text)?.[1]
  const kind = /(?:^| )(мат(?:ь|ери)|мам[аы]|mother)(?: |$)/u.test(text)
    ? 'мать'
    : /(?:^| )(от(?:ец|ца)|пап[аы]|father)(?: |$)/u.test(text)
      ? 'отец'
      : undefined
  const isGuardians = kind !== undefined || /представител|родител|guardian|parent/u.test(text)
  const name = text
    .replace(/(?:^| )\d(?= |$)/gu, '')
    .replace(/^(?:фио|полное имя) (?=представител|родител|мат|отц)/u, '')
    .replace(/ (?:ученика|обучающегося|ребенка|сотрудника|педагога|учителя)$/u, '')
    .trim()
  const cases: Readonly<Record<string, string>> = {
    представителя: 'представитель',
    'законного представителя': 'представитель',
    родителя: 'родитель',
    матери: 'мать',
    отца: 'отец',
  }
  const contact = /^(.+?) (?:матери|отца|мамы|папы|представителя|родителя|of guardian)$/u.exec(name)?.[1]
  const isContact = contact !== undefined && fieldOf(contactFields, contact) !== undefined
  return {
    name: isContact ? contact : (cases[name] ?? name),
    number: number === undefined ? undefined : Number(number),
    kind,
    isGuardians,
  }
}
