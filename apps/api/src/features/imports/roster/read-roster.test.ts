import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ImportError, sentence } from '../import-error.ts'
import { ru } from '../import-texts.ts'
import { makeZip } from '../workbook/zip.ts'
import { makeXlsx } from './make-xlsx.ts'
import { readRoster } from './read-roster.ts'
import { dayIn, emailIn, phoneIn, plainClass } from './values.ts'

const read = (bytes: string | Buffer) => readRoster(Buffer.from(bytes as Buffer), '2026-11-23')

/** What is wrong with a roster, in Russian. */
async function refusal(bytes: string | Buffer): Promise<string[]> {
  try {
    await read(bytes)
  } catch (error) {
    if (error instanceof ImportError) return error.notices.map(notice => sentence(notice, ru))
    throw error
  }
  return []
}

const heading = ['Фамилия', 'Имя', 'Отчество', 'Класс', 'Дата рождения', 'Подгруппа']
const guardians = [
  'Представитель',
  'Кем приходится',
  'Телефон',
  'Почта',
  'Представитель 2',
  'Кем приходится 2',
  'Телефон 2',
  'Почта 2',
]

test('a workbook gives students with their guardians, and staff', async () => {
  const roster = await read(
    makeXlsx({
      Ученики: [
        ['Список учеников на 1 сентября'],
        [],
        [...heading, ...guardians],
        [
          'Ёлкин',
          'Пётр',
          'Ильич',
          '5 «А»',
          { day: '2015-03-04' },
          'англ 1; инф 2',
          'Ёлкина Анна Петровна',
          'мать',
          '8 (913) 123-45-67',
          'Anna@Mail.ru',
          'Ёлкин Илья',
          'Отец',
          89130000000,
          null,
        ],
        ['Ким', 'Ян', null, '5 «А»', '05.09.2015'],
      ],
      Сотрудники: [
        ['ФИО', 'Должность', 'Предметы', 'Классное руководство', 'Телефон'],
        ['Иванова Мария Петровна', 'учитель математики', 'Алгебра, Геометрия', '5А', '+7 913 555-66-77'],
        ['Сидорова Инна Олеговна', 'Заместитель директора по УВР', 'История'],
        ['Орлов Олег Олегович', 'директор'],
        ['Белых Анна', 'повар'],
      ],
    }),
  )
  expect(roster.students).toMatchObject([
    {
      lastName: 'Ёлкин',
      firstName: 'Пётр',
      middleName: 'Ильич',
      className: '5 «А»',
      birthOn: '2015-03-04',
      subgroups: ['англ 1', 'инф 2'],
      place: { sheet: 'Ученики', line: 4 },
      guardians: [
        {
          lastName: 'Ёлкина',
          firstName: 'Анна',
          middleName: 'Петровна',
          kind: 'mother',
          phones: ['+79131234567'],
          emails: ['anna@mail.ru'],
        },
        {
          lastName: 'Ёлкин',
          firstName: 'Илья',
          middleName: null,
          kind: 'father',
          phones: ['+79130000000'],
          emails: [],
        },
      ],
    },
    {
      lastName: 'Ким',
      firstName: 'Ян',
      middleName: null,
      birthOn: '2015-09-05',
      subgroups: [],
      guardians: [],
    },
  ])
  expect(roster.staff).toMatchObject([
    {
      lastName: 'Иванова',
      position: 'учитель математики',
      kinds: ['teacher'],
      taught: [
        { subject: 'Алгебра', groups: [] },
        { subject: 'Геометрия', groups: [] },
      ],
      classTeacherOf: ['5А'],
    },
    { lastName: 'Сидорова', kinds: ['deputy', 'teacher'] },
    { lastName: 'Орлов', kinds: ['head'] },
    { lastName: 'Белых', kinds: [], position: 'повар' },
  ])
})

const rows = [
  [
    'ФАМИЛИЯ',
    'имя ученика',
    'Класс',
    'Дата  рождения',
    'ФИО матери',
    'Телефон матери',
    'ФИО отца',
    'Эл. почта отца',
  ],
  ['Ёлкин', 'Пётр; "Петя"', '5А', '2015-03-04', 'Ёлкина Анна', '+79131234567', 'Ёлкин Илья', 'i@e.ru'],
]
const csv = (separator: string) =>
  rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n')

function windows1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from([...text].map(letter => bytes.get(letter) ?? 0x3f))
}

test.each([',', ';', '\t'])(
  'a CSV separated by %j is read in UTF-8, with a mark or without, and in windows-1251',
  async separator => {
    const text = csv(separator)
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), windows1251(text)]) {
      expect((await read(bytes)).students).toMatchObject([
        {
          lastName: 'Ёлкин',
          firstName: 'Пётр; "Петя"',
          guardians: [
            { lastName: 'Ёлкина', firstName: 'Анна', kind: 'mother', phones: ['+79131234567'] },
            { lastName: 'Ёлкин', firstName: 'Илья', kind: 'father', emails: ['i@e.ru'] },
          ],
        },
      ])
    }
  },
)

test('one CSV may hold students and then staff', async () => {
  const roster = await read(
    'Фамилия;Имя;Класс\nКим;Ян;5 "А"\n;;\nФамилия;Имя;Должность\nИванова;Мария;Учитель\n',
  )
  expect([roster.students.length, roster.staff.length]).toEqual([1, 1])
})

