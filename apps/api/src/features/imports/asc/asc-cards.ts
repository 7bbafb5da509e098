import { lessonNumberMax, type WeekKind } from '../fet/week.ts'
import { refuse, type Notice } from '../import-error.ts'
import type { Asc, AscCard, AscLesson } from './asc-file.ts'

/** One hour of one lesson: the day is a place in the file's days, the period the number of a lesson. */
export type PlacedCard = {
  lesson: AscLesson
  day: number
  period: number
  week: WeekKind
  roomIds: string[]
  line: number
}

type PlainCard = PlacedCard & { span: number }

/** The hours of the timetable, in the order of the file's lessons and cards. */
export function placedCards(
  asc: Asc,
  lessons: ReadonlyMap<string, AscLesson>,
  term: number | undefined,
): { placed: PlacedCard[]; notices: Notice[] } {
  const { cards, notices } = cardsOfTerm(asc.cards, term)
  const byLesson = new Map<string, PlainCard[]>()
  for (const card of cards) {
    const lesson =
      lessons.get(card.lessonId) ??
      refuse(texts => texts.asc.unknownId('lessonid', card.lessonId.slice(0, 100), 'lessons'), {
        line: card.line,
      })
    const days = maskOf(card.days, 'days', card)
    const { period, line } = card
    if (period === undefined || !days.includes(true)) continue
    const week = weekOf(card)
    const own = byLesson.get(lesson.id) ?? []
    for (const [day, isOn] of days.entries()) {
      const roomIds =
        card.roomIds.length > 0 ? card.roomIds : lesson.roomIds.length === 1 ? lesson.roomIds : []
      if (isOn) own.push({ lesson, day, period, week, line, roomIds, span: lesson.periodsPerCard })
    }
    byLesson.set(lesson.id, own)
  }
  if (byLesson.size === 0) refuse(texts => texts.asc.noCards)

  const known = new Set(asc.periods.map(({ period }) => period))
  const placed = [...lessons.values()].flatMap(({ id }) => hoursOf(byLesson.get(id) ?? [], known))
  const unplaced = [...lessons.values()].filter(
    ({ id, periodsPerWeek }) =>
      !byLesson.has(id) && periodsPerWeek !== 0 && !wasInAnotherTerm(asc, cards, id),
  )
  if (unplaced.length > 0) {
    const subjects = new Map(asc.subjects.map(({ id, name }) => [id, name]))
    const names = unplaced.map(({ id, subjectId }) => subjects.get(subjectId) ?? id)
    notices.push({ say: texts => texts.asc.noPlace(names) })
  }
  return { placed, notices }
}

/**
 * A lesson of two periods stands in some exports as one card and in others as two, one a period. Two cards nearer to each
 * other than the lesson is long can only be the second.
 */
function hoursOf(cards: readonly PlainCard[], known: ReadonlySet<number>): PlacedCard[] {
  const at = (card: PlainCard, period: number) => `${card.day} ${card.week} ${period}`
  const starts = new Set(cards.map(card => at(card, card.period)))
  const isByHour = cards.some(card =>
    Array.from({ length: card.span - 1 }, (_, index) => card.period + index + 1).some(period =>
      starts.has(at(card, period)),
    ),
  )
  const taken = new Set<string>()
  return cards.flatMap(({ span, ...card }) =>
    Array.from({ length: isByHour ? 1 : span }, (_, index) => card.period + index).flatMap(period => {
      if (known.size > 0 && !known.has(period)) {
        refuse(
          texts =>
            period === card.period
              ? texts.asc.unknownPeriod(period)
              : texts.asc.pastLastPeriod(span, card.period),
          { line: card.line },
        )
      }
      if (!Number.isInteger(period) || period > lessonNumberMax)
        refuse(texts => texts.asc.lessonNumber(period, lessonNumberMax), { line: card.line })
      const key = `${card.day} ${card.week} ${period}`
      if (taken.has(key)) return []
      taken.add(key)
      return { ...card, period }
    }),
  )
}

/** The cards of one term, where the file has several. */
function cardsOfTerm(cards: readonly AscCard[], wish: number | undefined) {
  const notices: Notice[] = []
  const masks = cards.map(card => maskOf(card.terms, 'terms', card))
  const terms = masks.reduce((most, mask) => Math.max(most, mask.length), 1)
  if (wish !== undefined && (wish < 1 || wish > terms)) refuse(texts => texts.asc.noTerm(wish, terms))
  const term = wish ?? 1
  const own = cards.filter((_, index) => masks[index]?.length === 0 || masks[index]?.[term - 1] === true)
  const left = cards.length - own.length
  if (left > 0) notices.push({ say: texts => texts.asc.term(term, terms, left) })
  return { cards: own, notices }
}

const wasInAnotherTerm = (asc: Asc, own: readonly AscCard[], lessonId: string) =>
  own.length < asc.cards.length && asc.cards.some(card => card.lessonId === lessonId)

/** How many days the file's week has. */
export const dayCountOf = ({ days, cards }: Asc): number =>
  [...days.map(({ mask }) => mask), ...cards.map(card => card.days)].reduce(
    (most, mask) => Math.max(most, bits(mask)?.length ?? 0),
    0,
  )

/** How many terms the file's cards are for. */
export const termCountOf = ({ cards }: Asc): number =>
  cards.reduce((most, { terms }) => Math.max(most, bits(terms)?.length ?? 0), 1)

/** «10» and «10,01» as the places that are meant. */
function bits(mask: string): boolean[] | undefined {
  const parts = mask.split(',').map(part => part.trim())
  if (parts.some(part => !/^[01]{0,70}$/.test(part))) return undefined
  const length = Math.max(...parts.map(part => part.length))
  return Array.from({ length }, (_, index) => parts.some(part => part[index] === '1'))
}

function maskOf(mask: string, attribute: string, { line }: AscCard): boolean[] {
  return bits(mask) ?? refuse(texts => texts.asc.mask(attribute, mask.slice(0, 50)), { line })
}

function weekOf(card: AscCard): WeekKind {
  const weeks = maskOf(card.weeks, 'weeks', card)
  if (weeks.every(isOn => isOn) || !weeks.includes(true)) return 'every'
  const isAlternating = weeks.length % 2 === 0 && weeks.every((isOn, index) => isOn === weeks[index % 2])
  if (!isAlternating) refuse(texts => texts.asc.weeks(card.weeks.slice(0, 50)), { line: card.line })
  return weeks[0] === true ? 'odd' : 'even'
}
