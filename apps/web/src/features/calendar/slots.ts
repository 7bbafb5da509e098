import type { Bells } from '@diary/contracts/calendar'

export type Slot = Bells['slots'][number]

export const slotsIn = (text: string) => JSON.parse(text) as Slot[]
export const slotsText = (slots: readonly Slot[]) =>
  JSON.stringify(slots.map(({ number, startsAt, endsAt }) => ({ number, startsAt, endsAt })))

// What a lesson and a break last where nothing is known yet.
const lessonMinutes = 40
const breakMinutes = 10

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeAt = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The lesson after the last: as long as that one, after a break as long as the one before. */
export function nextSlot(slots: readonly Slot[]): Slot {
  const last = slots.at(-1)
  const before = slots.at(-2)
  if (!last?.endsAt) return { number: last ? last.number + 1 : 1, startsAt: '08:00', endsAt: '08:40' }
  const pause = before?.endsAt ? minuteOf(last.startsAt) - minuteOf(before.endsAt) : breakMinutes
  const length = last.startsAt ? minuteOf(last.endsAt) - minuteOf(last.startsAt) : lessonMinutes
  const start = Math.min(minuteOf(last.endsAt) + Math.max(0, pause), 23 * 60)
  return {
    number: last.number + 1,
    startsAt: timeAt(start),
    endsAt: timeAt(Math.min(start + Math.max(1, length), 23 * 60 + 59)),
  }
}

/** What is wrong with the hours of a lesson, said at once, before anything is sent. */
export function overlapAt(slots: readonly Slot[], index: number): 'overlap' | 'backwards' | undefined {
  const slot = slots[index]
  const before = slots[index - 1]
  if (!slot?.startsAt || !slot.endsAt) return undefined
  if (slot.endsAt <= slot.startsAt) return 'backwards'
  return before?.endsAt && slot.startsAt < before.endsAt ? 'overlap' : undefined
}
