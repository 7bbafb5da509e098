import type { Db, ScopedWork, Sql } from '@diary/db/client'
import { dateOf, dayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { lessonsMeant, type MeantLesson, type TimetableGround } from './timetable.rules.ts'

export type GeneratedLessons = { made: number; removed: number }

/**
 * Brings the lessons of some days in line with the timetable that is valid on each of them. What was held, filled in or changed
 * by somebody stays as it is; a lesson nobody has touched goes when the timetable no longer has it. Doing it again changes nothing.
 */
export async function generateLessons(
  { db, sql }: ScopedWork,
  {
    schoolId,
    from,
    to,
    orphans = [],
  }: { schoolId: string; from: DayText; to: DayText; orphans?: readonly string[] },
): Promise<GeneratedLessons> {
  // Lessons whose rows were replaced: nobody could tell them from those that were added by hand.
  const gone = await removeUntouched(sql, schoolId, orphans)
  const meant = lessonsMeant(await groundOf(db, schoolId, from, to), from, to)
  const before = await sql<{ id: string; rowId: string | null; place: string; day: DayText }>({
    name: 'timetable-lessons-before',
    text: `select id, timetable_row_id as "rowId", to_char(day, 'YYYY-MM-DD') as day,
        concat_ws(' ', gradebook_id, to_char(day, 'YYYY-MM-DD'), number) as place
      from lesson where school_id = $1 and day between $2::date and $3::date`,
    values: [schoolId, from, to],
  })
  const wanted = new Set(meant.map(keyOf))
  const obsolete = before.filter(
    lesson => lesson.rowId !== null && !wanted.has(keyOf({ ...lesson, rowId: lesson.rowId })),
  )
  const removed = await removeUntouched(
    sql,
    schoolId,
    obsolete.map(({ id }) => id),
  )

  // Where a lesson was held under an earlier timetable, there is no second one of the same group and subject at that hour.
  const kept = before.filter(({ id }) => !removed.has(id))
  const [rows, places] = [new Set(kept.map(keyOf)), new Set(kept.map(({ place }) => place))]
  const lacking = meant.filter(lesson => !rows.has(keyOf(lesson)) && !places.has(placeOf(lesson)))
  const made = await insertLessons({ db, sql }, schoolId, lacking)
  return { made, removed: gone.size + removed.size }
}

const keyOf = ({ rowId, day }: { rowId: string | null; day: DayText }) => `${rowId} ${day}`
const placeOf = ({ gradebookId, day, number }: MeantLesson) => `${gradebookId} ${day} ${number}`

const day = (date: Date) => dayOf(date)
const dayOrNone = (date: Date | null) => (date === null ? null : dayOf(date))

/** Reads what the timetable of some days is made of. */
export async function groundOf(
  db: Db,
  schoolId: string,
  from: DayText,
  to: DayText,
): Promise<TimetableGround> {
  const [first, last] = [dateOf(from), dateOf(to)]
  const yearWithin = { startsOn: { lte: last }, endsOn: { gte: first } }
  const versionWithin = { validFrom: { lte: last }, OR: [{ validTo: null }, { validTo: { gte: first } }] }
  const years = await db.academicYear.findMany({
    where: { schoolId, ...yearWithin },
    select: { id: true, startsOn: true, endsOn: true },
  })
  const classes = await db.schoolClass.findMany({
    where: { schoolId, year: yearWithin },
    select: { id: true, yearId: true, shift: true },
  })
  const entries = await db.calendarEntry.findMany({
    where: { schoolId, startsOn: { lte: last }, endsOn: { gte: first } },
    select: {
      yearId: true,
      kind: true,
      startsOn: true,
      endsOn: true,
      isForAll: true,
      bellScheduleId: true,
      followsWeekday: true,
      classes: { select: { classId: true } },
    },
    orderBy: { startsOn: 'asc' },
  })
  const versions = await db.timetableVersion.findMany({
    where: { schoolId, ...versionWithin },
    select: { id: true, yearId: true, validFrom: true, validTo: true },
  })
  const rows = await db.timetableRow.findMany({
    where: { schoolId, versionId: { in: versions.map(({ id }) => id) }, gradebookId: { not: null } },
    select: {
      id: true,
      versionId: true,
      weekday: true,
      week: true,
      number: true,
      groupId: true,
      gradebookId: true,
      roomId: true,
      startMinute: true,
      endMinute: true,
      validFrom: true,
      validTo: true,
    },
    orderBy: [{ number: 'asc' }, { id: 'asc' }],
  })
  const links = await db.studyGroupClass.findMany({
    where: { schoolId, group: { year: yearWithin } },
    select: { groupId: true, classId: true },
  })
  const bells = await db.bellSchedule.findMany({
    where: { schoolId },
    select: {
      id: true,
      shift: true,
      isSpecial: true,
      validFrom: true,
      validTo: true,
      slots: { select: { number: true, startMinute: true, endMinute: true } },
    },
    orderBy: { validFrom: 'desc' },
  })
  const classesOf = new Map<string, string[]>()
  for (const { groupId, classId } of links)
    classesOf.set(groupId, [...(classesOf.get(groupId) ?? []), classId])
  return {
    years: years.map(it => ({ ...it, startsOn: day(it.startsOn), endsOn: day(it.endsOn) })),
    classes,
    entries: entries.map(({ isForAll, classes: only, ...it }) => ({
      ...it,
      startsOn: day(it.startsOn),
      endsOn: day(it.endsOn),
      classIds: isForAll ? null : only.map(({ classId }) => classId),
    })),
    versions: versions.map(it => ({ ...it, validFrom: day(it.validFrom), validTo: dayOrNone(it.validTo) })),
    rows: rows.flatMap(({ groupId, gradebookId, ...it }) =>
      groupId === null || gradebookId === null
        ? []
        : { ...it, groupId, gradebookId, validFrom: dayOrNone(it.validFrom), validTo: dayOrNone(it.validTo) },
    ),
    classesOf,
    bells: bells.map(it => ({
      ...it,
      validFrom: day(it.validFrom),
      validTo: dayOrNone(it.validTo),
      slots: new Map(it.slots.map(slot => [slot.number, slot])),
    })),
  }
}

// A statement of this size takes a fraction of what the role allows one.
const rowsAtOnce = 2000

function* portions<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += rowsAtOnce) yield all.slice(from, from + rowsAtOnce)
}

