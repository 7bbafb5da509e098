import { expect, test } from 'vitest'
import { sentence } from '../import-error.ts'
import { en } from '../import-texts.ts'
import { gradeIn } from './classes.ts'
import { parseFet } from './fet.ts'
import { makeFet, type ActivitySketch, type FetSketch } from './make-fet.ts'
import { fingerprintOf, timetablePlan, type PlanOptions } from './plan.ts'

const defaults: PlanOptions = { classes: 'auto', firstNumber: 1, grades: new Map() }

function planOf(sketch: Partial<FetSketch>, options: Partial<PlanOptions> = {}) {
  const activities = sketch.activities ?? [{ subject: 'Труд', at: [0, 0] }]
  return timetablePlan(parseFet(makeFet({ ...sketch, activities })), { ...defaults, ...options })
}

const kindsOf = (plan: ReturnType<typeof planOf>) =>
  Object.fromEntries(plan.groups.map(({ title, kind, classes }) => [title, [kind, ...classes].join(' ')]))
const said = (plan: ReturnType<typeof planOf>) => plan.notices.map(notice => sentence(notice, en)).join('\n')
const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
const bellsOf = (hours: readonly string[]) =>
  planOf({ hours }).bells.map(bell => `${clock(bell.startMinute)}-${clock(bell.endMinute)}`)

test('groups of a year are the classes, and their subgroups are parts of them', () => {
  const plan = planOf({
    students: { '8': { '8 а': ['8 а цял'], '8 б': ['8 б 1', '8 б 2'] }, '9': { '9 а': [] } },
    activities: [
      { subject: 'Химия', students: ['8'], at: [0, 0] },
      { subject: 'Химия', students: ['8 б 1', '8 б 2'], at: [0, 1] },
      { subject: 'Химия', students: ['8 б 1', '9 а'], at: [0, 2] },
      { subject: 'Химия', students: ['8 а цял'], at: [0, 3] },
      { subject: 'Дежурство', at: [0, 4] },
    ],
  })
  expect(plan.classes.map(({ title, grade }) => [title, grade])).toEqual([
    ['8 а', 8],
    ['8 б', 8],
    ['9 а', 9],
  ])
  expect(kindsOf(plan)).toEqual({
    '8 а': 'whole_class 8 а',
    '8 б': 'whole_class 8 б',
    '9 а': 'whole_class 9 а',
    '8 б 1': 'part 8 б',
    '8 б 2': 'part 8 б',
    '8': 'stream 8 а 8 б',
    '8 б 1 + 9 а': 'stream 9 а 8 б',
  })
  expect(plan.rows.map(row => row.group)).toEqual(['8', '8 б', '8 б 1 + 9 а', '8 а', null])
})

test('a year without groups is a class; a year divided by categories is one class too', () => {
  const plan = planOf({
    students: {
      '5А': {},
      '5Б': {
        '5Б англ': ['5Б англ м', '5Б англ д'],
        '5Б нем': ['5Б нем м', '5Б нем д'],
        '5Б м': ['5Б англ м', '5Б нем м'],
        '5Б д': ['5Б англ д', '5Б нем д'],
      },
      '6А': { '6А/1': [], '6А/2': [] },
    },
    activities: [
      { subject: 'Труд', students: ['5Б м'], at: [0, 0] },
      { subject: 'Хор', students: ['5Б м', '5Б д'], at: [0, 1] },
      { subject: 'Хор', students: ['5А', '5Б д'], at: [0, 2] },
    ],
  })
  expect(plan.classes.map(({ title }) => title)).toEqual(['5А', '5Б', '6А'])
  expect(plan.rows.map(row => row.group)).toEqual(['5Б м', '5Б', '5А + 5Б д'])
  expect(kindsOf(plan)).toMatchObject({
    '5Б': 'whole_class 5Б',
    '5Б м': 'part 5Б',
    '6А/1': 'part 6А',
    '5А + 5Б д': 'stream 5А 5Б',
  })
})