test('everything that is wrong is said at once, with sheet, row and column', async () => {
  const bytes = makeXlsx({
    '5 классы': [
      [...heading, ...guardians],
      ['Ким', 'Ян', null, null, '31.02.2015'],
      ['Пак', null, null, '5А', '2027-01-01', null, 'Пак', 'сосед', '12', 'почта'],
      ['Цой', { formula: 'A1', value: 'Юн' }, null, '5А'],
    ],
  })
  expect(await refusal(bytes)).toEqual([
    'лист «5 классы», строка 4, столбец «B»: В ячейке формула: вставьте значение',
    'лист «5 классы», строка 2, столбец «Класс»: Ячейка пуста',
    'лист «5 классы», строка 2, столбец «Дата рождения»: «31.02.2015» — не дата; ожидалось, например, 05.09.2015',
    'лист «5 классы», строка 3, столбец «Имя»: Нужны фамилия и имя',
    'лист «5 классы», строка 3, столбец «Дата рождения»: Дата 2027-01-01 не может быть датой рождения',
    'лист «5 классы», строка 3, столбец «Представитель»: Нужны фамилия и имя',
    expect.stringContaining('столбец «Кем приходится»: «сосед»'),
    expect.stringContaining('столбец «Телефон»: «12» не похоже'),
    expect.stringContaining('столбец «Почта»: «почта» не похоже'),
  ])
})

test('files that are no roster are refused', async () => {
  expect(await refusal('просто текст')).toEqual([expect.stringContaining('Не найдена строка заголовков')])
  expect(await refusal('Фамилия;Имя;Класс\n')).toEqual([expect.stringContaining('ни одной строки')])
  expect(await refusal('Фамилия;Имя;Класс\nКим;=HYPERLINK("x");5А')).toEqual([
    expect.stringContaining('формула'),
  ])
  expect(await refusal('Фамилия;Имя;Класс\n"Ким;Ян;5А')).toEqual([
    expect.stringContaining('CSV прочитать не удалось'),
  ])
  expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toEqual([
    expect.stringContaining('.xls'),
  ])
  for (const document of ['%PDF-1.7\n1 0 obj', '{\\rtf1\\ansi', 'GIF89a\u0000\u0000'])
    expect(await refusal(document)).toEqual([expect.stringContaining('Это не таблица')])
  expect(await refusal('PK\u0003\u0004 not a workbook')).toEqual([
    expect.stringContaining('XLSX прочитать не удалось'),
  ])
  expect(await refusal(Array.from({ length: 101 }, (_, index) => `с${index}`).join(';'))).toEqual([
    expect.stringContaining('Столбцов больше 100'),
  ])
})

test('a workbook that would unpack to gigabytes, or reaches to the end of the world, is refused before it is read', async () => {
  const bomb = makeZip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(600 * 1024 * 1024) })
  expect(bomb.length).toBeLessThan(2 * 1024 * 1024)
  expect(await refusal(bomb)).toEqual([expect.stringContaining('распаковывается больше чем в 512 МБ')])
  const far = makeXlsx({ Ученики: [heading] })
  const wide = makeXlsx({ Ученики: [Array.from({ length: 120 }, (_, index) => `с${index}`)] })
  expect(await refusal(far)).toEqual([expect.stringContaining('ни одной строки')])
  expect(await refusal(wide)).toEqual([expect.stringContaining('Столбцов больше 100')])
})

test('whatever bytes come, the answer is a roster or a refusal', async () => {
  const good = makeXlsx({ Ученики: [heading, ['Ким', 'Ян', null, '5А']] })
  const spoilt = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => {
    const bytes = Buffer.from(good)
    bytes[at] = byte
    return bytes
  })
  const cut = fc.integer({ min: 4, max: good.length }).map(length => good.subarray(0, length))
  const noise = fc.uint8Array({ minLength: 4, maxLength: 200 }).map(bytes => Buffer.from(bytes))
  await fc.assert(
    fc.asyncProperty(fc.oneof(spoilt, cut, noise), async bytes => {
      expect(await refusal(bytes)).toBeInstanceOf(Array)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['05.09.2015', '2015-09-05'],
  ['5/9/2015 г.', '2015-09-05'],
  ['2015-09-05', '2015-09-05'],
  ['2015-09-05T00:00:00', '2015-09-05'],
  [42_252, '2015-09-05'],
  ['29.02.2015', undefined],
  ['вчера', undefined],
  [0.5, undefined],
  ['', undefined],
])('%j is the day %s', (cell, day) => expect(dayIn(cell)).toBe(day))

test.each([
  ['8 (913) 123-45-67', '+79131234567'],
  ['9131234567', '+79131234567'],
  ['+998 90 123 45 67', '+998901234567'],
  ['2-50-11', '25011'],
  ['12', undefined],
  ['мама', undefined],
])('the phone %s is kept as %s', (text, phone) => expect(phoneIn(text)).toBe(phone))

test('addresses and classes are compared however they are written', () => {
  expect(emailIn('Anna@Mail.RU')).toBe('anna@mail.ru')
  expect(emailIn('anna at mail')).toBeUndefined()
  expect(new Set(['5А', '5 «а»', '5-A', '05 а'].map(plainClass)).size).toBe(1)
})
