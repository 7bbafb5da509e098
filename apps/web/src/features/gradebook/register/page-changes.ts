import type { Absence } from '@diary/contracts/attendance'
import type { GradebookLesson, GradebookPage } from '@diary/contracts/gradebooks'
import type { Mark } from '@diary/contracts/marks'
import type { Work } from '@diary/contracts/works'
import type { LessonId, StudentId, WorkId } from './register.ts'

type WorkInPage = GradebookLesson['works'][number]

export const markIn = (page: GradebookPage, workId: WorkId, studentId: StudentId): Mark | undefined =>
  workIn(page, workId)?.marks.find(mark => mark.studentId === studentId)

export const absenceIn = (
  page: GradebookPage,
  lessonId: LessonId,
  studentId: StudentId,
): Absence | undefined =>
  page.lessons
    .find(lesson => lesson.id === lessonId)
    ?.absences.find(absence => absence.studentId === studentId)

export const workIn = (page: GradebookPage, workId: WorkId): WorkInPage | undefined =>
  page.lessons.flatMap(lesson => lesson.works).find(work => work.id === workId)

/** The page with one mark as the server now has it; `null` takes it away. */
export function withMark(page: GradebookPage, workId: WorkId, studentId: StudentId, mark: Mark | null) {
  return withLessons(page, lesson =>
    lesson.works.some(work => work.id === workId)
      ? {
          ...lesson,
          works: lesson.works.map(work =>
            work.id === workId ? { ...work, marks: placed(work.marks, studentId, mark) } : work,
          ),
        }
      : lesson,
  )
}

/** The page with one student's attendance at a lesson as the server now has it. */
export function withAbsence(
  page: GradebookPage,
  lessonId: LessonId,
  studentId: StudentId,
  absence: Absence | null,
) {
  return withLessons(page, lesson =>
    lesson.id === lessonId ? { ...lesson, absences: placed(lesson.absences, studentId, absence) } : lesson,
  )
}

/** The page with a new work, which has no marks yet. */
export function withWork(page: GradebookPage, { lessonId, ...work }: Work) {
  return withLessons(page, lesson =>
    lesson.id === lessonId && !lesson.works.some(({ id }) => id === work.id)
      ? { ...lesson, works: [...lesson.works, { ...work, marks: [] }] }
      : lesson,
  )
}

const withLessons = (
  page: GradebookPage,
  change: (lesson: GradebookLesson) => GradebookLesson,
): GradebookPage => ({
  ...page,
  lessons: page.lessons.map(change),
})

const placed = <Item extends { studentId: StudentId }>(
  items: readonly Item[],
  studentId: StudentId,
  item: Item | null,
): Item[] => [...items.filter(other => other.studentId !== studentId), ...(item ? [item] : [])]
