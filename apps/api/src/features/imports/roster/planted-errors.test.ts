import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { ImportError, type Place } from '../import-error.ts'
import { en, ru } from '../import-texts.ts'
import { sentence } from '../import-error.ts'
import { unwatched } from '../importer.ts'
import { foundSchool, schoolYearOf } from '../school.ts'
import { makeXlsx, type CellSketch } from './make-xlsx.ts'
import { rosterImporter } from './roster-importer.ts'

const held = testDatabase()
const today = '2026-11-23'

const students: CellSketch[][] = [
  [
    'Фамилия',
    'Имя',
    'Отчество',
    'Класс',
    'Дата рождения',
    'Пол',
    'Подгруппы',
    'Телефон',
    'Почта',
    'Представитель 1',
    'Кем приходится 1',
    'Телефон 1',
    'Почта 1',
    'Код',
  ],
]
const guardians: CellSketch[][] = [
  [
    'Фамилия',
    'Имя',
    'Отчество',
    'Дата рождения',
    'Пол',
    'Телефон',
    'Почта',
    'Ребёнок 1',
    'Кем приходится 1',
    'Ребёнок 2',
    'Кем приходится 2',
    'Код',
  ],
]
const staff: CellSketch[][] = [
  [
    'Фамилия',
    'Имя',
    'Отчество',
    'Должность',
    'Роли',
    'Дата рождения',
    'Пол',
    'Телефон',
    'Почта',
    'Предметы и классы',
    'Классное руководство',
    'Код',
  ],
]
const classes: CellSketch[][] = [['Класс', 'Параллель', 'Смена']]
const groups: CellSketch[][] = [['Группа', 'Вид группы', 'Классы']]

type Planted = { sheet: string; line: number; column: string | undefined; words: string }
const planted: Planted[] = []
const code = '0197a0b0-0000-7000-8000-00000000000'

/** Adds a row; what is wrong with it is to be said in these words, at this column. */
function row(
  sheet: string,
  rows: CellSketch[][],
  cells: CellSketch[],
  ...wrong: [column: string | undefined, words: string][]
) {
  rows.push(cells)
  for (const [column, words] of wrong) planted.push({ sheet, line: rows.length, column, words })
}
const student = (cells: CellSketch[], ...wrong: [string | undefined, string][]) =>
  row('Ученики', students, cells, ...wrong)
const guardian = (cells: CellSketch[], ...wrong: [string | undefined, string][]) =>
  row('Представители', guardians, cells, ...wrong)
const employee = (cells: CellSketch[], ...wrong: [string | undefined, string][]) =>
  row('Сотрудники', staff, cells, ...wrong)

student(['Верный', 'Пётр', 'Ильич', '5А', { day: '2015-03-04' }])
student(['Двойник', 'Ян', null, '5А', '01.01.2015'])
student([null, 'Анна', null, '5А'], ['Фамилия', 'Нужны фамилия и имя'])
student(['Ким', null, null, '5А'], ['Имя', 'Нужны фамилия и имя'])
student(['Пак', 'Ли', null, null], ['Класс', 'Ячейка пуста'])
student(['Пак', 'Ан', null, 'Ромашка'], [undefined, 'не видно, какая это параллель'])
student(['Пак', 'Ен', null, '5А', '31.02.2015'], ['Дата рождения', '«31.02.2015» — не дата'])
student(['Пак', 'Ун', null, '5А', '2027-01-01'], ['Дата рождения', 'не может быть датой рождения'])
student(['Пак', 'Ын', null, '5А', null, 'кот'], ['Пол', '«кот»: ожидалось ж или м'])
student(['Пак', 'Юн', null, '5А', null, null, null, '12'], ['Телефон', '«12» не похоже'])
student(['Пак', 'Ян', null, '5А', null, null, null, null, 'почта'], ['Почта', '«почта» не похоже'])
student(
  ['Пак', 'Ил', null, '5А', null, null, null, null, null, 'Пак', 'отец'],
  ['Представитель 1', 'Нужны фамилия и имя'],
)
student(
  ['Пак', 'Ок', null, '5А', null, null, null, null, null, 'Пак Ир', 'сосед'],
  ['Кем приходится 1', '«сосед»'],
)
student(
  ['Пак', 'Эл', null, '5А', null, null, null, null, null, 'Пак Ир Ор', 'отец', 'нет'],
  ['Телефон 1', '«нет» не похоже'],
)
student(
  ['Пак', 'Ар', null, '5А', null, null, null, null, null, 'Пак Ир Ас', 'отец', null, 'а@'],
  ['Почта 1', '«а@» не похоже'],
)
student(['П4к', 'Ор', null, '5А'], ['Фамилия', 'В имени стоит цифра'])
student(['Пак'.repeat(50), 'Ур', null, '5А'], ['Фамилия', 'Имя длиннее 100 знаков'])
student(['Двойник', 'Ян', null, '5А', '01.01.2015'], [undefined, 'уже есть в строке 3'])
student(['Цой', { formula: 'A1', value: 'Юн' }, null, '5А'], ['B', 'В ячейке формула'])
student(
  ['Пак', 'Ям', null, '5А', null, null, null, null, null, null, null, null, null, '17'],
  ['Код', '«17» — не код'],
)
student(['Пак', 'Ём', null, '5А', null, null, null, null, null, null, null, null, null, `${code}1`])
student(
  ['Пак', 'Ём', 'Икс', '5А', null, null, null, null, null, null, null, null, null, `${code}1`],
  [undefined, 'с этим кодом уже есть в строке 22'],
)
student(['Тёзка', 'Ия', null, '5А', '01.02.2015'])
student(['Тёзка', 'Ия', null, '5А', '02.02.2015'])

