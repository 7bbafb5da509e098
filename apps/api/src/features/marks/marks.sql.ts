import { markJsonSql } from './marks.view.ts'

/** The cell a mark goes into. $1 school, $2 work, $3 student, $4 person, $5 today, $6 class ids of a class teacher. */
export const placeOfMarkSql = (visible: string) => `
select to_char(l.day, 'YYYY-MM-DD') as day, l.status as "lessonStatus", b.is_marked as "isMarked", w.withdrawn_at is not null as "isWorkWithdrawn",
  array(select t.staff_id from teaching t where t.school_id = $1 and t.gradebook_id = b.id and t.staff_id = $4
    and t.from_on <= $5 and (t.until_on is null or t.until_on >= $5)) as "teachingIds",
  array(select lt.staff_id from lesson_teacher lt where lt.school_id = $1 and lt.lesson_id = l.id and lt.staff_id = $4) as "teacherIds",
  exists (select from group_membership gm where gm.school_id = $1 and gm.group_id = b.group_id and gm.student_id = $3
    and gm.from_on <= l.day and (gm.until_on is null or gm.until_on >= l.day)) as "isMember",
  exists (select from absence a where a.school_id = $1 and a.lesson_id = l.id and a.student_id = $3
    and a.observation = 'absent' and a.withdrawn_at is null) as "isAbsent",
  (select ${markJsonSql('m', 'p')}::text from mark m left join person p on p.school_id = m.school_id and p.id = m.given_by_id
    where m.school_id = $1 and m.work_id = w.id and m.student_id = $3 and m.withdrawn_at is null) as mark
from work w
join lesson l on l.school_id = w.school_id and l.id = w.lesson_id
join gradebook b on b.school_id = l.school_id and b.id = l.gradebook_id
where w.school_id = $1 and w.id = $2 and $6::uuid[] is not null and ${visible}`

const answer = `select ${markJsonSql('s', 'p')}::text as mark, s.version from saved s left join person p on p.school_id = s.school_id and p.id = s.given_by_id`

/**
 * Gives a mark where there is none, or only a withdrawn one. No row: someone else has just given one, or withdrawn the work:
 * the lock on the work makes giving and withdrawing wait for each other.
 * $1 school, $2 work, $3 student, $4 value, $5 debt, $6 due, $7 made up, $8 comment, $9 person, $10 now.
 */
export const giveMarkSql = `
with saved as (
  insert into mark (school_id, id, work_id, student_id, value, is_debt, debt_due_on, is_made_up, comment, given_by_id, given_at, updated_at)
  select w.school_id, gen_random_uuid(), w.id, $3::uuid, $4, $5::boolean, $6::date, $7::boolean, $8, $9::uuid, $10::timestamptz, $10::timestamptz
  from work w where w.school_id = $1 and w.id = $2 and w.withdrawn_at is null for key share
  on conflict (school_id, work_id, student_id) do update set value = excluded.value, is_debt = excluded.is_debt, debt_due_on = excluded.debt_due_on,
    is_made_up = excluded.is_made_up, comment = excluded.comment, given_by_id = excluded.given_by_id, given_at = excluded.given_at,
    updated_at = excluded.updated_at, withdrawn_at = null
    where mark.withdrawn_at is not null
  returning *
) ${answer}`

/** Corrects the mark of the version that was seen ($11). No row: it has changed since. */
export const changeMarkSql = `
with saved as (
  update mark set value = $4, is_debt = $5, debt_due_on = $6, is_made_up = $7, comment = $8, given_by_id = $9, updated_at = $10
  where school_id = $1 and work_id = $2 and student_id = $3 and version = $11 and withdrawn_at is null
  returning *
) ${answer}`

/** Withdraws the mark of the version that was seen. $4 version, $5 now. */
export const withdrawMarkSql = `
with saved as (
  update mark set withdrawn_at = $5, updated_at = $5
  where school_id = $1 and work_id = $2 and student_id = $3 and version = $4 and withdrawn_at is null
  returning *
) ${answer}`
