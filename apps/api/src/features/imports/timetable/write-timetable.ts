import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { fingerprintOf, type TimetablePlan } from '../fet/plan.ts'
import type { Notice } from '../import-error.ts'
import type { ToldRow } from '../importer.ts'
import { foundSchool, schoolYearOf, schoolYearStart, type SchoolChoice } from '../school.ts'
import { writeClasses, writeGroups, writeTitles } from './classes-and-groups.ts'
import { cancelLessons, filledLessons, type FilledLesson } from './filled-lessons.ts'
import { differenceOf, versionRows } from './version-difference.ts'
import { writeTeachers } from './teachers.ts'
import {
  endVersions,
  hasVersion,
  versionOn,
  writeBells,
  writeGradebooks,
  writeTeaching,
  writeVersion,
} from './version.ts'

/** Makes the lessons of some days from the timetable: the timetable's own work. `orphans` have lost their row; empty ones go. */
export type MakeLessons = (
  work: ScopedWork,
  days: { schoolId: string; from: DayText; to: DayText; orphans?: readonly string[] },
) => Promise<unknown>

export type TimetableOrder = {
  plan: TimetablePlan
  /** The planning program. */
  source: string
  school: SchoolChoice
  /** The first day of the new timetable; without it the first of the school year, or today when the year has one already. */
  startsOn: DayText | undefined
  today: DayText
  makeLessons: MakeLessons
  /** Whom a name of the file means, where somebody said so. */
  teachers?: ReadonlyMap<string, string>
  /** Told between the steps. */
  progress?: (done: number, of: number) => Promise<void>
  /** The filled lessons that are to be cancelled. */
  cancelled?: ReadonlySet<string>
}

export type TimetableCounts = {
  timetableRows: number
  classes: number
  groups: number
  teachers: number
  subjects: number
  rooms: number
  bells: number
  duties: number
  lessons: number
}

export type TimetableWritten = {
  startsOn: DayText
  /** False when the school has this very timetable already. */
  isChanged: boolean
  counts: TimetableCounts
  notices: Notice[]
  /** What the new timetable has that the running one has not, and the other way round. */
  rows: ToldRow[]
  /** Lessons that somebody has prepared and that the new timetable does not have. */
  filled: FilledLesson[]
  fingerprint: Uint8Array<ArrayBuffer>
}

/** Writes a timetable as a new version from a day on. What was held stays; what is empty follows the new version. */
export async function writeTimetable(work: ScopedWork, order: TimetableOrder): Promise<TimetableWritten> {
  const { db } = work
  const { plan, source, school, startsOn: wish, today, progress = async () => undefined } = order
  const schoolId = school.id
  const fingerprint = new Uint8Array(fingerprintOf(plan))
  const firstDay = schoolYearStart(today)
  await foundSchool(db, school, wish ?? firstDay)
  const year = await schoolYearOf(db, schoolId, wish ?? firstDay)
  const notices = [...plan.notices]
  if (year.isNew)
    notices.push({
      say: texts => texts.newCalendar(`${year.startsOn.slice(0, 4)}/${year.endsOn.slice(2, 4)}`),
    })

  const isLater =
    wish === undefined &&
    today > year.startsOn &&
    today <= year.endsOn &&
    (await hasVersion(db, schoolId, year.id))
  const startsOn = wish ?? (isLater ? today : year.startsOn)
  const counts = {
    timetableRows: plan.rows.length,
    classes: plan.classes.length,
    groups: plan.groups.length,
    teachers: plan.teachers.length,
    subjects: plan.subjects.length,
    rooms: plan.rooms.length,
    bells: plan.bells.length,
    duties: plan.rows.filter(({ group }) => group === null).length,
  }
  const running = await versionOn(db, schoolId, year.id, startsOn)
  const before = running === undefined ? [] : await versionRows(work, schoolId, running.id)
  if (running?.source === source && Buffer.compare(running.fingerprint, fingerprint) === 0) {
    const lessons = await db.lesson.count({ where: { schoolId, row: { schoolId, versionId: running.id } } })
    return {
      startsOn: running.startsOn,
      isChanged: false,
      counts: { ...counts, lessons },
      notices: [],
      rows: differenceOf(before, before),
      filled: [],
      fingerprint,
    }
  }

  const classes = await writeClasses(db, schoolId, year, plan)
  const groups = await writeGroups(db, schoolId, year, plan, classes, startsOn)
  const subjects = await writeTitles(db.subject, schoolId, plan.subjects)
  const rooms = await writeTitles(db.room, schoolId, plan.rooms)
  await progress(1, 5)
  const teachers = await writeTeachers(db, schoolId, plan.teachers, startsOn, order.teachers)
  const gradebooks = await writeGradebooks(db, schoolId, plan, { subjects, groups })
  const ids = { subjects, rooms, groups, teachers, gradebooks }
  await writeTeaching(db, schoolId, year.id, startsOn, plan, ids)
  await writeBells(db, schoolId, startsOn, plan)
  await progress(2, 5)
  const { validTo, orphans } = await endVersions(db, schoolId, year.id, startsOn)
  const version = await writeVersion(
    db,
    { schoolId, yearId: year.id, startsOn, validTo, source },
    plan,
    fingerprint,
    ids,
  )
  if (validTo !== null) notices.push({ say: texts => texts.laterVersion(validTo) })
  await progress(3, 5)
  const until = validTo ?? year.endsOn
  await order.makeLessons(work, {
    schoolId,
    from: startsOn,
    to: until,
    ...(orphans.length > 0 && { orphans }),
  })
  await progress(4, 5)
  const lessons = await db.lesson.count({ where: { schoolId, row: { schoolId, versionId: version.id } } })
  const from = startsOn > today ? startsOn : today
  const filled = await filledLessons(work, schoolId, version.id, { from, to: until })
  await cancelLessons(work, schoolId, filled, order.cancelled ?? new Set())
  const after = await versionRows(work, schoolId, version.id)
  return {
    startsOn,
    isChanged: true,
    counts: { ...counts, lessons },
    notices,
    rows: differenceOf(before, after),
    filled,
    fingerprint,
  }
}
