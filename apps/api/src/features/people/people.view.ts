import type { Capacity, Enrolment, Guardianship, Teaching } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Prisma } from '@diary/db/client'
import { fullName, nameSelect } from '#platform/names'
import { daysOf, lasting, lasts } from '#platform/school-day'

export const enrolmentSelect = {
  id: true,
  studentId: true,
  fromOn: true,
  untilOn: true,
  order: true,
  endOrder: true,
  endReason: true,
  version: true,
  class: { select: { id: true, title: true } },
} satisfies Prisma.EnrolmentSelect
type EnrolmentRow = Prisma.EnrolmentGetPayload<{ select: typeof enrolmentSelect }>

/** A student's stay in a class. */
export const toEnrolment = ({ class: of, ...row }: EnrolmentRow): Enrolment => ({
  ...row,
  id: row.id as Enrolment['id'],
  studentId: row.studentId as Enrolment['studentId'],
  classId: of.id as Enrolment['classId'],
  className: of.title,
  ...daysOf(row),
})

export const guardianshipSelect = (today: Day) =>
  ({
    id: true,
    guardianId: true,
    studentId: true,
    kind: true,
    fromOn: true,
    untilOn: true,
    ground: true,
    endReason: true,
    version: true,
    guardian: { select: { person: { select: nameSelect } } },
    student: {
      select: {
        person: { select: nameSelect },
        enrolments: {
          where: lasting(today),
          select: { class: { select: { title: true } } },
          take: 1,
        },
      },
    },
  }) satisfies Prisma.GuardianshipSelect
type GuardianshipRow = Prisma.GuardianshipGetPayload<{ select: ReturnType<typeof guardianshipSelect> }>

/** Who represents which child, and whether it gives a right today. */
export function toGuardianship({ guardian, student, ...row }: GuardianshipRow, today: Day): Guardianship {
  const days = daysOf(row)
  return {
    ...row,
    ...days,
    id: row.id as Guardianship['id'],
    guardianId: row.guardianId as Guardianship['guardianId'],
    studentId: row.studentId as Guardianship['studentId'],
    guardianName: fullName(guardian.person),
    studentName: fullName(student.person),
    className: student.enrolments[0]?.class.title ?? null,
    isActive: lasts(days, today),
  }
}

export const capacitySelect = {
  id: true,
  staffId: true,
  kind: true,
  fromOn: true,
  untilOn: true,
  version: true,
  class: { select: { id: true, title: true } },
} satisfies Prisma.CapacitySelect
type CapacityRow = Prisma.CapacityGetPayload<{ select: typeof capacitySelect }>

/** What a member of staff acts as, and whether today. */
export function toCapacity({ class: of, ...row }: CapacityRow, today: Day): Capacity {
  const days = daysOf(row)
  return {
    ...row,
    ...days,
    id: row.id as Capacity['id'],
    staffId: row.staffId as Capacity['staffId'],
    classId: (of?.id ?? null) as Capacity['classId'],
    className: of?.title ?? null,
    isActive: lasts(days, today),
  }
}

export const teachingSelect = {
  id: true,
  staffId: true,
  gradebookId: true,
  fromOn: true,
  untilOn: true,
  version: true,
  staff: { select: { person: { select: nameSelect } } },
  gradebook: {
    select: { subject: { select: { title: true } }, group: { select: { id: true, title: true } } },
  },
} satisfies Prisma.TeachingSelect
type TeachingRow = Prisma.TeachingGetPayload<{ select: typeof teachingSelect }>

/** Who teaches a subject to a group, and when. */
export const toTeaching = ({ staff, gradebook, ...row }: TeachingRow): Teaching => ({
  ...row,
  ...daysOf(row),
  id: row.id as Teaching['id'],
  staffId: row.staffId as Teaching['staffId'],
  staffName: fullName(staff.person),
  gradebookId: row.gradebookId as Teaching['gradebookId'],
  groupId: gradebook.group.id as Teaching['groupId'],
  group: gradebook.group.title,
  subject: gradebook.subject.title,
})
