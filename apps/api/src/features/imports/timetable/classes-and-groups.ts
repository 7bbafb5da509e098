import type { Db } from '@diary/db/client'
import { dateOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { TimetablePlan } from '../fet/plan.ts'
import type { SchoolYear } from '../school.ts'

/** Ids by the names the plan uses. */
export type Ids = ReadonlyMap<string, string>

/** The classes of the year, by title. A class the school has already keeps its grade and shift. */
export async function writeClasses(
  db: Db,
  schoolId: string,
  year: SchoolYear,
  plan: TimetablePlan,
): Promise<Ids> {
  const daysOf = daysInWeek(plan)
  await db.schoolClass.createMany({
    data: plan.classes.map(({ title, grade }) => ({
      schoolId,
      yearId: year.id,
      title,
      grade,
      daysInWeek: daysOf.get(title) ?? 5,
      isMarked: grade !== 1,
    })),
    skipDuplicates: true,
  })
  const classes = await db.schoolClass.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, title: true, daysInWeek: true, grade: true },
  })
  for (const days of [6, 7]) {
    const ids = classes
      .filter(({ title, daysInWeek: has }) => daysOf.get(title) === days && has < days)
      .map(({ id }) => id)
    if (ids.length > 0) {
      await db.schoolClass.updateMany({ where: { schoolId, id: { in: ids } }, data: { daysInWeek: days } })
    }
  }
  if (year.isNew) await addFirstGradeHolidays(db, schoolId, year, classes)
  return new Map(classes.map(({ id, title }) => [title, id]))
}

/** The last weekday on which each class has a lesson. */
function daysInWeek(plan: TimetablePlan): Map<string, number> {
  const classesOf = new Map(plan.groups.map(({ title, classes }) => [title, classes]))
  const days = new Map<string, number>()
  for (const { group, weekday } of plan.rows) {
    for (const title of classesOf.get(group ?? '') ?? [])
      days.set(title, Math.max(days.get(title) ?? 5, weekday))
  }
  return days
}

/** Grade 1 rests one week more, in February. */
async function addFirstGradeHolidays(
  db: Db,
  schoolId: string,
  year: SchoolYear,
  classes: readonly { id: string; grade: number }[],
): Promise<void> {
  const first = classes.filter(({ grade }) => grade === 1)
  if (first.length === 0) return
  const id = newId()
  const next = Number(year.startsOn.slice(0, 4)) + 1
  const days = { startsOn: dateOf(`${next}-02-15`), endsOn: dateOf(`${next}-02-21`) }
  const title = 'Дополнительные каникулы первых классов'
  await db.calendarEntry.create({
    data: { schoolId, id, yearId: year.id, kind: 'vacation', title, isForAll: false, ...days },
  })
  await db.calendarEntryClass.createMany({
    data: first.map(({ id: classId }) => ({ schoolId, entryId: id, classId })),
  })
}

/** The study groups of the year, by title, with the classes they take their students from. */
export async function writeGroups(
  db: Db,
  schoolId: string,
  year: SchoolYear,
  plan: Pick<TimetablePlan, 'groups'>,
  classes: Ids,
  startsOn: DayText,
): Promise<Ids> {
  const classId = (title: string) => classes.get(title) ?? missing(title)
  const whole = await wholeClassGroups(db, schoolId, year.id)
  // A class has one whole-class group, whatever it is called.
  const wanted = plan.groups.filter(
    ({ kind, classes: [title = ''] }) => kind !== 'whole_class' || !whole.has(classId(title)),
  )
  const before = await db.studyGroup.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, title: true },
  })
  const ids = new Map(before.map(({ id, title }) => [title, id]))
  const made = wanted.filter(({ title }) => !ids.has(title)).map(group => ({ ...group, id: newId() }))
  await db.studyGroup.createMany({
    data: made.map(({ id, title, kind }) => ({ schoolId, id, yearId: year.id, title, kind })),
  })
  await db.studyGroupClass.createMany({
    data: made.flatMap(({ id, classes: titles }) =>
      titles.map(title => ({ schoolId, groupId: id, classId: classId(title) })),
    ),
  })
  for (const { id, title } of made) ids.set(title, id)
  for (const {
    title,
    kind,
    classes: [only = ''],
  } of plan.groups) {
    const known = kind === 'whole_class' ? whole.get(classId(only)) : undefined
    if (known !== undefined) ids.set(title, known)
  }
  const newWhole = new Map(
    made.flatMap(({ id, kind, classes: [title = ''] }) =>
      kind === 'whole_class' ? [[classId(title), id] as const] : [],
    ),
  )
  await enrolInto(db, schoolId, newWhole, startsOn)
  return ids
}

/** The whole-class group of each class. */
export async function wholeClassGroups(
  db: Db,
  schoolId: string,
  yearId: string,
): Promise<Map<string, string>> {
  const links = await db.studyGroupClass.findMany({
    where: { schoolId, group: { yearId, kind: 'whole_class' } },
    select: { groupId: true, classId: true },
  })
  return new Map(links.map(({ groupId, classId }) => [classId, groupId]))
}

/** Whoever is enrolled in a class is in its whole-class group, for the same days. */
async function enrolInto(db: Db, schoolId: string, groups: Ids, startsOn: DayText): Promise<void> {
  const enrolments = await db.enrolment.findMany({
    where: {
      schoolId,
      classId: { in: [...groups.keys()] },
      OR: [{ untilOn: null }, { untilOn: { gte: dateOf(startsOn) } }],
    },
    select: { studentId: true, classId: true, fromOn: true, untilOn: true },
  })
  await db.groupMembership.createMany({
    data: enrolments.map(({ classId, ...enrolment }) => ({
      schoolId,
      groupId: groups.get(classId) ?? missing(classId),
      ...enrolment,
    })),
  })
}

/** Subjects or rooms by title; missing ones are made. */
export async function writeTitles(
  table: Pick<Db['subject'], 'createMany' | 'findMany'> | Pick<Db['room'], 'createMany' | 'findMany'>,
  schoolId: string,
  titles: readonly string[],
): Promise<Ids> {
  // Both tables have the same shape; a union of their delegates can't be called.
  const one = table as Pick<Db['room'], 'createMany' | 'findMany'>
  await one.createMany({ data: titles.map(title => ({ schoolId, title })), skipDuplicates: true })
  const rows = await one.findMany({ where: { schoolId }, select: { id: true, title: true } })
  return new Map(rows.map(({ id, title }) => [title, id]))
}

export function missing(name: string): never {
  throw new Error(`the plan names «${name}» and does not have it`)
}