test('a person may say which level is the class', () => {
  const students = { '8': { '8 а': [], '8 б': [] } }
  expect(planOf({ students }, { classes: 'years' }).classes.map(({ title }) => title)).toEqual(['8'])
  const divided = { '8А': { '8А 1': ['х'], '8А 2': ['х'] } }
  expect(planOf({ students: divided }, { classes: 'groups' }).classes.map(({ title }) => title)).toEqual([
    '8А 1',
  ])
})

test('a year put together from the classes of other years is a stream, not a class', () => {
  const plan = planOf({
    students: { '8': { '8а': [], '8б': [] }, '9': { '9а': [] }, хор: { '8а': [], '9а': [] } },
    activities: [{ subject: 'Хор', students: ['хор'], at: [0, 0] }],
  })
  expect(plan.classes.map(({ title }) => title)).toEqual(['8а', '8б', '9а'])
  expect(kindsOf(plan)['хор']).toBe('stream 8а 9а')
})

test.each([
  ['8 а', 8],
  ['07a', 7],
  ['10-Б', 10],
  ['Class 3C', 3],
  ['IX A', 9],
  ['XII', 12],
  ['٥ أ', 5],
  ['104', 1],
  ['1105', 11],
  ['ny', undefined],
  ['2007', undefined],
  ['Vera', undefined],
])('the grade of %s is %s', (name, grade) => expect(gradeIn(name)).toBe(grade))

test('an unknown grade is told of and can be given', () => {
  const students = { Ромашки: {}, Васильки: {}, '7 А': {} }
  const plan = planOf({ students })
  expect(plan.classes.map(({ grade }) => grade)).toEqual([1, 2, 7])
  expect(said(plan)).toContain('does not show the grade of “Ромашки”, “Васильки”')
  const given = planOf(
    { students },
    {
      grades: new Map([
        ['Ромашки', 3],
        ['Васильки', 4],
        ['Пионы', 5],
      ]),
    },
  )
  expect(given.classes.map(({ grade }) => grade)).toEqual([3, 4, 7])
  expect(said(given)).toContain('no class or year “Пионы”')
})

test('weekdays are known by their names in many languages, else by their order', () => {
  const weekdays = (...days: string[]) => {
    const plan = planOf({
      days,
      activities: days.map((_, day): ActivitySketch => ({ subject: 'Труд', at: [day, 0] })),
    })
    return [plan.rows.map(row => row.weekday).join(''), said(plan).includes('in order')]
  }
  expect(weekdays('Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота')).toEqual([
    '123456',
    false,
  ])
  expect(weekdays('h', 'k', 'sz', 'cs', 'p')).toEqual(['12345', false])
  expect(weekdays('Sunday', 'Monday', 'Tuesday')).toEqual(['712', false])
  expect(weekdays('الأحد', 'الاثنين')).toEqual(['71', false])
  expect(weekdays('Пн', 'Ср', 'Пт')).toEqual(['135', false])
  expect(weekdays('День 1', 'День 2')).toEqual(['12', true])
})

test('a person may say the weekdays, and two weeks that take turns', () => {
  const activities = [0, 1, 2].map((day): ActivitySketch => ({ subject: 'Труд', at: [day, 0] }))
  const plan = planOf({ days: ['a', 'b', 'c'], activities }, { days: '2, 4, 2' })
  expect(plan.rows.map(({ weekday, week }) => [weekday, week])).toEqual([
    [2, 'odd'],
    [4, 'every'],
    [2, 'even'],
  ])
  for (const days of ['1,2', '1,2,8', '1,1,1', 'x,y,z']) {
    expect(() => planOf({ days: ['a', 'b', 'c'], activities }, { days })).toThrow('--days')
  }
  expect(() => planOf({ days: [...'абвгдежз'] })).toThrow('8 days')
})

test('a timetable of mornings and afternoons has two of its days in one', () => {
  const plan = planOf({
    mode: 'Mornings-Afternoons',
    days: ['Mon am', 'Mon pm', 'Tue am', 'Tue pm'],
    hours: ['1', '2', '3', '4', '5'],
    activities: [
      { subject: 'Труд', at: [0, 0], duration: 3 },
      { subject: 'Труд', at: [1, 0] },
      { subject: 'Труд', at: [3, 1] },
    ],
  })
  expect(plan.rows.map(({ weekday, number }) => `${weekday}.${number}`)).toEqual([
    '1.1',
    '1.2',
    '1.3',
    '1.4',
    '2.5',
  ])
})

