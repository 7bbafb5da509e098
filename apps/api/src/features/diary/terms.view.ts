import type { SqlRule } from '#access/visible-sql'
import { fullNameSql } from '#platform/names'
import { markFieldsSql } from '#view/marks'
import { workDescriptionSql, workFieldsSql } from '#view/works'
import { homeworkFieldsSql } from '#view/homework'
import { lessonsOfChildSql } from './diary.view.ts'

/**
 * A child's marks of a range of days by subject, with the exact weighted average as a fraction. $1 school, $2 student,
 * $3 from, $4 to, $5 the term, if the range is one.
 */
export const marksSql = `
with lessons as materialized (${lessonsOfChildSql}),
marks as (
  select l.subject_id, m.value, w.weight_tenths, w.counts_in_average, l.day, l.number, m.given_at, json_build_object(
      'workId', w.id, 'lessonId', l.id, 'day', l.day, ${markFieldsSql('m', 'p')},
      'work', json_build_object(${workFieldsSql('w', 't')}, ${workDescriptionSql('w')})) as mark
  from lessons l
  join work w on w.school_id = $1 and w.lesson_id = l.id and w.withdrawn_at is null
  join work_type t on t.school_id = $1 and t.id = w.work_type_id
  join mark m on m.school_id = $1 and m.work_id = w.id and m.student_id = $2 and m.withdrawn_at is null
  left join person p on p.school_id = $1 and p.id = m.given_by_id
),
averages as (
  select subject_id, sum(value::int * weight_tenths) as numerator, sum(weight_tenths) as denominator
  from marks where value ~ '^[1-5]$' and counts_in_average and weight_tenths > 0 group by subject_id
),
decided as (
  select b.subject_id, max(tm.value) as value from term_mark tm join gradebook b on b.school_id = $1 and b.id = tm.gradebook_id
  where tm.school_id = $1 and tm.student_id = $2 and tm.kind = 'term' and tm.term_id = $5::uuid and tm.withdrawn_at is null
  group by b.subject_id
)
select coalesce(json_agg(json_build_object(
    'subject', json_build_object('id', s.subject_id, 'title', s.subject),
    'average', case when a.denominator > 0 then json_build_object('numerator', a.numerator, 'denominator', a.denominator) end,
    'marks', coalesce((select json_agg(m.mark order by m.day, m.number, m.given_at) from marks m where m.subject_id = s.subject_id), '[]'),
    'termMark', d.value
  ) order by s.subject), '[]')::text as body
from (
  select distinct l.subject_id, l.subject from lessons l
  join subject sb on sb.school_id = $1 and sb.id = l.subject_id and sb.is_marked
) s
left join averages a on a.subject_id = s.subject_id
left join decided d on d.subject_id = s.subject_id`

/** A child's absences of a range of days, and what the totals are made of. $1–$4 as in the diary. */
export const attendanceSql = `
with lessons as materialized (${lessonsOfChildSql}),
seen as (
  select l.id, l.day, l.number, l.subject, l.status, a.observation, a.late_minutes, a.reason, a.reason_note
  from lessons l
  left join absence a on a.school_id = $1 and a.lesson_id = l.id and a.student_id = $2 and a.withdrawn_at is null
),
by_day as (
  select day, count(*) filter (where status = 'held' or observation is not null) as held, count(*) filter (where observation = 'absent') as missed from seen group by day
)
select json_build_object(
  'items', coalesce((select json_agg(json_build_object('lessonId', id, 'day', day, 'number', number, 'subject', subject,
      'observation', observation, 'lateMinutes', late_minutes, 'reason', reason, 'reasonNote', reason_note) order by day desc, number)
    from seen where observation is not null), '[]'),
  'totals', (select json_build_object(
      'lessonsHeld', count(*) filter (where status = 'held'),
      'lessonsMissed', count(*) filter (where observation = 'absent'),
      'daysMissed', (select count(*) from by_day where missed > 0 and missed = held),
      'ill', count(*) filter (where observation = 'absent' and reason = 'ill'),
      'excused', count(*) filter (where observation = 'absent' and reason = 'excused'),
      'unexcused', count(*) filter (where observation = 'absent' and reason = 'unexcused'),
      'schoolEvent', count(*) filter (where observation = 'absent' and reason = 'school_event'),
      'withoutReason', count(*) filter (where observation = 'absent' and reason is null),
      'late', count(*) filter (where observation = 'late')) from seen)
)::text as body`

/** A child's homework due in a range of days. $1–$4 as in the diary; lessons are looked at two months back, where it was given. */
export const homeworkSql = `
with lessons as materialized (${lessonsOfChildSql.replaceAll('$3', '($3::date - 62)')})
select coalesce(json_agg(json_build_object(${homeworkFieldsSql('h')},
    'subject', json_build_object('id', l.subject_id, 'title', l.subject), 'givenOn', l.day, 'teacher', ${fullNameSql('p')})
    order by h.due_on, l.subject, h.published_at), '[]')::text as body
from lessons l
join homework h on h.school_id = $1 and h.lesson_id = l.id and h.withdrawn_at is null and h.due_on between $3::date and $4::date
  and (cardinality(h.student_ids) = 0 or $2 = any (h.student_ids))
left join person p on p.school_id = $1 and p.id = h.created_by_id`

/** Whether the child is visible, and the class it is in today. $1 school, $2 student, $3 today, $4 class ids of a class teacher. */
export const classOfChildSql = (visible: SqlRule) => `
select (select e.class_id from enrolment e where e.school_id = $1 and e.student_id = $2 and e.from_on <= $3
    order by e.until_on is not null and e.until_on < $3, e.from_on desc limit 1) as "classId"
from student s where s.school_id = $1 and s.id = $2 and $4::uuid[] is not null and ${visible.text}`
