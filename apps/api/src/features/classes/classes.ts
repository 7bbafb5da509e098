import type { classesApi, SchoolClass } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Prisma } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import { visibleClass } from '#access/visible'
import { fullName, nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'

const lastingOn = (day: Day) => ({
  fromOn: { lte: dateOf(day) },
  OR: [{ untilOn: null }, { untilOn: { gte: dateOf(day) } }],
})

const classSelect = (today: Day) =>
  ({
    id: true,
    title: true,
    grade: true,
    shift: true,
    daysInWeek: true,
    _count: { select: { enrolments: { where: lastingOn(today) } } },
    capacities: {
      where: { kind: 'class_teacher', ...lastingOn(today) },
      select: { staff: { select: { person: { select: nameSelect } } } },
    },
  }) satisfies Prisma.SchoolClassSelect
type ClassRow = Prisma.SchoolClassGetPayload<{ select: ReturnType<typeof classSelect> }>

const toClass = ({ id, title, grade, shift, daysInWeek, _count, capacities }: ClassRow): SchoolClass => ({
  id: id as SchoolClass['id'],
  title,
  grade,
  shift,
  daysInWeek,
  studentsCount: _count.enrolments,
  classTeachers: capacities.map(({ staff }) => fullName(staff.person)),
})

export const classes: Handlers<typeof classesApi> = {
  async list({ actor, db, now }) {
    const today = todayOf(actor, now())
    // The year that a day belongs to is the last one that has begun; before the first, the first.
    const years = await db.academicYear.findMany({
      where: { schoolId: actor.schoolId },
      select: { id: true, startsOn: true },
      orderBy: { startsOn: 'asc' },
      take: 50,
    })
    const year = years.findLast(({ startsOn }) => dayOf(startsOn) <= today) ?? years[0]
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
                title: true,
                kind: true,
                _count: { select: { memberships: { where: lastingOn(today) } } },
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
        title: group.title,
        kind: group.kind,
        studentsCount: group._count.memberships,
        subjects: group.gradebooks.map(({ subject }) => subject.title),
      })),
    }
  },
}
