import type { PlannedRow, TimetablePlan } from '../fet/plan.ts'
import { defaultBells, lessonNumberMax, weekdaysOf, type PlannedBell, type WeekKind } from '../fet/week.ts'
import { refuse, type Notice } from '../import-error.ts'
import { dayCountOf, placedCards } from './asc-cards.ts'
import type { Asc, AscLesson, AscNamed, AscPeriod } from './asc-file.ts'
import { ascStudents } from './asc-groups.ts'

export type AscOptions = {
  /** Weekdays of the file's days, as for FET. */
  days?: string | undefined
  grades: ReadonlyMap<string, number>
  /** Which of the file's terms is meant; the first without it. */
  term?: number | undefined
}

/** Turns an export of aSc Timetables into the school's timetable, the same kind of plan that FET becomes. */
export function ascPlan(asc: Asc, options: AscOptions): TimetablePlan {
  const notices: Notice[] = []
  const subjects = titles(asc.subjects, 'subjects', false)
  const teachers = titles(asc.teachers, 'teachers', true)
  const rooms = titles(asc.rooms, 'classrooms', false)
  const lessons = new Map<string, AscLesson>()
  for (const lesson of asc.lessons) {
    if (lessons.has(lesson.id)) refuse(texts => texts.twice('lesson', lesson.id), { line: lesson.line })
    lessons.set(lesson.id, lesson)
  }
  const cards = placedCards(asc, lessons, options.term)
  const days = weekdaysOf(ascDays(asc), false, options.days)
  const students = ascStudents(asc, options.grades)

  const rows = cards.placed.map(({ lesson, day, period, week, roomIds, line }): PlannedRow => {
    const { weekday, week: weekOfDay } = days.weekdays[day] ?? { weekday: day + 1, week: 'every' as WeekKind }
    const find = (list: ReadonlyMap<string, string>, attribute: string, id: string, tag: string) =>
      list.get(id) ??
      refuse(texts => texts.asc.unknownId(attribute, id.slice(0, 100), tag), { line: lesson.line })
    const subject = find(subjects, 'subjectid', lesson.subjectId, 'subjects')
    const roomNames = roomIds.map(
      id =>
        rooms.get(id) ??
        refuse(texts => texts.asc.unknownId('classroomids', id.slice(0, 100), 'classrooms'), { line }),
    )
    return {
      activityId: lesson.id,
      weekday,
      week: weekOfDay === 'every' ? week : weekOfDay,
      number: period,
      subject,
      group: students.groupOf(lesson, subject)?.title ?? null,
      teachers: [...new Set(lesson.teacherIds.map(id => find(teachers, 'teacherids', id, 'teachers')))],
      room: roomNames.length === 0 ? null : roomNames.join('+').slice(0, 200),
    }
  })
  const bells = bellsOf(asc.periods, rows)
  if (!bells.areNamed) notices.push({ say: texts => texts.asc.bellsByDefault })
  if (rows.some(({ week }) => week !== 'every')) notices.push({ say: texts => texts.asc.firstWeek })
  if (asc.studentCount > 0) notices.push({ say: texts => texts.asc.students(asc.studentCount) })
  if (asc.passedOver.length > 0) notices.push({ say: texts => texts.asc.passedOver(asc.passedOver) })
  return {
    institution: asc.schoolName,
    bells: bells.bells,
    areBellsNamed: bells.areNamed,
    classes: students.classes,
    groups: students.groups,
    subjects: [...new Set(subjects.values())],
    teachers: [...new Set(teachers.values())],
    rooms: [...new Set([...rooms.values(), ...rows.flatMap(({ room }) => room ?? [])])],
    rows,
    notices: [...days.notices, ...students.notices, ...cards.notices, ...notices],
  }
}

/** The days of the file by name, in their order; a day without a name has its number. */
export function ascDays(asc: Asc): string[] {
  return Array.from(
    { length: dayCountOf(asc) },
    (_, day) => asc.days.find(({ mask, name }) => name !== '' && isOnly(mask, day))?.name ?? `${day + 1}`,
  )
}

const isOnly = (mask: string, day: number) => mask[day] === '1' && mask.indexOf('1') === mask.lastIndexOf('1')

/** Titles by id. Subjects of one name are one subject; two people of one name are told apart by what aSc calls them in short. */
function titles(list: readonly AscNamed[], tag: string, isPeople: boolean): Map<string, string> {
  const titlesById = new Map<string, string>()
  const taken = new Set<string>()
  for (const { id, name, short, line } of list) {
    if (titlesById.has(id)) refuse(texts => texts.twice(tag, id), { line })
    let title = name
    if (isPeople && taken.has(name)) {
      title = `${name} (${short})`
      if (short === '' || taken.has(title)) refuse(texts => texts.asc.sameName(tag, name), { line })
    }
    taken.add(title)
    titlesById.set(id, title)
  }
  return titlesById
}

const minuteOf = (time: string) => {
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(time) ?? []
  const found = Number(hour) * 60 + Number(minute)
  return hour === undefined || found >= 24 * 60 ? undefined : found
}

/** The bells as the file gives them; when a time is missing or out of order, the usual ones for the same numbers. */
function bellsOf(periods: readonly AscPeriod[], rows: readonly PlannedRow[]) {
  const numbers = [...new Set([...periods.map(({ period }) => period), ...rows.map(({ number }) => number)])]
    .filter(number => number <= lessonNumberMax)
    .sort((one, other) => one - other)
  const bells: PlannedBell[] = []
  for (const number of numbers) {
    const period = periods.find(candidate => candidate.period === number)
    const [startMinute, endMinute] = [minuteOf(period?.start ?? ''), minuteOf(period?.end ?? '')]
    const before = bells.at(-1)?.endMinute ?? 0
    if (
      startMinute === undefined ||
      endMinute === undefined ||
      startMinute < before ||
      endMinute <= startMinute
    ) {
      const usual = defaultBells(numbers.length)
      return {
        areNamed: false,
        bells: numbers.flatMap((one, index) => {
          const bell = usual[index]
          return bell === undefined ? [] : { number: one, ...bell }
        }),
      }
    }
    bells.push({ number, startMinute, endMinute })
  }
  return { areNamed: true, bells }
}
