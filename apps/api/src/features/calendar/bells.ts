import type { Bells, calendarApi } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleBells, visibleCalendarEntry } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf, yearAt } from '#platform/school-day'
import { minuteOf, refuseSlots } from './calendar.rules.ts'
import { bellsSelect, toBells } from './calendar.view.ts'
import type { Follow } from './follow.ts'

type Wanted = Omit<Bells, 'id' | 'version'>

/** Bells of shifts and of special days. Lessons from today on get their hours in the same transaction. */
export const bellsHandlers = (
  follow: Follow,
): Pick<Handlers<typeof calendarApi>, 'createBells' | 'updateBells'> => ({
  async createBells({ actor, db, sql, now }, { body }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const { isSpecial = false, validTo = null } = body
    const wanted: Wanted = { ...body, isSpecial, validTo }
    await refuse(db, actor, wanted)
    const id = newId()
    await db.bellSchedule.createMany({ data: { schoolId, id, ...rowOf(wanted) } })
    await db.bellSlot.createMany({ data: slotsOf(schoolId, id, wanted.slots) })
    const days = await affected(db, actor, today, id, wanted)
    return { ...(await oneBells(db, actor, id)), lessons: await follow({ db, sql }, { schoolId, ...days }) }
  },

  async updateBells({ actor, db, sql, now }, { params, body, ifVersion }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const current = await oneBells(db, actor, params.bellsId)
    const {
      title = current.title,
      shift = current.shift,
      isSpecial = current.isSpecial,
      validFrom = current.validFrom,
      validTo = current.validTo,
      slots = current.slots,
    } = body
    const wanted: Wanted = { title, shift, isSpecial, validFrom, validTo, slots }
    await refuse(db, actor, wanted, current.id)
    const { count } = await db.bellSchedule.updateMany({
      where: { AND: [visibleBells(actor), { id: current.id, version: ifVersion }] },
      // Counted also when nothing but the slots changes.
      data: { ...rowOf(wanted), version: ifVersion + 1 },
    })
    if (count === 0)
      throw new Problem('changed-meanwhile', { current: await oneBells(db, actor, current.id) })
    await db.bellSlot.deleteMany({ where: { schoolId, bellScheduleId: current.id } })
    await db.bellSlot.createMany({ data: slotsOf(schoolId, current.id, slots) })
    const validEver: Wanted = {
      ...wanted,
      isSpecial: wanted.isSpecial && current.isSpecial,
      validFrom: wanted.validFrom < current.validFrom ? wanted.validFrom : current.validFrom,
      validTo:
        wanted.validTo === null || current.validTo === null
          ? null
          : wanted.validTo > current.validTo
            ? wanted.validTo
            : current.validTo,
    }
    const days = await affected(db, actor, today, current.id, validEver)
    return {
      ...(await oneBells(db, actor, current.id)),
      lessons: await follow({ db, sql }, { schoolId, ...days }),
    }
  },
})

const rowOf = ({ title, shift, isSpecial, validFrom, validTo }: Wanted) => ({
  title,
  shift,
  isSpecial,
  validFrom: dateOf(validFrom),
  validTo: validTo && dateOf(validTo),
})

const slotsOf = (schoolId: string, bellScheduleId: string, slots: Wanted['slots']) =>
  slots.map(({ number, startsAt, endsAt }) => ({
    schoolId,
    bellScheduleId,
    number,
    startMinute: minuteOf(startsAt),
    endMinute: minuteOf(endsAt),
  }))

async function oneBells(db: Db, actor: Actor, id: string): Promise<Bells> {
  const row = await db.bellSchedule.findFirst({
    where: { AND: [visibleBells(actor), { id }] },
    select: bellsSelect,
  })
  if (!row) throw new Problem('not-found')
  return toBells(row)
}

/** The days from today to the end of the year that these bells may ring on; special ones ring where the calendar names them. */
async function affected(
  db: Db,
  actor: Actor,
  today: Day,
  id: string,
  { isSpecial, validFrom, validTo }: Wanted,
): Promise<{ from: Day; to: Day }> {
  const year = await yearAt(db, actor, today)
  const end = (year ? dayOf(year.endsOn) : today) as Day
  if (isSpecial) {
    const named = await db.calendarEntry.aggregate({
      where: { AND: [visibleCalendarEntry(actor), { bellScheduleId: id, endsOn: { gte: dateOf(today) } }] },
      _min: { startsOn: true },
      _max: { endsOn: true },
    })
    const [first, last] = [named._min.startsOn, named._max.endsOn]
    if (!first || !last) return { from: today, to: '1900-01-01' as Day }
    return { from: later(dayOf(first) as Day, today), to: dayOf(last) as Day }
  }
  return { from: later(validFrom, today), to: validTo !== null && validTo < end ? validTo : end }
}

const later = (one: Day, other: Day) => (one > other ? one : other)

async function refuse(db: Db, actor: Actor, wanted: Wanted, id?: string): Promise<void> {
  const { schoolId } = actor
  if (wanted.validTo !== null && wanted.validTo < wanted.validFrom)
    throw wrongField('/validTo', 'before-start', 'Before the first day')
  refuseSlots(wanted.slots)
  await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`bells ${schoolId}`}, 0))::text as locked`
  const others = await db.bellSchedule.findMany({
    where: {
      AND: [
        visibleBells(actor),
        {
          ...(id && { id: { not: id } }),
          OR: [
            { title: wanted.title, validFrom: dateOf(wanted.validFrom) },
            {
              isSpecial: false,
              shift: wanted.shift,
              ...(wanted.validTo && { validFrom: { lte: dateOf(wanted.validTo) } }),
              OR: [{ validTo: null }, { validTo: { gte: dateOf(wanted.validFrom) } }],
            },
          ],
        },
      ],
    },
    select: { title: true, validFrom: true },
    take: 50,
  })
  const isNamesake = (it: (typeof others)[number]) =>
    it.title === wanted.title && dayOf(it.validFrom) === wanted.validFrom
  if (others.some(isNamesake)) throw wrongField('/title', 'taken', 'There are such bells')
  if (!wanted.isSpecial && others.length > 0)
    throw wrongField('/validFrom', 'overlap', 'The shift has other bells in those days')
}
