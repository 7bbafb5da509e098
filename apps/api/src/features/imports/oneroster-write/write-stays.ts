import { addDays, dateOf, dayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Order } from './order.ts'
import { daysIn } from './order.ts'
import type { WrittenClasses } from './write-classes.ts'

type Stay = { id: string; studentId: string; classId: string; fromOn: DayText; untilOn: DayText | null }

/** Students in their classes and the groups of whole classes. A student in another class is moved, and leaves the groups of the old one. */
export async function writeStays(
  order: Order,
  personIds: ReadonlyMap<string, string>,
  classes: WrittenClasses,
): Promise<void> {
  const { db, schoolId, year, plan, ids, movedOn, notices } = order
  const known = await db.enrolment.findMany({
    where: { schoolId, class: { yearId: year.id } },
    select: {
      id: true,
      studentId: true,
      classId: true,
      fromOn: true,
      untilOn: true,
      class: { select: { title: true } },
    },
    orderBy: { fromOn: 'asc' },
  })
  const titles = new Map(known.map(({ classId, class: { title } }) => [classId, title]))
  for (const { row, title } of plan.homerooms) titles.set(classes.classIdOf.get(row.id) ?? '', title)
  const stays = new Map<string, Stay[]>()
  const byId = new Map<string, Stay>()
  for (const one of known) {
    const stay = {
      id: one.id,
      studentId: one.studentId,
      classId: one.classId,
      fromOn: dayOf(one.fromOn),
      untilOn: one.untilOn === null ? null : dayOf(one.untilOn),
    }
    byId.set(stay.id, stay)
    stays.set(stay.studentId, [...(stays.get(stay.studentId) ?? []), stay])
  }
  const ended = new Map<string, DayText>()
  const end = (stay: Stay, untilOn: DayText) => {
    stay.untilOn = untilOn
    ended.set(stay.id, untilOn)
  }
  const made: Stay[] = []
  const met = new Set<string>()
  const wanted = plan.homerooms.flatMap(({ row }) =>
    (plan.students.get(row.id) ?? []).flatMap(enrollment => {
      const days = daysIn(order, enrollment)
      const studentId = personIds.get(enrollment.userId)
      const classId = classes.classIdOf.get(row.id)
      return days && studentId !== undefined && classId !== undefined
        ? [{ enrollment, studentId, classId, ...days }]
        : []
    }),
  )
  // What the other system no longer has ends first: the place is free for what came instead.
  const inPackage = new Set(
    plan.homerooms.flatMap(({ row }) => (plan.students.get(row.id) ?? []).map(({ id }) => id)),
  )
  const full = new Set(
    plan.homerooms
      .filter(({ row }) => (plan.students.get(row.id) ?? []).length > 0)
      .map(({ row }) => classes.classIdOf.get(row.id)),
  )
  const going = new Set(plan.goingEnrollments.map(({ id }) => id))
  const comes = new Set(wanted.map(({ studentId }) => studentId))
  let noLonger = 0
  for (const [external, id] of ids.known('enrolment')) {
    const stay = byId.get(id)
    if (stay === undefined || inPackage.has(external) || stay.untilOn !== null) continue
    if (!going.has(external) && !full.has(stay.classId)) continue
    // Who is in another class instead is moved below.
    if (comes.has(stay.studentId)) continue
    end(stay, lastDay(stay, movedOn))
    noLonger += 1
  }
  for (const { enrollment, studentId, classId, fromOn, untilOn } of wanted.toSorted((one, other) =>
    one.fromOn.localeCompare(other.fromOn),
  )) {
    const own = stays.get(studentId) ?? []
    const remembered = byId.get(ids.get('enrolment', enrollment.id) ?? '')
    const same =
      remembered?.studentId === studentId && remembered.classId === classId
        ? remembered
        : own.find(stay => stay.classId === classId && touches(stay, fromOn, untilOn) && !met.has(stay.id))
    if (same !== undefined) {
      ids.put('enrolment', enrollment.id, same.id)
      met.add(same.id)
      if (untilOn !== null && (same.untilOn === null || same.untilOn > untilOn) && untilOn >= same.fromOn) {
        end(same, untilOn)
      }
      continue
    }
    const inTheWay = own.filter(stay => touches(stay, fromOn, untilOn))
    const last = inTheWay.at(-1)
    let first = fromOn
    if (last !== undefined) {
      if (fromOn <= last.fromOn) first = later(movedOn, addDays(last.fromOn, 1))
      // An older stay than the one the school knows adds nothing.
      if (last.untilOn !== null && untilOn !== null && untilOn <= last.untilOn) continue
      const [from, to] = [titles.get(last.classId) ?? '', titles.get(classId) ?? '']
      const name = plan.people.get(enrollment.userId)?.name ?? ''
      notices.push({ say: texts => texts.oneRoster.moved(name, from, to), place: enrollment.row.place() })
      if (last.untilOn === null || last.untilOn >= first) end(last, addDays(first, -1))
    }
    if (untilOn !== null && untilOn < first) continue
    const stay = { id: newId(), studentId, classId, fromOn: first, untilOn }
    made.push(stay)
    met.add(stay.id)
    stays.set(studentId, [...own, stay])
    ids.put('enrolment', enrollment.id, stay.id)
  }
  if (noLonger > 0) notices.push({ say: texts => texts.oneRoster.noLonger(noLonger) })
  await save(order, made, ended, byId, classes)
}

