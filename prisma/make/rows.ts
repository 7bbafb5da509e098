import { uuidv7 } from 'uuidv7'
import type { Rows } from './insert.ts'

type With<Row, Needed extends keyof Row> = Partial<Row> & Required<Pick<Row, Needed>>

// What several rows of one batch share in their shape is given always: the bulk insert groups rows by their keys.

/** Plain rows with sensible defaults; the demonstration school and the tests build from the same ones. */
export const rows = {
  school: (it: Partial<Rows['school']>): Rows['school'] => ({
    id: it.id ?? uuidv7(),
    title: 'Средняя школа',
    ...it,
  }),
  schoolClass: (it: With<Rows['schoolClass'], 'schoolId' | 'yearId' | 'title'>): Rows['schoolClass'] => ({
    id: it.id ?? uuidv7(),
    grade: Number.parseInt(it.title, 10) || 5,
    shift: 1,
    daysInWeek: 5,
    isMarked: true,
    ...it,
  }),
  person: (it: With<Rows['person'], 'schoolId'>): Rows['person'] => ({
    id: it.id ?? uuidv7(),
    lastName: 'Иванова',
    firstName: 'Мария',
    middleName: null,
    birthOn: null,
    isStaff: false,
    externalId: null,
    ...it,
  }),
  membership: (
    it: With<Rows['groupMembership'], 'schoolId' | 'groupId' | 'studentId' | 'fromOn'>,
  ): Rows['groupMembership'] => ({ id: it.id ?? uuidv7(), untilOn: null, ...it }),
  enrolment: (
    it: With<Rows['enrolment'], 'schoolId' | 'classId' | 'studentId' | 'fromOn'>,
  ): Rows['enrolment'] => ({
    id: it.id ?? uuidv7(),
    untilOn: null,
    order: null,
    ...it,
  }),
  guardianship: (
    it: With<Rows['guardianship'], 'schoolId' | 'guardianId' | 'studentId' | 'fromOn'>,
  ): Rows['guardianship'] => ({
    id: it.id ?? uuidv7(),
    kind: 'mother',
    untilOn: null,
    ground: 'свидетельство о рождении',
    endReason: null,
    ...it,
  }),
  capacity: (it: With<Rows['capacity'], 'schoolId' | 'staffId' | 'kind' | 'fromOn'>): Rows['capacity'] => ({
    id: it.id ?? uuidv7(),
    classId: null,
    untilOn: null,
    ...it,
  }),
  lesson: (it: With<Rows['lesson'], 'schoolId' | 'gradebookId' | 'day' | 'number'>): Rows['lesson'] => ({
    id: it.id ?? uuidv7(),
    timetableRowId: null,
    startMinute: null,
    endMinute: null,
    roomId: null,
    status: 'planned',
    topic: null,
    content: null,
    isHomeworkNone: false,
    attendanceAt: null,
    heldAt: null,
    ...it,
  }),
  lessonTeacher: (
    it: With<Rows['lessonTeacher'], 'schoolId' | 'lessonId' | 'staffId'>,
  ): Rows['lessonTeacher'] => ({ isPlanned: true, isActual: null, ...it }),
  work: (it: With<Rows['work'], 'schoolId' | 'lessonId' | 'workTypeId' | 'createdById'>): Rows['work'] => ({
    id: it.id ?? uuidv7(),
    topic: null,
    description: null,
    weightTenths: 10,
    countsInAverage: true,
    ...it,
  }),
  mark: (it: With<Rows['mark'], 'schoolId' | 'workId' | 'studentId' | 'givenById'>): Rows['mark'] => ({
    id: it.id ?? uuidv7(),
    value: it.isDebt ? null : '5',
    isDebt: false,
    debtDueOn: null,
    isMadeUp: false,
    comment: null,
    ...it,
  }),
  absence: (
    it: With<Rows['absence'], 'schoolId' | 'lessonId' | 'studentId' | 'observedById'>,
  ): Rows['absence'] => ({
    id: it.id ?? uuidv7(),
    observation: 'absent',
    lateMinutes: null,
    reason: null,
    reasonNote: null,
    reasonById: null,
    reasonAt: null,
    ...it,
  }),
  homework: (
    it: With<Rows['homework'], 'schoolId' | 'lessonId' | 'dueOn' | 'createdById'>,
  ): Rows['homework'] => ({
    id: it.id ?? uuidv7(),
    dueLessonId: null,
    text: '§ 12, упр. 85, 86',
    minutes: null,
    studentIds: [],
    ...it,
  }),
}

/** The kinds of work a school begins with, with their weights in tenths. */
export const workTypes = [
  { title: 'Ответ на уроке', abbreviation: 'ОТ', weightTenths: 10 },
  { title: 'Работа на уроке', abbreviation: 'РУ', weightTenths: 10 },
  { title: 'Домашняя работа', abbreviation: 'ДР', weightTenths: 10 },
  { title: 'Наизусть / чтение', abbreviation: 'НАИ', weightTenths: 10 },
  { title: 'Словарный диктант', abbreviation: 'СЛ', weightTenths: 10 },
  { title: 'Работа над ошибками', abbreviation: 'РО', weightTenths: 10 },
  { title: 'Самостоятельная работа', abbreviation: 'СР', weightTenths: 20 },
  { title: 'Проверочная работа', abbreviation: 'ПР', weightTenths: 20 },
  { title: 'Тест', abbreviation: 'Т', weightTenths: 20 },
  { title: 'Лабораторная работа', abbreviation: 'ЛР', weightTenths: 20, needsLongChecking: true },
  { title: 'Практическая работа', abbreviation: 'ПРАК', weightTenths: 20 },
  { title: 'Проект', abbreviation: 'ПРО', weightTenths: 20, needsLongChecking: true },
  {
    title: 'Контрольная работа',
    abbreviation: 'КР',
    weightTenths: 30,
    isAssessment: true,
    needsLongChecking: true,
  },
  { title: 'Диктант', abbreviation: 'ДИК', weightTenths: 30, isAssessment: true, needsLongChecking: true },
  { title: 'Изложение', abbreviation: 'ИЗЛ', weightTenths: 30, isAssessment: true, needsLongChecking: true },
  { title: 'Сочинение', abbreviation: 'СОЧ', weightTenths: 30, isAssessment: true, needsLongChecking: true },
  { title: 'Зачёт', abbreviation: 'ЗАЧ', weightTenths: 30, isAssessment: true },
  {
    title: 'Входная диагностика',
    abbreviation: 'ДИАГ',
    weightTenths: 0,
    countsInAverage: false,
    isAssessment: true,
  },
] as const

export type WorkTypeTitle = (typeof workTypes)[number]['title']

/** The work types of one school as rows. */
export function workTypeRows(
  schoolId: string,
  validFrom: string,
  idOf: (title: WorkTypeTitle) => string = () => uuidv7(),
): (Rows['workType'] & { id: string; title: WorkTypeTitle })[] {
  return workTypes.map((type, ordinal) => ({
    schoolId,
    id: idOf(type.title),
    countsInAverage: true,
    isAssessment: false,
    needsLongChecking: false,
    validFrom: `${validFrom}T00:00:00.000Z`,
    ordinal,
    ...type,
  }))
}
