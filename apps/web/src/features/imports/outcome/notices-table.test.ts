import { expect, test } from 'vitest'
import { noticesTable } from './notices-table.ts'

const words = {
  error: 'ошибка',
  warning: 'замечание',
  columns: ['Вид', 'Файл', 'Лист', 'Строка', 'Столбец', 'Что'],
}

test('notices become a table with a place each, and nothing in it is a formula', () => {
  const table = noticesTable(
    [
      {
        severity: 'error',
        text: { ru: '=1+1; «нет»', en: '' },
        place: { sheet: 'Ученики', line: 4, columnName: 'Класс' },
      },
      { severity: 'warning', text: { ru: 'Столбец "СНИЛС" не перенесён', en: '' }, place: null },
    ],
    text => text.ru,
    words,
  )
  expect(table.split('\r\n')).toEqual([
    '\uFEFF"Вид";"Файл";"Лист";"Строка";"Столбец";"Что"',
    '"ошибка";"";"Ученики";"4";"Класс";"\'=1+1; «нет»"',
    '"замечание";"";"";"";"";"Столбец ""СНИЛС"" не перенесён"',
    '',
  ])
})
