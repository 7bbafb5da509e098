import type { ClassGroups, GroupGradebook, GroupPage, StudyGroup } from '@diary/contracts/groups'
import type { Day } from '@diary/contracts/primitives'
import type { Db, Prisma } from '@diary/db/client'
import type { Actor } from '#access/actor'
import { visibleClass, visibleGroup } from '#access/visible'
import { fullName, nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import { lasting } from '#platform/school-day'

const gradebookSelect = (on: Day) =>
  ({
    id: true,
    groupId: true,
    subjectId: true,
    isMarked: true,
    version: true,
    subject: { select: { title: true } },
    teachings: {
      where: lasting(on),
      select: {
        id: true,
        version: true,
        staffId: true,
        staff: { select: { person: { select: nameSelect } } },
      },
      orderBy: { fromOn: 'asc' },
      take: 20,
    },
  }) satisfies Prisma.GradebookSelect
type GradebookRow = Prisma.GradebookGetPayload<{ select: ReturnType<typeof gradebookSelect> }>

const toGradebook = ({ subject, teachings, ...row }: GradebookRow): GroupGradebook => ({
  ...row,
  id: row.id as GroupGradebook['id'],
  groupId: row.groupId as GroupGradebook['groupId'],
  subjectId: row.subjectId as GroupGradebook['subjectId'],
  subject: subject.title,
  teachers: teachings.map(({ id, version, staffId, staff }) => ({
    id: staffId as never,
    name: fullName(staff.person),
    teachingId: id as never,
    version,
  })),
})

const groupSelect = (on: Day) =>
  ({
    id: true,
    title: true,
    kind: true,
    version: true,
    classes: {
      select: { class: { select: { id: true, title: true } } },
      orderBy: { class: { title: 'asc' } },
      take: 20,
    },
    memberships: { where: lasting(on), select: { studentId: true }, take: 1000 },
    gradebooks: { select: gradebookSelect(on), orderBy: { subject: { title: 'asc' } }, take: 100 },
  }) satisfies Prisma.StudyGroupSelect
type GroupRow = Prisma.StudyGroupGetPayload<{ select: ReturnType<typeof groupSelect> }>

const toGroup = ({ classes, memberships, gradebooks, ...row }: GroupRow): StudyGroup => ({
  ...row,
  id: row.id as StudyGroup['id'],
  classes: classes.map(({ class: { id, title } }) => ({ id: id as never, title })),
  studentIds: [...new Set(memberships.map(({ studentId }) => studentId as never))],
  gradebooks: gradebooks.map(toGradebook),
})

/** A study group on a day; throws when there is none for the actor. */
export async function groupOn(db: Db, actor: Actor, on: Day, id: string): Promise<StudyGroup> {
  const row = await db.studyGroup.findFirst({
    where: { AND: [visibleGroup(actor), { id }] },
    select: groupSelect(on),
  })
  if (!row) throw new Problem('not-found')
  return toGroup(row)
}

/** A study group on a day with the names of those in it; throws when there is none for the actor. */
export async function groupPageOn(db: Db, actor: Actor, on: Day, id: string): Promise<GroupPage> {
  const group = await groupOn(db, actor, on, id)
  const rows = await db.student.findMany({
    where: { schoolId: actor.schoolId, id: { in: group.studentIds } },
    select: { id: true, person: { select: nameSelect } },
    orderBy: [{ person: { lastName: 'asc' } }, { person: { firstName: 'asc' } }],
    take: 1000,
  })
  return { ...group, students: rows.map(row => ({ id: row.id as never, name: fullName(row.person) })) }
}

/** A subject of a group; throws when the group is not taught it. */
export async function groupGradebook(
  db: Db,
  actor: Actor,
  on: Day,
  groupId: string,
  subjectId: string,
): Promise<GroupGradebook | undefined> {
  const row = await db.gradebook.findFirst({
    where: { schoolId: actor.schoolId, subjectId, group: { AND: [visibleGroup(actor), { id: groupId }] } },
    select: gradebookSelect(on),
  })
  return row ? toGradebook(row) : undefined
}

/** The groups of a class and its students on a day; throws when there is no such class for the actor. */
export async function classGroupsOn(db: Db, actor: Actor, on: Day, classId: string): Promise<ClassGroups> {
  const found = await db.schoolClass.findFirst({
    where: { AND: [visibleClass(actor), { id: classId }] },
    select: {
      enrolments: {
        where: lasting(on),
        select: { studentId: true, student: { select: { person: { select: nameSelect } } } },
        orderBy: [
          { student: { person: { lastName: 'asc' } } },
          { student: { person: { firstName: 'asc' } } },
        ],
        take: 300,
      },
      groups: {
        select: { group: { select: groupSelect(on) } },
        orderBy: [{ group: { kind: 'asc' } }, { group: { title: 'asc' } }],
        take: 200,
      },
    },
  })
  if (!found) throw new Problem('not-found')
  return {
    on,
    students: found.enrolments.map(({ studentId, student }) => ({
      id: studentId as never,
      name: fullName(student.person),
    })),
    groups: found.groups.map(({ group }) => toGroup(group)),
  }
}