guardian(
  [null, null, null, null, null, '89130000000', null, 'Верный Пётр, 5А', 'мать'],
  ['Фамилия', 'Нужны фамилия и имя'],
)
guardian(
  ['Верная', 'Анна', null, null, null, null, null, 'Неверный Пётр, 5А', 'мать'],
  ['Ребёнок 1', 'нет ни в файле, ни в школе'],
)
guardian(['Верная', 'Инна', null, null, null, null, null, 'Тёзка Ия, 5А', 'мать'], ['Ребёнок 1', 'несколько'])
guardian(['Верная', 'Ольга', null], [undefined, 'Не указан ни один ребёнок'])
guardian(
  ['Верная', 'Юлия', null, null, null, null, null, 'Верный Пётр, 5А', 'тётя соседа'],
  ['Кем приходится 1', '«тётя соседа»'],
)
guardian(
  ['Верная', 'Яна', null, null, null, null, null, 'Верный Пётр, 5А', 'мать', 'Верный Пётр Ильич, 5А', 'мать'],
  ['Ребёнок 2', 'указан у этого представителя дважды'],
)
guardian(
  ['Верная', 'Ева', null, '05.05.2016', null, null, null, 'Верный Пётр, 5А', 'мать'],
  [undefined, 'Дата рождения позже'],
)
guardian(
  ['Верная', 'Ада', null, null, null, null, null, 'Верный', 'мать'],
  ['Ребёнок 1', 'Нужны фамилия и имя'],
)
guardian(
  ['Ём', 'Пак', null, null, null, null, null, `Пак Ём, ${code}1`, 'отец', null, null, `${code}1`],
  [undefined, 'представителем самого себя'],
)

employee(['Орлов', 'Олег', null, 'Директор', 'царь'], ['Роли', '«царь»'])
employee(
  ['Орлова', 'Ольга', null, 'Учитель', null, null, null, null, null, 'Алгебра: 9Щ'],
  [undefined, 'Класса или группы «9Щ» нет'],
)
employee(
  ['Орлова', 'Инга', null, 'Учитель', null, null, null, null, null, null, '9Ю'],
  [undefined, 'Класса «9Ю» нет'],
)
employee(['Соколов', 'Иван', null, 'Учитель'])
employee(['Соколов', 'Иван', null, 'Учитель'], [undefined, 'Этот сотрудник уже есть в строке 5'])
employee(['Соколова', null, null, 'Учитель'], ['Имя', 'Нужны фамилия и имя'])
employee(['Соколова', 'Ия', null, 'я'.repeat(201)], ['Должность', 'Имя длиннее 200 знаков'])

row('Классы', classes, ['5А', '5', '1'])
row('Классы', classes, ['5 «а»', '5', '1'], [undefined, '«5 «а»» уже есть в строке 2'])
row('Классы', classes, ['6А', 'шесть', '1'], ['Параллель', '«шесть»: ожидалось целое число от 0 до 13'])
row('Классы', classes, ['7А', '7', '9'], ['Смена', '«9»: ожидалось целое число от 1 до 4'])
row('Группы', groups, ['Хор', 'толпа', '5А'], ['Вид группы', '«толпа»'])
row('Группы', groups, ['Хор 2', 'поток', null], ['Классы', 'Ячейка пуста'])
row('Группы', groups, ['Хор 3', 'поток', '9Ы'], [undefined, 'Класса «9Ы» нет'])

test('all of forty mistakes of different kinds are said in one go, each at its place, in either language', async () => {
  expect(planted.length).toBeGreaterThanOrEqual(40)
  const bytes = makeXlsx({
    Ученики: students,
    Представители: guardians,
    Сотрудники: staff,
    Классы: classes,
    Группы: groups,
  })
  const school = { id: newId(), title: `Школа ${newId()}`, isNew: true }
  const error = await held.database
    .inScope({ schoolId: school.id, kind: 'system' }, async work => {
      await foundSchool(work.db, school, '2026-09-01')
      await schoolYearOf(work.db, school.id, '2026-09-01')
      const remembered = { values: {}, matches: {} }
      await rosterImporter.recognise(
        { name: 'roster.xlsx', bytes },
        { work, schoolId: school.id, today, remembered, job: unwatched },
      )
    })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ImportError)
  const { notices } = error as ImportError
  const where = (place: Place | undefined) => `${place?.sheet} ${place?.line} ${place?.columnName ?? ''}`
  for (const { sheet, line, column, words } of planted) {
    const said = notices
      .filter(({ place }) => where(place) === `${sheet} ${line} ${column ?? ''}`)
      .map(notice => sentence(notice, ru))
    expect(said.join('\n'), `${sheet} ${line} ${column ?? ''}`).toContain(words)
  }
  // And nothing is called wrong that is right.
  expect(notices.map(notice => sentence(notice, ru))).toHaveLength(planted.length)
  for (const notice of notices) {
    const english = sentence(notice, en)
    expect(english).toMatch(/^sheet “.+”, line \d+/)
    expect(english.replace(/[“][^”]*[”]/g, '')).not.toMatch(/(ожидалось|строка|нужны|нет ни)/iu)
  }
  const people = await held.database.inScope({ schoolId: school.id, kind: 'system' }, ({ db }) =>
    db.person.count({ where: { schoolId: school.id } }),
  )
  expect(people).toBe(0)
})
