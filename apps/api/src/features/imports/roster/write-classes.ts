import type { Db } from '@diary/db/client'
import { newId } from '@diary/db/id'
import { gradeIn } from '../fet/classes.ts'
import { refuse } from '../import-error.ts'
import { plainName } from '../person-name.ts'
import type { SchoolYear } from '../school.ts'
import { wholeClassGroups } from '../timetable/classes-and-groups.ts'
import type { Roster } from './read-roster.ts'
import { plainClass } from './values.ts'

/** A class of the roster: as the school knows it, with its whole-class group. */
export type RosterClass = { id: string; title: string; groupId: string }
export type RosterClasses = {
  of: (title: string) => RosterClass
  count: number
  made: number
}

/** The classes a roster names, found however they are spelled; missing ones are made with their whole-class group. */
export async function writeRosterClasses(
  db: Db,
  schoolId: string,
  year: SchoolYear,
  { students, staff }: Roster,
): Promise<RosterClasses> {
  const wanted = [
    ...students.map(({ className, place }) => ({ className, place })),
    ...staff.flatMap(({ classTeacherOf, place }) => classTeacherOf.map(className => ({ className, place }))),
  ]
  const known = await db.schoolClass.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, title: true },
  })
  const classes = new Map(known.map(({ id, title }) => [plainClass(title), { id, title }]))
  const made: { id: string; title: string; grade: number }[] = []
  for (const { className: title, place } of wanted) {
    if (classes.has(plainClass(title))) continue
    const grade = gradeIn(title) ?? refuse(texts => texts.unknownClass(title), place)
    const one = { id: newId(), title, grade }
    classes.set(plainClass(title), one)
    made.push(one)
  }
  await db.schoolClass.createMany({
    data: made.map(one => ({ schoolId, yearId: year.id, ...one, isMarked: one.grade !== 1 })),
  })

  const groups = await wholeClassGroups(db, schoolId, year.id)
  const lacking = [...classes.values()]
    .filter(({ id }) => !groups.has(id))
    .map(one => ({ ...one, groupId: newId() }))
  await db.studyGroup.createMany({
    data: lacking.map(({ groupId, title }) => ({
      schoolId,
      id: groupId,
      yearId: year.id,
      kind: 'whole_class' as const,
      title,
    })),
  })
  await db.studyGroupClass.createMany({
    data: lacking.map(({ groupId, id }) => ({ schoolId, groupId, classId: id })),
  })
  for (const { id, groupId } of lacking) groups.set(id, groupId)

  return {
    of: title => {
      const found = classes.get(plainClass(title))
      const groupId = groups.get(found?.id ?? '')
      if (found === undefined || groupId === undefined) throw new Error(`no class «${title}» was written`)
      return { ...found, groupId }
    },
    count: new Set(wanted.map(({ className }) => plainClass(className))).size,
    made: made.length,
  }
}

/** The parts of classes a roster puts students into: a group of that name in the class, else a new one. */
export async function writeSubgroups(
  db: Db,
  schoolId: string,
  year: SchoolYear,
  { students }: Roster,
  classes: RosterClasses,
): Promise<(className: string, subgroup: string) => string> {
  const parts = await db.studyGroup.findMany({
    where: { schoolId, yearId: year.id, kind: { in: ['part', 'stream'] } },
    select: { id: true, title: true, classes: { select: { classId: true } } },
  })
  const key = (classId: string, title: string) => `${classId} ${plainName(title)}`
  const groups = new Map(
    parts.flatMap(({ id, title, classes: of }) => of.map(({ classId }) => [key(classId, title), id])),
  )
  const made: { id: string; title: string; classId: string }[] = []
  const find = (className: string, subgroup: string) => {
    const { id: classId, title } = classes.of(className)
    return {
      classId,
      title,
      id: groups.get(key(classId, subgroup)) ?? groups.get(key(classId, `${title} ${subgroup}`)),
    }
  }
  for (const { className, subgroups } of students) {
    for (const subgroup of subgroups) {
      const { classId, title, id: known } = find(className, subgroup)
      if (known !== undefined) continue
      const id = newId()
      groups.set(key(classId, `${title} ${subgroup}`), id)
      made.push({ id, title: `${title} ${subgroup}`, classId })
    }
  }
  await db.studyGroup.createMany({
    data: made.map(({ id, title }) => ({ schoolId, id, yearId: year.id, kind: 'part' as const, title })),
  })
  await db.studyGroupClass.createMany({
    data: made.map(({ id, classId }) => ({ schoolId, groupId: id, classId })),
  })
  return (className, subgroup) =>
    find(className, subgroup).id ?? refuse(texts => texts.unknownClass(subgroup))
}
