import type { Absence, attendanceApi } from '@diary/contracts/attendance'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { canExcuseAbsence } from '#access/can'
import { lessonToFillIn, refuseFuture } from '#access/editing'
import { visibleChild, visibleClass } from '#access/visible'
import { fullName, nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import { rangeOf, weekOf } from '#platform/ranges'
import type { Handlers } from '#platform/routes'
import { schoolDayOf, todayOf } from '#platform/school-day'
import { absenceSelect, toAbsence } from './attendance.view.ts'

export const attendance: Handlers<typeof attendanceApi> = {
  async put({ actor, db, sql, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const lesson = await lessonToFillIn(db, actor, today, params.lessonId)
    await refuseFuture(sql, actor, today, lesson)
    const { observation } = body
    const lateMinutes = observation === 'late' ? (body.lateMinutes ?? null) : null
    const place = { schoolId: actor.schoolId, lessonId: lesson.id, studentId: params.studentId }
    const row = await db.absence.findUnique({
      where: { schoolId_lessonId_studentId: place },
      select: absenceSelect,
    })
    // Not even "present" is said of someone who is not of the group.
    if (!row) await refuseStranger(db, actor, lesson, params.studentId)
    const current: Absence = row ? toAbsence(row) : presentSince(params.studentId)
    if (current.observation === observation && current.lateMinutes === lateMinutes) return current
    const isNew = ifVersion === null || ifVersion === 0
    if (!row) {
      if (!isNew) throw new Problem('changed-meanwhile', { current })
      if (observation === 'present') return current
      const made = await db.absence.createMany({
        data: [
          {
            ...place,
            observation,
            lateMinutes,
            observedById: actor.personId,
            observedAt: now(),
            updatedAt: now(),
          },
        ],
        skipDuplicates: true,
      })
      return savedOr412(db, place, made.count)
    }
    // A withdrawn absence is nothing to its reader, so "there is to be nothing yet" is true of it.
    const isFree = isNew && row.withdrawnAt !== null
    const saved = await db.absence.updateMany({
      where: { ...place, version: isFree ? row.version : (ifVersion ?? -1) },
      data:
        observation === 'present'
          ? {
              withdrawnAt: now(),
              updatedAt: now(),
              reason: null,
              reasonNote: null,
              reasonById: null,
              reasonAt: null,
            }
          : {
              observation,
              lateMinutes,
              withdrawnAt: null,
              observedById: actor.personId,
              observedAt: now(),
              updatedAt: now(),
            },
    })
    return savedOr412(db, place, saved.count)
  },

  async putReason({ actor, db, now }, { params, body, ifVersion }) {
    const today = todayOf(actor, now())
    const place = { schoolId: actor.schoolId, lessonId: params.lessonId, studentId: params.studentId }
    const row = await db.absence.findFirst({
      where: { ...place, withdrawnAt: null, student: visibleChild(actor, today) },
      select: {
        ...absenceSelect,
        student: { select: { enrolments: { where: lastingOn(today), select: { classId: true } } } },
      },
    })
    if (!row) throw new Problem('not-found')
    const { student, ...absence } = row
    const classIds = student.enrolments.map(({ classId }) => classId)
    if (!canExcuseAbsence(actor, { classIds })) throw new Problem('not-allowed')
    const note = body.reason === null ? null : (body.note ?? null)
    if (absence.reason === body.reason && absence.reasonNote === note) return toAbsence(absence)
    const saved = await db.absence.updateMany({
      where: { ...place, version: ifVersion, withdrawnAt: null },
      data: {
        reason: body.reason,
        reasonNote: note,
        reasonById: body.reason && actor.personId,
        reasonAt: body.reason && now(),
        updatedAt: now(),
      },
    })
    return savedOr412(db, place, saved.count)
  },

  async ofClass({ actor, db, sql, now }, { params, query }) {
    const today = todayOf(actor, now())
    const found = await db.schoolClass.findFirst({
      where: { AND: [visibleClass(actor), { id: params.classId }] },
      select: { id: true, title: true },
    })
    if (!found) throw new Problem('not-found')
    const week = weekOf(query.from ?? query.to ?? (await schoolDayOf(sql, actor, today)))
    const { from, to } = rangeOf(query.from ?? week.from, query.to ?? week.to, 31)
    const rows = await db.absence.findMany({
      where: {
        schoolId: actor.schoolId,
        withdrawnAt: null,
        lesson: { day: { gte: dateOf(from), lte: dateOf(to) } },
        student: {
          AND: [visibleChild(actor, today)],
          enrolments: {
            some: {
              classId: found.id,
              fromOn: { lte: dateOf(to) },
              OR: [{ untilOn: null }, { untilOn: { gte: dateOf(from) } }],
            },
          },
        },
      },
      select: {
        ...absenceSelect,
        lessonId: true,
        lesson: {
          select: {
            day: true,
            number: true,
            gradebook: { select: { subject: { select: { title: true } } } },
          },
        },
        student: { select: { person: { select: nameSelect } } },
      },
      orderBy: [
        { reason: { sort: 'asc', nulls: 'first' } },
        { lesson: { day: 'desc' } },
        { lesson: { number: 'asc' } },
      ],
      // A class of forty, ten lessons a day, a month: more than this is no register any more.
      take: 2000,
    })
    const excuse = canExcuseAbsence(actor, { classIds: [found.id] })
    return {
      from,
      to,
      className: found.title,
      items: rows.map(({ lesson, student, lessonId, ...row }) => ({
        ...toAbsence(row),
        lessonId: lessonId as never,
        day: dayOf(lesson.day) as Day,
        number: lesson.number,
        subject: lesson.gradebook.subject.title,
        studentName: fullName(student.person),
        can: { excuse },
      })),
    }
  },
}

const lastingOn = (day: Day) => ({
  fromOn: { lte: dateOf(day) },
  OR: [{ untilOn: null }, { untilOn: { gte: dateOf(day) } }],
})

const presentSince = (studentId: Absence['studentId']): Absence => ({
  studentId,
  observation: 'present',
  lateMinutes: null,
  reason: null,
  reasonNote: null,
  version: 0,
})

async function refuseStranger(
  db: Db,
  { schoolId }: Actor,
  lesson: { groupId: string; day: Day },
  studentId: string,
) {
  const member = await db.groupMembership.findFirst({
    where: { schoolId, groupId: lesson.groupId, studentId, ...lastingOn(lesson.day) },
    select: { id: true },
  })
  if (!member) throw new Problem('student-not-in-group')
}

async function savedOr412(
  db: Db,
  place: { schoolId: string; lessonId: string; studentId: string },
  count: number,
): Promise<Absence> {
  const row = await db.absence.findUnique({
    where: { schoolId_lessonId_studentId: place },
    select: absenceSelect,
  })
  if (!row) throw new Problem('changed-meanwhile')
  if (count === 0) throw new Problem('changed-meanwhile', { current: toAbsence(row) })
  return toAbsence(row)
}
