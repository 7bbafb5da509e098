import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database, Db } from '@diary/db/client'
import { addDays, dateOf, dayOf, mondayOf, weekdayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { workTypeRows } from '@diary/db/make/rows'
import { refuse } from './import-error.ts'

export type SchoolChoice = { id: string; title: string; isNew: boolean }

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Which school a file is for. A demonstration is never meant unless it is named; a school whose timetable came from the file
 * of another institution is another school.
 */
export async function chooseSchool(
  auth: AuthDatabase,
  database: Database,
  wish: string | undefined,
  institution: string,
): Promise<SchoolChoice> {
  const all = await auth.query<{ id: string; title: string; is_demo: boolean }>(
    'select id, title, is_demo from school order by title, id',
  )
  const old = ({ id, title }: { id: string; title: string }) => ({ id, title, isNew: false })
  const founded = (title: string) => ({ id: newId(), title, isNew: true })
  if (wish !== undefined) {
    const id = wish.trim().toLowerCase()
    if (uuidForm.test(id))
      return old(all.find(school => school.id === id) ?? refuse(texts => texts.noSchool(id)))
    const named = all.filter(school => school.title === wish.trim())
    if (named.length > 1) refuse(texts => texts.whichSchool(named))
    return named[0] === undefined ? founded(titleOf(wish)) : old(named[0])
  }
  const schools = all.filter(school => !school.is_demo)
  const title = titleOf(institution)
  const [only] = schools.filter(school => school.title === title)
  if (only !== undefined) return old(only)
  const [first, ...others] = schools
  if (first === undefined) return founded(title)
  if (institution === '')
    return others.length === 0 ? old(first) : refuse(texts => texts.whichSchool(schools))
  const unknown: typeof schools = []
  for (const school of schools) {
    const known = await institutionOf(database, school.id)
    if (known === institution) return old(school)
    if (known === undefined) unknown.push(school)
  }
  const [fitting, ...more] = unknown
  if (fitting === undefined) return founded(title)
  return more.length === 0 ? old(fitting) : refuse(texts => texts.whichSchool(unknown))
}

/** FET's own default is no school's name. */
function titleOf(name: string): string {
  const title = [...name.trim()].slice(0, 200).join('')
  return title === '' || title === 'Default institution' ? 'Школа' : title
}

async function institutionOf(database: Database, schoolId: string): Promise<string | undefined> {
  return database.inScope({ schoolId, kind: 'system', isReadOnly: true }, async ({ db }) => {
    const run = await db.importRun.findFirst({
      where: { schoolId, kind: { in: ['fet', 'asc', 'timetable'] }, state: 'applied' },
      select: { counts: true },
      orderBy: { at: 'desc' },
    })
    const counts = run?.counts
    const known =
      counts !== null && typeof counts === 'object' && !Array.isArray(counts)
        ? counts['institution']
        : undefined
    return typeof known === 'string' && known !== '' ? known : undefined
  })
}

/** Makes the school when it is new, with the work types a school begins with. */
export async function foundSchool(
  db: Db,
  { id, title, isNew }: SchoolChoice,
  validFrom: DayText,
): Promise<void> {
  if (!isNew) return
  await db.school.create({ data: { id, title } })
  await db.workType.createMany({ data: workTypeRows(id, validFrom) })
}

export type SchoolYear = { id: string; startsOn: DayText; endsOn: DayText; isNew: boolean }

/** 1 September of the school year a timetable made today is for: in summer the coming one. */
export function schoolYearStart(today: DayText): DayText {
  const year = Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 7 ? 1 : 0)
  return `${year}-09-01`
}

