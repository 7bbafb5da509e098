import type { Database, ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { fingerprintOf, type TimetablePlan } from '../fet/plan.ts'
import type { Notice } from '../import-error.ts'
import { lockSchool, RolledBack, rolledBack } from '../all-or-nothing.ts'
import { foundSchool, schoolYearOf, schoolYearStart, type SchoolChoice } from '../school.ts'
import { writeClasses, writeGroups, writeTitles } from './classes-and-groups.ts'
import { writeTeachers } from './teachers.ts'
import {
  hasVersion,
  sameVersion,
  writeBells,
  writeGradebooks,
  writeTeaching,
  writeVersion,
} from './version.ts'

export type TimetableImport = {
  plan: TimetablePlan
  school: SchoolChoice
  /** The first day of the new timetable; without it the first of the school year, or today when the year has one already. */
  startsOn: DayText | undefined
  today: DayText
  isDryRun: boolean
  /** Makes the lessons of some days from the timetable: the timetable's own work. */
  makeLessons: (work: ScopedWork, days: { schoolId: string; from: DayText; to: DayText }) => Promise<unknown>
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

export type TimetableOutcome = {
  school: SchoolChoice
  startsOn: DayText
  /** False when the school has this very timetable already. */
  isChanged: boolean
  counts: TimetableCounts
  notices: Notice[]
}

/** Writes a timetable in one transaction: all of it or nothing. A trial run does the same and takes it back. */
export async function importTimetable(database: Database, order: TimetableImport): Promise<TimetableOutcome> {
  return rolledBack(() =>
    database.inScope({ schoolId: order.school.id, kind: 'system' }, async work => {
      const outcome = await write(work, order)
      if (order.isDryRun) throw new RolledBack(outcome)
      return outcome
    }),
  )
}

async function write(
  work: ScopedWork,
  { plan, school, startsOn: wish, today, makeLessons }: TimetableImport,
): Promise<TimetableOutcome> {
  const { db } = work
  const schoolId = school.id
  const fingerprint = new Uint8Array(fingerprintOf(plan))
  const firstDay = schoolYearStart(today)
  await lockSchool(work, schoolId)
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
  const same = await sameVersion(db, schoolId, year.id, startsOn, fingerprint)
  if (same !== undefined) {
    const lessons = await db.lesson.count({ where: { schoolId, row: { schoolId, versionId: same.id } } })
    return { school, startsOn: same.startsOn, isChanged: false, counts: { ...counts, lessons }, notices: [] }
  }

  const classes = await writeClasses(db, schoolId, year, plan)
  const groups = await writeGroups(db, schoolId, year, plan, classes, startsOn)
  const subjects = await writeTitles(db.subject, schoolId, plan.subjects)
  const rooms = await writeTitles(db.room, schoolId, plan.rooms)
  const teachers = await writeTeachers(db, schoolId, plan.teachers, startsOn)
  const gradebooks = await writeGradebooks(db, schoolId, plan, { subjects, groups })
  const ids = { subjects, rooms, groups, teachers, gradebooks }
  await writeTeaching(db, schoolId, year.id, startsOn, plan, ids)
  await writeBells(db, schoolId, startsOn, plan)
  const version = await writeVersion(db, schoolId, year.id, startsOn, plan, fingerprint, ids)
  const { validTo } = version
  if (validTo !== null) notices.push({ say: texts => texts.laterVersion(validTo) })
  await makeLessons(work, { schoolId, from: startsOn, to: validTo ?? year.endsOn })
  const lessons = await db.lesson.count({ where: { schoolId, row: { schoolId, versionId: version.id } } })
  await db.importRun.create({
    data: {
      schoolId,
      kind: 'timetable',
      fingerprint,
      counts: { ...counts, lessons, institution: plan.institution },
    },
  })
  return { school, startsOn, isChanged: true, counts: { ...counts, lessons }, notices }
}
