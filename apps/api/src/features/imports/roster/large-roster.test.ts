import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { patiently } from '../all-or-nothing.ts'
import { unwatched, type ImportJob } from '../importer.ts'
import { foundSchool, schoolYearOf } from '../school.ts'
import { writeWorkbook, type SheetCell } from '../workbook/write-workbook.ts'
import { rosterImporter } from './roster-importer.ts'

// As an import's own: its transactions may take longer than those of a request.
const held = testDatabase({ transactionTimeoutMs: 120_000 })
const today = '2026-11-23'
// LARGE_ROSTER=1: the largest school there is, with its seconds and its memory; otherwise a fifth of its families.
const isFull = process.env.LARGE_ROSTER !== undefined
const [studentCount, guardianCount, staffCount] = isFull ? [3000, 4500, 150] : [600, 900, 150]

/** A name of its own for every number. */
const letters = 'абвгдежзиклмнопрст'
const word = (number: number): string =>
  (letters[number % letters.length] ?? '') +
  (number < letters.length ? '' : word(Math.floor(number / letters.length)))
const name = (stem: string, number: number) => [
  `${stem}${word(number)}`,
  `И${word(number % 50)}`,
  `О${word(number % 30)}`,
]
const classOf = (number: number) => `${1 + (number % 11)}${'АБВГДЕЖЗИК'[Math.floor(number / 11) % 10]}`
const phone = (number: number) =>
  `8 (913) ${String(1_000_000 + number).replace(/^(\d{3})(\d{2})(\d{2})$/, '$1-$2-$3')}`

function largeRoster(): Buffer {
  const columns = (titles: readonly string[]) => titles.map(title => ({ title, width: 12 }))
  const rows = <Row>(count: number, of: (number: number) => Row) =>
    Array.from({ length: count }, (_, number) => of(number))
  const child = (number: number) => `${name('Уч', number).join(' ')}, ${classOf(number)}`
  return writeWorkbook([
    {
      name: 'Ученики',
      columns: columns(['Фамилия', 'Имя', 'Отчество', 'Класс', 'Дата рождения', 'Подгруппы']),
      rows: rows(studentCount, (number): SheetCell[] => [
        ...name('Уч', number),
        classOf(number),
        { day: `20${10 + (number % 9)}-0${1 + (number % 9)}-1${number % 10}` },
        `англ ${1 + (number % 2)}`,
      ]),
    },
    {
      name: 'Представители',
      columns: columns(['Фамилия', 'Имя', 'Отчество', 'Телефон', 'Почта', 'Ребёнок 1', 'Кем приходится 1']),
      rows: rows(guardianCount, number => [
        ...name('Ро', number),
        phone(number),
        `p${number}@example.ru`,
        child(number % studentCount),
        number < studentCount ? 'мать' : 'отец',
      ]),
    },
    {
      name: 'Сотрудники',
      columns: columns([
        'Фамилия',
        'Имя',
        'Отчество',
        'Должность',
        'Предметы и классы',
        'Классное руководство',
      ]),
      rows: rows(staffCount, number => [
        ...name('Пе', number),
        'Учитель',
        `Предмет ${word(number % 15)}: ${classOf(number)}, ${classOf(number + 1)}`,
        number < 110 ? classOf(number) : '',
      ]),
    },
  ])
}

test('a large roster is imported with progress; again, there is nothing to change', async () => {
  const file = { name: 'roster.xlsx', bytes: largeRoster() }
  const school = { id: newId(), title: `Школа ${newId()}`, isNew: true }
  const said: number[] = []
  const job: ImportJob = {
    ...unwatched,
    progress: async done => {
      said.push(done)
    },
  }
  const answers = { values: {}, matches: {} }
  const within = <T>(work: (given: Parameters<typeof rosterImporter.write>[0]) => Promise<T>) =>
    held.database.inScope({ schoolId: school.id, kind: 'system' }, async given => {
      await patiently(given)
      return work(given)
    })
  await within(async work => {
    await foundSchool(work.db, school, '2026-09-01')
    await schoolYearOf(work.db, school.id, '2026-09-01')
  })
  let memory = 0
  const watching = setInterval(() => (memory = Math.max(memory, process.memoryUsage().rss)), 20)
  const began = performance.now()
  await within(async work => {
    const known = { work, schoolId: school.id, today, remembered: answers, job }
    const { facts } = await rosterImporter.recognise(file, known)
    expect(facts.map(({ value }) => value)).toEqual(
      [studentCount, 110, guardianCount, staffCount].map(String),
    )
  })
  const read = performance.now()
  const written = await within(work =>
    rosterImporter.write(work, file, { schoolId: school.id, today, answers }, job),
  )
  const seconds = (performance.now() - began) / 1000
  clearInterval(watching)
  expect(written.rows).toEqual([])
  expect(said.length).toBeGreaterThan(isFull ? 30 : 6)
  if (isFull) {
    // The memory holds the tests' own tools too.
    expect(seconds).toBeLessThan(30)
    expect(memory).toBeLessThan(512 * 1024 * 1024)
    console.info(
      `3000 students, 4500 guardians, 150 staff: ${seconds.toFixed(1)} s (${((read - began) / 1000).toFixed(1)} s of reading), at most ${Math.round(memory / 1024 / 1024)} MB`,
    )
  }

  const again = await within(work =>
    rosterImporter.write(work, file, { schoolId: school.id, today, answers }, job),
  )
  expect(again.rows.every(({ action }) => action === 'unchanged')).toBe(true)
  expect(again.rows).toHaveLength(studentCount + guardianCount + staffCount)
  const counts = await within(({ db }) =>
    Promise.all([
      db.student.count({ where: { schoolId: school.id } }),
      db.guardianship.count({ where: { schoolId: school.id } }),
      db.teaching.count({ where: { schoolId: school.id } }),
      db.groupMembership.count({ where: { schoolId: school.id } }),
    ]),
  )
  expect(counts).toEqual([studentCount, guardianCount, 2 * staffCount, 2 * studentCount])
}, 120_000)
