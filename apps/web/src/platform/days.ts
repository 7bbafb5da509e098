/**
 * Arithmetic of school days written `2026-09-01`. They have no time zone, so the only `Date` here is a counter of
 * days at midnight UTC, which never leaves this file.
 */
const millisecondsOfDay = 86_400_000

const toCount = (day: string) => Date.parse(`${day}T00:00:00Z`)
const fromCount = (count: number) => new Date(count).toISOString().slice(0, 10)

/** The day so many days later, or earlier when negative. */
export const addDays = <Day extends string>(day: Day, days: number): Day =>
  fromCount(toCount(day) + days * millisecondsOfDay) as Day

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string): number => new Date(toCount(day)).getUTCDay() || 7

/** Monday of the week the day lies in. */
export const mondayOf = <Day extends string>(day: Day): Day => addDays(day, 1 - weekdayOf(day))

/** How many days lie between the two; negative when the second comes first. */
export const daysBetween = (from: string, to: string): number =>
  (toCount(to) - toCount(from)) / millisecondsOfDay

/** Whether the text is a day that the calendar has. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && fromCount(toCount(text) || 0) === text
