import type { Calendar, calendarApi } from '@diary/contracts/calendar'
import { dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { visibleBells, visibleCalendarEntry, visibleTermScheme } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf, yearAt } from '#platform/school-day'
import { bellsHandlers } from './bells.ts'
import { bellsSelect, entrySelect, schemeSelect, toBells, toEntry, toScheme } from './calendar.view.ts'
import { entryHandlers } from './entries.ts'
import type { Follow } from './follow.ts'
import { schemeHandlers } from './schemes.ts'
import { toYear } from './years.ts'

export const calendar = (follow: Follow): Handlers<typeof calendarApi> => ({
  async show({ actor, db, now }, { query }) {
    const { schoolId } = actor
    const rows = await db.academicYear.findMany({
      where: { schoolId },
      select: { id: true, title: true, startsOn: true, endsOn: true },
      orderBy: { startsOn: 'asc' },
      take: 50,
    })
    const current = await yearAt(db, actor, todayOf(actor, now()))
    const year = rows.find(({ id }) => id === (query.yearId ?? current?.id))
    if (!year) throw new Problem('not-found')
    const ofYear = { yearId: year.id }
    const schemes = await db.termScheme.findMany({
      where: { AND: [visibleTermScheme(actor), ofYear] },
      select: schemeSelect,
      orderBy: { title: 'asc' },
      take: 50,
    })
    const entries = await db.calendarEntry.findMany({
      where: { AND: [visibleCalendarEntry(actor), ofYear] },
      select: entrySelect,
      orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
      take: 500,
    })
    const bells = await db.bellSchedule.findMany({
      where: {
        AND: [
          visibleBells(actor),
          { validFrom: { lte: year.endsOn }, OR: [{ validTo: null }, { validTo: { gte: year.startsOn } }] },
        ],
      },
      select: bellsSelect,
      orderBy: [{ isSpecial: 'asc' }, { shift: 'asc' }, { validFrom: 'asc' }],
      take: 100,
    })
    return {
      year: toYear(year),
      years: rows.map(toYear),
      schemes: schemes.map(toScheme),
      entries: entries.map(toEntry),
      bells: bells.map(toBells),
    }
  },

  async createYear({ actor, db }, { body: { title, startsOn, endsOn } }) {
    const { schoolId } = actor
    if (endsOn <= startsOn) throw wrongField('/endsOn', 'before-start', 'Before the first day')
    if (dateOf(endsOn).getTime() - dateOf(startsOn).getTime() >= 400 * 86_400_000)
      throw wrongField('/endsOn', 'too-long', 'Longer than a year')
    await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`years ${schoolId}`}, 0))::text as locked`
    const other = await db.academicYear.findFirst({
      where: { schoolId, startsOn: { lte: dateOf(endsOn) }, endsOn: { gte: dateOf(startsOn) } },
      select: { id: true },
    })
    if (other) throw wrongField('/startsOn', 'overlap', 'Meets another school year')
    const id = newId()
    await db.academicYear.createMany({
      data: { schoolId, id, title, startsOn: dateOf(startsOn), endsOn: dateOf(endsOn) },
    })
    return { id: id as Calendar['year']['id'], title, startsOn, endsOn }
  },

  ...schemeHandlers,
  ...entryHandlers(follow),
  ...bellsHandlers(follow),
})
