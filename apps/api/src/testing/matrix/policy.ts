import type { CapacityKind, Endpoint, Subject } from '@diary/contracts/endpoint'
import type { Facts, Rights, Source } from './facts.ts'

// The policy of the school as a table to be read by people: in which relation to a thing each capacity sees it, and in which
// it may change it. A person with several capacities has the sum. Derived from facts alone, it is what the rules of
// `access/` are held against.

/** How a person stands to a thing, within the own school. */
type Relation =
  /** A guardian's child today. */
  | 'own child'
  /** A student enrolled today in the own class; a class that is the own; a gradebook or lesson of a group with the own class in it. */
  | 'own class'
  /** A gradebook the person teaches today, or a lesson of one. */
  | 'taught'
  /** A lesson the person gives or gave by name: a substitute. */
  | 'given'
  /** A capacity that opens no more than lessons, a class or the site. */
  | 'of teaching'
  /** Whatever is in the school. */
  | 'school'

type Column = Partial<Record<CapacityKind, readonly Relation[]>>
interface Rule {
  readonly sees: Column
  readonly changes: Column
}

const overseen = { deputy: ['school'], head: ['school'] } as const
const office = { secretary: ['school'], admin: ['school'], ...overseen } as const
const ofLesson: Rule = {
  sees: { teacher: ['taught', 'given'], class_teacher: ['own class'], ...overseen },
  changes: { teacher: ['taught', 'given'] },
}

const clerks = { secretary: ['school'], admin: ['school'] } as const

/** A new kind of thing does not compile until it has its line. */
export const policy: Record<Exclude<Subject, 'self' | 'school'>, Rule> = {
  student: {
    sees: { guardian: ['own child'], class_teacher: ['own class'], ...overseen },
    // What is said of a student outside lessons: the reason of an absence.
    changes: { class_teacher: ['own class'], deputy: ['school'] },
  },
  gradebook: {
    sees: { teacher: ['taught'], class_teacher: ['own class'], ...overseen },
    changes: { teacher: ['taught'] },
  },
  lesson: ofLesson,
  work: ofLesson,
  homework: ofLesson,
  class: { sees: { class_teacher: ['own class'], ...office }, changes: office },
  person: { sees: office, changes: clerks },
  enrolment: { sees: office, changes: clerks },
  guardianship: { sees: office, changes: clerks },
  // Who opens the whole school is not for the secretary and the deputy to say.
  capacity: {
    sees: office,
    changes: { secretary: ['of teaching'], deputy: ['of teaching'], head: ['school'], admin: ['school'] },
  },
  teaching: { sees: office, changes: office },
  group: { sees: office, changes: office },
  subject: { sees: office, changes: office },
  termScheme: { sees: office, changes: office },
  calendarEntry: { sees: office, changes: office },
  bells: { sees: office, changes: office },
  import: { sees: office, changes: office },
}
export type Kind = keyof typeof policy

/** What is not a thing's own to see or change: who may do it at all. */
export const powers = {
  'make a code': ['secretary', 'admin'],
  'make a code of a leader': ['admin'],
  'import people': ['secretary', 'admin'],
  'import a timetable': ['secretary', 'admin', 'deputy', 'head'],
  'make a teacher': ['secretary', 'admin', 'deputy', 'head'],
  'make a leader': ['head', 'admin'],
} as const satisfies Record<string, readonly CapacityKind[]>
export type Power = keyof typeof powers

/** What an answer is to be: refused by capacity, as if there were nothing, refused as not one's own, or served. */
export type Verdict = 'not-allowed' | 'not-found' | 'read-only' | 'served'

/** What is expected of an endpoint called by a person on a thing; `undefined`: an id of nothing. */
export function verdictOf(
  endpoint: Endpoint,
  facts: Facts,
  rights: Rights,
  thing: string | undefined,
): Verdict {
  const { access, method } = endpoint
  if (access.by === 'anyone' || access.by === 'signed-in') return 'served'
  if (!access.by.some(kind => rights.kinds.has(kind))) return 'not-allowed'
  if (access.on === 'self' || access.on === 'school') return 'served'
  if (thing === undefined || !sees(facts, rights, access.on, thing)) return 'not-found'
  return method === 'GET' || changes(facts, rights, access.on, thing) ? 'served' : 'read-only'
}

export const sees = (facts: Facts, rights: Rights, kind: Kind, id: string) =>
  seesEvenGone(facts, rights, kind, id) && !isGone(facts, kind, id)

/** The same of what may have been withdrawn: the rules of `access/` speak of rows. */
export const seesEvenGone = (facts: Facts, rights: Rights, kind: Kind, id: string) =>
  holds(policy[kind].sees, rights, relationsTo(facts, rights, kind, id))

export const changes = (facts: Facts, rights: Rights, kind: Kind, id: string) =>
  holds(policy[kind].changes, rights, relationsTo(facts, rights, kind, id))

const holds = (column: Column, { kinds }: Rights, relations: ReadonlySet<Relation>) =>
  [...kinds].some(kind => column[kind]?.some(relation => relations.has(relation)))

/** Homework that was withdrawn does not exist any more; a withdrawn work refuses in words of its own. */
const isGone = (facts: Facts, kind: Kind, id: string) =>
  kind === 'homework' && facts.homework.get(id)?.isGone === true

