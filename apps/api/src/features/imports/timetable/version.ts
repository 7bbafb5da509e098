import type { Db } from '@diary/db/client'
import { addDays, dateOf, dayOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { TimetablePlan } from '../fet/plan.ts'
import type { PlannedBell } from '../fet/week.ts'
import { missing, type Ids } from './classes-and-groups.ts'

/** The version valid on a day, and what it was made from. */
export async function versionOn(
  db: Db,
  schoolId: string,
  yearId: string,
  day: DayText,
): Promise<{ id: string; startsOn: DayText; source: string; fingerprint: Uint8Array } | undefined> {
  const version = await db.timetableVersion.findFirst({
    where: {
      schoolId,
      yearId,
      validFrom: { lte: dateOf(day) },
      OR: [{ validTo: null }, { validTo: { gte: dateOf(day) } }],
    },
    select: { id: true, fingerprint: true, source: true, validFrom: true },
  })
  if (version === null) return undefined
  const { id, source, fingerprint, validFrom } = version
  return { id, source, fingerprint, startsOn: dayOf(validFrom) }
}

/** Whether the year has a timetable yet. */
export async function hasVersion(db: Db, schoolId: string, yearId: string): Promise<boolean> {
  return (await db.timetableVersion.count({ where: { schoolId, yearId } })) > 0
}

/**
 * Ends what was valid, from the first day of the new version; what began on that very day is replaced, and its lessons are
 * orphans. Says until when the new version is valid if another one follows.
 */
export async function endVersions(
  db: Db,
  schoolId: string,
  yearId: string,
  startsOn: DayText,
): Promise<{ validTo: DayText | null; orphans: string[] }> {
  const day = dateOf(startsOn)
  const replaced = await db.timetableVersion.findMany({
    where: { schoolId, yearId, validFrom: day },
    select: { id: true, validTo: true },
  })
  const rows = { schoolId, versionId: { in: replaced.map(({ id }) => id) } }
  const lessons = await db.lesson.findMany({ where: { schoolId, row: rows }, select: { id: true } })
  await db.lesson.updateMany({ where: { schoolId, row: rows }, data: { timetableRowId: null } })
  await db.timetableRowTeacher.deleteMany({ where: { schoolId, row: rows } })
  await db.timetableRow.deleteMany({ where: rows })
  await db.timetableVersion.deleteMany({ where: { schoolId, id: rows.versionId } })
  await db.timetableVersion.updateMany({
    where: { schoolId, yearId, validFrom: { lt: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] },
    data: { validTo: dateOf(addDays(startsOn, -1)) },
  })
  const next = await db.timetableVersion.findFirst({
    where: { schoolId, yearId, validFrom: { gt: day } },
    select: { validFrom: true },
    orderBy: { validFrom: 'asc' },
  })
  return {
    validTo: next === null ? null : addDays(dayOf(next.validFrom), -1),
    orphans: lessons.map(({ id }) => id),
  }
}

export type VersionIds = { subjects: Ids; rooms: Ids; groups: Ids; teachers: Ids; gradebooks: Ids }

export type VersionDays = {
  schoolId: string
  yearId: string
  startsOn: DayText
  validTo: DayText | null
  source: string
}

/** Writes the version and its rows. */
export async function writeVersion(
  db: Db,
  { schoolId, yearId, startsOn, validTo, source }: VersionDays,
  plan: TimetablePlan,
  fingerprint: Uint8Array<ArrayBuffer>,
  ids: VersionIds,
): Promise<{ id: string }> {
  const id = newId()
  await db.timetableVersion.create({
    data: {
      schoolId,
      id,
      yearId,
      validFrom: dateOf(startsOn),
      validTo: validTo === null ? null : dateOf(validTo),
      source,
      fingerprint,
    },
  })
  const rows = plan.rows.map(row => ({ ...row, id: newId() }))
  await db.timetableRow.createMany({
    data: rows.map(row => ({
      schoolId,
      id: row.id,
      versionId: id,
      weekday: row.weekday,
      week: row.week,
      number: row.number,
      subjectId: ids.subjects.get(row.subject) ?? missing(row.subject),
      groupId: row.group === null ? null : (ids.groups.get(row.group) ?? missing(row.group)),
      gradebookId:
        row.group === null
          ? null
          : (ids.gradebooks.get(gradebookKey(row.group, row.subject)) ?? missing(row.group)),
      roomId: row.room === null ? null : (ids.rooms.get(row.room) ?? missing(row.room)),
      externalId: row.activityId,
    })),
  })
  await db.timetableRowTeacher.createMany({
    data: rows.flatMap(({ id: rowId, teachers }) =>
      [...new Set(teachers.map(name => ids.teachers.get(name) ?? missing(name)))].map(staffId => ({
        schoolId,
        rowId,
        staffId,
      })),
    ),
  })
  return { id }
}

const gradebookKey = (group: string, subject: string) => `${group}\n${subject}`

/** The gradebooks of the plan: a subject taught to a group. A group of unmarked classes alone has unmarked ones. */
export async function writeGradebooks(
  db: Db,
  schoolId: string,
  plan: TimetablePlan,
  ids: Pick<VersionIds, 'subjects' | 'groups'>,
): Promise<Map<string, string>> {
  const wanted = new Map<string, { groupId: string; subjectId: string; isMarked: boolean }>()
  const unmarked = new Set(plan.classes.filter(({ grade }) => grade === 1).map(({ title }) => title))
  const classesOf = new Map(plan.groups.map(({ title, classes }) => [title, classes]))
  for (const { group, subject } of plan.rows) {
    if (group === null) continue
    wanted.set(gradebookKey(group, subject), {
      groupId: ids.groups.get(group) ?? missing(group),
      subjectId: ids.subjects.get(subject) ?? missing(subject),
      isMarked: !(classesOf.get(group) ?? []).every(title => unmarked.has(title)),
    })
  }
  await db.gradebook.createMany({
    data: [...wanted.values()].map(gradebook => ({ schoolId, ...gradebook })),
    skipDuplicates: true,
  })
  const gradebooks = await db.gradebook.findMany({
    where: { schoolId, groupId: { in: [...new Set([...wanted.values()].map(({ groupId }) => groupId))] } },
    select: { id: true, groupId: true, subjectId: true },
  })
  const byIds = new Map(gradebooks.map(({ id, groupId, subjectId }) => [`${groupId} ${subjectId}`, id]))
  return new Map(
    [...wanted].map(([key, { groupId, subjectId }]) => [
      key,
      byIds.get(`${groupId} ${subjectId}`) ?? missing(key),
    ]),
  )
}

/** Who teaches what from the first day on; whom the timetable no longer names stops the day before. */
export async function writeTeaching(
  db: Db,
  schoolId: string,
  yearId: string,
  startsOn: DayText,
  plan: TimetablePlan,
  ids: Pick<VersionIds, 'teachers' | 'gradebooks'>,
): Promise<void> {
  const wanted = new Map<string, { gradebookId: string; staffId: string }>()
  for (const { group, subject, teachers } of plan.rows) {
    if (group === null) continue
    const gradebookId = ids.gradebooks.get(gradebookKey(group, subject)) ?? missing(group)
    for (const name of teachers) {
      const staffId = ids.teachers.get(name) ?? missing(name)
      wanted.set(`${gradebookId} ${staffId}`, { gradebookId, staffId })
    }
  }
  const day = dateOf(startsOn)
  const current = await db.teaching.findMany({
    where: { schoolId, gradebook: { group: { yearId } }, OR: [{ untilOn: null }, { untilOn: { gte: day } }] },
    select: { id: true, gradebookId: true, staffId: true, fromOn: true },
  })
  const isWanted = (teaching: { gradebookId: string; staffId: string }) =>
    wanted.has(`${teaching.gradebookId} ${teaching.staffId}`)
  const ended = current.filter(teaching => !isWanted(teaching))
  const idsOf = (teachings: readonly { id: string }[]) => ({
    schoolId,
    id: { in: teachings.map(({ id }) => id) },
  })
  await db.teaching.updateMany({
    where: idsOf(ended.filter(({ fromOn }) => fromOn < day)),
    data: { untilOn: dateOf(addDays(startsOn, -1)) },
  })
  await db.teaching.deleteMany({ where: idsOf(ended.filter(({ fromOn }) => fromOn >= day)) })
  for (const { gradebookId, staffId } of current) wanted.delete(`${gradebookId} ${staffId}`)
  await db.teaching.createMany({
    data: [...wanted.values()].map(teaching => ({ schoolId, ...teaching, fromOn: day })),
  })
}

/** The bells of the first shift. A guess never overrules bells the school has; it only adds the lessons they lack. */
export async function writeBells(
  db: Db,
  schoolId: string,
  startsOn: DayText,
  plan: TimetablePlan,
): Promise<void> {
  const day = dateOf(startsOn)
  const current = await db.bellSchedule.findFirst({
    where: {
      schoolId,
      shift: 1,
      isSpecial: false,
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gte: day } }],
    },
    select: {
      id: true,
      title: true,
      validFrom: true,
      validTo: true,
      slots: { select: { number: true, startMinute: true, endMinute: true }, orderBy: { number: 'asc' } },
    },
    orderBy: { validFrom: 'desc' },
  })
  const bells = current === null || plan.areBellsNamed ? plan.bells : extended(current.slots, plan.bells)
  if (current !== null && JSON.stringify(current.slots) === JSON.stringify(bells)) return
  if (current !== null && current.validFrom < day) {
    await db.bellSchedule.update({
      where: { schoolId_id: { schoolId, id: current.id } },
      data: { validTo: dateOf(addDays(startsOn, -1)) },
    })
  }
  const isReplaced = current !== null && current.validFrom >= day
  const id = isReplaced ? current.id : newId()
  if (isReplaced) await db.bellSlot.deleteMany({ where: { schoolId, bellScheduleId: id } })
  else {
    const title = current?.title ?? 'Звонки'
    await db.bellSchedule.create({
      data: { schoolId, id, title, shift: 1, validFrom: day, validTo: current?.validTo ?? null },
    })
  }
  await db.bellSlot.createMany({ data: bells.map(bell => ({ schoolId, bellScheduleId: id, ...bell })) })
}

function extended(has: readonly PlannedBell[], wanted: readonly PlannedBell[]): PlannedBell[] {
  const numbers = new Set(has.map(({ number }) => number))
  const bells = [...has]
  for (const { number } of wanted.filter(bell => !numbers.has(bell.number))) {
    const startMinute = Math.max(...bells.map(({ endMinute }) => endMinute), 8 * 60 - 10) + 10
    // What would begin after midnight has no bell: the lesson is shown by its number alone.
    if (startMinute + 45 <= 24 * 60) bells.push({ number, startMinute, endMinute: startMinute + 45 })
  }
  return bells.sort((one, other) => one.number - other.number)
}