/** The school year a day is in; a new one gets the usual terms and holidays, for the school to correct. */
export async function schoolYearOf(db: Db, schoolId: string, day: DayText): Promise<SchoolYear> {
  const found = await db.academicYear.findFirst({
    where: { schoolId, startsOn: { lte: dateOf(day) }, endsOn: { gte: dateOf(day) } },
    select: { id: true, startsOn: true, endsOn: true },
  })
  if (found)
    return { id: found.id, startsOn: dayOf(found.startsOn), endsOn: dayOf(found.endsOn), isNew: false }
  const first = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0)
  const year = { id: newId(), startsOn: `${first}-09-01`, endsOn: `${first + 1}-08-31` }
  await db.academicYear.create({
    data: {
      schoolId,
      id: year.id,
      title: `${first}/${String(first + 1).slice(2)}`,
      startsOn: dateOf(year.startsOn),
      endsOn: dateOf(year.endsOn),
    },
  })
  await layCalendar(db, schoolId, year.id, first)
  return { ...year, isNew: true }
}

/** The usual calendar: four quarters (half-years in grades 10 and 11), a week in autumn and in spring, the long New Year. */
async function layCalendar(db: Db, schoolId: string, yearId: string, first: number): Promise<void> {
  const [autumn, spring] = [mondayOf(`${first}-10-31`), mondayOf(`${first + 1}-03-28`)]
  const winter = [`${first}-12-31`, addDays(mondayOf(`${first + 1}-01-08`), 6)] as const
  const lastDay = `${first + 1}-05-26`
  const vacations = [
    ['Осенние каникулы', autumn, addDays(autumn, 6)],
    ['Зимние каникулы', ...winter],
    ['Весенние каникулы', spring, addDays(spring, 6)],
    ['Летние каникулы', addDays(lastDay, 1), `${first + 1}-08-31`],
  ] as const
  const holidays = [
    ['День народного единства', `${first}-11-04`],
    ['День защитника Отечества', `${first + 1}-02-23`],
    ['Международный женский день', `${first + 1}-03-08`],
    ['Праздник Весны и Труда', `${first + 1}-05-01`],
    ['День Победы', `${first + 1}-05-09`],
  ] as const
  const entry = (kind: 'vacation' | 'public_holiday', title: string, from: DayText, to: DayText) => ({
    schoolId,
    yearId,
    kind,
    title,
    startsOn: dateOf(from),
    endsOn: dateOf(to),
  })
  await db.calendarEntry.createMany({
    data: [
      ...vacations.map(([title, from, to]) => entry('vacation', title, from, to)),
      ...holidays.map(([title, day]) => entry('public_holiday', title, day, day)),
    ],
  })

  const dayBefore = (day: DayText) => lastSchoolDay(addDays(day, -1))
  const quarters = [
    [`${first}-09-01`, dayBefore(autumn)],
    [addDays(autumn, 7), dayBefore(winter[0])],
    [addDays(winter[1], 1), dayBefore(spring)],
    [addDays(spring, 7), lastDay],
  ] as const
  const halves = [
    [`${first}-09-01`, dayBefore(winter[0])],
    [addDays(winter[1], 1), lastDay],
  ] as const
  const [quarterly, halfYearly] = [newId(), newId()]
  const scheme = { schoolId, yearId }
  await db.termScheme.createMany({
    data: [
      { ...scheme, id: quarterly, kind: 'quarter', title: 'Четверти' },
      { ...scheme, id: halfYearly, kind: 'half_year', title: 'Полугодия' },
    ],
  })
  const term = (schemeId: string, word: string) => (days: readonly [DayText, DayText], index: number) => ({
    schoolId,
    schemeId,
    ordinal: index + 1,
    title: `${index + 1} ${word}`,
    startsOn: dateOf(days[0]),
    endsOn: dateOf(days[1]),
  })
  await db.term.createMany({
    data: [...quarters.map(term(quarterly, 'четверть')), ...halves.map(term(halfYearly, 'полугодие'))],
  })
  await db.termSchemeRule.createMany({
    data: [
      { ...scheme, schemeId: quarterly },
      ...[10, 11].map(grade => ({ ...scheme, schemeId: halfYearly, grade })),
    ],
  })
}

/** A term does not end on a Sunday. */
const lastSchoolDay = (day: DayText) => (weekdayOf(day) === 7 ? addDays(day, -1) : day)
