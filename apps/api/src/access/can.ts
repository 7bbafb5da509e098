import type { CapacityKind } from '@diary/contracts/endpoint'
import { type Actor, classIdsOf, isAny } from './actor.ts'

// What the actor may do to what is visible. These decide 403, and travel to the screen as `can`.

/** What is needed of a lesson to know who may fill it in. */
export interface LessonToEdit {
  /** Those who give the lesson, planned or actual. */
  readonly teacherIds: readonly string[]
  /** Those who teach the gradebook now. */
  readonly teachingIds: readonly string[]
}

/** A lesson is filled in by those who give it or teach its gradebook; a deputy or class teacher only reads. */
export function canEditLesson(actor: Actor, lesson: LessonToEdit): boolean {
  return (
    isAny(actor, 'teacher') &&
    (lesson.teachingIds.includes(actor.personId) || lesson.teacherIds.includes(actor.personId))
  )
}

/** A gradebook is kept by those who teach it now. */
export function canEditGradebook(
  actor: Actor,
  gradebook: { readonly teachingIds: readonly string[] },
): boolean {
  return isAny(actor, 'teacher') && gradebook.teachingIds.includes(actor.personId)
}

/** The reason of an absence is given by the student's class teacher, or by a deputy. */
export function canExcuseAbsence(actor: Actor, student: { readonly classIds: readonly string[] }): boolean {
  return isAny(actor, 'deputy') || classIdsOf(actor).some(classId => student.classIds.includes(classId))
}

/** The files of the school are kept by the secretary and the administrator: people, movements, guardians' rights. */
export function canKeepFiles(actor: Actor): boolean {
  return isAny(actor, 'secretary', 'admin')
}

const ofTeaching = ['teacher', 'class_teacher', 'content_editor'] as const

/**
 * The capacities that the actor may give and end. Those that open the whole school are given by the head and the administrator
 * alone: else a secretary could make herself one.
 */
export function capacitiesToGive(actor: Actor): Exclude<CapacityKind, 'guardian'>[] {
  if (isAny(actor, 'head', 'admin')) return [...ofTeaching, 'deputy', 'head', 'secretary', 'admin']
  return isAny(actor, 'secretary', 'deputy') ? [...ofTeaching] : []
}

/**
 * A code opens the diary as its person, so a code of those who lead the school or keep its files is made by an administrator
 * alone: else a secretary could sign in as the head.
 */
export function canMakeCode(actor: Actor, person: { readonly isLeading: boolean }): boolean {
  return isAny(actor, 'admin') || (isAny(actor, 'secretary') && !person.isLeading)
}

/** Files of people are imported by those who keep them; timetables also by those who oversee the teaching. */
export function canImport(actor: Actor, { kind }: { readonly kind: string }): boolean {
  if (kind === 'fet' || kind === 'asc') return isAny(actor, 'secretary', 'admin', 'deputy', 'head')
  return isAny(actor, 'secretary', 'admin')
}
