import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import type { ImportJob, Written } from '../importer.ts'
import { schoolYearOf } from '../school.ts'
import type { SchoolPlan } from '../oneroster/school-plan.ts'
import { ExternalIds } from './external-ids.ts'
import type { Order } from './order.ts'
import { writeHomerooms } from './write-classes.ts'
import { writeGroups } from './write-groups.ts'
import { writePeople } from './write-people.ts'
import { endPeople, writeCapacities, writeGuardianships } from './write-rights.ts'
import { writeStays } from './write-stays.ts'
import { writeMemberships, writeTeaching } from './write-teaching.ts'
import { writeTerms } from './write-terms.ts'

const steps = 8

export type OneRosterOrder = {
  plan: SchoolPlan
  schoolId: string
  startsOn: DayText | undefined
  today: DayText
  people: ReadonlyMap<string, string>
}

/** Writes a package's school, in the import's transaction. */
export async function writeOneRoster(
  { db }: ScopedWork,
  { plan, schoolId, startsOn: wish, today, people }: OneRosterOrder,
  job: ImportJob,
): Promise<Written> {
  const year = await schoolYearOf(db, schoolId, plan.dayInYear)
  const ids = await ExternalIds.open(db, schoolId, plan.source)
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
    job,
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
  await job.progress(1, steps)
  const { personIds, questions } = await writePeople(order, classes.classIdOf)
  await job.progress(2, steps)
  await writeGuardianships(order, personIds)
  await writeCapacities(order, personIds, classes.classIdOf)
  await job.progress(3, steps)
  await writeStays(order, personIds, classes)
  await job.progress(4, steps)
  const groups = await writeGroups(order, classes)
  await job.progress(5, steps)
  await writeMemberships(order, personIds, groups, classes)
  await writeTeaching(order, personIds, groups)
  await job.progress(6, steps)
  await endPeople(order)
  await ids.save()
  await job.progress(steps, steps)
  return { rows: order.rows, notices: order.notices, questions }
}
