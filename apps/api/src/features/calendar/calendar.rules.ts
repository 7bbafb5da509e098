import { type TermScheme, termsOfKind } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import { wrongField } from '#platform/problem'

/** A span of days, both included. */
export interface Span {
  readonly startsOn: Day
  readonly endsOn: Day
}

/** Days run forward and lie in the school year. */
export function refuseOutside({ startsOn, endsOn }: Span, year: Span, at = ''): void {
  if (endsOn < startsOn) throw wrongField(`${at}/endsOn`, 'before-start', 'Before the first day')
  if (startsOn < year.startsOn) throw wrongField(`${at}/startsOn`, 'outside-year', 'Before the school year')
  if (endsOn > year.endsOn) throw wrongField(`${at}/endsOn`, 'outside-year', 'After the school year')
}

/** As many terms as the kind has, in order, each longer than a day, none meeting the one before. */
export function refuseTerms(kind: TermScheme['kind'], terms: readonly Span[], year: Span): void {
  if (terms.length !== termsOfKind[kind])
    throw wrongField('/terms', 'count', `A year has ${termsOfKind[kind]} of this kind`)
  terms.forEach((term, index) => {
    refuseOutside(term, year, `/terms/${index}`)
    if (term.endsOn === term.startsOn)
      throw wrongField(`/terms/${index}/endsOn`, 'before-start', 'One day alone')
    const before = terms[index - 1]
    if (before && term.startsOn <= before.endsOn)
      throw wrongField(`/terms/${index}/startsOn`, 'overlap', 'The term before has not ended')
  })
}

/** `08:30` as minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Lessons end after they begin, none meets another, each number stands once, and later numbers come later. */
export function refuseSlots(slots: readonly { number: number; startsAt: string; endsAt: string }[]): void {
  const inOrder = slots.map((slot, index) => ({ ...slot, index })).toSorted((a, b) => a.number - b.number)
  inOrder.forEach(({ number, startsAt, endsAt, index }, place) => {
    if (minuteOf(endsAt) <= minuteOf(startsAt))
      throw wrongField(`/slots/${index}/endsAt`, 'before-start', 'Ends before it begins')
    if (minuteOf(endsAt) > 1440) throw wrongField(`/slots/${index}/endsAt`, 'next-day', 'After midnight')
    const before = inOrder[place - 1]
    if (before?.number === number) throw wrongField(`/slots/${index}/number`, 'twice', 'Stands twice')
    if (before && minuteOf(startsAt) < minuteOf(before.endsAt))
      throw wrongField(`/slots/${index}/startsAt`, 'overlap', 'The lesson before has not ended')
  })
}
