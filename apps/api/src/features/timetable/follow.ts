import type { LessonsFollowed } from '@diary/contracts/calendar'
import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { generateLessons, groundOf } from './generate.ts'
import { lessonsMeant } from './timetable.rules.ts'

/** Brings the lessons of some days in line after the calendar, the bells or a class changed, and says what became of them. */
export type FollowTimetable = (
  work: ScopedWork,
  days: { schoolId: string; from: DayText; to: DayText },
) => Promise<LessonsFollowed>

const leftShown = 100

/** Lessons nobody has touched come and go; planned ones get the hours of the bells; what is filled in stays, and is listed. */
export const followTimetable: FollowTimetable = async ({ db, sql }, { schoolId, from, to }) => {
  if (to < from) return { made: 0, removed: 0, retimed: 0, left: [], leftCount: 0 }
  const { made, removed } = await generateLessons({ db, sql }, { schoolId, from, to })
  const meant = lessonsMeant(await groundOf(db, schoolId, from, to), from, to)
  const rows = meant.map(({ rowId }) => rowId)
  const days = meant.map(({ day }) => day)
  const retimed = await sql<{ id: string }>({
    name: 'timetable-lessons-retime',
    text: `update lesson l set start_minute = x.start_minute, end_minute = x.end_minute
      from unnest($2::uuid[], $3::date[], $4::int[], $5::int[]) as x(row_id, day, start_minute, end_minute)
      where l.school_id = $1 and l.timetable_row_id = x.row_id and l.day = x.day and l.status = 'planned' and l.change is null
        and (l.start_minute, l.end_minute) is distinct from (x.start_minute, x.end_minute)
      returning l.id`,
    values: [
      schoolId,
      rows,
      days,
      meant.map(({ startMinute }) => startMinute),
      meant.map(({ endMinute }) => endMinute),
    ],
  })
  const left = await sql<LessonsFollowed['left'][number] & { count: number }>({
    name: 'timetable-lessons-left',
    text: `select l.id, to_char(l.day, 'YYYY-MM-DD') as day, l.number, s.title as subject, g.title as "group", (count(*) over ())::int as count
      from lesson l
      join gradebook b on b.school_id = l.school_id and b.id = l.gradebook_id
      join study_group g on g.school_id = b.school_id and g.id = b.group_id
      join subject s on s.school_id = b.school_id and s.id = b.subject_id
      where l.school_id = $1 and l.day between $2::date and $3::date and l.timetable_row_id is not null and l.status in ('planned', 'held')
        and not exists (select from unnest($4::uuid[], $5::date[]) as x(row_id, day) where x.row_id = l.timetable_row_id and x.day = l.day)
      order by l.day, l.number, g.title limit ${leftShown}`,
    values: [schoolId, from, to, rows, days],
  })
  return {
    made,
    removed,
    retimed: retimed.length,
    left: left.map(({ id, day, number, subject, group }) => ({ id, day, number, subject, group })),
    leftCount: left[0]?.count ?? 0,
  }
}