async function save(
  { sql, schoolId, insert, end }: Order,
  made: readonly Stay[],
  ended: ReadonlyMap<string, DayText>,
  known: ReadonlyMap<string, Stay>,
  { wholeGroupOf }: WrittenClasses,
): Promise<void> {
  const over = [...ended].flatMap(([id, untilOn]) => {
    const stay = known.get(id)
    return stay === undefined ? [] : [{ id, untilOn, studentId: stay.studentId, classId: stay.classId }]
  })
  // Whoever leaves a class leaves its groups on the same day.
  if (over.length > 0) {
    await sql({
      name: 'oneroster-leave-groups',
      text: `update group_membership m set until_on = n."untilOn"
        from json_to_recordset($2::json) n ("studentId" uuid, "classId" uuid, "untilOn" date)
        where m.school_id = $1 and m.student_id = n."studentId" and m.from_on <= n."untilOn"
          and (m.until_on is null or m.until_on > n."untilOn")
          and exists (select from study_group_class c
            where c.school_id = $1 and c.group_id = m.group_id and c.class_id = n."classId")`,
      values: [schoolId, JSON.stringify(over)],
    })
  }
  await end('enrolment', over)
  const daysOf = ({ fromOn, untilOn }: Stay) => ({
    fromOn: dateOf(fromOn),
    untilOn: untilOn === null ? null : dateOf(untilOn),
  })
  // A stay may have been made and ended by one and the same package.
  await insert(
    'enrolment',
    made.map(stay => ({
      schoolId,
      id: stay.id,
      studentId: stay.studentId,
      classId: stay.classId,
      ...daysOf(stay),
    })),
  )
  await insert(
    'groupMembership',
    made.flatMap(stay => {
      const groupId = wholeGroupOf.get(stay.classId)
      return groupId === undefined
        ? []
        : [{ schoolId, id: newId(), groupId, studentId: stay.studentId, ...daysOf(stay) }]
    }),
  )
}

const later = (one: DayText, other: DayText) => (one > other ? one : other)

/** The last day of something that is over by a day; a stay lasts at least one. */
export const lastDay = ({ fromOn }: { fromOn: DayText }, overOn: DayText): DayText =>
  later(fromOn, addDays(overOn, -1))

export const touches = (
  stay: { fromOn: DayText; untilOn: DayText | null },
  fromOn: DayText,
  untilOn: DayText | null,
): boolean =>
  (untilOn === null || stay.fromOn <= untilOn) && (stay.untilOn === null || stay.untilOn >= fromOn)
