import { asPart, taughtText } from '../roster/lists.ts'
import { emailIn, phoneIn } from '../roster/values.ts'
import {
  groupWord,
  groupWords,
  guardianshipWord,
  guardianshipWords,
  sexWord,
  sexWords,
  staffWord,
  staffWords,
} from '../roster/words.ts'
import { plainWords } from '../roster-plan/match.ts'
import type { Sheet, SheetCell, SheetColumn } from '../workbook/write-workbook.ts'
import type { ExportedStudent, SchoolPeople } from './school-people.ts'

/** Lists to choose from, a column each. */
const lists = { kinds: 1, sexes: 2, classes: 3, roles: 4, groupKinds: 5 }
type ListName = keyof typeof lists
export const listsSheetName = 'Списки'

/** The columns of a roster file; the template and what the school exports have the very same. */
export function rosterColumns(childrenCount: number, listLengths: Readonly<Record<ListName, number>>) {
  const chosen = (list: ListName, isStrict: boolean): Pick<SheetColumn, 'list'> => ({
    list: { sheet: listsSheetName, column: lists[list], count: listLengths[list], isStrict },
  })
  const name: SheetColumn[] = [
    { title: 'Фамилия', width: 20 },
    { title: 'Имя', width: 16 },
    { title: 'Отчество', width: 20 },
  ]
  const born: SheetColumn = { title: 'Дата рождения', width: 15, isDay: true }
  const sex: SheetColumn = { title: 'Пол', width: 6, ...chosen('sexes', true) }
  const reach: SheetColumn[] = [
    { title: 'Телефон', width: 22 },
    { title: 'Почта', width: 26 },
  ]
  const code: SheetColumn = { title: 'Код', width: 38 }
  const children = Array.from({ length: childrenCount }, (_, index): SheetColumn[] => [
    { title: `Ребёнок ${index + 1}`, width: 38 },
    { title: `Кем приходится ${index + 1}`, width: 18, ...chosen('kinds', true) },
  ]).flat()
  const className: SheetColumn = { title: 'Класс', width: 10, ...chosen('classes', false) }
  return {
    students: [...name, className, born, sex, { title: 'Подгруппы', width: 28 }, ...reach, code],
    guardians: [...name, born, sex, ...reach, ...children, code],
    staff: [
      ...name,
      { title: 'Должность', width: 30 },
      { title: 'Роли', width: 24, ...chosen('roles', false) },
      born,
      sex,
      ...reach,
      { title: 'Предметы и классы', width: 50 },
      { title: 'Классное руководство', width: 20, ...chosen('classes', false) },
      code,
    ],
    classes: [className, { title: 'Параллель', width: 12 }, { title: 'Смена', width: 8 }].map(
      ({ title, width }) => ({
        title,
        width,
      }),
    ),
    groups: [
      { title: 'Группа', width: 28 },
      { title: 'Вид группы', width: 18, ...chosen('groupKinds', true) },
      { title: 'Классы', width: 28 },
    ],
  } satisfies Record<string, SheetColumn[]>
}

/** The sheet from which the others' lists are chosen. */
export function listsSheet(classes: readonly string[]): { sheet: Sheet; lengths: Record<ListName, number> } {
  const values = [guardianshipWords, sexWords, classes, staffWords, groupWords]
  const titles = ['Кем приходится', 'Пол', 'Классы', 'Роли', 'Вид группы']
  const rows = Array.from({ length: Math.max(...values.map(({ length }) => length)) }, (_, at) =>
    values.map(list => list[at] ?? null),
  )
  const [kinds = 0, sexes = 0, classCount = 0, roles = 0, groupKinds = 0] = values.map(({ length }) => length)
  return {
    sheet: { name: listsSheetName, columns: titles.map(title => ({ title, width: 24 })), rows },
    lengths: { kinds, sexes, classes: classCount, roles, groupKinds },
  }
}