test('bells come from the hours when their names are times', () => {
  expect(bellsOf(['07:30', '8:15', '09:05'])).toEqual(['7:30-8:15', '8:15-9:00', '9:05-9:50'])
  expect(bellsOf(['8.00-8.40', '8.50 – 9.30'])).toEqual(['8:00-8:40', '8:50-9:30'])
  expect(bellsOf(['1 (8:00-9:00)', '2 (8:30-9:30)'])).toEqual(['8:00-8:30', '8:30-9:30'])
  expect(bellsOf(['11:50', '12:40', '1:30'])).toEqual(['11:50-12:35', '12:40-13:25', '13:30-14:15'])
  expect(bellsOf(['8-9', '9-10'])).toEqual(['8:00-9:00', '9:00-10:00'])
  expect(bellsOf(['7h30', '8h30'])).toEqual(['7:30-8:15', '8:30-9:15'])
  expect(bellsOf(['1', '2', '3'])).toEqual(['8:00-8:45', '8:55-9:40', '9:50-10:35'])
  expect(bellsOf(['1. óra', '2. óra'])).toEqual(['8:00-8:45', '8:55-9:40'])
  expect(bellsOf(['8:00', 'обед'])).toEqual(['8:00-8:45', '8:55-9:40'])
})

test('the first lesson may have another number, and no day has more than twenty lessons', () => {
  expect(planOf({ hours: ['7:00', '8:00'] }, { firstNumber: 0 }).bells.map(({ number }) => number)).toEqual([
    0, 1,
  ])
  const hours = Array.from({ length: 30 }, (_, index) => `${index + 1}`)
  expect(planOf({ hours }).bells).toHaveLength(20)
  expect(() => planOf({ hours, activities: [{ subject: 'Труд', at: [0, 24] }] })).toThrow('25 hours')
})

test('nine hundred subgroups and a six-day week are read at once', () => {
  const students = Object.fromEntries(
    Array.from({ length: 30 }, (_, year) => [
      `${(year % 11) + 1} ${'АБВ'[Math.floor(year / 11)]}`,
      Object.fromEntries(
        ['язык', 'труд', 'профиль'].flatMap(by =>
          Array.from({ length: 5 }, (_, part) => [
            `${year}-${by}-${part}`,
            Array.from({ length: 30 }, (_, subgroup) => `${year} подгруппа ${subgroup}`).filter(
              (_, subgroup) => subgroup % 5 === part,
            ),
          ]),
        ),
      ),
    ]),
  )
  const activities = Object.entries(students).flatMap(([year, groups]) =>
    [year, ...Object.keys(groups)].map((set, index): ActivitySketch => ({
      subject: `П${index}`,
      students: [set],
      at: [index % 6, index % 7],
    })),
  )
  const days = ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота']
  const plan = planOf({ students, activities, days, hours: ['1', '2', '3', '4', '5', '6', '7'] })
  expect(plan.classes).toHaveLength(30)
  expect(plan.groups.filter(({ kind }) => kind === 'part')).toHaveLength(30 * (30 + 5))
  expect(new Set(plan.rows.map(({ weekday }) => weekday)).size).toBe(6)
})

test('the fingerprint is of what is written, not of how the file spells it', () => {
  const students = { '8': { '8а': [], '8б': [] } }
  const activities: ActivitySketch[] = [{ subject: 'Труд', students: ['8а'], at: [0, 0] }]
  const [one, same, other] = [
    planOf({ students, activities }),
    planOf({ students, activities, institution: 'Школа' }),
    planOf({ students, activities: [{ subject: 'Труд', students: ['8а'], at: [0, 1] }] }),
  ].map(fingerprintOf)
  expect(one).toEqual(same)
  expect(one).not.toEqual(other)
})