function relationsTo(facts: Facts, rights: Rights, kind: Kind, id: string): Set<Relation> {
  const found = facts[kind].get(id)
  if (!found || found.schoolId !== rights.schoolId) return new Set()
  const relations = new Set<Relation>(['school'])
  const add = (relation: Relation, is: boolean | undefined) => is && relations.add(relation)
  const isOwnClass = (classId: string | null | undefined) => classId != null && rights.classIds.has(classId)
  if (kind === 'student') {
    add('own child', rights.childIds.has(id))
    add('own class', isOwnClass(facts.student.get(id)?.classId))
  }
  if (kind === 'class') add('own class', isOwnClass(id))
  if (kind === 'capacity')
    add(
      'of teaching',
      ['teacher', 'class_teacher', 'content_editor'].includes(facts.capacity.get(id)?.kind ?? ''),
    )
  const lesson = kind === 'lesson' ? facts.lesson.get(id) : facts.lesson.get(lessonIdOf(facts, kind, id))
  const gradebook = facts.gradebook.get(kind === 'gradebook' ? id : (lesson?.gradebookId ?? ''))
  add('taught', gradebook?.teacherIds.includes(rights.personId))
  add('own class', gradebook?.classIds.some(isOwnClass))
  add('given', lesson?.giverIds.includes(rights.personId))
  return relations
}

const lessonIdOf = (facts: Facts, kind: Kind, id: string) =>
  (kind === 'work' || kind === 'homework' ? facts[kind].get(id)?.lessonId : undefined) ?? ''

/** Whether an answer to this person may hold what a canary stands for. */
export function maySee(facts: Facts, rights: Rights, source: Source): boolean {
  if (source.schoolId !== rights.schoolId || source.isGone) return false
  const { row, id, studentId, lessonId } = source
  if (row === 'person') return mayKnow(facts, rights, id)
  if (row === 'contact') return sees(facts, rights, 'person', id) || id === rights.personId
  const isOfLesson = lessonId !== null && seesLessonAsStaff(facts, rights, lessonId)
  if (studentId !== null)
    return (
      sees(facts, rights, 'student', studentId) ||
      (isOfLesson && lessonId !== null && seesInLesson(facts, rights, lessonId, studentId))
    )
  const students = row === 'homework' ? (facts.homework.get(id)?.studentIds ?? []) : []
  if (students.length > 0)
    return students.some(
      student =>
        sees(facts, rights, 'student', student) ||
        (isOfLesson && lessonId !== null && seesInLesson(facts, rights, lessonId, student)),
    )
  // What the whole group shares is seen with the lesson, and by whoever sees the diary of someone in the group.
  return (
    isOfLesson ||
    [...facts.student.keys()].some(
      student =>
        lessonId !== null && sees(facts, rights, 'student', student) && isInLesson(facts, student, lessonId),
    )
  )
}

/** A name is known: of staff to the school; of a student to those who see or teach the child; of a guardian to the office. */
export function mayKnow(facts: Facts, rights: Rights, personId: string): boolean {
  const person = facts.person.get(personId)
  if (!person || person.schoolId !== rights.schoolId) return false
  if (person.isStaff || personId === rights.personId || sees(facts, rights, 'person', personId)) return true
  const student = facts.student.get(personId)
  if (!student) return false
  return (
    sees(facts, rights, 'student', personId) ||
    // The register of a class names everyone who was ever in it.
    student.classIdsEver.some(classId => rights.classIds.has(classId)) ||
    [...facts.gradebook].some(
      ([id, { groupId }]) => student.groupIdsEver.includes(groupId) && isTaught(facts, rights, id),
    ) ||
    [...facts.lesson].some(
      ([id, { giverIds }]) => giverIds.includes(rights.personId) && isInLesson(facts, personId, id),
    )
  )
}

const isTaught = (facts: Facts, rights: Rights, gradebookId: string) =>
  holds({ teacher: ['taught'] }, rights, relationsTo(facts, rights, 'gradebook', gradebookId))

const seesLessonAsStaff = (facts: Facts, rights: Rights, lessonId: string) =>
  sees(facts, rights, 'lesson', lessonId)

/** In a stream a class teacher sees the own class; whoever teaches or gives the lesson, and who oversees, sees all. */
function seesInLesson(facts: Facts, rights: Rights, lessonId: string, studentId: string): boolean {
  const isWhole = holds(
    { teacher: ['taught', 'given'], ...overseen },
    rights,
    relationsTo(facts, rights, 'lesson', lessonId),
  )
  return (
    isWhole ||
    (facts.student.get(studentId)?.classIdsEver ?? []).some(classId => rights.classIds.has(classId))
  )
}

function isInLesson(facts: Facts, studentId: string, lessonId: string): boolean {
  const gradebook = facts.gradebook.get(facts.lesson.get(lessonId)?.gradebookId ?? '')
  return (
    gradebook !== undefined && facts.student.get(studentId)?.groupIdsEver.includes(gradebook.groupId) === true
  )
}

/** What the second wall alone promises: the school; what is of one student, of the named children or to staff; contacts likewise. */
export function isPromised(facts: Facts, rights: Rights, source: Source): boolean {
  if (source.schoolId !== rights.schoolId) return false
  if ([...rights.kinds].some(kind => kind !== 'guardian')) return true
  const isOwn = (id: string) => rights.childIds.has(id) || id === rights.personId
  if (source.studentId !== null) return isOwn(source.studentId)
  if (source.row === 'person') return isOwn(source.id) || facts.person.get(source.id)?.isStaff === true
  if (source.row === 'contact') return isOwn(source.id)
  const students = source.row === 'homework' ? (facts.homework.get(source.id)?.studentIds ?? []) : []
  return students.length === 0 || students.some(isOwn)
}

/** Whose id and name the second wall alone lets a person know. */
export function isPromisedByName(facts: Facts, rights: Rights, personId: string): boolean {
  const person = facts.person.get(personId)
  if (!person || person.schoolId !== rights.schoolId) return false
  const isOwn = personId === rights.personId || rights.childIds.has(personId)
  return person.isStaff || isOwn || [...rights.kinds].some(kind => kind !== 'guardian')
}
