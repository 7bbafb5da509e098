import type { classesApi, SchoolClass } from '@diary/contracts/classes'
import type { Day } from '@diary/contracts/primitives'
import type { Db, Prisma, ScopedWork } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleClass } from '#access/visible'
import { fullName, nameSelect } from '#platform/names'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { lasting, todayOf, yearAt } from '#platform/school-day'

/** Brings lessons in line with the shift of a class: the timetable's own work, given by the composition. */
type Follow = (work: ScopedWork, days: { schoolId: string; from: Day; to: Day }) => Promise<unknown>

const classSelect = (today: Day) =>
  ({
    id: true,
    title: true,
    grade: true,
    shift: true,
    daysInWeek: true,
    isMarked: true,
    version: true,
    _count: { select: { enrolments: { where: lasting(today) } } },
    capacities: {
      where: { kind: 'class_teacher', ...lasting(today) },
      select: { staff: { select: { person: { select: nameSelect } } } },
    },
  }) satisfies Prisma.SchoolClassSelect
type ClassRow = Prisma.SchoolClassGetPayload<{ select: ReturnType<typeof classSelect> }>

const toClass = ({ id, _count, capacities, ...row }: ClassRow): SchoolClass => ({
  id: id as SchoolClass['id'],
  ...row,
  studentsCount: _count.enrolments,
  classTeachers: capacities.map(({ staff }) => fullName(staff.person)),
})

export const classes = (follow: Follow): Handlers<typeof classesApi> => ({
  async list({ actor, db, now }) {
    const today = todayOf(actor, now())
    const year = await yearAt(db, actor, today)
    const rows = await db.schoolClass.findMany({
      where: { AND: [visibleClass(actor), { yearId: year?.id ?? actor.schoolId }] },
      select: classSelect(today),
      orderBy: [{ grade: 'asc' }, { title: 'asc' }],
      take: 500,
    })
    return { items: rows.map(toClass) }
  },

  async show({ actor, db, now }, { params }) {
    const today = todayOf(actor, now())
    const row = await db.schoolClass.findFirst({
      where: { AND: [visibleClass(actor), { id: params.classId }] },
      select: {
        ...classSelect(today),
        enrolments: {
          select: {
            studentId: true,
            fromOn: true,
            untilOn: true,
            student: { select: { person: { select: nameSelect } } },
          },
          orderBy: [
            { student: { person: { lastName: 'asc' } } },
            { student: { person: { firstName: 'asc' } } },
            { fromOn: 'asc' },
          ],
          take: 200,
        },
        groups: {
          select: {
            group: {
              select: {
                id: true,
                title: true,
                kind: true,
                _count: { select: { memberships: { where: lasting(today) } } },
                gradebooks: {
                  select: { subject: { select: { title: true } } },
                  orderBy: { subject: { title: 'asc' } },
                },
              },
            },
          },
          orderBy: [{ group: { kind: 'asc' } }, { group: { title: 'asc' } }],
          take: 200,
        },
      },
    })
    if (!row) throw new Problem('not-found')
    return {
      ...toClass(row),
      students: row.enrolments.map(({ studentId, student, fromOn, untilOn }) => ({
        id: studentId as never,
        name: fullName(student.person),
        fromOn: dayOf(fromOn) as Day,
        untilOn: untilOn && (dayOf(untilOn) as Day),
      })),
      groups: row.groups.map(({ group }) => ({
        id: group.id as never,
        title: group.title,
        kind: group.kind,
        studentsCount: group._count.memberships,
        subjects: group.gradebooks.map(({ subject }) => subject.title),
      })),
    }
  },

  async create({ actor, db, now }, { body }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const year = await yearAt(db, actor, today)
    if (!year) throw wrongField('/title', 'no-year', 'The school has no school year yet')
    const id = newId()
    const { title, grade, shift = 1, daysInWeek = 5, isMarked = grade > 1 } = body
    const { count } = await db.schoolClass.createMany({
      data: { schoolId, id, yearId: year.id, title, grade, shift, daysInWeek, isMarked },
      skipDuplicates: true,
    })
    if (count === 0) throw wrongField('/title', 'taken', 'There is such a class')
    const groupId = newId()
    const group = await db.studyGroup.createMany({
      data: { schoolId, id: groupId, yearId: year.id, kind: 'whole_class', title },
      skipDuplicates: true,
    })
    if (group.count === 0) throw wrongField('/title', 'taken', 'There is such a group')
    await db.studyGroupClass.createMany({ data: { schoolId, groupId, classId: id } })
    return one(db, actor, today, id)
  },

  async update({ actor, db, sql, now }, { params, body, ifVersion }) {
    const { schoolId } = actor
    const today = todayOf(actor, now())
    const current = await one(db, actor, today, params.classId)
    if (current.version !== ifVersion) throw new Problem('changed-meanwhile', { current })
    const place = await db.schoolClass.findFirst({
      where: { AND: [visibleClass(actor), { id: current.id }] },
      select: { year: { select: { id: true, endsOn: true } } },
    })
    if (!place) throw new Problem('not-found')
    const { title, grade, shift, daysInWeek, isMarked } = body
    if (title !== undefined && title !== current.title) {
      const other = await db.schoolClass.findFirst({
        where: { schoolId, yearId: place.year.id, title, id: { not: current.id } },
        select: { id: true },
      })
      if (other) throw wrongField('/title', 'taken', 'There is such a class')
      await renameWhole(db, schoolId, place.year.id, current, title)
    }
    const { count } = await db.schoolClass.updateMany({
      where: { AND: [visibleClass(actor), { id: current.id, version: ifVersion }] },
      data: {
        ...(title !== undefined && { title }),
        ...(grade !== undefined && { grade }),
        ...(shift !== undefined && { shift }),
        ...(daysInWeek !== undefined && { daysInWeek }),
        ...(isMarked !== undefined && { isMarked }),
      },
    })
    if (count === 0)
      throw new Problem('changed-meanwhile', { current: await one(db, actor, today, current.id) })
    if (shift !== undefined && shift !== current.shift)
      await follow({ db, sql }, { schoolId, from: today, to: dayOf(place.year.endsOn) as Day })
    return one(db, actor, today, current.id)
  },
})

async function one(db: Db, actor: Actor, today: Day, id: string): Promise<SchoolClass> {
  const row = await db.schoolClass.findFirst({
    where: { AND: [visibleClass(actor), { id }] },
    select: classSelect(today),
  })
  if (!row) throw new Problem('not-found')
  return toClass(row)
}

/** The group of the whole class is called as the class is, unless it was given a name of its own. */
async function renameWhole(
  db: Db,
  schoolId: string,
  yearId: string,
  of: SchoolClass,
  title: string,
): Promise<void> {
  const group = await db.studyGroup.findFirst({
    where: {
      schoolId,
      yearId,
      kind: 'whole_class',
      title: of.title,
      classes: { some: { classId: of.id } },
    },
    select: { id: true },
  })
  if (!group) return
  const other = await db.studyGroup.findFirst({ where: { schoolId, yearId, title }, select: { id: true } })
  if (other) throw wrongField('/title', 'taken', 'There is such a group')
  await db.studyGroup.updateMany({ where: { schoolId, id: group.id }, data: { title } })
}
