import type { Day } from '@diary/contracts/primitives'
import type { Sql } from '@diary/db/client'
import { newId } from '@diary/db/id'
import { wrongField } from '#platform/problem'

/** A student's time in some groups from a day on. */
export interface Placing {
  readonly schoolId: string
  readonly groupIds: readonly string[]
  readonly studentIds: readonly string[]
  readonly fromOn: Day
}

/**
 * Ends the time of students in groups the day before; what was to begin later is taken back. Marks and absences stay with the
 * student, so a day is refused after which there are some in these groups: they would belong to somebody who was not there.
 */
export async function leaveGroups(
  sql: Sql,
  { schoolId, groupIds, studentIds, fromOn }: Placing,
  pointer: string,
): Promise<void> {
  if (groupIds.length === 0 || studentIds.length === 0) return
  const values = [schoolId, groupIds, studentIds, fromOn]
  const [record] = await sql<{ found: number }>({
    name: 'groups-records-after',
    text: `select 1 as found from gradebook g
      join lesson l on l.school_id = g.school_id and l.gradebook_id = g.id and l.day >= $4::date
      where g.school_id = $1 and g.group_id = any ($2::uuid[]) and (
        exists (select from absence a where a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = any ($3::uuid[]) and a.withdrawn_at is null)
        or exists (select from work w join mark m on m.school_id = w.school_id and m.work_id = w.id
          where w.school_id = l.school_id and w.lesson_id = l.id and m.student_id = any ($3::uuid[]) and m.withdrawn_at is null))
      limit 1`,
    values,
  })
  if (record) throw wrongField(pointer, 'marked-after', 'There are marks or absences on that day or later')
  await sql({
    name: 'groups-take-back',
    text: `delete from group_membership where school_id = $1 and group_id = any ($2::uuid[]) and student_id = any ($3::uuid[]) and from_on >= $4::date`,
    values,
  })
  await sql({
    name: 'groups-leave',
    text: `update group_membership set until_on = $4::date - 1
      where school_id = $1 and group_id = any ($2::uuid[]) and student_id = any ($3::uuid[])
        and from_on < $4::date and (until_on is null or until_on >= $4::date)`,
    values,
  })
}

/** Students join groups from a day on. Who is in one already stays; who was to come later comes now. */
export async function joinGroups(
  sql: Sql,
  { schoolId, groupIds, studentIds, fromOn }: Placing,
): Promise<void> {
  if (groupIds.length === 0 || studentIds.length === 0) return
  const pairs = groupIds.flatMap(groupId => studentIds.map(studentId => ({ groupId, studentId })))
  const values = [
    schoolId,
    pairs.map(({ groupId }) => groupId),
    pairs.map(({ studentId }) => studentId),
    fromOn,
  ]
  await sql({
    name: 'groups-come-earlier',
    text: `delete from group_membership m using unnest($2::uuid[], $3::uuid[]) as x(group_id, student_id)
      where m.school_id = $1 and m.group_id = x.group_id and m.student_id = x.student_id and m.from_on > $4::date`,
    values,
  })
  await sql({
    name: 'groups-stay',
    text: `update group_membership m set until_on = null from unnest($2::uuid[], $3::uuid[]) as x(group_id, student_id)
      where m.school_id = $1 and m.group_id = x.group_id and m.student_id = x.student_id
        and m.from_on <= $4::date and m.until_on >= $4::date`,
    values,
  })
  await sql({
    name: 'groups-join',
    text: `insert into group_membership (school_id, id, group_id, student_id, from_on)
      select $1, x.id, x.group_id, x.student_id, $4::date from unnest($2::uuid[], $3::uuid[], $5::uuid[]) as x(group_id, student_id, id)
      where not exists (select from group_membership m where m.school_id = $1 and m.group_id = x.group_id
        and m.student_id = x.student_id and (m.until_on is null or m.until_on >= $4::date))`,
    values: [...values, pairs.map(() => newId())],
  })
}

/** The version of a group grows with who is in it. Locked in order: two who change the same groups wait, and never for each other. */
export async function countGroups(sql: Sql, schoolId: string, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return
  await sql({
    name: 'groups-count',
    text: `with locked as (select id from study_group where school_id = $1 and id = any ($2::uuid[]) order by id for update)
      update study_group g set version = g.version + 1 from locked where g.school_id = $1 and g.id = locked.id`,
    values: [schoolId, groupIds],
  })
}
