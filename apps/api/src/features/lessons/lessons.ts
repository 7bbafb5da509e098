import type { Lesson, lessonsApi } from '@diary/contracts/lessons'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { lessonToFillIn, refuseFuture } from '#access/editing'
import { withOwnHomework } from '#access/own-class'
import { visibleLesson } from '#access/visible'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { schoolDayOf, todayOf } from '#platform/school-day'
import { lacksOf, lessonSelect, toLesson } from './lessons.view.ts'

export const lessons: Handlers<typeof lessonsApi> = {
  async list({ actor, db, sql, now }, { query }) {
    const today = todayOf(actor, now())
    const day = query.day ?? (await schoolDayOf(sql, actor, today))
    const rows = await db.lesson.findMany({
      where: {
        AND: [
          visibleLesson(actor, today),
          { day: dateOf(day), teachers: { some: { staffId: actor.personId } } },
        ],
      },
      select: lessonSelect(today),
      orderBy: [{ startMinute: 'asc' }, { number: 'asc' }, { id: 'asc' }],
      take: 40,
    })
    const items = await withOwnHomework(
      db,
      actor,
      rows.map(row => toLesson(row, actor)),
    )
    return { day, items: items.map(item => ({ ...item, lacks: lacksOf(item) })) }
  },

  async show({ actor, db, now }, { params }) {
    return lessonOf(db, actor, todayOf(actor, now()), params.lessonId)
  },

  async update({ actor, db, sql, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const lesson = await lessonToFillIn(db, actor, today, params.lessonId)
    const current = await lessonOf(db, actor, today, lesson.id)
    const isHeld = current.status === 'held'
    const holds = body.isHeld === undefined || body.isHeld === isHeld ? undefined : body.isHeld
    const takes =
      body.isAttendanceTaken === undefined || body.isAttendanceTaken === (current.attendanceAt !== null)
        ? undefined
        : body.isAttendanceTaken
    const changes = {
      ...changed('topic', body.topic, current.topic),
      ...changed('content', body.content, current.content),
      ...changed('isHomeworkNone', body.isHomeworkNone, current.isHomeworkNone),
      ...(holds !== undefined && {
        status: holds ? ('held' as const) : ('planned' as const),
        heldAt: holds ? now() : null,
      }),
      ...(takes !== undefined && { attendanceAt: takes ? now() : null }),
    }
    // Saying again what is already so is harmless, whatever version it was said of.
    if (Object.keys(changes).length === 0) return current
    if (holds || takes) await refuseFuture(sql, actor, today, lesson)
    if (holds === false) await refuseWithRecords(db, actor, lesson.id)
    const { count } = await db.lesson.updateMany({
      where: { schoolId: actor.schoolId, id: lesson.id, version: ifVersion },
      data: { ...changes, updatedAt: now() },
    })
    if (count === 0)
      throw new Problem('changed-meanwhile', { current: await lessonOf(db, actor, today, lesson.id) })
    if (holds) await rememberWhoGave(db, actor, lesson.id)
    if (holds === false && current.change?.kind !== 'teacher') await forgetWhoGave(db, actor, lesson.id)
    return lessonOf(db, actor, today, lesson.id)
  },
}

/** A field of the change, when it is one. */
const changed = <Name extends string, Value>(name: Name, said: Value | undefined, is: Value) =>
  (said === undefined || said === is ? {} : { [name]: said }) as Partial<Record<Name, Value>>

async function lessonOf(db: Db, actor: Actor, today: Day, lessonId: string): Promise<Lesson> {
  const row = await db.lesson.findFirst({
    where: { AND: [visibleLesson(actor, today), { id: lessonId }] },
    select: lessonSelect(today),
  })
  if (!row) throw new Problem('not-found')
  const [lesson] = await withOwnHomework(db, actor, [toLesson(row, actor)])
  if (!lesson) throw new Problem('not-found')
  return lesson
}

/** A lesson with marks or absences was held; it cannot be said that it was not. */
async function refuseWithRecords(db: Db, { schoolId }: Actor, lessonId: string): Promise<void> {
  const where = { schoolId, withdrawnAt: null }
  const found =
    (await db.mark.findFirst({ where: { ...where, work: { lessonId } }, select: { id: true } })) ??
    (await db.absence.findFirst({ where: { ...where, lessonId }, select: { id: true } }))
  if (found) throw new Problem('lesson-has-marks')
}

/** Who holds the lesson gave it. When that is nobody planned, it was a substitute, and the planned did not give it. */
async function rememberWhoGave(db: Db, { schoolId, personId }: Actor, lessonId: string): Promise<void> {
  const teachers = await db.lessonTeacher.findMany({
    where: { schoolId, lessonId },
    select: { staffId: true, isPlanned: true },
  })
  const isPlanned = teachers.some(({ staffId, isPlanned: planned }) => planned && staffId === personId)
  await db.lessonTeacher.updateMany({
    where: { schoolId, lessonId, isPlanned: true },
    data: { isActual: isPlanned },
  })
  if (isPlanned) return
  await db.lessonTeacher.upsert({
    where: { schoolId_lessonId_staffId: { schoolId, lessonId, staffId: personId } },
    create: { schoolId, lessonId, staffId: personId, isPlanned: false, isActual: true },
    update: { isActual: true },
  })
}

/** Nobody gave a lesson that was not held. A substitution that the school decided stands: it is asked before coming here. */
async function forgetWhoGave(db: Db, { schoolId }: Actor, lessonId: string): Promise<void> {
  await db.lessonTeacher.deleteMany({ where: { schoolId, lessonId, isPlanned: false } })
  await db.lessonTeacher.updateMany({ where: { schoolId, lessonId }, data: { isActual: null } })
}
