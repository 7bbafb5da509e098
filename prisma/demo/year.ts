import { addDays, momentAt, weekdayOf } from '../day.ts'

/** The school's time zone. */
export const timeZone = 'Asia/Krasnoyarsk'

export interface Span {
  title: string
  from: string
  until: string
}

/** A school year with its terms and holidays, and the day on which the demonstration lives. */
export interface DemoYear {
  /** The day asked for. */
  askedOn: string
  /** The school day shown: the one asked for, or the next one; after the last lesson, the day asked for. */
  today: string
  /** Nominally ten in the morning of the day asked for: lessons that ended before are held. */
  now: Date
  year: number
  startsOn: string
  endsOn: string
  lessonsUntil: string
  quarters: Span[]
  halfYears: Span[]
  vacations: Span[]
  /** Only the first grade's. */
  extraVacation: Span
  publicHolidays: Span[]
  isFree(day: string, grade: number): boolean
}

// From the middle of August the school prepares the new year; before that, the past one is worth looking at.
const newYearFrom = '08-15'

/** The school year around a day, by the usual order of terms and holidays. */
export function yearAround(askedOn: string): DemoYear {
  const calendarYear = Number(askedOn.slice(0, 4))
  const year = askedOn.slice(5) >= newYearFrom ? calendarYear : calendarYear - 1
  const next = year + 1
  const autumnUntil = sundayNear(`${year}-11-01`)
  const autumn = { title: 'Осенние каникулы', from: addDays(autumnUntil, -8), until: autumnUntil }
  const winter = { title: 'Зимние каникулы', from: `${year}-12-31`, until: sundayFrom(`${next}-01-08`) }
  const springUntil = sundayFrom(`${next}-04-02`)
  const spring = { title: 'Весенние каникулы', from: addDays(springUntil, -8), until: springUntil }
  const lessonsUntil = `${next}-05-26`
  const summer = { title: 'Летние каникулы', from: addDays(lessonsUntil, 1), until: `${next}-08-31` }
  const extraMonday = addDays(sundayFrom(`${next}-02-13`), 1)
  const extraVacation = {
    title: 'Дополнительные каникулы первоклассников',
    from: extraMonday,
    until: addDays(extraMonday, 6),
  }
  const publicHolidays = [
    ['День народного единства', `${year}-11-04`],
    ['День защитника Отечества', `${next}-02-23`],
    ['Международный женский день', `${next}-03-08`],
    ['Праздник Весны и Труда', `${next}-05-01`],
    ['День Победы', `${next}-05-09`],
  ].map(([title = '', day = '']) => ({ title, from: day, until: day }))
  const vacations = [autumn, winter, spring, summer]
  const startsOn = `${year}-09-01`
  const quarters = [
    { title: 'I четверть', from: startsOn, until: addDays(autumn.from, -1) },
    { title: 'II четверть', from: addDays(autumn.until, 1), until: addDays(winter.from, -1) },
    { title: 'III четверть', from: addDays(winter.until, 1), until: addDays(spring.from, -1) },
    { title: 'IV четверть', from: addDays(spring.until, 1), until: lessonsUntil },
  ]
  const halfYears = [
    { title: 'I полугодие', from: startsOn, until: addDays(winter.from, -1) },
    { title: 'II полугодие', from: addDays(winter.until, 1), until: lessonsUntil },
  ]
  const free = [...vacations, ...publicHolidays]
  const isWithin = (day: string, { from, until }: Span) => from <= day && day <= until
  const isFree = (day: string, grade: number) =>
    weekdayOf(day) === 7 ||
    free.some(span => isWithin(day, span)) ||
    (grade === 1 && isWithin(day, extraVacation))
  let today = askedOn < startsOn ? startsOn : askedOn
  while (today <= lessonsUntil && isFree(today, 11)) today = addDays(today, 1)
  if (today > lessonsUntil) today = askedOn
  return {
    askedOn,
    today,
    now: momentAt(askedOn, 10 * 60, timeZone),
    year,
    startsOn,
    endsOn: `${next}-08-31`,
    lessonsUntil,
    quarters,
    halfYears,
    vacations,
    extraVacation,
    publicHolidays,
    isFree,
  }
}

/** The Sunday on a day or after it. */
function sundayFrom(day: string): string {
  return addDays(day, 7 - weekdayOf(day))
}

function sundayNear(day: string): string {
  return sundayFrom(addDays(day, -3))
}

/** A lesson's place in the bells of each shift, in minutes since midnight. */
export const bells: Record<number, readonly [start: number, end: number][]> = {
  1: lessonsFrom(8 * 60, [10, 20, 20, 10, 10, 10]),
  2: lessonsFrom(14 * 60 + 10, [10, 20, 10, 10, 5, 5]),
}

function lessonsFrom(start: number, breaks: number[]): [number, number][] {
  const out: [number, number][] = [[start, start + 40]]
  for (const pause of breaks) {
    const begins = (out.at(-1)?.[1] ?? start) + pause
    out.push([begins, begins + 40])
  }
  return out
}
