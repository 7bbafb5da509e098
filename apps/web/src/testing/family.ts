import { diary, type Diary, type diaryLesson } from '@diary/contracts/diary'
import { me as meShape, session as sessionShape, type Me, type Session } from '@diary/contracts/session'
import { z } from 'zod'

const idOf = (number: number) => `019ab000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** A mother of one child on Monday, 23 November 2026. */
export const me: Me = z.decode(meShape, {
  person: { id: idOf(1), name: 'Соколова Ирина Васильевна', firstName: 'Ирина', middleName: 'Васильевна' },
  login: 'parent',
  capacities: [{ kind: 'guardian', classId: null, className: null }],
  children: [
    {
      id: idOf(2),
      name: 'Соколова Варвара Дмитриевна',
      firstName: 'Варвара',
      className: '5А',
      classId: idOf(3),
    },
  ],
  school: {
    id: idOf(4),
    title: 'Школа № 3',
    timeZone: 'Asia/Krasnoyarsk',
    isDemo: false,
    today: '2026-11-23',
    schoolDay: '2026-11-23',
  },
  schools: [{ id: idOf(4), title: 'Школа № 3' }],
})

/** A session whose token names its owner and its number. */
export function sessionOf(owner: string, number: number): Session {
  const claims = btoa(JSON.stringify({ sub: owner, number }))
  return z.decode(sessionShape, {
    accessToken: `header.${claims}.signature`,
    expiresAt: '2026-11-23T05:00:00.000Z',
    schoolId: idOf(4),
    schools: [{ id: idOf(4), title: 'Школа № 3' }],
  })
}

type LessonWords = z.input<typeof diaryLesson>

/** A lesson of mathematics, changed where the test says. */
export const lessonWith = (words: Partial<LessonWords>, number = 1): LessonWords => ({
  id: idOf(100 + number),
  number,
  startsAt: '08:00',
  endsAt: '08:45',
  subject: { id: idOf(50), title: 'Математика' },
  room: '201',
  status: 'held',
  change: null,
  topic: null,
  content: null,
  isHomeworkNone: false,
  teacher: 'Кузнецов Олег Игоревич',
  group: null,
  homework: [],
  homeworkDue: [],
  works: [],
  absence: null,
  ...words,
})

/** A diary with lessons on these days; the other days of the range are free. */
export function diaryWith(from: string, to: string, days: Record<string, LessonWords[]>): Diary {
  return z.decode(diary, {
    from,
    to,
    days: Object.entries(days).map(([day, lessons]) => ({ day, holiday: null, lessons })),
  })
}

/** A test of weight three, and the five for it. */
export const workWithFive: LessonWords['works'][number] = {
  id: idOf(200),
  type: { id: idOf(201), title: 'Контрольная работа', abbreviation: 'КР', isAssessment: true },
  weight: 3,
  countsInAverage: true,
  topic: 'Дроби',
  description: null,
  mark: {
    value: '5',
    isDebt: false,
    debtDueOn: null,
    isMadeUp: false,
    comment: null,
    givenBy: 'Кузнецов Олег Игоревич',
    givenAt: '2026-11-23T03:00:00.000Z',
    updatedAt: '2026-11-23T03:00:00.000Z',
  },
}

/** Homework in mathematics. */
export const homeworkWith = (text: string, dueOn: string, number = 1): LessonWords['homework'][number] => ({
  id: idOf(300 + number),
  lessonId: idOf(101),
  text,
  dueOn,
  dueLessonId: null,
  minutes: null,
  publishedAt: '2026-11-23T03:00:00.000Z',
  updatedAt: '2026-11-23T03:00:00.000Z',
  version: 1,
})
