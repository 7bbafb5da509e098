import { gradebookPage, type GradebookPage } from '@diary/contracts/gradebooks'
import { lesson as lessonShape, type Lesson } from '@diary/contracts/lessons'
import { me as meShape, type Me } from '@diary/contracts/session'
import { z } from 'zod'

/** An id like any other, told apart by its number. */
export const idOf = (number: number) => `019ab000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** What a request carried. */
export const bodyOf = ({ body }: RequestInit) => (typeof body === 'string' ? JSON.parse(body) : undefined)

/** A teacher who is class teacher of 7А too, on Monday, 23 November 2026. */
export const teacher: Me = z.decode(meShape, {
  person: { id: idOf(1), name: 'Белова Наталья Сергеевна', firstName: 'Наталья', middleName: 'Сергеевна' },
  login: 'teacher',
  capacities: [
    { kind: 'teacher', classId: null, className: null },
    { kind: 'class_teacher', classId: idOf(3), className: '7А' },
  ],
  children: [],
  school: {
    id: idOf(4),
    title: 'Школа № 5',
    timeZone: 'Asia/Krasnoyarsk',
    isDemo: false,
    today: '2026-11-23',
    schoolDay: '2026-11-23',
  },
  schools: [{ id: idOf(4), title: 'Школа № 5' }],
})

type PageWords = z.input<typeof gradebookPage>
type LessonInPage = PageWords['lessons'][number]
type MarkWords = LessonInPage['works'][number]['marks'][number]
type AbsenceWords = LessonInPage['absences'][number]

export const workTypes: PageWords['workTypes'] = [
  {
    id: idOf(71),
    title: 'Контрольная работа',
    abbreviation: 'КР',
    weight: 3,
    countsInAverage: true,
    isAssessment: true,
  },
  {
    id: idOf(72),
    title: 'Ответ на уроке',
    abbreviation: 'ОТ',
    weight: 1,
    countsInAverage: true,
    isAssessment: false,
  },
]

/** A mark of a student, as the server has it. */
export const markOf = (
  student: number,
  value: MarkWords['value'],
  words: Partial<MarkWords> = {},
): MarkWords => ({
  studentId: idOf(student),
  value,
  isDebt: false,
  debtDueOn: null,
  isMadeUp: false,
  comment: null,
  givenBy: 'Белова Наталья Сергеевна',
  givenAt: '2026-11-23T03:00:00.000Z',
  updatedAt: '2026-11-23T03:00:00.000Z',
  version: 1,
  ...words,
})

export const absenceOf = (
  student: number,
  observation: AbsenceWords['observation'],
  words: Partial<AbsenceWords> = {},
): AbsenceWords => ({
  studentId: idOf(student),
  observation,
  lateMinutes: null,
  reason: null,
  reasonNote: null,
  version: 1,
  ...words,
})

export const workOf = (
  number: number,
  marks: MarkWords[] = [],
  type = workTypes[0],
): LessonInPage['works'][number] => {
  if (!type) throw new Error('The school of these tests has kinds of work')
  const { id, title, abbreviation, isAssessment, weight, countsInAverage } = type
  return {
    id: idOf(number),
    type: { id, title, abbreviation, isAssessment },
    weight,
    countsInAverage,
    topic: null,
    description: null,
    version: 1,
    marks,
  }
}

/** A lesson of the register; complete, where the test does not say otherwise. */
export const lessonInPage = (
  number: number,
  day: string,
  words: Partial<LessonInPage> = {},
): LessonInPage => ({
  id: idOf(number),
  day,
  number: 2,
  startsAt: '08:50',
  status: 'held',
  topic: 'Дроби',
  content: null,
  isHomeworkNone: true,
  attendanceAt: '2026-11-23T03:00:00.000Z',
  homework: [],
  version: 1,
  works: [],
  absences: [],
  ...words,
})

export const firstStudent = 11
export const secondStudent = 12

/** A page of the register with two students. */
export const pageWith = (lessons: LessonInPage[], words: Partial<PageWords> = {}): GradebookPage =>
  z.decode(gradebookPage, {
    gradebook: {
      id: idOf(5),
      subject: { id: idOf(6), title: 'Алгебра' },
      group: '7А',
      classes: [{ id: idOf(3), title: '7А' }],
      teachers: ['Белова Наталья Сергеевна'],
      isMarked: true,
      can: { edit: true },
    },
    term: null,
    terms: [],
    from: '2026-11-01',
    to: '2026-12-29',
    today: '2026-11-23',
    students: [
      { id: idOf(firstStudent), name: 'Акимов Мирон Олегович', joinedOn: null, leftOn: null },
      { id: idOf(secondStudent), name: 'Балашова Ольга Игоревна', joinedOn: null, leftOn: null },
    ],
    lessons,
    workTypes,
    ...words,
  })

type LessonWords = z.input<typeof lessonShape>

/** A lesson of today that nobody filled in yet. */
export const lessonOf = (words: Partial<LessonWords> = {}): Lesson =>
  z.decode(lessonShape, {
    id: idOf(21),
    gradebookId: idOf(5),
    day: '2026-11-23',
    number: 2,
    startsAt: '08:50',
    endsAt: '09:30',
    subject: { id: idOf(6), title: 'Алгебра' },
    group: '7А',
    room: '21',
    teachers: [{ id: idOf(1), name: 'Белова Наталья Сергеевна', isPlanned: true, isActual: null }],
    status: 'planned',
    change: null,
    topic: null,
    content: null,
    isHomeworkNone: false,
    attendanceAt: null,
    homework: [],
    works: [],
    version: 1,
    can: { edit: true },
    ...words,
  })
