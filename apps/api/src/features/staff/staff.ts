import type { Capacity, Teaching } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { staffApi, StaffInList } from '@diary/contracts/staff'
import type { Db, Prisma } from '@diary/db/client'
import { addDays, dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { capacitiesToGive } from '#access/can'
import { visibleCapacity, visibleClass, visiblePerson, visibleTeaching } from '#access/visible'
import type { Cursors } from '#platform/cursor'
import { fullName, nameSelect } from '#platform/names'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { daysOf, lasting, todayOf } from '#platform/school-day'
import { capacitySelect, teachingSelect, toCapacity, toTeaching } from '#view/people'

type Days = { fromOn: Day; untilOn: Day | null }

/** Rows that share a day with a span. */
const meeting = ({ fromOn, untilOn }: Days) => ({
  ...(untilOn && { fromOn: { lte: dateOf(untilOn) } }),
  OR: [{ untilOn: null }, { untilOn: { gte: dateOf(fromOn) } }],
})

export const staff = (cursors: Cursors): Handlers<typeof staffApi> => ({
  async list({ actor, db, now }, { query: { limit, after, search = '' } }) {
    const today = todayOf(actor, now())
    const list = `staff ${search}`
    const [lastName = '', firstName = '', id = ''] = after ? cursors.open(list, actor.personId, after) : []
    const words = search.split(/\s+/).filter(Boolean).slice(0, 6)
    const rows = await db.person.findMany({
      where: {
        AND: [
          visiblePerson(actor),
          { staff: { isNot: null }, archivedAt: null },
          ...words.map(word => ({
            OR: (['lastName', 'firstName', 'middleName'] as const).map(part => ({
              [part]: { contains: word, mode: 'insensitive' as const },
            })),
          })),
          ...(after
            ? [
                {
                  OR: [
                    { lastName: { gt: lastName } },
                    { lastName, firstName: { gt: firstName } },
                    { lastName, firstName, id: { gt: id } },
                  ],
                },
              ]
            : []),
        ],
      } satisfies Prisma.PersonWhereInput,
      select: {
        id: true,
        ...nameSelect,
        staff: {
          select: {
            position: true,
            capacities: {
              where: { OR: [{ untilOn: null }, { untilOn: { gte: dateOf(today) } }] },
              select: capacitySelect,
              orderBy: [{ kind: 'asc' }, { fromOn: 'asc' }],
              take: 50,
            },
            _count: { select: { teachings: { where: lasting(today) } } },
          },
        },
      },
      orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items: items.map(({ staff: it, ...person }) => ({
        id: person.id as StaffInList['id'],
        name: fullName(person),
        position: it?.position ?? null,
        capacities: (it?.capacities ?? []).map(row => toCapacity(row, today)),
        teachingsCount: it?._count.teachings ?? 0,
      })),
      next:
        rows.length > limit && last
          ? cursors.seal(list, actor.personId, [last.lastName, last.firstName, last.id])
          : null,
    }
  },

  async giveCapacity({ actor, db, now }, { body }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const { staffId, kind, classId = null, fromOn, untilOn = null, ends, isBeside } = body
    const days = { fromOn, untilOn }
    if (!capacitiesToGive(actor).includes(kind)) throw new Problem('not-allowed')
    refuseBackwards(days)
    if ((kind === 'class_teacher') !== (classId !== null))
      throw wrongField('/classId', 'class', 'A class teacher has a class, and nobody else')
    await lockStaff(db, actor, staffId)
    if (classId !== null) await lockClass(db, actor, classId)
    for (const [index, { capacityId, version }] of ends.entries()) {
      const ended = await oneCapacity(db, actor, today, capacityId)
      if (ended.kind !== kind || ended.classId !== classId)
        throw wrongField(`/ends/${index}/capacityId`, 'other', 'Not a class teacher of this class')
      const current = { classTeachers: await classTeachers(db, actor, classId, days) }
      if (ended.version !== version) throw new Problem('changed-meanwhile', { current })
      await moveCapacity(db, actor, today, ended, {
        fromOn: ended.fromOn < fromOn ? ended.fromOn : (addDays(fromOn, -1) as Day),
        untilOn: addDays(fromOn, -1) as Day,
      })
    }
    const present = await classTeachers(db, actor, classId, days)
    if (present.some(it => it.staffId !== staffId) && !isBeside)
      throw new Problem('class-has-teacher', { current: { classTeachers: present } })
    await refuseOverlap(db, actor, { staffId, kind, classId, ...days })
    const id = newId()
    await db.capacity.createMany({
      data: {
        schoolId,
        id,
        staffId,
        kind,
        classId,
        fromOn: dateOf(fromOn),
        untilOn: untilOn && dateOf(untilOn),
      },
    })
    return oneCapacity(db, actor, today, id)
  },

  async changeCapacity({ actor, db, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const { staffId } = await oneCapacity(db, actor, today, params.capacityId)
    await lockStaff(db, actor, staffId)
    const current = await oneCapacity(db, actor, today, params.capacityId)
    if (!capacitiesToGive(actor).includes(current.kind)) throw new Problem('not-allowed')
    if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
    const { fromOn = current.fromOn, untilOn = current.untilOn } = body
    refuseBackwards({ fromOn, untilOn })
    await refuseOverlap(db, actor, { ...current, fromOn, untilOn })
    return moveCapacity(db, actor, today, current, { fromOn, untilOn })
  },

  async giveTeaching({ actor, db }, { body }) {
    const { schoolId } = actor
    const { staffId, gradebookId, fromOn, untilOn = null, ends } = body
    const days = { fromOn, untilOn }
    refuseBackwards(days)
    await lockGradebook(db, actor, gradebookId)
    await lockStaff(db, actor, staffId)
    for (const [index, { teachingId, version }] of ends.entries()) {
      const ended = await oneTeaching(db, actor, teachingId)
      if (ended.gradebookId !== gradebookId)
        throw wrongField(`/ends/${index}/teachingId`, 'other', 'Not of this gradebook')
      if (ended.version !== version) throw new Problem('changed-meanwhile', { current: ended })
      if (ended.fromOn >= fromOn)
        throw wrongField(`/ends/${index}/teachingId`, 'before-start', 'Begins on that day or later')
      await db.teaching.updateMany({
        where: { AND: [visibleTeaching(actor), { id: teachingId }] },
        data: { untilOn: dateOf(addDays(fromOn, -1)) },
      })
    }
    await refuseTwice(db, actor, { gradebookId, staffId, ...days })
    const id = newId()
    await db.teaching.createMany({
      data: {
        schoolId,
        id,
        gradebookId,
        staffId,
        fromOn: dateOf(fromOn),
        untilOn: untilOn && dateOf(untilOn),
      },
    })
    return oneTeaching(db, actor, id)
  },

  async changeTeaching({ actor, db }, { params, body, ifVersion }) {
    const { gradebookId } = await oneTeaching(db, actor, params.teachingId)
    await lockGradebook(db, actor, gradebookId)
    const current = await oneTeaching(db, actor, params.teachingId)
    if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
    const { fromOn = current.fromOn, untilOn = current.untilOn } = body
    refuseBackwards({ fromOn, untilOn })
    await refuseTwice(db, actor, { ...current, fromOn, untilOn })
    await db.teaching.updateMany({
      where: { AND: [visibleTeaching(actor), { id: current.id }] },
      data: { fromOn: dateOf(fromOn), untilOn: untilOn && dateOf(untilOn) },
    })
    return oneTeaching(db, actor, current.id)
  },
})

function refuseBackwards({ fromOn, untilOn }: Days): void {
  if (untilOn !== null && untilOn < fromOn)
    throw wrongField('/untilOn', 'before-start', 'Before the first day')
}

async function lockStaff(db: Db, { schoolId }: Actor, id: string): Promise<void> {
  const found = await db.$queryRaw<
    unknown[]
  >`select id from staff where school_id = ${schoolId}::uuid and id = ${id}::uuid for update`
  if (found.length === 0) throw wrongField('/staffId', 'unknown', 'No such member of staff')
}

async function lockClass(db: Db, actor: Actor, id: string): Promise<void> {
  const found = await db.schoolClass.findFirst({
    where: { AND: [visibleClass(actor), { id }] },
    select: { id: true },
  })
  if (!found) throw wrongField('/classId', 'unknown', 'No such class')
  await db.$queryRaw`select id from school_class where school_id = ${actor.schoolId}::uuid and id = ${id}::uuid for update`
}

async function lockGradebook(db: Db, { schoolId }: Actor, id: string): Promise<void> {
  const found = await db.$queryRaw<
    unknown[]
  >`select id from gradebook where school_id = ${schoolId}::uuid and id = ${id}::uuid for update`
  if (found.length === 0) throw wrongField('/gradebookId', 'unknown', 'No such gradebook')
}

async function oneCapacity(db: Db, actor: Actor, today: Day, id: string): Promise<Capacity> {
  const row = await db.capacity.findFirst({
    where: { AND: [visibleCapacity(actor), { id }] },
    select: capacitySelect,
  })
  if (!row) throw new Problem('not-found')
  return toCapacity(row, today)
}

async function oneTeaching(db: Db, actor: Actor, id: string): Promise<Teaching> {
  const row = await db.teaching.findFirst({
    where: { AND: [visibleTeaching(actor), { id }] },
    select: teachingSelect,
  })
  if (!row) throw new Problem('not-found')
  return toTeaching(row)
}

async function classTeachers(db: Db, actor: Actor, classId: string | null, days: Days) {
  if (classId === null) return []
  const rows = await db.capacity.findMany({
    where: { AND: [visibleCapacity(actor), { classId, kind: 'class_teacher' }, meeting(days)] },
    select: {
      id: true,
      staffId: true,
      fromOn: true,
      untilOn: true,
      version: true,
      staff: { select: { person: { select: nameSelect } } },
    },
    orderBy: { fromOn: 'asc' },
    take: 20,
  })
  return rows.map(({ id, staff: { person }, version, ...row }) => ({
    capacityId: id as Capacity['id'],
    staffId: row.staffId as Capacity['staffId'],
    name: fullName(person),
    ...daysOf(row),
    version,
  }))
}

/** Writes the days of a capacity. The school keeps an administrator today, or nobody could give one back. */
async function moveCapacity(db: Db, actor: Actor, today: Day, of: Capacity, days: Days): Promise<Capacity> {
  await db.capacity.updateMany({
    where: { AND: [visibleCapacity(actor), { id: of.id }] },
    data: { fromOn: dateOf(days.fromOn), untilOn: days.untilOn && dateOf(days.untilOn) },
  })
  if (of.kind === 'admin') {
    await db.$queryRaw`select id from capacity where school_id = ${actor.schoolId}::uuid and kind = 'admin' order by id for update`
    const left = await db.capacity.findFirst({
      where: { AND: [visibleCapacity(actor), { kind: 'admin' }, lasting(today)] },
      select: { id: true },
    })
    if (!left) throw new Problem('last-admin')
  }
  return oneCapacity(db, actor, today, of.id)
}

async function refuseOverlap(
  db: Db,
  actor: Actor,
  of: Days & { id?: string; staffId: string; kind: Capacity['kind']; classId: string | null },
): Promise<void> {
  const { id, staffId, kind, classId } = of
  const other = await db.capacity.findFirst({
    where: {
      AND: [visibleCapacity(actor), { staffId, kind, classId, ...(id && { id: { not: id } }) }, meeting(of)],
    },
    select: { id: true },
  })
  if (other) throw wrongField('/fromOn', 'overlap', 'The capacity is held in those days already')
}

async function refuseTwice(
  db: Db,
  actor: Actor,
  of: Days & { id?: string; gradebookId: string; staffId: string },
): Promise<void> {
  const { id, gradebookId, staffId } = of
  const other = await db.teaching.findFirst({
    where: {
      AND: [visibleTeaching(actor), { gradebookId, staffId, ...(id && { id: { not: id } }) }, meeting(of)],
    },
    select: { id: true },
  })
  if (other) throw wrongField('/fromOn', 'overlap', 'Teaches it in those days already')
}