/** A school's roster as sheets that the import of rosters reads again. */
export function rosterSheets(people: SchoolPeople): Sheet[] {
  const { students, guardians, ties, staff, teachings, classes, groups } = people
  const { sheet: listed, lengths } = listsSheet(classes.map(({ title }) => title))
  const studentById = new Map(students.map(student => [student.id, student]))
  const nameOfChild = childNames(students)
  const childrenOf = new Map<string, { text: string; kind: string }[]>()
  for (const { guardianId, studentId, kind } of ties) {
    const student = studentById.get(studentId)
    if (student === undefined) continue
    const child = { text: nameOfChild(student), kind: guardianshipWord(kind) }
    childrenOf.set(guardianId, [...(childrenOf.get(guardianId) ?? []), child])
  }
  const mostChildren = Math.max(3, ...[...childrenOf.values()].map(({ length }) => length))
  const columns = rosterColumns(mostChildren, lengths)
  const taughtBy = new Map<string, Map<string, string[]>>()
  for (const { staffId, subject, title } of teachings) {
    const own = taughtBy.get(staffId) ?? new Map<string, string[]>()
    own.set(subject, [...(own.get(subject) ?? []), title])
    taughtBy.set(staffId, own)
  }
  const day = (birthOn: string | null): SheetCell => (birthOn === null ? null : { day: birthOn })
  const sexCell = (sex: 'female' | 'male' | null) => (sex === null ? null : sexWord(sex))
  return [
    {
      name: 'Ученики',
      columns: columns.students,
      rows: students.map(one => [
        one.lastName,
        one.firstName,
        one.middleName,
        one.className,
        day(one.birthOn),
        sexCell(one.sex),
        sorted(one.groups ?? [])
          .map(asPart)
          .join('; '),
        ...contactCells(one),
        one.code,
      ]),
    },
    {
      name: 'Представители',
      columns: columns.guardians,
      rows: guardians.map(one => {
        const children = (childrenOf.get(one.id) ?? []).toSorted((a, b) => (a.text < b.text ? -1 : 1))
        const cells = children.flatMap(({ text, kind }) => [text, kind])
        const empty = Array.from({ length: mostChildren * 2 - cells.length }, () => null)
        return [
          one.lastName,
          one.firstName,
          one.middleName,
          day(one.birthOn),
          sexCell(one.sex),
          ...contactCells(one),
          ...cells,
          ...empty,
          one.code,
        ]
      }),
    },
    {
      name: 'Сотрудники',
      columns: columns.staff,
      rows: staff.map(one => [
        one.lastName,
        one.firstName,
        one.middleName,
        one.position,
        sorted((one.kinds ?? []).map(staffWord)).join('; ') || staffWord('none'),
        day(one.birthOn),
        sexCell(one.sex),
        ...contactCells(one),
        taughtText(
          sorted([...(taughtBy.get(one.id) ?? new Map<string, string[]>()).keys()]).map(subject => ({
            subject,
            groups: sorted([...new Set(taughtBy.get(one.id)?.get(subject) ?? [])]),
          })),
        ),
        sorted(one.leads ?? [])
          .map(asPart)
          .join('; '),
        one.code,
      ]),
    },
    {
      name: 'Классы',
      columns: columns.classes,
      rows: classes.map(({ title, grade, shift }) => [title, String(grade), String(shift)]),
    },
    {
      name: 'Группы',
      columns: columns.groups,
      rows: groups.map(group => [
        group.title,
        groupWord(group.kind),
        sorted(group.classes).map(asPart).join(', '),
      ]),
    },
    listed,
  ]
}

const sorted = (texts: readonly string[]) =>
  texts.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))

/** Phones as people here write them, and not with a plus, which a spreadsheet takes for a sum. */
export function contactCells({
  phones,
  emails,
}: {
  phones: string[] | null
  emails: string[] | null
}): string[] {
  const known = (values: string[] | null, read: (text: string) => string | undefined) =>
    sorted([...new Set((values ?? []).flatMap(value => read(value) ?? []))])
  return [known(phones, phoneIn).map(phoneText).join('; '), known(emails, emailIn).join('; ')]
}

const phoneText = (phone: string) => phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '8 ($1) $2-$3-$4')

/** What a child is called in a guardian's row: with the class, and with the code where that is not enough. */
function childNames(students: readonly ExportedStudent[]): (student: ExportedStudent) => string {
  const keysOf = ({ lastName, firstName, middleName, className }: ExportedStudent) =>
    new Set(
      [`${lastName} ${firstName}`, `${lastName} ${firstName} ${middleName ?? ''}`].map(
        name => `${plainWords(name)}|${className}`,
      ),
    )
  const counts = new Map<string, number>()
  for (const student of students)
    for (const key of keysOf(student)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return student => {
    const { lastName, firstName, middleName, className, code } = student
    const name = [lastName, firstName, middleName ?? ''].join(' ').trim()
    const isAlone = counts.get(`${plainWords(name)}|${className}`) === 1 && !/[,()]/.test(name + className)
    return asChild(isAlone ? `${name}, ${className}` : `${name}, ${className}, ${code}`)
  }
}

/** A cell may list several children between semicolons. */
const asChild = (text: string) => (/[;\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
