import type { Lesson } from '@diary/contracts/lessons'
import type { Db } from '@diary/db/client'
import { type Actor, classIdsOf, isAny } from './actor.ts'

/**
 * Lessons as the actor may read them. Whoever may fill in a lesson, or oversees the school, reads all of its homework; a
 * class teacher who only looks on reads of the homework for single students that of the own class: a stream has others.
 */
export async function withOwnHomework<L extends Lesson>(
  db: Db,
  actor: Actor,
  lessons: readonly L[],
): Promise<L[]> {
  const isWhole = (lesson: L) => lesson.can.edit || isAny(actor, 'deputy', 'head')
  const named = lessons
    .filter(lesson => !isWhole(lesson))
    .flatMap(({ homework }) => homework.flatMap(({ studentIds }) => studentIds))
  if (named.length === 0) return [...lessons]
  const own = await db.enrolment.findMany({
    where: {
      schoolId: actor.schoolId,
      classId: { in: classIdsOf(actor) },
      studentId: { in: [...new Set(named)] },
    },
    select: { studentId: true },
    take: 1000,
  })
  const ownIds = new Set(own.map(({ studentId }) => studentId))
  return lessons.map(lesson =>
    isWhole(lesson) ? lesson : { ...lesson, homework: lesson.homework.flatMap(it => ownOf(it, ownIds)) },
  )
}

function ownOf<H extends Lesson['homework'][number]>(homework: H, ownIds: ReadonlySet<string>): H[] {
  if (homework.studentIds.length === 0) return [homework]
  const studentIds = homework.studentIds.filter(id => ownIds.has(id))
  return studentIds.length === 0 ? [] : [{ ...homework, studentIds }]
}
