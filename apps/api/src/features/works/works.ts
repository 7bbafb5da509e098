import type { Work, worksApi } from '@diary/contracts/works'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { lessonToFillIn } from '#access/editing'
import { visibleWork } from '#access/visible'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { toWork, toWorkType, workSelect, workTypeSelect } from './works.view.ts'

export const works: Handlers<typeof worksApi> = {
  async listTypes({ actor, db, now }) {
    const rows = await db.workType.findMany({
      where: validOn(actor.schoolId, todayOf(actor, now())),
      select: workTypeSelect,
      orderBy: [{ ordinal: 'asc' }, { title: 'asc' }],
      take: 100,
    })
    return { items: rows.map(toWorkType) }
  },

  async create({ actor, db, now }, { params, body }) {
    const today = todayOf(actor, now())
    const lesson = await lessonToFillIn(db, actor, today, params.lessonId)
    if (!lesson.isMarked) throw new Problem('gradebook-unmarked')
    const row = await db.work.create({
      data: {
        schoolId: actor.schoolId,
        lessonId: lesson.id,
        ...(await weightOf(db, actor, today, body.workTypeId)),
        topic: body.topic ?? null,
        description: body.description ?? null,
        createdById: actor.personId,
        createdAt: now(),
        updatedAt: now(),
      },
      select: workSelect,
    })
    return toWork(row)
  },

  async update({ actor, db, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await workToFillIn(db, actor, today, params.workId)
    const changes = {
      ...(body.topic !== undefined && body.topic !== current.topic && { topic: body.topic }),
      ...(body.description !== undefined &&
        body.description !== current.description && { description: body.description }),
      ...(body.workTypeId &&
        body.workTypeId !== current.type.id &&
        (await weightOf(db, actor, today, body.workTypeId))),
    }
    if (Object.keys(changes).length === 0) return current
    return changeWork(db, actor, today, current.id, ifVersion, { ...changes, updatedAt: now() })
  },

  async withdraw({ actor, db, sql, now }, { params, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await workToFillIn(db, actor, today, params.workId)
    // Whoever is giving a mark at this moment ends first, and whoever begins now waits: no mark is left without its work.
    await sql({
      name: 'work-lock',
      text: 'select id from work where school_id = $1 and id = $2 for update',
      values: [actor.schoolId, current.id],
    })
    const mark = await db.mark.findFirst({
      where: { schoolId: actor.schoolId, workId: current.id, withdrawnAt: null },
      select: { id: true },
    })
    if (mark) throw new Problem('work-has-marks')
    await changeWork(db, actor, today, current.id, ifVersion, { withdrawnAt: now(), updatedAt: now() })
  },
}

const validOn = (schoolId: string, day: Day) => ({
  schoolId,
  validFrom: { lte: dateOf(day) },
  OR: [{ validTo: null }, { validTo: { gte: dateOf(day) } }],
})

/** The type of a work with the weight it has today: the work keeps it, whatever the school decides later. */
async function weightOf(db: Db, actor: Actor, today: Day, workTypeId: string) {
  const type = await db.workType.findFirst({
    where: { ...validOn(actor.schoolId, today), id: workTypeId },
    select: { id: true, weightTenths: true, countsInAverage: true },
  })
  if (!type)
    throw new Problem('invalid', {
      errors: [{ pointer: '/workTypeId', code: 'unknown', message: 'No such kind of work' }],
    })
  return { workTypeId: type.id, weightTenths: type.weightTenths, countsInAverage: type.countsInAverage }
}

/** A visible work, not withdrawn, of a lesson the actor may fill in. */
async function workToFillIn(db: Db, actor: Actor, today: Day, workId: string): Promise<Work> {
  const row = await db.work.findFirst({
    where: { AND: [visibleWork(actor, today), { id: workId }] },
    select: { ...workSelect, withdrawnAt: true },
  })
  if (!row) throw new Problem('not-found')
  await lessonToFillIn(db, actor, today, row.lessonId)
  const { withdrawnAt, ...work } = row
  if (withdrawnAt) throw new Problem('work-withdrawn')
  return toWork(work)
}

async function changeWork(
  db: Db,
  actor: Actor,
  today: Day,
  id: string,
  version: number,
  data: Parameters<Db['work']['updateMany']>[0]['data'],
): Promise<Work> {
  const { count } = await db.work.updateMany({
    where: { schoolId: actor.schoolId, id, version, withdrawnAt: null },
    data,
  })
  const row = await db.work.findFirst({
    where: { AND: [visibleWork(actor, today), { id }] },
    select: workSelect,
  })
  if (!row) throw new Problem('not-found')
  if (count === 0) throw new Problem('changed-meanwhile', { current: toWork(row) })
  return toWork(row)
}
