import { absenceFieldsSql } from '#view/attendance'
import { homeworkFieldsSql } from '#view/homework'
import { markFieldsSql } from '#view/marks'
import { workDescriptionSql, workFieldsSql } from '#view/works'
import { fullNameSql, timeSql } from '#platform/names'
import type { SqlRule } from '#access/visible-sql'

/** Homework for everyone, or for this student among others. */
const forStudent = `h.withdrawn_at is null and (cardinality(h.student_ids) = 0 or $2 = any (h.student_ids))`

/** A child's lessons of a range of days: those of the groups the child was in on each day. */
export const lessonsOfChildSql = `
  select l.id, l.day, l.number, l.start_minute, l.end_minute, l.status, l.change, l.change_was, l.change_reason, l.topic, l.content,
    l.is_homework_none, l.room_id, s.id as subject_id, s.title as subject, case when g.kind <> 'whole_class' then g.title end as group_title
  from group_membership m
  join study_group g on g.school_id = m.school_id and g.id = m.group_id
  join gradebook b on b.school_id = m.school_id and b.group_id = m.group_id
  join subject s on s.school_id = b.school_id and s.id = b.subject_id
  join lesson l on l.school_id = b.school_id and l.gradebook_id = b.id
    and l.day between $3 and $4 and l.day >= m.from_on and (m.until_on is null or l.day <= m.until_on)
  where m.school_id = $1 and m.student_id = $2 and m.from_on <= $4 and (m.until_on is null or m.until_on >= $3)`

/** The teacher of a lesson in words: who gave it, or else who is to give it. */
export const teachersSql = `
  select lt.lesson_id, coalesce(
      string_agg(${fullNameSql('p')}, ', ' order by p.last_name, p.id) filter (where lt.is_actual),
      string_agg(${fullNameSql('p')}, ', ' order by p.last_name, p.id) filter (where lt.is_planned)) as names
  from lesson_teacher lt join person p on p.school_id = lt.school_id and p.id = lt.staff_id
  where lt.school_id = $1 and lt.lesson_id = any (array(select id from lessons)) group by lt.lesson_id`

/**
 * The diary of one child as JSON text, made by the database in one statement.
 * $1 school, $2 student, $3 from, $4 to, $5 today, $6 class ids of a class teacher (named even where the rule needs neither).
 * No row: the child is not visible.
 */
export const diarySql = (visible: SqlRule) => `
with lessons as materialized (${lessonsOfChildSql}),
teachers as materialized (${teachersSql}),
given as materialized (
  select h.lesson_id, json_agg(json_build_object(${homeworkFieldsSql('h')}) order by h.published_at) as items
  from homework h where h.school_id = $1 and h.lesson_id = any (array(select id from lessons)) and ${forStudent} group by h.lesson_id
),
due as materialized (
  select h.due_lesson_id, json_agg(json_build_object(${homeworkFieldsSql('h')}) order by h.published_at) as items
  from homework h where h.school_id = $1 and h.due_lesson_id = any (array(select id from lessons)) and ${forStudent} group by h.due_lesson_id
),
works as materialized (
  select w.lesson_id, json_agg(json_build_object(
      'id', w.id, ${workFieldsSql('w', 't')}, ${workDescriptionSql('w')},
      'mark', case when m.id is not null then json_build_object(${markFieldsSql('m', 'p')}) end) order by w.created_at, w.id) as items
  from work w
  join work_type t on t.school_id = w.school_id and t.id = w.work_type_id
  left join mark m on m.school_id = w.school_id and m.work_id = w.id and m.student_id = $2 and m.withdrawn_at is null
  left join person p on p.school_id = m.school_id and p.id = m.given_by_id
  where w.school_id = $1 and w.lesson_id = any (array(select id from lessons)) and w.withdrawn_at is null group by w.lesson_id
),
holidays as materialized (
  select e.title, e.starts_on, e.ends_on from calendar_entry e
  where e.school_id = $1 and e.kind in ('vacation', 'public_holiday', 'directors_day') and e.starts_on <= $4 and e.ends_on >= $3
    and (e.is_for_all or exists (
      select from calendar_entry_class c join enrolment n on n.school_id = c.school_id and n.class_id = c.class_id
      where c.school_id = $1 and c.entry_id = e.id and n.student_id = $2 and n.from_on <= e.ends_on and (n.until_on is null or n.until_on >= e.starts_on)))
),
days as materialized (
  select l.day, json_agg(json_build_object(
      'id', l.id, 'number', l.number, 'startsAt', ${timeSql('l.start_minute')}, 'endsAt', ${timeSql('l.end_minute')},
      'subject', json_build_object('id', l.subject_id, 'title', l.subject), 'teacher', teachers.names, 'room', r.title, 'group', l.group_title,
      'status', l.status, 'change', case when l.change is not null then json_build_object('kind', l.change, 'was', l.change_was, 'reason', l.change_reason) end,
      'topic', l.topic, 'content', l.content, 'isHomeworkNone', l.is_homework_none,
      'homework', coalesce(given.items, '[]'), 'homeworkDue', coalesce(due.items, '[]'), 'works', coalesce(works.items, '[]'),
      'absence', case when a.id is not null then json_build_object(${absenceFieldsSql('a')}) end
    ) order by l.number, l.subject, l.id) as lessons
  from lessons l
  left join teachers on teachers.lesson_id = l.id
  left join room r on r.school_id = $1 and r.id = l.room_id
  left join given on given.lesson_id = l.id
  left join due on due.due_lesson_id = l.id
  left join works on works.lesson_id = l.id
  left join absence a on a.school_id = $1 and a.lesson_id = l.id and a.student_id = $2 and a.withdrawn_at is null
  group by l.day
)
select json_build_object('from', $3::date, 'to', $4::date, 'days', (
  select json_agg(json_build_object('day', d.day::date,
      'holiday', (select min(h.title) from holidays h where d.day between h.starts_on and h.ends_on),
      'lessons', coalesce(days.lessons, '[]')) order by d.day)
  from generate_series($3::date::timestamp, $4::date::timestamp, interval '1 day') as d(day) left join days on days.day = d.day::date
))::text as body
where $5::date is not null and $6::uuid[] is not null and ${visible.text} and exists (select from student where school_id = $1 and id = $2)`
