import type { Prisma } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import { type Actor, classIdsOf, isAny } from './actor.ts'

// Which rows exist for the actor. Every query of a handler starts from one of these; what they leave out answers 404.
// A person has several capacities, so each rule is an OR of what every capacity shows. Only a guardian has children and only
// a class teacher has classes, so where a rule goes by those it need not ask for the capacity.

/** Rows that hold on a day: begun, and not ended before it. */
const lastingOn = (day: string) => ({
  fromOn: { lte: dateOf(day) },
  OR: [{ untilOn: null }, { untilOn: { gte: dateOf(day) } }],
})

const nobody = { id: { in: [] as string[] } }

/** Whatever the school has. Prisma leaves an empty `{}` out of an `OR`, which would show nothing at all. */
const everyone = ({ schoolId }: Actor) => ({ schoolId })

/** A student whose diary one may read: one's own child; as class teacher the class; as deputy or head everyone. */
export function visibleChild(actor: Actor, today: string): Prisma.StudentWhereInput {
  return {
    schoolId: actor.schoolId,
    OR: [
      ...(isAny(actor, 'deputy', 'head') ? [everyone(actor)] : []),
      { id: { in: [...actor.childIds] } },
      { enrolments: { some: { classId: { in: classIdsOf(actor) }, ...lastingOn(today) } } },
    ],
  }
}

/** A gradebook one may open: one teaches it now, or is class teacher of a class in it; deputies and heads open all. */
export function visibleGradebook(actor: Actor, today: string): Prisma.GradebookWhereInput {
  return {
    schoolId: actor.schoolId,
    OR: [
      ...(isAny(actor, 'deputy', 'head') ? [everyone(actor)] : []),
      ...(isAny(actor, 'teacher')
        ? [{ teachings: { some: { staffId: actor.personId, ...lastingOn(today) } } }]
        : []),
      { group: { classes: { some: { classId: { in: classIdsOf(actor) } } } } },
    ],
  }
}

/** A lesson for the staff: of a visible gradebook, or one that the teacher gives as a substitute. */
export function visibleLesson(actor: Actor, today: string): Prisma.LessonWhereInput {
  return {
    schoolId: actor.schoolId,
    OR: [
      { gradebook: visibleGradebook(actor, today) },
      ...(isAny(actor, 'teacher') ? [{ teachers: { some: { staffId: actor.personId } } }] : []),
    ],
  }
}

/** A work is seen through its lesson. */
export function visibleWork(actor: Actor, today: string): Prisma.WorkWhereInput {
  return { schoolId: actor.schoolId, lesson: visibleLesson(actor, today) }
}

/** Homework is seen, by the staff, through the lesson it was given at. */
export function visibleHomework(actor: Actor, today: string): Prisma.HomeworkWhereInput {
  return { schoolId: actor.schoolId, lesson: visibleLesson(actor, today) }
}

/** A class one may look into: one's own as class teacher; all of them for the office, deputies and the head. */
export function visibleClass(actor: Actor): Prisma.SchoolClassWhereInput {
  return {
    schoolId: actor.schoolId,
    OR: [
      ...(isAny(actor, 'secretary', 'admin', 'deputy', 'head') ? [everyone(actor)] : []),
      { id: { in: classIdsOf(actor) } },
    ],
  }
}

/** What the office alone reads, of the whole school: people, stays, rights, plans. */
const ofOffice = (actor: Actor) => ({
  schoolId: actor.schoolId,
  OR: [nobody, ...(isAny(actor, 'secretary', 'admin', 'deputy', 'head') ? [everyone(actor)] : [])],
})

/** A person in the office's lists. */
export function visiblePerson(actor: Actor): Prisma.PersonWhereInput {
  return ofOffice(actor)
}

/** A student's stay in a class, for the office. */
export function visibleEnrolment(actor: Actor): Prisma.EnrolmentWhereInput {
  return ofOffice(actor)
}

/** A guardian's right, for the office: a guardian meets it in the diary alone. */
export function visibleGuardianship(actor: Actor): Prisma.GuardianshipWhereInput {
  return ofOffice(actor)
}

/** A capacity of a member of staff, for the office. */
export function visibleCapacity(actor: Actor): Prisma.CapacityWhereInput {
  return ofOffice(actor)
}

/** Who teaches which gradebook, for the office. */
export function visibleTeaching(actor: Actor): Prisma.TeachingWhereInput {
  return ofOffice(actor)
}

/** A study group as the office keeps it. */
export function visibleGroup(actor: Actor): Prisma.StudyGroupWhereInput {
  return ofOffice(actor)
}

/** A subject of the school, for the office. */
export function visibleSubject(actor: Actor): Prisma.SubjectWhereInput {
  return ofOffice(actor)
}

/** A way to divide the year, for the office. */
export function visibleTermScheme(actor: Actor): Prisma.TermSchemeWhereInput {
  return ofOffice(actor)
}

/** Days that are not as usual, for the office. */
export function visibleCalendarEntry(actor: Actor): Prisma.CalendarEntryWhereInput {
  return ofOffice(actor)
}

/** Bells, for the office. */
export function visibleBells(actor: Actor): Prisma.BellScheduleWhereInput {
  return ofOffice(actor)
}

/** An import of the school, for the office. */
export function visibleImport(actor: Actor): Prisma.ImportRunWhereInput {
  return ofOffice(actor)
}
