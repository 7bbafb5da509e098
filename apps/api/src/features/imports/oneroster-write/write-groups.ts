import { newId } from '@diary/db/id'
import { plainName } from '../person-name.ts'
import { plainClass } from '../roster/values.ts'
import type { PlannedGroup } from '../oneroster/school-plan.ts'
import type { Order } from './order.ts'
import { freeTitle, takenTitles, type WrittenClasses } from './write-classes.ts'

export type WrittenGroup = {
  id: string
  /** The class whose whole-class group this is. */
  wholeOf: string | undefined
  gradebookId: string
}

/**
 * The scheduled classes as study groups with their gradebooks, by the package's ids. A class of the same students as a
 * homeroom is taught to the whole class; the diary knows one group of them for all subjects.
 */
export async function writeGroups(order: Order, classes: WrittenClasses): Promise<Map<string, WrittenGroup>> {
  const { db, schoolId, year, plan, ids, rows } = order
  const known = await db.studyGroup.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, title: true, kind: true, classes: { select: { classId: true } } },
  })
  const byId = new Map(known.map(group => [group.id, group]))
  const byTitle = new Map(
    known.filter(({ kind }) => kind !== 'whole_class').map(group => [plainName(group.title), group]),
  )
  const titles = await takenTitles(order)
  const wholeClassOf = new Map([...classes.wholeGroupOf].map(([classId, groupId]) => [groupId, classId]))
  const homeroomOf = homeroomsByStudent(order, classes)
  const taken = new Set<string>()
  const made: { id: string; title: string; classIds: string[] }[] = []
  const groups = new Map<string, { id: string; wholeOf: string | undefined }>()
  for (const planned of plan.groups) {
    const { row, title } = planned
    const remembered = byId.get(ids.get('group', row.id) ?? '')?.id
    const whole = remembered === undefined ? wholeClassMeant(order, planned, classes) : undefined
    const wholeGroup = whole === undefined ? undefined : classes.wholeGroupOf.get(whole)
    const named = byTitle.get(plainName(title))?.id
    let id = remembered ?? wholeGroup ?? (named !== undefined && !taken.has(named) ? named : undefined)
    if (id === undefined) {
      id = newId()
      const members = plan.students.get(row.id) ?? []
      const classIds = [...new Set(members.flatMap(({ userId }) => homeroomOf.get(userId) ?? []))]
      made.push({ id, title: freeTitle(title, titles), classIds })
    } else rows.push({ subject: 'study_group', action: 'unchanged', title: byId.get(id)?.title ?? title })
    taken.add(id)
    ids.put('group', row.id, id)
    groups.set(row.id, { id, wholeOf: wholeClassOf.get(id) })
  }
  await db.studyGroup.createMany({
    data: made.map(({ id, title, classIds }) => ({
      schoolId,
      id,
      yearId: year.id,
      kind: classIds.length === 1 ? ('part' as const) : ('stream' as const),
      title,
    })),
  })
  await db.studyGroupClass.createMany({
    data: made.flatMap(({ id, classIds }) => classIds.map(classId => ({ schoolId, groupId: id, classId }))),
  })
  return withGradebooks(order, groups)
}

/** The class all of whose students, and nobody else, are in the group; without students, the one class its title names. */
function wholeClassMeant(
  { plan }: Order,
  { row, title }: PlannedGroup,
  { classIdOf }: WrittenClasses,
): string | undefined {
  const studentsOf = (id: string) => new Set((plan.students.get(id) ?? []).map(({ userId }) => userId))
  const members = studentsOf(row.id)
  if (members.size === 0) {
    const words = new Set(title.split(/[\s,;()]+/u).map(plainClass))
    const [only, ...others] = plan.homerooms.filter(homeroom => words.has(plainClass(homeroom.title)))
    return only === undefined || others.length > 0 ? undefined : classIdOf.get(only.row.id)
  }
  const same = plan.homerooms.find(homeroom => {
    const own = studentsOf(homeroom.row.id)
    return own.size === members.size && [...own].every(id => members.has(id))
  })
  return same === undefined ? undefined : classIdOf.get(same.row.id)
}

function homeroomsByStudent({ plan }: Order, { classIdOf }: WrittenClasses): Map<string, string[]> {
  const homerooms = new Map<string, string[]>()
  for (const { row } of plan.homerooms) {
    const classId = classIdOf.get(row.id) ?? ''
    for (const { userId } of plan.students.get(row.id) ?? []) {
      homerooms.set(userId, [...(homerooms.get(userId) ?? []), classId])
    }
  }
  return homerooms
}

async function withGradebooks(
  order: Order,
  groups: ReadonlyMap<string, { id: string; wholeOf: string | undefined }>,
): Promise<Map<string, WrittenGroup>> {
  const { db, schoolId, plan, ids } = order
  const subjectOf = await writeSubjects(order)
  const groupIds = [...groups.values()].map(({ id }) => id)
  const where = { schoolId, groupId: { in: groupIds } }
  const select = { id: true, groupId: true, subjectId: true } as const
  const links = await db.studyGroupClass.findMany({
    where,
    select: { groupId: true, class: { select: { grade: true } } },
  })
  const gradesOf = new Map<string, number[]>()
  for (const {
    groupId,
    class: { grade },
  } of links) {
    gradesOf.set(groupId, [...(gradesOf.get(groupId) ?? []), grade])
  }
  const before = new Map(
    (await db.gradebook.findMany({ where, select })).map(one => [`${one.groupId} ${one.subjectId}`, one.id]),
  )
  const made: { id: string; groupId: string; subjectId: string; isMarked: boolean }[] = []
  const written = new Map<string, WrittenGroup>()
  for (const { row, subject } of plan.groups) {
    const group = groups.get(row.id)
    const subjectId = subjectOf.get(subject)
    if (group === undefined || subjectId === undefined)
      throw new Error(`no group or subject of «${row.title}»`)
    const key = `${group.id} ${subjectId}`
    let id = before.get(key)
    if (id === undefined) {
      id = newId()
      before.set(key, id)
      const grades = gradesOf.get(group.id) ?? []
      const isMarked = grades.length === 0 || grades.some(grade => grade !== 1)
      made.push({ id, groupId: group.id, subjectId, isMarked })
    }
    ids.put('gradebook', row.id, id)
    written.set(row.id, { ...group, gradebookId: id })
  }
  await db.gradebook.createMany({ data: made.map(one => ({ schoolId, ...one })) })
  return written
}

/** Subjects by the titles of the plan; spellings that people would not tell apart are one subject. */
async function writeSubjects({ db, schoolId, plan }: Order): Promise<Map<string, string>> {
  const known = await db.subject.findMany({ where: { schoolId }, select: { id: true, title: true } })
  const byTitle = new Map(known.map(({ id, title }) => [plainName(title), id]))
  const made: { id: string; title: string }[] = []
  const ids = new Map<string, string>()
  for (const { subject } of plan.groups) {
    let id = byTitle.get(plainName(subject))
    if (id === undefined) {
      id = newId()
      made.push({ id, title: subject })
      byTitle.set(plainName(subject), id)
    }
    ids.set(subject, id)
  }
  await db.subject.createMany({ data: made.map(one => ({ schoolId, ...one })) })
  return ids
}
