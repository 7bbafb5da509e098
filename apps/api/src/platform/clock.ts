import { addDays, type DayText, dateOf, dayAt } from '@diary/db/day'

/**
 * The clock of a demonstration: the real time of day, on the day the demonstration was made for. Tests of the whole
 * product fix that day; without one it is the real clock.
 */
export function clockOn(day: DayText | undefined, timeZone: string): () => Date {
  if (!day) return () => new Date()
  const startedOn = dayAt(new Date(), timeZone)
  const shiftMs = dateOf(day).getTime() - dateOf(startedOn).getTime()
  if (addDays(startedOn, Math.round(shiftMs / 86_400_000)) !== day) throw new Error(`Not a day: ${day}`)
  return () => new Date(Date.now() + shiftMs)
}
