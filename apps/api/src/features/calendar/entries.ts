import type { CalendarEntry, calendarApi } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleBells, visibleCalendarEntry, visibleClass } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { refuseOutside } from './calendar.rules.ts'
import { entrySelect, toEntry } from './calendar.view.ts'
import type { Follow } from './follow.ts'
import { yearOf } from './years.ts'

type Wanted = Omit<CalendarEntry, 'id' | 'version'>
const free = ['vacation', 'public_holiday', 'directors_day']

/** Days that are not as usual: holidays, shortened and working days. Lessons from today on follow in the same transaction. */
export const entryHandlers = (
  follow: Follow,
): Pick<Handlers<typeof calendarApi>, 'createEntry' | 'updateEntry' | 'removeEntry'> => ({
  async createEntry({ actor, db, sql, now }, { body }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const wanted: Wanted = { classIds: [], bellsId: null, followsWeekday: null, ...defined(body) }
    const year = await yearOf(db, actor, wanted.startsOn)
    await refuse(db, actor, year, wanted)
    const id = newId()
    await db.calendarEntry.createMany({ data: { schoolId, id, yearId: year.id, ...rowOf(wanted) } })
    await db.calendarEntryClass.createMany({
      data: wanted.classIds.map(classId => ({ schoolId, entryId: id, classId })),
    })
    const lessons = await follow(
      { db, sql },
      { schoolId, ...fromToday(wanted.startsOn, wanted.endsOn, today) },
    )
    return { ...(await oneEntry(db, actor, id)), lessons }
  },

  async updateEntry({ actor, db, sql, now }, { params, body, ifVersion }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const current = await oneEntry(db, actor, params.calendarEntryId)
    const wanted: Wanted = { ...current, ...defined(body) }
    const place = await db.calendarEntry.findFirst({
      where: { AND: [visibleCalendarEntry(actor), { id: current.id }] },
      select: { yearId: true },
    })
    const year = await yearOf(db, actor, today, place?.yearId)
    await refuse(db, actor, year, wanted, current.id)
    const { count } = await db.calendarEntry.updateMany({
      where: { AND: [visibleCalendarEntry(actor), { id: current.id, version: ifVersion }] },
      // Counted also when nothing but the classes changes.
      data: { ...rowOf(wanted), version: ifVersion + 1 },
    })
    if (count === 0) throw new Problem('changed-meanwhile', { current })
    await db.calendarEntryClass.deleteMany({ where: { schoolId, entryId: current.id } })
    await db.calendarEntryClass.createMany({
      data: wanted.classIds.map(classId => ({ schoolId, entryId: current.id, classId })),
    })
    const from = wanted.startsOn < current.startsOn ? wanted.startsOn : current.startsOn
    const to = wanted.endsOn > current.endsOn ? wanted.endsOn : current.endsOn
    const lessons = await follow({ db, sql }, { schoolId, ...fromToday(from, to, today) })
    return { ...(await oneEntry(db, actor, current.id)), lessons }
  },

  async removeEntry({ actor, db, sql, now }, { params, ifVersion }) {
    const { schoolId } = actor
    const current = await oneEntry(db, actor, params.calendarEntryId)
    const { count } = await db.calendarEntry.deleteMany({
      where: { AND: [visibleCalendarEntry(actor), { id: current.id, version: ifVersion }] },
    })
    if (count === 0) throw new Problem('changed-meanwhile', { current })
    const today = todayOf(actor, now())
    return follow({ db, sql }, { schoolId, ...fromToday(current.startsOn, current.endsOn, today) })
  },
})

/** Lessons of the past are what they were. */
const fromToday = (from: Day, to: Day, today: Day) => ({ from: from < today ? today : from, to })

const defined = <Of extends object>(of: Of) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Of]: Exclude<Of[Key], undefined>
  }

const rowOf = ({ kind, title, startsOn, endsOn, classIds, bellsId, followsWeekday }: Wanted) => ({
  kind,
  title,
  startsOn: dateOf(startsOn),
  endsOn: dateOf(endsOn),
  isForAll: classIds.length === 0,
  bellScheduleId: bellsId,
  followsWeekday,
})

async function oneEntry(db: Db, actor: Actor, id: string): Promise<CalendarEntry> {
  const row = await db.calendarEntry.findFirst({
    where: { AND: [visibleCalendarEntry(actor), { id }] },
    select: entrySelect,
  })
  if (!row) throw new Problem('not-found')
  return toEntry(row)
}

/** What a calendar cannot hold, by its field: other classes, bells of a day off, two holidays of one class on one day. */
async function refuse(
  db: Db,
  actor: Actor,
  year: { id: string; startsOn: Day; endsOn: Day },
  wanted: Wanted,
  id?: string,
): Promise<void> {
  const { schoolId } = actor
  refuseOutside(wanted, year)
  const classIds = [...new Set(wanted.classIds)]
  if (classIds.length < wanted.classIds.length) throw wrongField('/classIds', 'twice', 'Each class once')
  if (classIds.length > 0) {
    const known = await db.schoolClass.count({
      where: { AND: [visibleClass(actor), { yearId: year.id, id: { in: classIds } }] },
    })
    if (known < classIds.length) throw wrongField('/classIds', 'unknown', 'No such class in this year')
  }
  if (wanted.bellsId !== null) {
    if (wanted.kind !== 'shortened' && wanted.kind !== 'working')
      throw wrongField('/bellsId', 'no-school', 'Bells are of a shortened or a working day')
    const known = await db.bellSchedule.findFirst({
      where: { AND: [visibleBells(actor), { id: wanted.bellsId }] },
      select: { id: true },
    })
    if (!known) throw wrongField('/bellsId', 'unknown', 'No such bells')
  }
  if (wanted.followsWeekday !== null && wanted.kind !== 'working')
    throw wrongField('/followsWeekday', 'not-working', 'Of a working day alone')
  // One secretary at a time, or two could each add the same holidays.
  await db.$queryRaw`select id from academic_year where school_id = ${schoolId}::uuid and id = ${year.id}::uuid for update`
  const kinds = free.includes(wanted.kind) ? free : [wanted.kind]
  const other = await db.calendarEntry.findFirst({
    where: {
      AND: [
        visibleCalendarEntry(actor),
        {
          yearId: year.id,
          kind: { in: kinds as CalendarEntry['kind'][] },
          startsOn: { lte: dateOf(wanted.endsOn) },
          endsOn: { gte: dateOf(wanted.startsOn) },
          ...(id && { id: { not: id } }),
        },
        classIds.length === 0
          ? {}
          : { OR: [{ isForAll: true }, { classes: { some: { classId: { in: classIds } } } }] },
      ],
    },
    select: { id: true },
  })
  if (other) throw wrongField('/startsOn', 'overlap', 'There is such a day for these classes already')
}
