import type { Homework, homeworkApi } from '@diary/contracts/homework'
import type { Day } from '@diary/contracts/primitives'
import type { Db, Sql } from '@diary/db/client'
import { addDays, dateOf, dayOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { type LessonToFillIn, lessonToFillIn } from '#access/editing'
import { visibleHomework } from '#access/visible'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { schoolDayOf, todayOf } from '#platform/school-day'
import { homeworkSelect, toHomework } from './homework.view.ts'

export const homework: Handlers<typeof homeworkApi> = {
  async create({ actor, db, sql, now }, { params, body }) {
    const lesson = await lessonToFillIn(db, actor, todayOf(actor, now()), params.lessonId)
    const studentIds = [...new Set(body.studentIds)]
    await refuseStrangers(db, actor, lesson, studentIds)
    const due = await dueOf(db, sql, actor, lesson, body)
    const row = await db.homework.create({
      data: {
        schoolId: actor.schoolId,
        lessonId: lesson.id,
        ...due,
        text: body.text,
        minutes: body.minutes ?? null,
        studentIds,
        createdById: actor.personId,
        publishedAt: now(),
        updatedAt: now(),
      },
      select: homeworkSelect,
    })
    // Who gives homework no longer says that there is none.
    await db.lesson.updateMany({
      where: { schoolId: actor.schoolId, id: lesson.id, isHomeworkNone: true },
      data: { isHomeworkNone: false },
    })
    return toHomework(row)
  },

  async update({ actor, db, sql, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await homeworkToFillIn(db, actor, today, params.homeworkId)
    const lesson = await lessonToFillIn(db, actor, today, current.lessonId)
    const due = body.dueLessonId || body.dueOn ? await dueOf(db, sql, actor, lesson, body) : undefined
    const changes = {
      ...(body.text !== undefined && body.text !== current.text && { text: body.text }),
      ...(body.minutes !== undefined && body.minutes !== current.minutes && { minutes: body.minutes }),
      ...(due && (dayOf(due.dueOn) !== current.dueOn || due.dueLessonId !== current.dueLessonId) && due),
    }
    if (Object.keys(changes).length === 0) return current
    return change(db, actor, today, current.id, ifVersion, { ...changes, updatedAt: now() })
  },

  async withdraw({ actor, db, now }, { params, ifVersion }) {
    const today = todayOf(actor, now())
    const current = await homeworkToFillIn(db, actor, today, params.homeworkId)
    await lessonToFillIn(db, actor, today, current.lessonId)
    await change(db, actor, today, current.id, ifVersion, { withdrawnAt: now(), updatedAt: now() })
  },
}

async function homeworkToFillIn(db: Db, actor: Actor, today: Day, id: string): Promise<Homework> {
  const row = await db.homework.findFirst({
    where: { AND: [visibleHomework(actor, today), { id, withdrawnAt: null }] },
    select: homeworkSelect,
  })
  if (!row) throw new Problem('not-found')
  return toHomework(row)
}

/** When homework is due: at the lesson named, on the day named, else at the group's next lesson of the subject. */
async function dueOf(
  db: Db,
  sql: Sql,
  actor: Actor,
  lesson: LessonToFillIn,
  asked: { dueLessonId?: string | undefined; dueOn?: Day | undefined },
): Promise<{ dueOn: Date; dueLessonId: string | null }> {
  if (asked.dueOn && asked.dueOn < lesson.day) throw new Problem('homework-due-before-given')
  const due = await db.lesson.findFirst({
    where: {
      schoolId: actor.schoolId,
      gradebookId: lesson.gradebookId,
      status: { in: ['planned', 'held'] },
      ...(asked.dueLessonId && { id: asked.dueLessonId }),
      ...(asked.dueOn && { day: dateOf(asked.dueOn) }),
      ...(!asked.dueLessonId && {
        OR: [{ day: { gt: dateOf(lesson.day) } }, { day: dateOf(lesson.day), number: { gt: lesson.number } }],
      }),
    },
    select: { id: true, day: true, number: true },
    orderBy: [{ day: 'asc' }, { number: 'asc' }],
  })
  if (asked.dueLessonId) {
    if (!due)
      throw new Problem('invalid', {
        errors: [{ pointer: '/dueLessonId', code: 'unknown', message: 'No such lesson of this group' }],
      })
    const dueDay = dayOf(due.day)
    if (dueDay < lesson.day || (dueDay === lesson.day && due.number <= lesson.number))
      throw new Problem('homework-due-before-given')
  }
  if (due) return { dueOn: due.day, dueLessonId: due.id }
  const dueOn = asked.dueOn ?? (await schoolDayOf(sql, actor, addDays(lesson.day, 1) as Day))
  return { dueOn: dateOf(dueOn), dueLessonId: null }
}

async function refuseStrangers(
  db: Db,
  { schoolId }: Actor,
  lesson: LessonToFillIn,
  studentIds: readonly string[],
) {
  if (studentIds.length === 0) return
  const members = await db.groupMembership.findMany({
    where: {
      schoolId,
      groupId: lesson.groupId,
      studentId: { in: [...studentIds] },
      fromOn: { lte: dateOf(lesson.day) },
      OR: [{ untilOn: null }, { untilOn: { gte: dateOf(lesson.day) } }],
    },
    select: { studentId: true },
    take: 60,
  })
  if (new Set(members.map(({ studentId }) => studentId)).size < studentIds.length)
    throw new Problem('student-not-in-group')
}

async function change(
  db: Db,
  actor: Actor,
  today: Day,
  id: string,
  version: number,
  data: Parameters<Db['homework']['updateMany']>[0]['data'],
): Promise<Homework> {
  const { count } = await db.homework.updateMany({
    where: { schoolId: actor.schoolId, id, version, withdrawnAt: null },
    data,
  })
  const row = await db.homework.findFirst({
    where: { AND: [visibleHomework(actor, today), { id }] },
    select: homeworkSelect,
  })
  if (!row) throw new Problem('not-found')
  if (count === 0) throw new Problem('changed-meanwhile', { current: toHomework(row) })
  return toHomework(row)
}
