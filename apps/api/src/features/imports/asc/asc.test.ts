import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintOf, type TimetablePlan } from '../fet/plan.ts'
import { ImportError, sentence } from '../import-error.ts'
import { en } from '../import-texts.ts'
import { parseAsc } from './asc-file.ts'
import { ascPlan, type AscOptions } from './asc-plan.ts'
import { ascText, isAsc } from './asc-text.ts'
import { makeAsc, type AscSketch } from './make-asc.ts'

const school: AscSketch = {
  classes: {
    '5А': [
      ['Группа 1', 'Группа 2'],
      ['Мальчики', 'Девочки'],
    ],
    '5Б': [
      ['Группа 1', 'Группа 2'],
      ['Мальчики', 'Девочки'],
    ],
    '10А': [],
  },
  lessons: [
    {
      subject: 'Математика',
      teachers: ['Иванова Мария Петровна'],
      for: ['5А'],
      cards: [{ at: [0, 1], room: '12' }],
    },
    { subject: 'Английский язык', teachers: ['Петрова А.С.'], for: ['5А/Группа 1'], cards: [{ at: [1, 2] }] },
    { subject: 'Английский язык', teachers: ['Ким О.В.'], for: ['5А/Группа 2'], cards: [{ at: [1, 2] }] },
    {
      subject: 'Физкультура',
      teachers: ['Волков И.И.'],
      for: ['5А/Мальчики', '5Б/Мальчики'],
      cards: [{ at: [2, 3], room: 'Спортзал' }],
    },
    { subject: 'Технология', teachers: ['Волков И.И.'], for: ['5Б'], periods: 2, cards: [{ at: [3, 4] }] },
    {
      subject: 'Информатика',
      teachers: ['Ким О.В.'],
      for: ['5Б/Группа 1'],
      cards: [{ at: [4, 1], weeks: '10' }],
    },
    { subject: 'Музыка', for: ['5Б/Группа 1', '5Б/Группа 2'], cards: [{ at: [4, 1], weeks: '01' }] },
    { subject: 'Элективный курс', for: ['10А'], seminar: '2', cards: [{ at: [0, 6] }] },
    { subject: 'Педсовет', teachers: ['Иванова Мария Петровна', 'Ким О.В.'], cards: [{ at: [4, 6] }] },
  ],
}

const options: AscOptions = { grades: new Map() }
const read = (text: string, given: Partial<AscOptions> = {}) =>
  ascPlan(parseAsc(text), { ...options, ...given })
const rowsOf = ({ rows }: TimetablePlan) =>
  rows.map(({ weekday, week, number, subject, group, teachers, room }) =>
    [
      `${weekday}${week === 'every' ? '' : week}.${number}`,
      subject,
      group ?? '—',
      teachers.join('+'),
      room ?? '',
    ].join('|'),
  )
const saidOf = ({ notices }: TimetablePlan) => notices.map(notice => sentence(notice, en))

function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof ImportError) return error.notices.map(notice => sentence(notice, en)).join('\n')
    throw error
  }
  return 'taken'
}

test('a school from aSc becomes the plan a FET file would become', () => {
  const plan = read(makeAsc(school))
  expect(plan.classes.map(({ title, grade }) => `${title}:${grade}`)).toEqual(['5А:5', '5Б:5', '10А:10'])
  expect(rowsOf(plan)).toEqual([
    '1.1|Математика|5А|Иванова Мария Петровна|12',
    '2.2|Английский язык|5А Группа 1|Петрова А.С.|',
    '2.2|Английский язык|5А Группа 2|Ким О.В.|',
    '3.3|Физкультура|5А Мальчики + 5Б Мальчики|Волков И.И.|Спортзал',
    '4.4|Технология|5Б|Волков И.И.|',
    '4.5|Технология|5Б|Волков И.И.|',
    '5odd.1|Информатика|5Б Группа 1|Ким О.В.|',
    '5even.1|Музыка|5Б||',
    '1.6|Элективный курс|10А Элективный курс 2||',
    '5.6|Педсовет|—|Иванова Мария Петровна+Ким О.В.|',
  ])
  expect(plan.groups.map(({ title, kind, classes }) => `${kind} ${title} ${classes.join(',')}`)).toEqual([
    'whole_class 5А 5А',
    'whole_class 5Б 5Б',
    'whole_class 10А 10А',
    'part 5А Группа 1 5А',
    'part 5А Группа 2 5А',
    'stream 5А Мальчики + 5Б Мальчики 5А,5Б',
    'part 5Б Группа 1 5Б',
    'part 10А Элективный курс 2 10А',
  ])
  expect(plan.bells[0]).toEqual({ number: 1, startMinute: 510, endMinute: 555 })
  expect(plan.areBellsNamed).toBe(true)
  expect(saidOf(plan)).toEqual([
    'The first week of the aSc cycle is taken as the odd one, the second as the even one',
  ])
})

