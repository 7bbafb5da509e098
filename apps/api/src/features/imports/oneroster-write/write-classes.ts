import { newId } from '@diary/db/id'
import { refuse } from '../import-error.ts'
import { plainClass } from '../roster/values.ts'
import { wholeClassGroups } from '../timetable/classes-and-groups.ts'
import type { Order } from './order.ts'

export type WrittenClasses = {
  /** The school's classes by the package's ids. */
  classIdOf: Map<string, string>
  /** Whole-class groups by the school's classes. */
  wholeGroupOf: Map<string, string>
}

/** The homerooms as classes of the school: found by their id of an earlier import or by title, else made. */
export async function writeHomerooms(order: Order): Promise<WrittenClasses> {
  const { db, schoolId, year, plan, ids, rows } = order
  const known = await db.schoolClass.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, title: true },
  })
  const byId = new Map(known.map(one => [one.id, one]))
  const byTitle = new Map(known.map(one => [plainClass(one.title), one]))
  const classIdOf = new Map<string, string>()
  const lineOf = new Map<string, number>()
  const made: { id: string; title: string; grade: number }[] = []
  for (const { row, title, grade } of plan.homerooms) {
    const remembered = byId.get(ids.get('class', row.id) ?? '')
    const found = remembered ?? byTitle.get(plainClass(title))
    const id = found?.id ?? newId()
    const line = lineOf.get(id)
    if (line !== undefined) {
      refuse(texts => texts.oneRoster.sameClasses(title, line), row.row.place('title'))
    }
    lineOf.set(id, row.row.line)
    classIdOf.set(row.id, id)
    ids.put('class', row.id, id)
    if (found === undefined) {
      made.push({ id, title, grade })
      byTitle.set(plainClass(title), { id, title })
    } else if (
      remembered !== undefined &&
      plainClass(found.title) !== plainClass(title) &&
      !byTitle.has(plainClass(title))
    ) {
      await db.schoolClass.update({ where: { schoolId_id: { schoolId, id } }, data: { title } })
    } else rows.push({ subject: 'school_class', action: 'unchanged', title: found.title })
  }
  await db.schoolClass.createMany({
    data: made.map(one => ({ schoolId, yearId: year.id, ...one, isMarked: one.grade !== 1 })),
  })

  const wholeGroupOf = await wholeClassGroups(db, schoolId, year.id)
  const titles = await takenTitles(order)
  const lacking = [...classIdOf.values()].filter(id => !wholeGroupOf.has(id))
  const titleOf = new Map([...known, ...made].map(({ id, title }) => [id, title]))
  const groups = lacking.map(classId => ({
    id: newId(),
    classId,
    title: freeTitle(titleOf.get(classId) ?? '', titles),
  }))
  await db.studyGroup.createMany({
    data: groups.map(({ id, title }) => ({
      schoolId,
      id,
      yearId: year.id,
      kind: 'whole_class' as const,
      title,
    })),
  })
  await db.studyGroupClass.createMany({
    data: groups.map(({ id, classId }) => ({ schoolId, groupId: id, classId })),
  })
  for (const { id, classId } of groups) wholeGroupOf.set(classId, id)
  await followEnrolments(order, groups)
  return { classIdOf, wholeGroupOf }
}

/** Whoever was in the class before it had a group is in the group for the same days. */
async function followEnrolments(
  { db, schoolId, insert }: Order,
  groups: readonly { id: string; classId: string }[],
): Promise<void> {
  const groupOf = new Map(groups.map(({ id, classId }) => [classId, id]))
  const enrolments = await db.enrolment.findMany({
    where: { schoolId, classId: { in: [...groupOf.keys()] } },
    select: { studentId: true, classId: true, fromOn: true, untilOn: true },
  })
  await insert(
    'groupMembership',
    enrolments.map(({ classId, ...days }) => ({
      schoolId,
      id: newId(),
      groupId: groupOf.get(classId) ?? '',
      ...days,
    })),
  )
}

export async function takenTitles({ db, schoolId, year }: Order): Promise<Set<string>> {
  const groups = await db.studyGroup.findMany({
    where: { schoolId, yearId: year.id },
    select: { title: true },
  })
  return new Set(groups.map(({ title }) => title))
}

/** A title that no group of the year has yet, and that nobody after will get. */
export function freeTitle(wanted: string, taken: Set<string>): string {
  let title = wanted
  for (let number = 2; taken.has(title); number += 1) title = `${wanted} (${number})`
  taken.add(title)
  return title
}
