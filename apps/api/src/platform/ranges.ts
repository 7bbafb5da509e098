import { type Day, daysKnown } from '@diary/contracts/primitives'
import { addDays, mondayOf } from '@diary/db/day'
import { Problem } from './problem.ts'

/** A range of days that is in order and not too long, or a refusal that names the field. */
export function rangeOf(from: Day, to: Day, daysMax: number): { from: Day; to: Day } {
  const wrong = (message: string) =>
    new Problem('invalid', { errors: [{ pointer: 'query/to', code: 'range', message }] })
  if (to < from) throw wrong('Must not be before "from"')
  if (to >= addDays(from, daysMax)) throw wrong(`At most ${daysMax} days`)
  return { from, to }
}

/** Monday to Sunday of the week a day is in, as far as there are days. */
export function weekOf(day: Day): { from: Day; to: Day } {
  const monday = mondayOf(day)
  const sunday = addDays(monday, 6)
  return {
    from: (monday < daysKnown.first ? daysKnown.first : monday) as Day,
    to: (sunday > daysKnown.last ? daysKnown.last : sunday) as Day,
  }
}
