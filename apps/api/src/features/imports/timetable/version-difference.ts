import type { ImportRow } from '@diary/contracts/imports'
import type { ScopedWork } from '@diary/db/client'
import { fullNameSql } from '#platform/names'
import type { ToldRow } from '../importer.ts'

/** A weekly hour in the school's words. */
export type VersionRow = {
  group: string | null
  subject: string
  weekday: number
  week: string
  number: number
  teachers: string
  room: string | null
}

/** The rows of a version, as people compare them. */
export async function versionRows(
  { sql }: ScopedWork,
  schoolId: string,
  versionId: string,
): Promise<VersionRow[]> {
  return sql<VersionRow>({
    name: 'imports-version-rows',
    text: `select g.title as "group", s.title as subject, r.weekday, r.week::text, r.number, m.title as room,
        coalesce((select string_agg(${fullNameSql('p')}, ', ' order by ${fullNameSql('p')}) from timetable_row_teacher t
          join person p on p.school_id = t.school_id and p.id = t.staff_id
          where t.school_id = r.school_id and t.row_id = r.id), '') as teachers
      from timetable_row r
      join subject s on s.school_id = r.school_id and s.id = r.subject_id
      left join study_group g on g.school_id = r.school_id and g.id = r.group_id
      left join room m on m.school_id = r.school_id and m.id = r.room_id
      where r.school_id = $1 and r.version_id = $2
      order by 1, 2, 3, 5, 4, 7, 6`,
    values: [schoolId, versionId],
  })
}

/** What one version has and the other has not. An hour that keeps its place and gets another teacher or room is changed. */
export function differenceOf(before: readonly VersionRow[], after: readonly VersionRow[]): ToldRow[] {
  const old = new Map<string, VersionRow[]>()
  for (const row of before) old.set(placeOf(row), [...(old.get(placeOf(row)) ?? []), row])
  const told: ToldRow[] = []
  const unmet: VersionRow[] = []
  // The very same first, so that of two hours at one time the changed one is said to be changed.
  for (const row of after) {
    const here = old.get(placeOf(row)) ?? []
    const same = here.findIndex(it => it.teachers === row.teachers && it.room === row.room)
    if (same >= 0) {
      here.splice(same, 1)
      told.push({
        subject: 'timetable_row',
        action: 'unchanged',
        title: titleOf(row),
        details: detailsOf(row, row),
      })
    } else unmet.push(row)
  }
  for (const row of unmet) {
    const was = old.get(placeOf(row))?.shift()
    told.push({
      subject: 'timetable_row',
      action: was ? 'changed' : 'created',
      title: titleOf(row),
      details: detailsOf(was, row),
    })
  }
  for (const row of [...old.values()].flat())
    told.push({
      subject: 'timetable_row',
      action: 'removed',
      title: titleOf(row),
      details: detailsOf(row, undefined),
    })
  return told
}

const placeOf = ({ group, subject, weekday, week, number }: VersionRow) =>
  JSON.stringify([group, subject, weekday, week, number])
const titleOf = ({ group, subject }: VersionRow) => (group === null ? subject : `${group} · ${subject}`)

function detailsOf(before: VersionRow | undefined, after: VersionRow | undefined): ImportRow['details'] {
  const fields = ['weekday', 'number', 'week', 'teachers', 'room'] as const
  const said = (row: VersionRow | undefined, field: (typeof fields)[number]) => {
    const value = row?.[field]
    return value === undefined || value === null || value === '' || value === 'every' ? null : String(value)
  }
  return fields.flatMap(field => {
    const [was, is] = [said(before, field), said(after, field)]
    return was === null && is === null ? [] : [{ field, before: was, after: is }]
  })
}
