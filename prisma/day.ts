/** A school day such as `2026-09-01`: no time, no zone. */
export type DayText = string

/** The day a `date` column holds. Prisma gives it as midnight UTC. */
export function dayOf(date: Date): DayText {
  return date.toISOString().slice(0, 10)
}

/** The value a `date` column takes for a day. */
export function dateOf(day: DayText): Date {
  return new Date(`${day}T00:00:00.000Z`)
}

/** The day `count` days later (or earlier). */
export function addDays(day: DayText, count: number): DayText {
  const date = dateOf(day)
  date.setUTCDate(date.getUTCDate() + count)
  return dayOf(date)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: DayText): number {
  return dateOf(day).getUTCDay() || 7
}

/** The Monday of the week a day is in. */
export function mondayOf(day: DayText): DayText {
  return addDays(day, 1 - weekdayOf(day))
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The school day it is at a moment, where the school is (decision 0004). */
export function dayAt(moment: Date, timeZone: string): DayText {
  return partsAt(moment, timeZone).slice(0, 10)
}

/** Minutes since local midnight at a moment. */
export function minuteAt(moment: Date, timeZone: string): number {
  const time = partsAt(moment, timeZone).slice(11)
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** The moment a local day and minute stand for, in the school's time zone. */
export function momentAt(day: DayText, minute: number, timeZone: string): Date {
  const asUtc = dateOf(day).getTime() + minute * 60_000
  // The offset is found at the first guess and once more there: right also on the day it changes.
  const guess = new Date(asUtc - offsetAt(new Date(asUtc), timeZone))
  return new Date(asUtc - offsetAt(guess, timeZone))
}

function offsetAt(moment: Date, timeZone: string): number {
  const whole = Math.floor(moment.getTime() / 60_000) * 60_000
  return Date.parse(`${partsAt(moment, timeZone).replace(' ', 'T')}:00.000Z`) - whole
}

/** `2026-09-01 08:30` in the zone. */
function partsAt(moment: Date, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format.format(moment)
}
