import { refuse, type Notice } from '../import-error.ts'
import type { FetRow } from './fet-rows.ts'
import type { Fet } from './fet.ts'

export type WeekKind = 'every' | 'odd' | 'even'
export type Weekday = { weekday: number; week: WeekKind }
export type PlannedBell = { number: number; startMinute: number; endMinute: number }

/** How the file's days and hours are the school's weekdays, lesson numbers and bells. */
export type SchoolWeek = {
  place: (day: number, hour: number) => { weekday: number; week: WeekKind; number: number }
  bells: PlannedBell[]
  /** False: the file's hours have no times, and the bells are a guess. */
  areBellsNamed: boolean
  notices: Notice[]
}

const lessonMinutes = 45
const breakMinutes = 10
const dayMinutes = 24 * 60

/** What the database takes as a lesson's number. */
export const lessonNumberMax = 20

/** Reads the file's days and hours, and which of them are used; `days` and `firstNumber` are what the person said about them. */
export function schoolWeek(
  fet: Fet,
  rows: readonly FetRow[],
  options: { days?: string | undefined; firstNumber: number },
): SchoolWeek {
  const isHalfDays = /^mornings.afternoons$/i.test(fet.mode)
  const dayNames = fet.days.map(({ name }) => name)
  const { weekdays, notices } = weekdaysOf(dayNames, isHalfDays, options.days)
  const lastUsed = (half: number) =>
    rows.reduce((last, { day, hour }) => (!isHalfDays || day % 2 === half ? Math.max(last, hour) : last), -1)
  // An afternoon begins with the number after the last that any morning uses.
  const mornings = isHalfDays ? lastUsed(0) + 1 : 0
  const used = isHalfDays ? mornings + lastUsed(1) + 1 : lastUsed(0) + 1
  if (options.firstNumber + used - 1 > lessonNumberMax)
    refuse(texts => texts.tooManyHours(used, lessonNumberMax))
  const wanted = isHalfDays ? used : Math.min(fet.hours.length, lessonNumberMax - options.firstNumber + 1)
  const named = isHalfDays ? undefined : namedBells(fet.hours.slice(0, wanted).map(({ name }) => name))
  const bells = (named ?? defaultBells(wanted)).map((bell, index) => ({
    number: options.firstNumber + index,
    ...bell,
  }))
  const areNamed = named !== undefined
  if (isHalfDays) notices.push({ say: texts => texts.halfDays })
  if (!areNamed) notices.push({ say: texts => texts.bellsByDefault })
  return {
    bells,
    areBellsNamed: areNamed,
    notices,
    place: (day, hour) => {
      const found = weekdays[day]
      if (found === undefined) throw new Error(`day ${day} is not in the file`)
      return { ...found, number: options.firstNumber + hour + (day % 2) * mornings }
    },
  }
}

/** The weekdays of the file's days: as the person said, else by their names, else in order from Monday. */
export function weekdaysOf(names: readonly string[], isHalfDays: boolean, option: string | undefined) {
  const notices: Notice[] = []
  if (option !== undefined) return { weekdays: saidWeekdays(names, option, isHalfDays), notices }
  if (isHalfDays) {
    if (names.length > 14) refuse(texts => texts.tooManyDays(names.length))
    return { weekdays: names.map((_, index) => every(Math.floor(index / 2) + 1)), notices }
  }
  if (names.length > 7) refuse(texts => texts.tooManyDays(names.length))
  const recognised = recognisedWeekdays(names)
  if (recognised !== undefined) return { weekdays: recognised.map(every), notices }
  notices.push({ say: texts => texts.daysByOrder(names) })
  return { weekdays: names.map((_, index) => every(index + 1)), notices }
}

const every = (weekday: number): Weekday => ({ weekday, week: 'every' })

/** `1,2,3,4,5`, one number a day of the file; a weekday given twice is that of odd weeks, then that of even ones. */
function saidWeekdays(names: readonly string[], option: string, isHalfDays: boolean): Weekday[] {
  const given = option.split(',').map(part => {
    const text = part.trim()
    if (!/^[1-7]$/.test(text)) refuse(texts => texts.daysOption(text))
    return Number(text)
  })
  if (given.length !== names.length) refuse(texts => texts.daysCount(names.length, given.length))
  if (isHalfDays) return given.map(every)
  const seen = new Map<number, number>()
  return given.map(weekday => {
    const times = (seen.get(weekday) ?? 0) + 1
    if (times > 2) refuse(texts => texts.daysTwice(weekday))
    seen.set(weekday, times)
    const isTwice = given.filter(other => other === weekday).length === 2
    return { weekday, week: !isTwice ? 'every' : times === 1 ? 'odd' : 'even' }
  })
}

