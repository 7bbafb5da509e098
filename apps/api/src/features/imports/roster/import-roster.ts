import { createHash } from 'node:crypto'
import type { Database, ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { lockSchool, RolledBack, rolledBack } from '../all-or-nothing.ts'
import type { Notice } from '../import-error.ts'
import { foundSchool, schoolYearOf, schoolYearStart, type SchoolChoice } from '../school.ts'
import type { Roster } from './read-roster.ts'
import { writeRosterClasses, writeSubgroups } from './write-classes.ts'
import { ContactBook, writeGuardians } from './write-guardians.ts'
import { writeStaff } from './write-staff.ts'
import { writeStudents } from './write-students.ts'

export type RosterImport = {
  roster: Roster
  school: SchoolChoice
  /** The day of enrolment; without it the first of the school year, and today for those who move. */
  startsOn: DayText | undefined
  today: DayText
  isDryRun: boolean
}

export type RosterCounts = {
  students: number
  guardians: number
  staff: number
  classes: number
  newStudents: number
  newGuardians: number
  newStaff: number
}

export type RosterOutcome = {
  school: SchoolChoice
  isChanged: boolean
  counts: RosterCounts
  notices: Notice[]
}

/** Writes a roster in one transaction: all of it or nothing. A trial run does the same and takes it back. */
export async function importRoster(database: Database, order: RosterImport): Promise<RosterOutcome> {
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
  { roster, school, startsOn: wish, today }: RosterImport,
): Promise<RosterOutcome> {
  const { db } = work
  const schoolId = school.id
  await lockSchool(work, schoolId)
  await foundSchool(db, school, schoolYearStart(today))
  const year = await schoolYearOf(db, schoolId, wish ?? schoolYearStart(today))
  const startsOn = wish ?? year.startsOn
  const movedOn = wish ?? (today > year.startsOn ? today : year.startsOn)

  const classes = await writeRosterClasses(db, schoolId, year, roster)
  const subgroupOf = await writeSubgroups(db, schoolId, year, roster, classes)
  const students = await writeStudents(db, schoolId, roster, classes, subgroupOf, { startsOn, movedOn })
  const book = await ContactBook.open(db, schoolId)
  for (const [index, row] of roster.students.entries()) book.add(students.ids[index] ?? '', row, row)
  const staff = await writeStaff(db, schoolId, roster, classes, book, startsOn)
  const guardians = await writeGuardians(db, schoolId, roster, students.ids, book, startsOn)
  const contacts = await book.save(db, schoolId)

  const counts = {
    students: roster.students.length,
    guardians: guardians.count,
    staff: roster.staff.length,
    classes: classes.count,
    newStudents: students.made,
    newGuardians: guardians.made,
    newStaff: staff.made,
  }
  const changes =
    students.made +
    students.moved +
    students.joined +
    guardians.made +
    guardians.ties +
    contacts +
    classes.made
  const isChanged = changes + staff.made + staff.completed + staff.rights > 0
  if (isChanged) {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([roster.students, roster.staff]))
      .digest()
    await db.importRun.create({
      data: { schoolId, kind: 'roster', fingerprint: new Uint8Array(fingerprint), counts },
    })
  }
  return { school, isChanged, counts, notices: [...roster.notices, ...students.notices] }
}
