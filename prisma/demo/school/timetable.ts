import type { Random } from '../random.ts'

/** What is taught at one hour to one class: a subject by a teacher, or the halves of the class by two. */
export interface Unit<Book> {
  key: string
  hours: number
  books: readonly { teacherId: string; book: Book }[]
  /** Fixed to Monday's first lesson. */
  isFirstOfWeek?: boolean
  /** Units of one such name come once a day, and not before the third lesson. */
  daily?: string
}
export interface ClassWeek<Book> {
  shift: number
  daysInWeek: number
  units: readonly Unit<Book>[]
}
export interface Hour<Book> {
  weekday: number
  number: number
  books: readonly { teacherId: string; book: Book }[]
}

interface Place {
  weekday: number
  number: number
  slot: number
  isFixed: boolean
}
interface Timeline<Book> {
  daysInWeek: number
  places: Place[]
  /** The unit at each place. */
  units: Unit<Book>[]
}

const lessonsAtMost = 7
const clash = 20
const sameDay = 3
const notDaily = 12

/**
 * A week for every class in which no teacher is in two places. Classes have no free hours inside the day. Starts from a
 * shuffled week and swaps hours within a class wherever something clashes, until nothing does.
 */
export function solveTimetable<Book>(weeks: readonly ClassWeek<Book>[], chance: Random): Hour<Book>[][] {
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const solved = attemptTimetable(weeks, chance.fork(`attempt ${attempt}`))
    if (solved) return solved
  }
  throw new Error('The timetable cannot be solved: some teacher has more hours than a week holds')
}

function attemptTimetable<Book>(weeks: readonly ClassWeek<Book>[], chance: Random): Hour<Book>[][] | null {
  const taken = new Map<string, number[]>()
  const countsOf = (teacherId: string) => {
    const found = taken.get(teacherId)
    if (found) return found
    const fresh: number[] = Array.from({ length: 6 * 2 * lessonsAtMost }, () => 0)
    taken.set(teacherId, fresh)
    return fresh
  }
  const put = (unit: Unit<Book>, place: Place, by: 1 | -1) => {
    for (const { teacherId } of unit.books) {
      const counts = countsOf(teacherId)
      counts[place.slot] = (counts[place.slot] ?? 0) + by
    }
  }
  const classes = weeks.map(week => begin(week, chance))
  for (const { places, units } of classes)
    for (const [index, unit] of units.entries()) put(unit, placeAt(places, index), 1)

  // What a unit costs where it stands: other lessons of its teachers, and too much of one subject in a day.
  const cost = (of: Timeline<Book>, index: number) => {
    const unit = unitAt(of.units, index)
    const place = placeAt(of.places, index)
    let sum = 0
    for (const { teacherId } of unit.books)
      sum += clash * Math.max(0, (countsOf(teacherId)[place.slot] ?? 0) - 1)
    // This runs a million times: no lists are made here.
    let others = -1
    for (const [at, other] of of.units.entries()) {
      const isAlike = unit.daily === undefined ? other.key === unit.key : other.daily === unit.daily
      if (isAlike && of.places[at]?.weekday === place.weekday) others += 1
    }
    if (unit.daily !== undefined) return sum + notDaily * (others + (place.number < 3 ? 1 : 0))
    return sum + sameDay * Math.max(0, others + 1 - Math.ceil(unit.hours / of.daysInWeek))
  }
  const swap = (of: Timeline<Book>, one: number, other: number) => {
    const [a, b] = [unitAt(of.units, one), unitAt(of.units, other)]
    const [at, to] = [placeAt(of.places, one), placeAt(of.places, other)]
    put(a, at, -1)
    put(b, to, -1)
    of.units[one] = b
    of.units[other] = a
    put(b, at, 1)
    put(a, to, 1)
  }

  const improve = (of: Timeline<Book>, index: number) => {
    let best = Number.POSITIVE_INFINITY
    let choices: number[] = []
    for (const [other, place] of of.places.entries()) {
      if (other === index || place.isFixed) continue
      const before = cost(of, index) + cost(of, other)
      swap(of, index, other)
      const delta = cost(of, index) + cost(of, other) - before
      swap(of, index, other)
      if (delta < best) [best, choices] = [delta, [other]]
      else if (delta === best) choices.push(other)
    }
    // Now and then a step that makes nothing better: it leads out of corners.
    if (choices.length > 0 && (best <= 0 || chance.chance(0.3))) swap(of, index, chance.pick(choices))
  }

  for (let pass = 0; pass < 300; pass += 1) {
    const hurting = classes.flatMap(of =>
      of.places.flatMap((place, index) => (!place.isFixed && cost(of, index) > 0 ? [{ of, index }] : [])),
    )
    const isClashing = hurting.some(({ of, index }) => cost(of, index) >= notDaily)
    if (hurting.length === 0 || (!isClashing && pass > 30)) break
    for (const { of, index } of chance.shuffle(hurting)) if (cost(of, index) > 0) improve(of, index)
  }
  const isSolved = classes.every(of => of.places.every((_, index) => cost(of, index) < notDaily))
  if (!isSolved) return null
  return classes.map(({ places, units }) =>
    places.map(({ weekday, number }, index) => ({ weekday, number, books: unitAt(units, index).books })),
  )
}

function begin<Book>({ shift, daysInWeek, units }: ClassWeek<Book>, chance: Random): Timeline<Book> {
  const hours = units.reduce((sum, unit) => sum + unit.hours, 0)
  const short = Math.floor(hours / daysInWeek)
  // The longer days are in the middle of the week.
  const longer = new Set(
    [3, 2, 4, 5, 1, 6].filter(day => day <= daysInWeek).slice(0, hours - short * daysInWeek),
  )
  const places: Place[] = []
  for (let weekday = 1; weekday <= daysInWeek; weekday += 1)
    for (let number = 1; number <= short + (longer.has(weekday) ? 1 : 0); number += 1)
      places.push({
        weekday,
        number,
        slot: ((weekday - 1) * 2 + shift - 1) * lessonsAtMost + number - 1,
        isFixed: weekday === 1 && number === 1,
      })
  const first = units.filter(unit => unit.isFirstOfWeek)
  const rest = units
    .filter(unit => !unit.isFirstOfWeek)
    .flatMap(unit => Array.from({ length: unit.hours }, () => unit))
  return { daysInWeek, places, units: [...first, ...chance.shuffle(rest)] }
}

function placeAt(places: readonly Place[], index: number): Place {
  const place = places[index]
  if (!place) throw new Error('No such hour')
  return place
}

function unitAt<Book>(units: readonly Unit<Book>[], index: number): Unit<Book> {
  const unit = units[index]
  if (!unit) throw new Error('Nothing is taught at this hour')
  return unit
}
