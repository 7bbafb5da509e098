import type { Db } from '@diary/db/client'
import { addDays, dateOf, dayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { refuse, type Notice } from '../import-error.ts'
import { plainName } from '../person-name.ts'
import type { Roster, RosterStudent } from './read-roster.ts'
import type { PersonName } from './values.ts'
import type { RosterClasses } from './write-classes.ts'

export const shortKey = ({ lastName, firstName }: PersonName) => plainName(`${lastName} ${firstName}`)
const sameMiddle = (one: string | null, other: string | null) =>
  one === null || other === null || plainName(one) === plainName(other)

type Known = PersonName & { id: string; birthOn: DayText | null; classIds: string[] }

/** Who of the school's students a row means, by name and birth date, or by name and class where a date is missing. */
export function studentMeant(
  row: RosterStudent,
  classId: string,
  namesakes: readonly Known[],
): Known | undefined {
  const alike = namesakes.filter(({ middleName }) => sameMiddle(middleName, row.middleName))
  const born = alike.filter(({ birthOn }) => birthOn !== null && birthOn === row.birthOn)
  const undated = alike.filter(
    ({ birthOn, classIds }) => (birthOn === null || row.birthOn === null) && classIds.includes(classId),
  )
  const [found, ...others] = born.length > 0 ? born : undated
  if (others.length > 0) refuse(texts => texts.severalFit(`${row.lastName} ${row.firstName}`), row.place)
  return found
}

export type WrittenStudents = {
  ids: string[]
  made: number
  moved: number
  joined: number
  notices: Notice[]
}

/** Students with their place in a class and its groups. `ids` follow the rows. */
export async function writeStudents(
  db: Db,
  schoolId: string,
  { students }: Roster,
  classes: RosterClasses,
  subgroupOf: (className: string, subgroup: string) => string,
  days: { startsOn: DayText; movedOn: DayText },
): Promise<WrittenStudents> {
  const known = await knownStudents(db, schoolId, days.startsOn)
  const rowOf = new Map<string, RosterStudent>()
  const fresh: (RosterStudent & { id: string })[] = []
  const ids = students.map(row => {
    const { id: classId } = classes.of(row.className)
    const existing = studentMeant(row, classId, known.get(shortKey(row)) ?? [])
    const key =
      existing?.id ?? [shortKey(row), plainName(row.middleName ?? ''), row.birthOn, classId].join('|')
    const before = rowOf.get(key)
    if (before) refuse(texts => texts.sameStudent(before.place.line ?? 0), row.place)
    rowOf.set(key, row)
    if (existing) return existing.id
    const id = newId()
    fresh.push({ ...row, id })
    return id
  })
  await db.person.createMany({
    data: fresh.map(({ id, lastName, firstName, middleName, birthOn }) => ({
      schoolId,
      id,
      lastName,
      firstName,
      middleName,
      birthOn: birthOn === null ? null : dateOf(birthOn),
    })),
  })
  await db.student.createMany({ data: fresh.map(({ id }) => ({ schoolId, id })) })

  const { moved, notices, enrolledOn } = await enrol(db, schoolId, students, ids, classes, days)
  const groupsOf = ids.map((id, index) => {
    const row = students[index]
    return row === undefined
      ? { id, groups: [] }
      : {
          id,
          groups: [
            classes.of(row.className).groupId,
            ...row.subgroups.map(name => subgroupOf(row.className, name)),
          ],
        }
  })
  const joined = await join(db, schoolId, groupsOf, enrolledOn)
  return { ids, made: fresh.length, moved, joined, notices }
}

async function knownStudents(db: Db, schoolId: string, startsOn: DayText): Promise<Map<string, Known[]>> {
  const rows = await db.student.findMany({
    where: { schoolId, person: { archivedAt: null } },
    select: {
      id: true,
      person: { select: { lastName: true, firstName: true, middleName: true, birthOn: true } },
      enrolments: {
        where: { OR: [{ untilOn: null }, { untilOn: { gte: dateOf(startsOn) } }] },
        select: { classId: true },
      },
    },
  })
  const known = new Map<string, Known[]>()
  for (const { id, person, enrolments } of rows) {
    const { birthOn, ...name } = person
    const one = {
      id,
      ...name,
      birthOn: birthOn === null ? null : dayOf(birthOn),
      classIds: enrolments.map(({ classId }) => classId),
    }
    known.set(shortKey(name), [...(known.get(shortKey(name)) ?? []), one])
  }
  return known
}

/** Puts everybody into their class; who is in another one is moved, and leaves the groups of the old one. */
async function enrol(
  db: Db,
  schoolId: string,
  students: readonly RosterStudent[],
  ids: readonly string[],
  classes: RosterClasses,
  { startsOn, movedOn }: { startsOn: DayText; movedOn: DayText },
) {
  const current = await db.enrolment.findMany({
    where: {
      schoolId,
      studentId: { in: [...ids] },
      OR: [{ untilOn: null }, { untilOn: { gte: dateOf(startsOn) } }],
    },
    select: { id: true, studentId: true, classId: true, fromOn: true, class: { select: { title: true } } },
    orderBy: { fromOn: 'asc' },
  })
  const latest = new Map(current.map(enrolment => [enrolment.studentId, enrolment]))
  const enrolledOn = new Map<string, DayText>()
  const added: { schoolId: string; studentId: string; classId: string; fromOn: Date }[] = []
  const notices: Notice[] = []
  let moved = 0
  for (const [index, row] of students.entries()) {
    const studentId = ids[index] ?? ''
    const { id: classId, title } = classes.of(row.className)
    const now = latest.get(studentId)
    if (now?.classId === classId) {
      enrolledOn.set(studentId, dayOf(now.fromOn))
      continue
    }
    let fromOn = startsOn
    if (now) {
      // A stay lasts at least a day.
      const first = addDays(dayOf(now.fromOn), 1)
      fromOn =
        dayOf(now.fromOn) < startsOn && now.class.title === title
          ? startsOn
          : movedOn > first
            ? movedOn
            : first
      const untilOn = dateOf(addDays(fromOn, -1))
      await db.enrolment.update({ where: { schoolId_id: { schoolId, id: now.id } }, data: { untilOn } })
      await db.groupMembership.updateMany({
        where: {
          schoolId,
          studentId,
          fromOn: { lte: untilOn },
          group: { classes: { some: { classId: now.classId } } },
          OR: [{ untilOn: null }, { untilOn: { gt: untilOn } }],
        },
        data: { untilOn },
      })
      moved += 1
      const name = `${row.lastName} ${row.firstName}`
      notices.push({ say: texts => texts.changedClass(name, now.class.title, title), place: row.place })
    }
    added.push({ schoolId, studentId, classId, fromOn: dateOf(fromOn) })
    enrolledOn.set(studentId, fromOn)
  }
  await db.enrolment.createMany({ data: added })
  return { moved, notices, enrolledOn }
}

async function join(
  db: Db,
  schoolId: string,
  wanted: readonly { id: string; groups: readonly string[] }[],
  enrolledOn: ReadonlyMap<string, DayText>,
): Promise<number> {
  const memberships = await db.groupMembership.findMany({
    where: { schoolId, studentId: { in: wanted.map(({ id }) => id) }, untilOn: null },
    select: { studentId: true, groupId: true },
  })
  const has = new Set(memberships.map(({ studentId, groupId }) => `${studentId} ${groupId}`))
  const added = wanted.flatMap(({ id: studentId, groups }) =>
    [...new Set(groups)]
      .filter(groupId => !has.has(`${studentId} ${groupId}`))
      .map(groupId => ({ schoolId, studentId, groupId, fromOn: dateOf(enrolledOn.get(studentId) ?? '') })),
  )
  await db.groupMembership.createMany({ data: added })
  return added.length
}
