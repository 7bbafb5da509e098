import { textOf } from './values.ts'
import type { Cell, TableRow } from '../workbook/table.ts'

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
  classNames: ['классы', 'classes'],
  grade: ['параллель', 'grade'],
  shift: ['смена', 'shift'],
  groupKind: ['вид группы', 'group kind'],
  sex: ['пол', 'sex', 'gender'],
  code: ['код', 'code'],
  birthOn: ['дата рождения', 'др', 'день рождения', 'birth date', 'date of birth', 'birthday'],
  subgroup: ['подгруппа', 'подгруппы', 'группа', 'группы', 'subgroup', 'subgroups', 'group', 'groups'],
  position: ['должность', 'position'],
  capacity: ['роль', 'роли', 'права', 'role', 'roles', 'capacity'],
  subjects: ['предмет', 'предметы', 'предметы и классы', 'нагрузка', 'subject', 'subjects'],
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
const childFields = {
  child: ['ребенок', 'дети', 'чей представитель', 'child', 'children'],
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
  | { of: 'child'; field: 'child' | 'kind'; number: number }
)

export type Heading = {
  kind: 'students' | 'guardians' | 'staff' | 'classes' | 'groups'
  columns: Column[]
  unknown: string[]
  /** Titles of what stands in two columns. */
  twice: string[]
}

/** The columns a row of headings names; `undefined` when it is no such row. */
export function headingOf({ cells }: TableRow): Heading | undefined {
  const columns: Column[] = []
  const unknown: string[] = []
  let [guardian, child] = [0, 0]
  for (const [index, cell] of cells.entries()) {
    const title = textOf(cell)
    if (title === '') continue
    const { name, number, kind, isGuardians } = wordsOf(cell)
    const opens = fieldOf(guardianFields, name)
    const contact = fieldOf(contactFields, name)
    const own = fieldOf(plainFields, name)
    if (fieldOf(childFields, name) !== undefined) {
      child = number ?? child + 1
      columns.push({ index, title, of: 'child', field: 'child', number: child })
    } else if (opens !== undefined || (contact !== undefined && (isGuardians || guardian > 0))) {
      const isNew = opens === 'fullName' || opens === 'lastName'
      guardian = number ?? (isNew ? guardian + 1 : Math.max(guardian, 1))
      columns.push({ index, title, of: 'guardian', field: opens ?? contact ?? 'fullName', guardian, kind })
    } else if (own !== undefined || contact !== undefined) {
      columns.push({ index, title, of: 'person', field: own ?? contact ?? 'fullName' })
    } else unknown.push(title)
  }
  if (child > 0) return { kind: 'guardians', ...asGuardians(columns), unknown }
  const has = (field: PlainField) => columns.some(column => column.of === 'person' && column.field === field)
  const found = { columns, unknown, twice: twiceIn(columns) }
  if (has('groupKind') && has('subgroup')) return { kind: 'groups', ...found }
  const isNamed = has('fullName') || has('lastName')
  if (has('grade') && has('className') && !isNamed) return { kind: 'classes', ...found }
  if (!isNamed) return undefined
  if (has('className')) return { kind: 'students', ...found }
  const isStaff = (['position', 'capacity', 'subjects', 'classTeacherOf'] as const).some(has)
  return isStaff ? { kind: 'staff', ...found } : undefined
}

/** In a table of guardians the columns of a guardian are the person's own, and the kind belongs to a child. */
function asGuardians(columns: readonly Column[]): Pick<Heading, 'columns' | 'twice'> {
  const own = columns.map((column): Column => {
    if (column.of !== 'guardian') return column
    const { index, title, field, guardian } = column
    return field === 'kind'
      ? { index, title, of: 'child', field, number: guardian }
      : { index, title, of: 'person', field }
  })
  return { columns: own, twice: twiceIn(own) }
}

/** Two columns of one thing contradict each other; of phones and addresses there may be several. */
function twiceIn(columns: readonly Column[]): string[] {
  const seen = new Set<string>()
  return columns.flatMap(column => {
    if (column.field === 'phone' || column.field === 'email') return []
    const number = column.of === 'guardian' ? column.guardian : column.of === 'child' ? column.number : 0
    const key = `${column.of} ${column.field} ${number}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return column.title
  })
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
