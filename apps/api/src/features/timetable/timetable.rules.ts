import { addDays, mondayOf, weekdayOf, type DayText } from '@diary/db/day'

/** What a timetable is made of, as far as lessons follow from it. Days are inclusive; an open end is `null`. */
export type TimetableGround = {
  years: readonly { id: string; startsOn: DayText; endsOn: DayText }[]
  classes: readonly { id: string; yearId: string; shift: number }[]
  entries: readonly CalendarDay[]
  versions: readonly { id: string; yearId: string; validFrom: DayText; validTo: DayText | null }[]
  rows: readonly WeeklyHour[]
  /** The classes a study group takes its students from. */
  classesOf: ReadonlyMap<string, readonly string[]>
  bells: readonly Bells[]
}

export type CalendarDay = {
  yearId: string
  kind: 'vacation' | 'public_holiday' | 'directors_day' | 'remote' | 'shortened' | 'working'
  startsOn: DayText
  endsOn: DayText
  /** The classes it is for; `null` for all of them. */
  classIds: readonly string[] | null
  bellScheduleId: string | null
  followsWeekday: number | null
}

export type WeeklyHour = {
  id: string
  versionId: string
  weekday: number
  week: 'every' | 'odd' | 'even'
  number: number
  groupId: string
  gradebookId: string
  roomId: string | null
  startMinute: number | null
  endMinute: number | null
  validFrom: DayText | null
  validTo: DayText | null
}

export type Bells = {
  id: string
  shift: number
  isSpecial: boolean
  validFrom: DayText
  validTo: DayText | null
  slots: ReadonlyMap<number, { startMinute: number; endMinute: number }>
}

export type MeantLesson = {
  rowId: string
  gradebookId: string
  roomId: string | null
  day: DayText
  number: number
  startMinute: number | null
  endMinute: number | null
}

type ClassDay = { weekday: number; shift: number; bellScheduleId: string | null }

/**
 * The lessons a timetable means on some days. A row takes place while one of its group's classes is at school, and is one lesson
 * however many classes it joins. A working day may follow the timetable of another weekday.
 */
export function lessonsMeant(ground: TimetableGround, from: DayText, to: DayText): MeantLesson[] {
  const meant: MeantLesson[] = []
  const rowsOf = new Map(
    ground.versions.map(({ id }) => [id, ground.rows.filter(row => row.versionId === id)]),
  )
  for (const year of ground.years) {
    const versions = ground.versions.filter(({ yearId }) => yearId === year.id)
    const monday = mondayOf(year.startsOn)
    const last = to < year.endsOn ? to : year.endsOn
    for (let day = from > year.startsOn ? from : year.startsOn; day <= last; day = addDays(day, 1)) {
      const version = versions.find(it => isWithin(day, it.validFrom, it.validTo))
      if (version === undefined) continue
      const classes = classesAtSchool(ground, year.id, day)
      // The school year begins with an odd week.
      const week = weeksBetween(monday, day) % 2 === 0 ? 'odd' : 'even'
      for (const row of rowsOf.get(version.id) ?? []) {
        if (row.week !== 'every' && row.week !== week) continue
        if (!isWithin(day, row.validFrom, row.validTo)) continue
        const classDay = (ground.classesOf.get(row.groupId) ?? [])
          .flatMap(id => classes.get(id) ?? [])
          .filter(({ weekday }) => weekday === row.weekday)
          .sort((one, other) => one.shift - other.shift)[0]
        if (classDay === undefined) continue
        const slot = bellsOn(ground.bells, classDay, day)?.slots.get(row.number)
        meant.push({
          rowId: row.id,
          gradebookId: row.gradebookId,
          roomId: row.roomId,
          day,
          number: row.number,
          startMinute: row.startMinute ?? slot?.startMinute ?? null,
          endMinute: row.endMinute ?? slot?.endMinute ?? null,
        })
      }
    }
  }
  return meant
}

const isWithin = (day: DayText, from: DayText | null, to: DayText | null) =>
  (from === null || from <= day) && (to === null || day <= to)
const weeksBetween = (monday: DayText, day: DayText) =>
  Math.floor((Date.parse(day) - Date.parse(monday)) / (7 * 86_400_000))
const daysOff = new Set(['vacation', 'public_holiday', 'directors_day'])

/** The classes that have school on a day, with the weekday whose timetable they follow. */
function classesAtSchool(ground: TimetableGround, yearId: string, day: DayText): Map<string, ClassDay> {
  const entries = ground.entries.filter(it => it.yearId === yearId && it.startsOn <= day && day <= it.endsOn)
  const classes = new Map<string, ClassDay>()
  for (const { id, shift } of ground.classes.filter(it => it.yearId === yearId)) {
    const own = entries.filter(({ classIds }) => classIds === null || classIds.includes(id))
    const isWorking = own.some(({ kind }) => kind === 'working')
    if (!isWorking && own.some(({ kind }) => daysOff.has(kind))) continue
    classes.set(id, {
      shift,
      weekday: own.find(({ followsWeekday }) => followsWeekday !== null)?.followsWeekday ?? weekdayOf(day),
      bellScheduleId: own.find(({ bellScheduleId }) => bellScheduleId !== null)?.bellScheduleId ?? null,
    })
  }
  return classes
}

function bellsOn(
  all: readonly Bells[],
  { bellScheduleId, shift }: ClassDay,
  day: DayText,
): Bells | undefined {
  if (bellScheduleId !== null) return all.find(({ id }) => id === bellScheduleId)
  return all.find(
    bells => !bells.isSpecial && bells.shift === shift && isWithin(day, bells.validFrom, bells.validTo),
  )
}