const languages =
  'ru en bg uk be kk ky uz tg tt az hy ka hu de fr es it pt ro pl cs sk sl hr sr mk el tr ar he fa sq lv lt et fi sv da nb nl vi id mn zh ja ko hi'

/** The weekdays, when every day's name (or its beginning) is a weekday's in one and the same language. */
function recognisedWeekdays(names: readonly string[]): number[] | undefined {
  const wanted = names.map(plain)
  for (const language of languages.split(' ')) {
    const known = weekdayNames(language)
    const found: number[] = []
    for (const name of wanted) {
      const fits = known.flatMap((forms, index) =>
        name.length > 0 && forms.some(form => form === name || (name.length > 1 && form.startsWith(name)))
          ? [index + 1]
          : [],
      )
      // «sz» is both szerda and szombat: the next one in the week is meant.
      const next = fits.find(weekday => weekday > (found.at(-1) ?? 0)) ?? fits[0]
      if (next === undefined || found.includes(next)) break
      found.push(next)
    }
    if (found.length === names.length) return found
  }
  return undefined
}

function weekdayNames(language: string): string[][] {
  // 1 January 2024 was a Monday.
  const days = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index)))
  const formats = (['long', 'short'] as const).map(
    weekday => new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }),
  )
  return days.map(day => formats.map(format => plain(format.format(day))))
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.\s]+$/u, '')
    .trim()

type Span = { startMinute: number; endMinute: number }

/** Bells from hours such as «8:15», «8.15-9.00» or «8-9»; nothing when one of them is no time, or they don't follow each other. */
function namedBells(hours: readonly string[]): Span[] | undefined {
  const times = hours.map(timesIn)
  const starts: number[] = []
  for (const [time] of times) {
    if (time === undefined) return undefined
    const before = starts.at(-1) ?? -1
    // After 12:50 some schools write 1:40.
    const start = time <= before && time + dayMinutes / 2 > before ? time + dayMinutes / 2 : time
    if (start <= before || start >= dayMinutes) return undefined
    starts.push(start)
  }
  return starts.map((startMinute, index) => {
    const [time = 0, end] = times[index] ?? []
    const next = starts[index + 1] ?? dayMinutes
    const length = end !== undefined && end > time ? end - time : lessonMinutes
    return { startMinute, endMinute: Math.min(startMinute + length, next) }
  })
}

function timesIn(name: string): number[] {
  const text = asciiDigits(name)
  const clock = [...text.matchAll(/(?<!\d)(\d{1,2})\s?[:.hчг]\s?([0-5]\d)(?!\d)/giu)]
  if (clock.length > 0)
    return clock
      .map(([, hour, minute]) => Number(hour) * 60 + Number(minute))
      .filter(time => time < dayMinutes)
  const range = /^\D*(\d{1,2})\s*[-–—]\s*(\d{1,2})\D*$/u.exec(text)
  const [from, to] = [Number(range?.[1] ?? 0), Number(range?.[2] ?? 0)]
  // «1-2» is a pair of lessons, «8-9» an hour of the clock.
  return from >= 6 && to === from + 1 && to <= 24 ? [from * 60, to * 60] : []
}

/** The digits of any script as ASCII ones: decimal digits stand in Unicode in runs of ten. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, digit => {
    let code = digit.codePointAt(0) ?? 0
    if (code < 0x80) return digit
    let value = 0
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
      code -= 1
      value += 1
    }
    return String(value)
  })
}

/** From 08:00, 45 minutes and a break of 10; shorter when so many hours would not fit into a day. */
export function defaultBells(count: number): Span[] {
  const start = 8 * 60
  const step = Math.min(lessonMinutes + breakMinutes, Math.floor((dayMinutes - start) / count))
  return Array.from({ length: count }, (_, index) => ({
    startMinute: start + index * step,
    endMinute: start + index * step + Math.min(lessonMinutes, step),
  }))
}
