import { weightedAverage, type Average } from '@diary/grading/average'
import type { Absence } from '@diary/contracts/attendance'
import type { GradebookLesson, GradebookPage } from '@diary/contracts/gradebooks'
import type { Mark } from '@diary/contracts/marks'
import { reused } from './reused.ts'

export type LessonId = GradebookLesson['id']
export type StudentId = GradebookPage['students'][number]['id']
export type WorkId = GradebookLesson['works'][number]['id']

/** One column of the register: a work of a lesson, or the whole lesson while it has no work. */
export interface Column {
  key: string
  lessonId: LessonId
  day: GradebookLesson['day']
  number: number
  startsAt: string | null
  topic: string | null
  isCancelled: boolean
  isToday: boolean
  isFuture: boolean
  /** A lesson of the past or of today that still lacks something. */
  isUnfinished: boolean
  workId: WorkId | null
  abbreviation: string | null
  workTitle: string | null
  workTopic: string | null
  weight: number
  isFirst: boolean
  /** How many columns the lesson has. */
  span: number
}

/** What is in one cell, as the server knows it. */
export interface Cell {
  mark: Mark | undefined
  absence: Absence | undefined
  /** Closed outside the student's days in the group, in cancelled lessons and before their day. */
  isOpen: boolean
}

export interface Row {
  id: StudentId
  name: string
  joinedOn: string | null
  leftOn: string | null
  cells: readonly Cell[]
  marksCount: number
  numerator: number
  denominator: number
}

export interface Register {
  columns: readonly Column[]
  rows: readonly Row[]
}

/**
 * Lays a page out as columns and rows. What did not change since `before` stays the same object, so that a mark given
 * redraws one row and not the whole register.
 */
export function toRegister(page: GradebookPage, before?: Register): Register {
  const columns = toColumns(page, before?.columns ?? [])
  const marks = new Map<string, Mark>()
  const absences = new Map<string, Absence>()
  for (const lesson of page.lessons) {
    for (const absence of lesson.absences) absences.set(`${lesson.id}/${absence.studentId}`, absence)
    for (const work of lesson.works) {
      for (const mark of work.marks) marks.set(`${work.id}/${mark.studentId}`, mark)
    }
  }
  const earlier = new Map(before?.rows.map(row => [row.id, row]))
  const counted = new Map(page.lessons.flatMap(lesson => lesson.works).map(work => [work.id, work]))

  const rows = page.students.map(student => {
    const last = earlier.get(student.id)
    const cells = columns.map((column, index) =>
      reused<Cell>(
        {
          mark: column.workId ? marks.get(`${column.workId}/${student.id}`) : undefined,
          absence: absences.get(`${column.lessonId}/${student.id}`),
          isOpen:
            !column.isCancelled &&
            !column.isFuture &&
            (student.joinedOn === null || column.day >= student.joinedOn) &&
            (student.leftOn === null || column.day <= student.leftOn),
        },
        last?.cells[index],
      ),
    )
    const weighed = cells.flatMap((cell, index) => {
      const work = cell.mark && counted.get(columns[index]?.workId as WorkId)
      return work && cell.mark
        ? [{ value: cell.mark.value, weight: work.weight, countsInAverage: work.countsInAverage }]
        : []
    })
    const average = weightedAverage(weighed)
    return reused<Row>(
      {
        ...student,
        cells: sameItems(cells, last?.cells),
        marksCount: weighed.length,
        numerator: average?.numerator ?? 0,
        denominator: average?.denominator ?? 0,
      },
      last,
    )
  })
  return { columns, rows }
}

/** The row's weighted average; nothing while no mark counts. */
export const averageOf = ({ numerator, denominator }: Row): Average | null =>
  denominator === 0 ? null : { numerator, denominator }

function toColumns(page: GradebookPage, before: readonly Column[]): readonly Column[] {
  const earlier = new Map(before.map(column => [column.key, column]))
  const columns = page.lessons.flatMap(lesson => {
    const works = page.gradebook.isMarked && lesson.works.length > 0 ? lesson.works : [null]
    return works.map((work, index) => {
      const key = work?.id ?? lesson.id
      return reused<Column>(
        {
          key,
          lessonId: lesson.id,
          day: lesson.day,
          number: lesson.number,
          startsAt: lesson.startsAt,
          topic: lesson.topic,
          isCancelled: lesson.status === 'cancelled',
          isToday: lesson.day === page.today,
          isFuture: lesson.day > page.today,
          isUnfinished: isUnfinished(lesson, page.today),
          workId: work?.id ?? null,
          abbreviation: work?.type.abbreviation ?? null,
          workTitle: work?.type.title ?? null,
          workTopic: work?.topic ?? null,
          weight: work?.weight ?? 0,
          isFirst: index === 0,
          span: works.length,
        },
        earlier.get(key),
      )
    })
  })
  return sameItems(columns, before)
}

function isUnfinished(lesson: GradebookLesson, today: string): boolean {
  if (lesson.status === 'cancelled' || lesson.day > today) return false
  const hasHomework = lesson.isHomeworkNone || lesson.homework.length > 0
  return lesson.status !== 'held' || lesson.topic === null || lesson.attendanceAt === null || !hasHomework
}

const sameItems = <Item>(items: readonly Item[], before: readonly Item[] | undefined): readonly Item[] =>
  before && before.length === items.length && items.every((item, index) => item === before[index])
    ? before
    : items
