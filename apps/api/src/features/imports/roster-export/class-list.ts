import { asPart } from '../roster/lists.ts'
import { guardianshipWord, sexWord } from '../roster/words.ts'
import type { Sheet } from '../workbook/write-workbook.ts'
import { contactCells } from './roster-sheets.ts'
import type { SchoolPeople } from './school-people.ts'

/** The list of a class: its students in order with their guardians beside them. It can be imported like a roster. */
export function classListSheets(title: string, { students, guardians, ties }: SchoolPeople): Sheet[] {
  const guardianById = new Map(guardians.map(one => [one.id, one]))
  const order = new Map(guardians.map(({ id }, at) => [id, at]))
  const besides = students.map(({ id }) =>
    ties
      .filter(({ studentId, guardianId }) => studentId === id && guardianById.has(guardianId))
      .toSorted((one, other) => (order.get(one.guardianId) ?? 0) - (order.get(other.guardianId) ?? 0)),
  )
  const most = Math.max(1, ...besides.map(({ length }) => length))
  const columns = [
    { title: '№', width: 5 },
    { title: 'Фамилия', width: 20 },
    { title: 'Имя', width: 16 },
    { title: 'Отчество', width: 20 },
    { title: 'Класс', width: 10 },
    { title: 'Дата рождения', width: 15, isDay: true },
    { title: 'Пол', width: 6 },
    { title: 'Подгруппы', width: 28 },
    ...Array.from({ length: most }, (_, at) => [
      { title: `Представитель ${at + 1}`, width: 34 },
      { title: `Кем приходится ${at + 1}`, width: 18 },
      { title: `Телефон ${at + 1}`, width: 22 },
      { title: `Почта ${at + 1}`, width: 26 },
    ]).flat(),
  ]
  const rows = students.map((student, at) => [
    String(at + 1),
    student.lastName,
    student.firstName,
    student.middleName,
    student.className,
    student.birthOn === null ? null : { day: student.birthOn },
    student.sex === null ? null : sexWord(student.sex),
    (student.groups ?? []).toSorted().map(asPart).join('; '),
    ...(besides[at] ?? []).flatMap(({ guardianId, kind }) => {
      const guardian = guardianById.get(guardianId)
      if (guardian === undefined) return []
      const name = [guardian.lastName, guardian.firstName, guardian.middleName ?? ''].join(' ').trim()
      return [name, guardianshipWord(kind), ...contactCells(guardian)]
    }),
  ])
  return [{ name: sheetName(title), columns, rows }]
}

/** A sheet's name has at most 31 characters and none of these. */
const sheetName = (title: string) =>
  title
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Класс'