test('the encodings of Windows, UTF-8 with a mark and UTF-16 give one and the same plan', () => {
  const text = makeAsc(school)
  const wanted = fingerprintOf(read(text))
  const cyrillic = Buffer.from(
    [...makeAsc({ ...school, encoding: 'windows-1251' })].map(
      character => windows1251.get(character) ?? character.charCodeAt(0),
    ),
  )
  const utf16 = Buffer.from(`\uFEFF${makeAsc({ ...school, encoding: 'UTF-16' })}`, 'utf16le')
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`),
    cyrillic,
    utf16,
    Buffer.from(utf16).swap16(),
  ]) {
    expect(isAsc(bytes)).toBe(true)
    expect(fingerprintOf(read(ascText(bytes)))).toEqual(wanted)
  }
  expect(isAsc(Buffer.from('<?xml version="1.0"?><fet version="6"></fet>'))).toBe(false)
  expect(refusal(() => ascText(Buffer.from(text.replace('UTF-8', 'x-mac'))))).toBe(
    'line 1: The file declares the unknown encoding x-mac',
  )
})

const windows1251 = new Map(
  Array.from({ length: 128 }, (_, index) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(index + 128)),
    index + 128,
  ]),
)

test('a double lesson is two hours whether the export gives it as one card or as two', () => {
  const double = { subject: 'Труд', for: ['5А'], periods: 2 }
  const one = makeAsc({ ...school, lessons: [{ ...double, cards: [{ at: [0, 1] }, { at: [2, 3] }] }] })
  const two = makeAsc({
    ...school,
    lessons: [{ ...double, cards: [{ at: [0, 1] }, { at: [0, 2] }, { at: [2, 3] }, { at: [2, 4] }] }],
  })
  expect(rowsOf(read(two))).toEqual(rowsOf(read(one)))
  expect(rowsOf(read(one)).map(row => row.slice(0, 3))).toEqual(['1.1', '1.2', '3.3', '3.4'])
})

test('what has no place, what belongs to another term and what is not ours is said', () => {
  const sketch: AscSketch = {
    ...school,
    students: 25,
    lessons: [
      { subject: 'Химия', for: ['10А'], cards: [{ at: [0, 1], terms: '10' }] },
      { subject: 'Биология', for: ['10А'], cards: [{ at: [0, 1], terms: '01' }] },
      { subject: 'Физика', for: ['10А'], perWeek: 2 },
    ],
  }
  const text = makeAsc(sketch).replace(
    '</timetable>',
    '<subjectcards><subjectcard id="1"/></subjectcards></timetable>',
  )
  const first = read(text)
  expect(rowsOf(first)).toEqual(['1.1|Химия|10А||'])
  expect(saidOf(first)).toEqual([
    'The file has 2 terms; term 1 was taken, cards of other terms not imported: 1',
    'Lessons left without a place: 1 (Физика); they are not imported',
    'Students in the file: 75; they are not imported: students and the members of groups come with a roster',
    'Not imported from the file: <subjectcards>',
  ])
  expect(rowsOf(read(text, { term: 2 }))).toEqual(['1.1|Биология|10А||'])
  expect(refusal(() => read(text, { term: 3 }))).toBe('The file has no term 3: there are 2')
})

test('the old form with numbered days, and lesson 0, are understood', () => {
  const text = makeAsc({ ...school, firstPeriod: 0 })
    .replace(
      /<daysdefs[\s\S]*?<\/daysdefs>/,
      '<days><day name="Monday" day="1"/><day name="Tuesday" day="2"/></days>',
    )
    .replace(/<cards[\s\S]*?<\/cards>/, '<cards><card lessonid="L1" day="2" period="0"/></cards>')
  expect(rowsOf(read(text))).toEqual(['2.0|Математика|5А|Иванова Мария Петровна|'])
})

test('a cut, a bomb of entities, wrong ids and wrong numbers are refused where they stand', () => {
  const text = makeAsc(school)
  const line = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length
  const cut = text.slice(0, text.indexOf('<cards') + 3)
  expect(refusal(() => read(cut))).toMatch(/^line \d+, column \d+: /)
  const bomb = text.replace(
    '<timetable',
    '<!DOCTYPE timetable [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><timetable',
  )
  expect(refusal(() => read(bomb))).toContain('A DOCTYPE declaration and entities are not allowed')
  expect(refusal(() => read(text.replace('Весь класс', '&lol;')))).toContain('malformed')
  expect(refusal(() => read('<fet/>'))).toContain('not an aSc Timetables file')
  expect(refusal(() => read(text.replace('lessonid="L1"', 'lessonid="L99"')))).toBe(
    `line ${line('lessonid="L1"')}: The attribute lessonid names “L99”, which is not in the list <lessons>`,
  )
  expect(refusal(() => read(text.replace('period="6"', 'period="шесть"')))).toContain(
    'The attribute period should hold a whole number and holds “шесть”',
  )
  expect(refusal(() => read(text.replaceAll('weeks="10"', 'weeks="100"')))).toContain(
    'neither every week nor',
  )
  expect(refusal(() => read(text.replaceAll('days="10000"', 'days="x0000"')))).toContain('zeros and ones')
  expect(refusal(() => read(text.replace(/<card /g, '<nocard ')))).toContain('no placed lessons')
  expect(refusal(() => read(text.replace('period="4" weeks', 'period="6" weeks')))).toContain(
    'runs past the end',
  )
})

test('a file cut anywhere is refused with its line, and never taken by half', () => {
  const text = makeAsc(school)
  const end = text.lastIndexOf('</timetable>')
  fc.assert(
    fc.property(fc.integer({ min: 60, max: end }), length => {
      expect(refusal(() => read(text.slice(0, length)))).toMatch(/^line \d+/)
    }),
    { numRuns: 200 },
  )
})

test('two teachers of one name stay two people', () => {
  const lesson = { subject: 'Химия', for: ['10А'] }
  const text = makeAsc({
    ...school,
    lessons: [
      { ...lesson, teachers: ['Ким О.В.'], cards: [{ at: [0, 1] }] },
      { ...lesson, teachers: ['Ким О.Вал.'], cards: [{ at: [0, 2] }] },
    ],
  }).replace('name="Ким О.Вал." short="КиО."', 'name="Ким О.В." short="КимВ"')
  expect(read(text).teachers).toEqual(['Ким О.В.', 'Ким О.В. (КимВ)'])
})
