import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import type { ImportJob, Written } from '../importer.ts'
import { schoolYearOf } from '../school.ts'
import type { SchoolPlan } from '../oneroster/school-plan.ts'
import { ExternalIds } from './external-ids.ts'
import { writersOf, type Order } from './order.ts'
import { writeHomerooms } from './write-classes.ts'
import { writeGroups } from './write-groups.ts'
import { writePeople } from './write-people.ts'
import { endPeople, writeCapacities, writeGuardianships } from './write-rights.ts'
import { writeStays } from './write-stays.ts'
import { writeMemberships, writeTeaching } from './write-teaching.ts'
import { writeTerms } from './write-terms.ts'

export type OneRosterOrder = {
  plan: SchoolPlan
  schoolId: string
  startsOn: DayText | undefined
  today: DayText
  people: ReadonlyMap<string, string>
}

/** Writes a package's school, in the import's transaction. */
export async function writeOneRoster(
  work: ScopedWork,
  { plan, schoolId, startsOn: wish, today, people }: OneRosterOrder,
  job: ImportJob,
): Promise<Written> {
  const { db } = work
  const year = await schoolYearOf(db, schoolId, plan.dayInYear)
  const ids = await ExternalIds.open(work, schoolId, plan.source)
  const order: Order = {
    db,
    schoolId,
    plan,
    year,
    ids,
    startsOn: wish ?? year.startsOn,
    movedOn: wish ?? (today > year.startsOn ? today : year.startsOn),
    today,
    people,
    ...writersOf(work, schoolId, job),
    rows: [],
    notices: [...plan.notices],
  }
  if (year.isNew) {
    const title = `${year.startsOn.slice(0, 4)}/${year.endsOn.slice(2, 4)}`
    order.notices.push({ say: texts => texts.newCalendar(title) })
  }
  ids.put('school', plan.orgId, schoolId)
  await writeTerms(order)
  const classes = await writeHomerooms(order)
  const { personIds, questions } = await writePeople(order, classes.classIdOf)
  await writeGuardianships(order, personIds)
  await writeCapacities(order, personIds, classes.classIdOf)
  await writeStays(order, personIds, classes)
  const groups = await writeGroups(order, classes)
  await writeMemberships(order, personIds, groups, classes)
  await writeTeaching(order, personIds, groups)
  await endPeople(order)
  await ids.save(order)
  return { rows: order.rows, notices: order.notices, questions }
}
