import type { guardianshipsApi } from '@diary/contracts/guardianships'
import type { Guardianship } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { addDays, dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleGuardianship, visiblePerson } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { guardianshipSelect, toGuardianship } from '#view/people'

export const guardianships: Handlers<typeof guardianshipsApi> = {
  async create({ actor, db, now }, { body }) {
    const { schoolId } = actor
    const { guardianId, studentId, kind, fromOn, untilOn = null, ground = null } = body
    const today = todayOf(actor, now())
    refuseBackwards(fromOn, untilOn)
    if ((guardianId as string) === studentId)
      throw wrongField('/guardianId', 'self', 'Nobody represents oneself')
    const found = await db.person.findMany({
      where: { AND: [visiblePerson(actor), { id: { in: [guardianId, studentId] } }] },
      select: { id: true, student: { select: { id: true } } },
      take: 2,
    })
    if (!found.some(({ id }) => id === guardianId))
      throw wrongField('/guardianId', 'unknown', 'No such person')
    if (!found.some(({ id, student }) => id === studentId && student))
      throw wrongField('/studentId', 'unknown', 'No such student')
    // A member of staff, or anybody else known, becomes a guardian by representing a child.
    await db.guardian.createMany({ data: { schoolId, id: guardianId }, skipDuplicates: true })
    await lockGuardian(db, schoolId, guardianId)
    await refuseOverlap(db, actor, { guardianId, studentId, fromOn, untilOn })
    const id = newId()
    await db.guardianship.createMany({
      data: {
        schoolId,
        id,
        guardianId,
        studentId,
        kind,
        fromOn: dateOf(fromOn),
        untilOn: untilOn && dateOf(untilOn),
        ground,
      },
    })
    return one(db, actor, today, id)
  },

  async update({ actor, db, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await one(db, actor, today, params.guardianshipId)
    const {
      kind = current.kind,
      fromOn = current.fromOn,
      untilOn = current.untilOn,
      ground = current.ground,
    } = body
    return change(db, actor, today, current, ifVersion, { kind, fromOn, untilOn, ground })
  },

  async end({ actor, db, now }, { params, body: { lastOn, reason }, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await one(db, actor, today, params.guardianshipId)
    if (lastOn && lastOn < current.fromOn) throw wrongField('/lastOn', 'before-start', 'Before its first day')
    // At once means that yesterday was the last day. A right that was to begin today or later is moved into the past with
    // its end, since it never held; the history keeps what had been meant.
    const untilOn = lastOn ?? (addDays(today, -1) as Day)
    const fromOn = current.fromOn <= untilOn ? current.fromOn : untilOn
    return change(db, actor, today, current, ifVersion, { fromOn, untilOn, endReason: reason })
  },
}

async function one(db: Db, actor: Actor, today: Day, id: string): Promise<Guardianship> {
  const row = await db.guardianship.findFirst({
    where: { AND: [visibleGuardianship(actor), { id }] },
    select: guardianshipSelect(today),
  })
  if (!row) throw new Problem('not-found')
  return toGuardianship(row, today)
}

interface Changes {
  kind?: Guardianship['kind']
  fromOn: Day
  untilOn: Day | null
  ground?: string | null
  endReason?: string
}

async function change(
  db: Db,
  actor: Actor,
  today: Day,
  { id, guardianId, studentId }: Guardianship,
  ifVersion: number,
  { fromOn, untilOn, ...rest }: Changes,
): Promise<Guardianship> {
  refuseBackwards(fromOn, untilOn)
  await lockGuardian(db, actor.schoolId, guardianId)
  await refuseOverlap(
    db,
    actor,
    { id, guardianId, studentId, fromOn, untilOn },
    () => one(db, actor, today, id),
    ifVersion,
  )
  const { count } = await db.guardianship.updateMany({
    where: { AND: [visibleGuardianship(actor), { id, version: ifVersion }] },
    data: { ...rest, fromOn: dateOf(fromOn), untilOn: untilOn && dateOf(untilOn) },
  })
  const current = await one(db, actor, today, id)
  if (count === 0) throw new Problem('changed-meanwhile', { current })
  return current
}

function refuseBackwards(fromOn: Day, untilOn: Day | null): void {
  if (untilOn !== null && untilOn < fromOn)
    throw wrongField('/untilOn', 'before-start', 'Before the first day')
}

/** Two secretaries who write of one guardian wait for each other: the days of one right are looked at while nobody moves them. */
const lockGuardian = (db: Db, schoolId: string, id: string) =>
  db.$queryRaw`select id from guardian where school_id = ${schoolId}::uuid and id = ${id}::uuid for update`

/** One person represents one child once at a time. Whoever has seen an old version is told of it first. */
async function refuseOverlap(
  db: Db,
  actor: Actor,
  of: { id?: string; guardianId: string; studentId: string; fromOn: Day; untilOn: Day | null },
  current?: () => Promise<Guardianship>,
  ifVersion?: number,
): Promise<void> {
  const known = await current?.()
  if (known && known.version !== ifVersion) throw new Problem('changed-meanwhile', { current: known })
  const other = await db.guardianship.findFirst({
    where: {
      schoolId: actor.schoolId,
      guardianId: of.guardianId,
      studentId: of.studentId,
      ...(of.id && { id: { not: of.id } }),
      ...(of.untilOn && { fromOn: { lte: dateOf(of.untilOn) } }),
      OR: [{ untilOn: null }, { untilOn: { gte: dateOf(of.fromOn) } }],
    },
    select: { id: true },
  })
  if (other) throw wrongField('/fromOn', 'overlap', 'The person represents the child in those days already')
}
