import { makeFet, type ActivitySketch } from '@diary/api/features/imports/fet/make-fet'

/** The classes of a school that moves in, as its planning program and its list name them. */
export const classes = [
  '5А',
  '5Б',
  '5В',
  '6А',
  '6Б',
  '6В',
  '7А',
  '7Б',
  '7В',
  '8А',
  '8Б',
  '8В',
  '9А',
  '9Б',
  '9В',
  '10А',
  '11А',
]

const taught: readonly (readonly [
  subject: string,
  lastName: string,
  firstName: string,
  middleName: string,
])[] = [
  ['Русский язык', 'Абрамова', 'Анна', 'Олеговна'],
  ['Литература', 'Богданова', 'Вера', 'Ильинична'],
  ['Математика', 'Воронцов', 'Глеб', 'Андреевич'],
  ['Английский язык', 'Герасимова', 'Дарья', 'Павловна'],
  ['История', 'Демидов', 'Егор', 'Сергеевич'],
  ['Обществознание', 'Ершова', 'Жанна', 'Викторовна'],
  ['География', 'Жданов', 'Захар', 'Ильич'],
  ['Биология', 'Зотова', 'Инна', 'Борисовна'],
  ['Физика', 'Исаев', 'Кирилл', 'Львович'],
  ['Химия', 'Калинина', 'Лидия', 'Марковна'],
  ['Информатика', 'Лазарев', 'Максим', 'Никитич'],
  ['Физкультура', 'Маслов', 'Никита', 'Олегович'],
  ['Музыка', 'Носова', 'Ольга', 'Петровна'],
  ['ИЗО', 'Орехова', 'Полина', 'Романовна'],
  ['Технология', 'Панфилов', 'Роман', 'Семёнович'],
  ['ОБЖ', 'Рябов', 'Степан', 'Тимурович'],
  ['Черчение', 'Савина', 'Тамара', 'Юрьевна'],
]

/** A member of staff of that school, as the list has them. */
export const teacherOf = (subject: string) => {
  const index = taught.findIndex(([own]) => own === subject)
  const [, lastName = '', firstName = '', middleName = ''] = taught[index] ?? []
  return {
    lastName,
    firstName,
    middleName,
    fullName: `${lastName} ${firstName} ${middleName}`,
    birthOn: staffBirth(index),
  }
}

const staffBirth = (index: number) => `19${70 + (index % 25)}-03-${String(1 + index).padStart(2, '0')}`
const pad = (number: number) => String(number).padStart(2, '0')
const dotted = (day: string) => day.split('-').toReversed().join('.')

const familyNames = ['Агеев', 'Блинов', 'Волков', 'Громов']
const childNames = [
  'Артём',
  'Богдан',
  'Виктор',
  'Геннадий',
  'Денис',
  'Евгений',
  'Игорь',
  'Константин',
  'Леонид',
]
const motherNames = ['Алла', 'Белла', 'Валентина', 'Галина', 'Диана', 'Ева', 'Зинаида', 'Ирина', 'Карина']

/** A student of a class with the mother, as the list has them; the number counts from 0. */
export function studentOf(className: string, number: number) {
  const index = classes.indexOf(className)
  const family = familyNames[number % familyNames.length] ?? ''
  const firstName = childNames[index % childNames.length] ?? ''
  const grade = Number.parseInt(className, 10)
  return {
    lastName: `${family}${index < childNames.length ? '' : 'ский'}`,
    firstName,
    birthOn: `${2026 - grade - 7}-${pad(1 + (index % 9))}-${pad(5 + number)}`,
    mother: `${family}${index < childNames.length ? 'а' : 'ская'} ${motherNames[index % motherNames.length]} Ивановна`,
    phone: `+7913${pad(index)}00${pad(number)}${pad(index)}0`.slice(0, 12),
  }
}

const perClass = 4

/** The timetable as a planning program saves it: five lessons on five days for each class, every teacher in one class at a time. */
export function timetableFile(): string {
  const activities: ActivitySketch[] = []
  for (let slot = 0; slot < 25; slot += 1)
    for (const [index, className] of classes.entries()) {
      const [subject = '', lastName = '', firstName = '', middleName = ''] =
        taught[(index + slot) % taught.length] ?? []
      activities.push({
        subject,
        // Planning programs write initials where the list has names.
        teachers: [`${lastName} ${firstName[0]}.${middleName[0]}.`],
        students: [className],
        at: [Math.floor(slot / 5), slot % 5],
        room: `${101 + index}`,
      })
    }
  const years: Record<string, Record<string, readonly string[]>> = {}
  for (const className of classes) {
    const year = `${Number.parseInt(className, 10)} параллель`
    years[year] = { ...years[year], [className]: [] }
  }
  return makeFet({ institution: 'Школа на новом месте', students: years, activities })
}

/** The list of the school as a secretary has it: one table of students with their mothers, one of staff. */
export function rosterFile(): string {
  const students = classes.flatMap(className =>
    Array.from({ length: perClass }, (_, number) => {
      const { lastName, firstName, birthOn, mother, phone } = studentOf(className, number)
      return [lastName, firstName, '', className, dotted(birthOn), mother, 'мать', phone]
    }),
  )
  const staff = taught.map(([subject, lastName, firstName, middleName], index) => [
    lastName,
    firstName,
    middleName,
    `Учитель: ${subject.toLowerCase()}`,
    dotted(staffBirth(index)),
  ])
  const table = [
    ['Фамилия', 'Имя', 'Отчество', 'Класс', 'Дата рождения', 'Представитель', 'Кем приходится', 'Телефон'],
    ...students,
    [],
    ['Фамилия', 'Имя', 'Отчество', 'Должность', 'Дата рождения'],
    ...staff,
  ]
  return `${table.map(cells => cells.join(';')).join('\r\n')}\r\n`
}
