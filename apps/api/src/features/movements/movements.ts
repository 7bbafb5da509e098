import type { Movement, movementsApi } from '@diary/contracts/movements'
import type { Enrolment } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Db, Sql } from '@diary/db/client'
import { addDays, dateOf, dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleClass, visibleEnrolment, visiblePerson } from '#access/visible'
import type { Cursors } from '#platform/cursor'
import { Problem, wrongField } from '#platform/problem'
import { rangeOf } from '#platform/ranges'
import type { Handlers } from '#platform/routes'
import { todayOf, yearAt } from '#platform/school-day'
import { countGroups, joinGroups, leaveGroups } from '#view/groups'
import { enrolmentSelect, toEnrolment } from '#view/people'
import { movementsSql, summarySql, type SummaryRow, toSummary } from './movements.view.ts'

export const movements = (cursors: Cursors): Handlers<typeof movementsApi> => ({
  async list({ actor, db, sql, now }, { query }) {
    const { limit, after, classId = null } = query
    const { from, to } = await periodOf(db, actor, todayOf(actor, now()), query)
    const known =
      classId === null ||
      (await db.schoolClass.findFirst({
        where: { AND: [visibleClass(actor), { id: classId }] },
        select: { id: true },
      }))
    if (!known) throw wrongField('query/classId', 'unknown', 'No such class')
    const list = `movements ${from} ${to} ${classId ?? ''}`
    const [day = null, id = null] = after ? cursors.open(list, actor.personId, after) : []
    const rows = await sql<Movement>({
      name: 'movements',
      text: movementsSql,
      values: [actor.schoolId, from, to, classId, day, id, limit + 1],
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items,
      next: rows.length > limit && last ? cursors.seal(list, actor.personId, [last.day, last.id]) : null,
    }
  },

  async summary({ actor, db, sql, now }, { query }) {
    const { from, to } = await periodOf(db, actor, todayOf(actor, now()), query)
    const rows = await sql<SummaryRow>({
      name: 'movement-summary',
      text: summarySql,
      values: [actor.schoolId, from, to],
    })
    return { from, to, ...toSummary(rows) }
  },

  async arrive({ actor, db, sql }, { params, body: { classId, fromOn, order = null } }) {
    const { schoolId } = actor
    const person = await db.person.findFirst({
      where: { AND: [visiblePerson(actor), { id: params.personId }] },
      select: { id: true, student: { select: { id: true } } },
    })
    if (!person) throw new Problem('not-found')
    if (!person.student) throw wrongField('/', 'not-student', 'Not a student')
    const to = await classOf(db, actor, classId, fromOn)
    await lockStudent(db, schoolId, person.id)
    await refuseEnrolled(db, actor, person.id, fromOn)
    return begin({ db, sql }, actor, { studentId: person.id, classId, groupIds: to.groupIds, fromOn, order })
  },

  async changeClass(
    { actor, db, sql },
    { params, body: { classId, fromOn, order = null, reason }, ifVersion },
  ) {
    const stay = await lockedStay(db, actor, params.enrolmentId, ifVersion)
    if (classId === stay.classId) throw wrongField('/classId', 'same', 'The student is in this class')
    const to = await classOf(db, actor, classId, fromOn)
    await end({ db, sql }, actor, stay, {
      lastOn: addDays(fromOn, -1) as Day,
      order,
      reason: reason ?? null,
      pointer: '/fromOn',
      groupsOf: stay.classId,
    })
    await refuseEnrolled(db, actor, stay.studentId, fromOn)
    return begin({ db, sql }, actor, {
      studentId: stay.studentId,
      classId,
      groupIds: to.groupIds,
      fromOn,
      order,
    })
  },

  async leave({ actor, db, sql }, { params, body: { lastOn, order = null, reason }, ifVersion }) {
    const stay = await lockedStay(db, actor, params.enrolmentId, ifVersion)
    await end({ db, sql }, actor, stay, { lastOn, order, reason, pointer: '/lastOn', groupsOf: null })
    return oneStay(db, actor, stay.id)
  },
})

/** The days asked for; without them the school year so far. */
async function periodOf(
  db: Db,
  actor: Actor,
  today: Day,
  asked: { from?: Day | undefined; to?: Day | undefined },
) {
  const year = await yearAt(db, actor, today)
  // Who is there on the first of September has not arrived: the year begins with them.
  const from = asked.from ?? ((year ? addDays(dayOf(year.startsOn), 1) : today) as Day)
  return rangeOf(from, asked.to ?? (today < from ? from : today), 400)
}

async function oneStay(db: Db, actor: Actor, id: string): Promise<Enrolment> {
  const row = await db.enrolment.findFirst({
    where: { AND: [visibleEnrolment(actor), { id }] },
    select: enrolmentSelect,
  })
  if (!row) throw new Problem('not-found')
  return toEnrolment(row)
}

/** The stay that two secretaries may be about to end; the second is told what it has become. */
async function lockedStay(db: Db, actor: Actor, id: string, ifVersion: number): Promise<Enrolment> {
  const { studentId } = await oneStay(db, actor, id)
  await lockStudent(db, actor.schoolId, studentId)
  const current = await oneStay(db, actor, id)
  if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
  return current
}

const lockStudent = (db: Db, schoolId: string, id: string) =>
  db.$queryRaw`select id from student where school_id = ${schoolId}::uuid and id = ${id}::uuid for update`

/** The class to go to, with its whole-class groups; its year must hold the day. */
async function classOf(db: Db, actor: Actor, classId: string, day: Day): Promise<{ groupIds: string[] }> {
  const found = await db.schoolClass.findFirst({
    where: { AND: [visibleClass(actor), { id: classId }] },
    select: {
      year: { select: { startsOn: true, endsOn: true } },
      groups: { where: { group: { kind: 'whole_class' } }, select: { groupId: true }, take: 20 },
    },
  })
  if (!found) throw wrongField('/classId', 'unknown', 'No such class')
  if (day < dayOf(found.year.startsOn) || day > dayOf(found.year.endsOn))
    throw wrongField('/fromOn', 'outside-year', 'Not in the school year of the class')
  return { groupIds: found.groups.map(({ groupId }) => groupId) }
}

async function refuseEnrolled(db: Db, { schoolId }: Actor, studentId: string, fromOn: Day): Promise<void> {
  const other = await db.enrolment.findFirst({
    where: { schoolId, studentId, OR: [{ untilOn: null }, { untilOn: { gte: dateOf(fromOn) } }] },
    select: { id: true },
  })
  if (other) throw new Problem('student-enrolled')
}

interface Beginning {
  studentId: string
  classId: string
  groupIds: readonly string[]
  fromOn: Day
  order: string | null
}

async function begin(
  { db, sql }: { db: Db; sql: Sql },
  actor: Actor,
  { studentId, classId, groupIds, fromOn, order }: Beginning,
): Promise<Enrolment> {
  const { schoolId } = actor
  const id = newId()
  await db.enrolment.createMany({ data: { schoolId, id, studentId, classId, fromOn: dateOf(fromOn), order } })
  await joinGroups(sql, { schoolId, groupIds, studentIds: [studentId], fromOn })
  await countGroups(sql, schoolId, groupIds)
  return oneStay(db, actor, id)
}

interface Ending {
  lastOn: Day
  order: string | null
  reason: string | null
  pointer: string
  /** The class whose groups are left; `null`: all there are. A stream with the new class in it is left with the old. */
  groupsOf: string | null
}

/** Ends a stay and the memberships that came with it, from the day after. */
async function end(
  { db, sql }: { db: Db; sql: Sql },
  actor: Actor,
  stay: Enrolment,
  ending: Ending,
): Promise<void> {
  const { schoolId } = actor
  const { lastOn, pointer } = ending
  if (lastOn < stay.fromOn) throw wrongField(pointer, 'before-start', 'Before the first day in the class')
  if (stay.untilOn !== null && lastOn > stay.untilOn)
    throw wrongField(pointer, 'after-end', 'After the last day in the class')
  const fromOn = addDays(lastOn, 1) as Day
  const members = await db.groupMembership.findMany({
    where: {
      schoolId,
      studentId: stay.studentId,
      OR: [{ untilOn: null }, { untilOn: { gte: dateOf(fromOn) } }],
      ...(ending.groupsOf && { group: { classes: { some: { classId: ending.groupsOf } } } }),
    },
    select: { groupId: true },
    take: 200,
  })
  const groupIds = [...new Set(members.map(({ groupId }) => groupId))]
  await leaveGroups(sql, { schoolId, groupIds, studentIds: [stay.studentId], fromOn }, pointer)
  await countGroups(sql, schoolId, groupIds)
  await db.enrolment.updateMany({
    where: { AND: [visibleEnrolment(actor), { id: stay.id }] },
    data: { untilOn: dateOf(lastOn), endOrder: ending.order, endReason: ending.reason },
  })
}
