import { createHash } from 'node:crypto'
import type { Notice } from '../import-error.ts'
import { studentsPlan, type ClassLevel, type PlannedClass, type PlannedGroup } from './classes.ts'
import type { Fet, FetName } from './fet.ts'
import { solutionRows } from './fet-rows.ts'
import { schoolWeek, type PlannedBell, type WeekKind } from './week.ts'

export type PlanOptions = {
  days?: string | undefined
  classes: ClassLevel
  firstNumber: number
  /** Grades the person gave, by the name of a class or year. */
  grades: ReadonlyMap<string, number>
}

export type PlannedRow = {
  activityId: string
  weekday: number
  week: WeekKind
  number: number
  subject: string
  group: string | null
  teachers: string[]
  room: string | null
}

/** A timetable in the school's words, ready to be written; names are its only keys. */
export type TimetablePlan = {
  institution: string
  bells: PlannedBell[]
  areBellsNamed: boolean
  classes: PlannedClass[]
  groups: PlannedGroup[]
  subjects: string[]
  teachers: string[]
  rooms: string[]
  rows: PlannedRow[]
  notices: Notice[]
}

/** Turns a FET file into the school's timetable. */
export function timetablePlan(fet: Fet, options: PlanOptions): TimetablePlan {
  const solution = solutionRows(fet)
  const week = schoolWeek(fet, solution.rows, options)
  const students = studentsPlan(fet, options.classes, options.grades)
  const rows = solution.rows.map(({ activity, day, hour, room, realRooms }) => ({
    activityId: activity.id,
    ...week.place(day, hour),
    subject: activity.subject.name,
    group:
      activity.students.length === 0
        ? null
        : students.groupOf(activity.students.map(({ name }) => name)).title,
    teachers: [...new Set(activity.teachers.map(({ name }) => name))],
    room: realRooms.length > 0 ? realRooms.join('+') : room,
  }))
  return {
    institution: fet.institution,
    bells: week.bells,
    areBellsNamed: week.areBellsNamed,
    classes: students.classes,
    groups: students.groups,
    subjects: namesOf(fet.subjects),
    teachers: namesOf(fet.teachers),
    // A virtual room is a name for several real ones: the timetable shows those, as FET's own tables do.
    rooms: [
      ...new Set([
        ...namesOf(fet.rooms.filter(room => !room.isVirtual)),
        ...rows.flatMap(({ room }) => room ?? []),
      ]),
    ],
    rows,
    notices: [...week.notices, ...students.notices, ...solution.notices],
  }
}

const namesOf = (list: readonly FetName[]) => [...new Set(list.map(({ name }) => name))]

/** What makes two plans the same: everything that would be written, and nothing of how the file spelled it. */
export function fingerprintOf(plan: TimetablePlan): Buffer {
  const { notices: _, classes, ...written } = plan
  const titles = classes.map(({ title, grade }) => ({ title, grade }))
  return createHash('sha256')
    .update(JSON.stringify({ ...written, classes: titles }))
    .digest()
}
