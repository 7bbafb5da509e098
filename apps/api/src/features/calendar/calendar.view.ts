import type { Bells, CalendarEntry, TermScheme } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import type { Prisma } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import { timeOf } from '#platform/names'

export const schemeSelect = {
  id: true,
  title: true,
  kind: true,
  version: true,
  terms: {
    select: { id: true, ordinal: true, title: true, startsOn: true, endsOn: true },
    orderBy: { ordinal: 'asc' },
    take: 12,
  },
  rules: {
    select: { subjectId: true, classId: true, grade: true },
    orderBy: [{ subjectId: 'asc' }, { classId: 'asc' }, { grade: 'asc' }],
    take: 500,
  },
} satisfies Prisma.TermSchemeSelect
type SchemeRow = Prisma.TermSchemeGetPayload<{ select: typeof schemeSelect }>

export const toScheme = ({ terms, rules, ...row }: SchemeRow): TermScheme => ({
  ...row,
  id: row.id as TermScheme['id'],
  terms: terms.map(term => ({
    ...term,
    id: term.id as never,
    startsOn: dayOf(term.startsOn) as Day,
    endsOn: dayOf(term.endsOn) as Day,
  })),
  rules: rules.map(rule => rule as TermScheme['rules'][number]),
})

export const entrySelect = {
  id: true,
  kind: true,
  title: true,
  startsOn: true,
  endsOn: true,
  isForAll: true,
  bellScheduleId: true,
  followsWeekday: true,
  version: true,
  classes: { select: { classId: true }, take: 500 },
} satisfies Prisma.CalendarEntrySelect
type EntryRow = Prisma.CalendarEntryGetPayload<{ select: typeof entrySelect }>

export const toEntry = ({ isForAll, bellScheduleId, classes, ...row }: EntryRow): CalendarEntry => ({
  ...row,
  id: row.id as CalendarEntry['id'],
  startsOn: dayOf(row.startsOn) as Day,
  endsOn: dayOf(row.endsOn) as Day,
  classIds: isForAll ? [] : classes.map(({ classId }) => classId as never),
  bellsId: bellScheduleId as CalendarEntry['bellsId'],
})

export const bellsSelect = {
  id: true,
  title: true,
  shift: true,
  isSpecial: true,
  validFrom: true,
  validTo: true,
  version: true,
  slots: {
    select: { number: true, startMinute: true, endMinute: true },
    orderBy: { number: 'asc' },
    take: 21,
  },
} satisfies Prisma.BellScheduleSelect
type BellsRow = Prisma.BellScheduleGetPayload<{ select: typeof bellsSelect }>

export const toBells = ({ slots, validFrom, validTo, ...row }: BellsRow): Bells => ({
  ...row,
  id: row.id as Bells['id'],
  validFrom: dayOf(validFrom) as Day,
  validTo: validTo && (dayOf(validTo) as Day),
  slots: slots.map(({ number, startMinute, endMinute }) => ({
    number,
    startsAt: timeOf(startMinute) ?? '',
    endsAt: timeOf(endMinute) ?? '',
  })),
})
