import type { CalendarEntry } from '@diary/contracts/calendar'
import { addDays, weekdayOf } from '#platform/days.ts'

export interface MonthDay {
  day: string
  number: number
  /** 1 for Monday. */
  weekday: number
  entry: CalendarEntry | undefined
}

/** The months of a year, each day with what is not as usual on it. What is for some classes gives way to what is for all. */
export function monthsOf(
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  entries: readonly CalendarEntry[],
): { month: string; days: MonthDay[] }[] {
  const months: { month: string; days: MonthDay[] }[] = []
  const inOrder = entries.toSorted((one, other) => one.classIds.length - other.classIds.length)
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    const month = `${day.slice(0, 7)}-01`
    if (months.at(-1)?.month !== month) months.push({ month, days: [] })
    months.at(-1)?.days.push({
      day,
      number: Number(day.slice(8)),
      weekday: weekdayOf(day),
      entry: inOrder.find(entry => entry.startsOn <= day && day <= entry.endsOn),
    })
  }
  return months
}
