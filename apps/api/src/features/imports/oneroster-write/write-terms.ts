import { addDays, dateOf, dayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { SessionRow } from '../oneroster-package/rows.ts'
import type { Order } from './order.ts'

const kinds = { 4: 'quarter', 3: 'trimester', 2: 'half_year' } as const
const titles = { quarter: 'Четверти', trimester: 'Триместры', half_year: 'Полугодия' }
const holidays: Readonly<Record<number, readonly string[]>> = {
  4: ['Осенние каникулы', 'Зимние каникулы', 'Весенние каникулы'],
  3: ['Осенние каникулы', 'Весенние каникулы'],
  2: ['Зимние каникулы'],
}

/**
 * The terms of the package in a year that this import has made, with the holidays between them. A year the school has
 * already keeps its own: where they differ, it is said.
 */
export async function writeTerms(order: Order): Promise<void> {
  const { db, schoolId, year, plan, notices } = order
  const fitting = plan.terms.filter(terms =>
    terms.every(({ startsOn, endsOn }) => startsOn >= year.startsOn && endsOn <= year.endsOn),
  )
  const schemes = await db.termScheme.findMany({
    where: { schoolId, yearId: year.id },
    select: {
      id: true,
      kind: true,
      terms: { select: { startsOn: true, endsOn: true }, orderBy: { ordinal: 'asc' } },
    },
  })
  for (const terms of fitting) {
    const kind = kinds[terms.length as 2 | 3 | 4]
    const scheme = schemes.find(one => one.kind === kind)
    const isSame =
      scheme?.terms.length === terms.length &&
      terms.every(
        ({ startsOn, endsOn }, index) =>
          dayOf(scheme.terms[index]?.startsOn ?? new Date(0)) === startsOn &&
          dayOf(scheme.terms[index]?.endsOn ?? new Date(0)) === endsOn,
      )
    if (isSame) continue
    if (!year.isNew) {
      const names = terms.map(({ title }) => title)
      notices.push({ say: texts => texts.oneRoster.terms(names) })
      continue
    }
    // Trimesters stand where the usual calendar has quarters.
    const replaced = scheme ?? schemes.find(one => one.kind === 'quarter')
    const id = replaced?.id ?? newId()
    if (replaced === undefined) {
      await db.termScheme.create({ data: { schoolId, id, yearId: year.id, kind, title: titles[kind] } })
    } else {
      await db.term.deleteMany({ where: { schoolId, schemeId: id } })
      await db.termScheme.update({
        where: { schoolId_id: { schoolId, id } },
        data: { kind, title: titles[kind] },
      })
    }
    await db.term.createMany({
      data: terms.map(({ title, startsOn, endsOn }, index) => ({
        schoolId,
        schemeId: id,
        ordinal: index + 1,
        title,
        startsOn: dateOf(startsOn),
        endsOn: dateOf(endsOn),
      })),
    })
  }
  const longest = fitting.toSorted((one, other) => other.length - one.length)[0]
  if (year.isNew && longest !== undefined) await layHolidays(order, longest)
}

/** Between the terms of a year are its holidays; what is shorter than three days is a weekend. */
async function layHolidays({ db, schoolId, year }: Order, terms: readonly SessionRow[]): Promise<void> {
  const gaps = terms.slice(1).flatMap((term, index) => {
    const [from, to] = [addDays(terms[index]?.endsOn ?? '', 1), addDays(term.startsOn, -1)]
    const title = holidays[terms.length]?.[index] ?? 'Каникулы'
    return addDays(from, 2) <= to ? [{ title, from, to }] : []
  })
  const last = terms.at(-1)?.endsOn ?? year.endsOn
  const summer =
    last < year.endsOn ? [{ title: 'Летние каникулы', from: addDays(last, 1), to: year.endsOn }] : []
  await db.calendarEntry.deleteMany({
    where: { schoolId, yearId: year.id, kind: 'vacation', isForAll: true },
  })
  await db.calendarEntry.createMany({
    data: [...gaps, ...summer].map(({ title, from, to }: { title: string; from: DayText; to: DayText }) => ({
      schoolId,
      yearId: year.id,
      kind: 'vacation' as const,
      title,
      startsOn: dateOf(from),
      endsOn: dateOf(to),
    })),
  })
}