/** Deletes those of the lessons that nobody has held, filled in or changed; answers which. */
async function removeUntouched(sql: Sql, schoolId: string, ids: readonly string[]): Promise<Set<string>> {
  const removed = new Set<string>()
  for (const portion of portions(ids)) {
    const gone = await sql<{ id: string }>({
      name: 'timetable-lessons-untouched',
      text: `select l.id from lesson l
        where l.school_id = $1 and l.id = any ($2::uuid[])
          and l.status = 'planned' and l.change is null and l.topic is null and l.content is null
          and l.attendance_at is null and not l.is_homework_none
          and not exists (select from work w where w.school_id = l.school_id and w.lesson_id = l.id)
          and not exists (select from absence a where a.school_id = l.school_id and a.lesson_id = l.id)
          and not exists (select from homework h where h.school_id = l.school_id and h.lesson_id = l.id)
          and not exists (select from homework h where h.school_id = l.school_id and h.due_lesson_id = l.id)
        for update of l`,
      values: [schoolId, portion],
    })
    // In our own name, not in that of the foreign key: an import records what it deletes.
    for (const [table, column] of [
      ['lesson_teacher', 'lesson_id'],
      ['lesson', 'id'],
    ] as const)
      await sql({
        name: `timetable-remove-${table}`,
        text: `delete from ${table} where school_id = $1 and ${column} = any ($2::uuid[])`,
        values: [schoolId, gone.map(({ id }) => id)],
      })
    for (const { id } of gone) removed.add(id)
  }
  return removed
}

/** Inserts lessons with the teachers of their rows; one that somebody else made meanwhile stays theirs. */
async function insertLessons(
  { db, sql }: ScopedWork,
  schoolId: string,
  lessons: readonly MeantLesson[],
): Promise<number> {
  const made: { id: string; rowId: string }[] = []
  for (const portion of portions(lessons)) {
    const inserted = await sql<{ id: string; rowId: string }>({
      name: 'timetable-lessons-insert',
      text: `insert into lesson (school_id, id, gradebook_id, timetable_row_id, room_id, day, number, start_minute, end_minute)
        select $1, x.* from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[], $7::int[], $8::int[], $9::int[]) x
        on conflict (school_id, timetable_row_id, day) do nothing
        returning id, timetable_row_id as "rowId"`,
      values: [
        schoolId,
        portion.map(() => newId()),
        portion.map(({ gradebookId }) => gradebookId),
        portion.map(({ rowId }) => rowId),
        portion.map(({ roomId }) => roomId),
        portion.map(lesson => lesson.day),
        portion.map(({ number }) => number),
        portion.map(({ startMinute }) => startMinute),
        portion.map(({ endMinute }) => endMinute),
      ],
    })
    made.push(...inserted)
  }

  // After all the lessons: PostgreSQL plans the check of a foreign key once a connection. Planned while the lessons are few, it
  // would look through all of the school's lessons for each teacher.
  const teachersOf = await rowTeachers(db, schoolId, new Set(made.map(({ rowId }) => rowId)))
  const teachers = made.flatMap(({ id, rowId }) =>
    (teachersOf.get(rowId) ?? []).map(staffId => ({ id, staffId })),
  )
  for (const portion of portions(teachers)) {
    await sql({
      name: 'timetable-lessons-teachers',
      text: `insert into lesson_teacher (school_id, lesson_id, staff_id)
        select $1, x.* from unnest($2::uuid[], $3::uuid[]) x`,
      values: [schoolId, portion.map(({ id }) => id), portion.map(({ staffId }) => staffId)],
    })
  }
  return made.length
}

async function rowTeachers(
  db: Db,
  schoolId: string,
  rowIds: ReadonlySet<string>,
): Promise<Map<string, string[]>> {
  const teachersOf = new Map<string, string[]>()
  for (const portion of portions([...rowIds])) {
    const pairs = await db.timetableRowTeacher.findMany({
      where: { schoolId, rowId: { in: portion } },
      select: { rowId: true, staffId: true },
    })
    for (const { rowId, staffId } of pairs) teachersOf.set(rowId, [...(teachersOf.get(rowId) ?? []), staffId])
  }
  return teachersOf
}
