import { addDays, dateOf, dayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Order } from './order.ts'
import { daysIn } from './order.ts'

/**
 * Guardianships of the package. One that the school has ended is not opened again by a file; one that the file no longer
 * has is left for the office to decide, and said.
 */
export async function writeGuardianships(
  order: Order,
  personIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { db, schoolId, plan, ids, startsOn, today, notices, insert } = order
  const known = await db.guardianship.findMany({
    where: { schoolId },
    select: { id: true, guardianId: true, studentId: true, untilOn: true },
  })
  const byPair = new Map<string, { id: string; untilOn: Date | null }>()
  for (const one of known) {
    const key = `${one.studentId} ${one.guardianId}`
    if (byPair.get(key)?.untilOn !== null) byPair.set(key, one)
  }
  const named = new Set<string>()
  const added: {
    id: string
    guardianId: string
    studentId: string
    kind: (typeof plan.ties)[number]['kind']
  }[] = []
  for (const { guardianId: guardian, studentId: student, kind } of plan.ties) {
    const [guardianId = '', studentId = ''] = [personIds.get(guardian), personIds.get(student)]
    if (guardianId === studentId) continue
    const before = byPair.get(`${studentId} ${guardianId}`)
    const id = before?.id ?? newId()
    if (before === undefined) added.push({ id, guardianId, studentId, kind })
    else if (before.untilOn !== null && dayOf(before.untilOn) < today) {
      const names = [plan.people.get(guardian)?.name ?? '', plan.people.get(student)?.name ?? ''] as const
      notices.push({ say: texts => texts.oneRoster.tieEnded(...names) })
    }
    ids.put('guardianship', `${student} ${guardian}`, id)
    named.add(id)
  }
  await insert(
    'guardianship',
    added.map(tie => ({ schoolId, ...tie, fromOn: dateOf(startsOn) })),
  )

  const open = new Map(
    known.filter(({ untilOn }) => untilOn === null || dayOf(untilOn) >= today).map(tie => [tie.id, tie]),
  )
  const packageIds = new Map([...personIds].map(([external, id]) => [id, external]))
  for (const [, id] of ids.known('guardianship')) {
    const tie = open.get(id)
    if (tie === undefined || named.has(id)) continue
    const nameOf = (personId: string) => plan.people.get(packageIds.get(personId) ?? '')?.name
    const [guardian, student] = [nameOf(tie.guardianId), nameOf(tie.studentId)]
    if (guardian !== undefined && student !== undefined) {
      notices.push({ say: texts => texts.oneRoster.agentGone(guardian, student) })
    }
  }
}

/** What staff may act as. A right that the school has ended for those days is not given again. */
export async function writeCapacities(
  order: Order,
  personIds: ReadonlyMap<string, string>,
  classIdOf: ReadonlyMap<string, string>,
): Promise<void> {
  const { db, schoolId, plan, insert } = order
  const known = await db.capacity.findMany({
    where: { schoolId },
    select: { staffId: true, kind: true, classId: true, fromOn: true, untilOn: true },
  })
  const has = new Map<string, { fromOn: DayText; untilOn: DayText | null }[]>()
  const keyOf = (staffId: string, kind: string, classId: string | null) =>
    `${staffId} ${kind} ${classId ?? ''}`
  for (const { staffId, kind, classId, fromOn, untilOn } of known) {
    const key = keyOf(staffId, kind, classId)
    const days = { fromOn: dayOf(fromOn), untilOn: untilOn === null ? null : dayOf(untilOn) }
    has.set(key, [...(has.get(key) ?? []), days])
  }
  const wanted = [...plan.people.values()].flatMap(({ row, kinds }) =>
    kinds.map(({ kind, ...days }) => ({ userId: row.id, kind, classId: null, days })),
  )
  const classTeachers = plan.homerooms.flatMap(({ row }) => {
    const teachers = plan.teachers.get(row.id) ?? []
    const primary = teachers.filter(({ isPrimary }) => isPrimary)
    // One of several teachers of a class is its class teacher only when the package says which.
    const meant = primary.length > 0 ? primary : teachers.length === 1 ? teachers : []
    return meant.map(({ userId, from, until }) => ({
      userId,
      kind: 'class_teacher' as const,
      classId: classIdOf.get(row.id) ?? null,
      days: { from, until },
    }))
  })
  const added = [...wanted, ...classTeachers].flatMap(({ userId, kind, classId, days }) => {
    const staffId = personIds.get(userId)
    const span = daysIn(order, days)
    if (staffId === undefined || span === undefined) return []
    const key = keyOf(staffId, kind, classId)
    const before = has.get(key) ?? []
    const isThere = before.some(
      ({ fromOn, untilOn }) =>
        (span.untilOn === null || fromOn <= span.untilOn) && (untilOn === null || untilOn >= span.fromOn),
    )
    if (isThere) return []
    has.set(key, [...before, span])
    return {
      schoolId,
      id: newId(),
      staffId,
      kind,
      classId,
      fromOn: dateOf(span.fromOn),
      untilOn: span.untilOn === null ? null : dateOf(span.untilOn),
    }
  })
  await insert('capacity', added)
}

/** Whom the other system marks to be deleted is from today in no class and without rights; nothing of theirs is deleted. */
export async function endPeople(order: Order): Promise<void> {
  const { db, schoolId, plan, ids, today, notices } = order
  const people = plan.goingPeople.flatMap(({ id, row }) => {
    const personId = ids.get('person', id)
    return personId === undefined ? [] : { personId, row }
  })
  if (people.length === 0) return
  const personIds = people.map(({ personId }) => personId)
  const names = await db.person.findMany({
    where: { schoolId, id: { in: personIds } },
    select: { id: true, lastName: true, firstName: true },
  })
  const [last, day] = [dateOf(addDays(today, -1)), dateOf(today)]
  const open = { OR: [{ untilOn: null }, { untilOn: { gte: day } }] }
  const them = { in: personIds }
  // What began today or later ends on the day it began: a stay lasts at least a day.
  const begun = { schoolId, fromOn: { lt: day }, ...open }
  const wheres = {
    student: { ...begun, studentId: them },
    staff: { ...begun, staffId: them },
  }
  const before = await db.enrolment.count({ where: wheres.student })
  const teachings = await db.teaching.count({ where: wheres.staff })
  const capacities = await db.capacity.count({ where: wheres.staff })
  const ties = await db.guardianship.count({ where: { ...begun, guardianId: them } })
  await db.groupMembership.updateMany({ where: wheres.student, data: { untilOn: last } })
  await db.enrolment.updateMany({ where: wheres.student, data: { untilOn: last } })
  await db.teaching.updateMany({ where: wheres.staff, data: { untilOn: last } })
  await db.capacity.updateMany({ where: wheres.staff, data: { untilOn: last } })
  await db.guardianship.updateMany({ where: { ...begun, guardianId: them }, data: { untilOn: last } })
  if (before + teachings + capacities + ties === 0) return
  for (const { personId, row } of people) {
    const name = names.find(({ id }) => id === personId)
    if (name === undefined) continue
    notices.push({
      say: texts => texts.oneRoster.ended(`${name.lastName} ${name.firstName}`),
      place: row.place('status'),
    })
  }
}
