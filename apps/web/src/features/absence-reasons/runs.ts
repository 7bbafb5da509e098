import type { attendanceApi } from '@diary/contracts/attendance'
import type { Answer } from '@diary/contracts/endpoint'
import { addDays, weekdayOf } from '#platform/days.ts'
import { groupedBy } from '#platform/grouped-by.ts'

export type ClassAbsences = Answer<typeof attendanceApi.ofClass>
export type ClassAbsence = ClassAbsences['items'][number]

/** Days in a row that one student missed something on: usually one illness, one note, one reason. */
export interface Run {
  key: string
  studentName: string
  from: ClassAbsence['day']
  to: ClassAbsence['day']
  absences: ClassAbsence[]
  openCount: number
}

/** Absences as runs, those without a reason first, the newest first among them. */
export function toRuns(items: readonly ClassAbsence[]): Run[] {
  const away = items.filter(({ observation }) => observation === 'absent')
  const runs = [...groupedBy(away, ({ studentId }) => studentId).values()].flatMap(ofStudent => {
    const sorted = ofStudent.toSorted((one, other) => compareByTime(one, other))
    return splitByDays(sorted).map(toRun)
  })
  return runs.toSorted(
    (one, other) =>
      Number(other.openCount > 0) - Number(one.openCount > 0) ||
      other.to.localeCompare(one.to) ||
      one.studentName.localeCompare(other.studentName, 'ru'),
  )
}

/** Lateness and the rest, which need no reason, the newest first. */
export const othersOf = (items: readonly ClassAbsence[]): ClassAbsence[] =>
  items
    .filter(({ observation }) => observation !== 'absent' && observation !== 'present')
    .toSorted((one, other) => compareByTime(other, one))

const compareByTime = (one: ClassAbsence, other: ClassAbsence) =>
  one.day.localeCompare(other.day) || one.number - other.number

function splitByDays(sorted: readonly ClassAbsence[]): ClassAbsence[][] {
  const runs: ClassAbsence[][] = []
  for (const absence of sorted) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && isNextSchoolDay(last.day, absence.day)) run.push(absence)
    else runs.push([absence])
  }
  return runs
}

/** The same day, the day after, or Monday after the last day of a week. */
function isNextSchoolDay(day: string, next: string): boolean {
  if (day === next || addDays(day, 1) === next) return true
  const saturday = addDays(day, 6 - weekdayOf(day))
  return weekdayOf(day) >= 5 && next === addDays(saturday, 2)
}

function toRun(absences: ClassAbsence[]): Run {
  const [first] = absences
  const last = absences.at(-1)
  if (!first || !last) throw new Error('a run has at least one absence')
  return {
    key: `${first.studentId} ${first.day}`,
    studentName: first.studentName,
    from: first.day,
    to: last.day,
    absences,
    openCount: absences.filter(({ reason }) => reason === null).length,
  }
}
