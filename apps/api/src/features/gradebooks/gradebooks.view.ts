import type { Gradebook } from '@diary/contracts/gradebooks'
import type { Prisma } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { canEditGradebook } from '#access/can'
import { fullName, fullNameSql, nameSelect, timeSql } from '#platform/names'
import { absenceJsonSql } from '#view/attendance'
import { homeworkJsonSql } from '#view/homework'
import { markJsonSql } from '#view/marks'
import { workDescriptionSql, workFieldsSql } from '#view/works'

export const gradebookSelect = (today: string) =>
  ({
    id: true,
    isMarked: true,
    subject: { select: { id: true, title: true } },
    group: {
      select: {
        title: true,
        classes: { orderBy: { classId: 'asc' }, select: { class: { select: { id: true, title: true } } } },
      },
    },
    teachings: {
      where: { fromOn: { lte: dateOf(today) }, OR: [{ untilOn: null }, { untilOn: { gte: dateOf(today) } }] },
      orderBy: { staffId: 'asc' },
      select: { staffId: true, staff: { select: { person: { select: nameSelect } } } },
    },
  }) satisfies Prisma.GradebookSelect
export type GradebookRow = Prisma.GradebookGetPayload<{ select: ReturnType<typeof gradebookSelect> }>

export const toGradebook = (row: GradebookRow, actor: Actor): Gradebook => ({
  id: row.id as Gradebook['id'],
  subject: row.subject as Gradebook['subject'],
  group: row.group.title,
  classes: row.group.classes.map(({ class: { id, title } }) => ({
    id: id as Gradebook['classes'][number]['id'],
    title,
  })),
  teachers: row.teachings.map(({ staff }) => fullName(staff.person)),
  isMarked: row.isMarked,
  can: { edit: canEditGradebook(actor, { teachingIds: row.teachings.map(({ staffId }) => staffId) }) },
})

/**
 * Students and lessons with everything in their cells, as JSON text made in one statement.
 * $1 school, $2 gradebook, $3 from, $4 to, $5 the only classes whose students show, or null for all of them.
 */
export const cellsSql = `
with b as (select id, group_id from gradebook where school_id = $1 and id = $2),
students as materialized (
  select m.student_id, ${fullNameSql('p')} as name, p.last_name, p.first_name,
    min(m.from_on) as from_on, max(coalesce(m.until_on, 'infinity')) as until_on
  from b join group_membership m on m.school_id = $1 and m.group_id = b.group_id and m.from_on <= $4 and (m.until_on is null or m.until_on >= $3)
  join person p on p.school_id = $1 and p.id = m.student_id
  where $5::uuid[] is null or exists (
    select from enrolment e where e.school_id = $1 and e.student_id = m.student_id and e.class_id = any ($5)
      and e.from_on <= $4 and (e.until_on is null or e.until_on >= $3))
  group by m.student_id, p.id, p.school_id
),
lessons as materialized (
  select * from lesson where school_id = $1 and gradebook_id = $2 and day between $3 and $4
),
work_rows as materialized (
  select * from work where school_id = $1 and lesson_id = any (array(select id from lessons)) and withdrawn_at is null
),
marks as materialized (
  select m.work_id, json_agg(${markJsonSql('m', 'p')}) as items
  from mark m left join person p on p.school_id = $1 and p.id = m.given_by_id
  where m.school_id = $1 and m.work_id = any (array(select id from work_rows)) and m.withdrawn_at is null
    and m.student_id = any (array(select student_id from students))
  group by m.work_id
),
works as materialized (
  select w.lesson_id, json_agg(json_build_object('id', w.id, ${workFieldsSql('w', 't')}, ${workDescriptionSql('w')}, 'version', w.version,
      'marks', coalesce(marks.items, '[]')) order by w.created_at, w.id) as items
  from work_rows w join work_type t on t.school_id = $1 and t.id = w.work_type_id
  left join marks on marks.work_id = w.id group by w.lesson_id
),
absences as materialized (
  select a.lesson_id, json_agg(${absenceJsonSql('a')}) as items from absence a
  where a.school_id = $1 and a.lesson_id = any (array(select id from lessons)) and a.withdrawn_at is null
    and a.student_id = any (array(select student_id from students))
  group by a.lesson_id
),
given as materialized (
  select h.lesson_id, json_agg(${homeworkJsonSql('h')} order by h.published_at) as items from (
    -- Where only some students show, homework for others is not theirs to see either.
    select id, school_id, lesson_id, text, due_on, due_lesson_id, minutes, published_at, updated_at, version, withdrawn_at,
      cardinality(student_ids) = 0 as is_for_all,
      case when $5::uuid[] is null then student_ids
        else array(select unnest(student_ids) intersect select student_id from students) end as student_ids
    from homework where school_id = $1 and lesson_id = any (array(select id from lessons)) and withdrawn_at is null
  ) h where h.is_for_all or cardinality(h.student_ids) > 0 group by h.lesson_id
)
select json_build_object(
  'students', coalesce((select json_agg(json_build_object('id', student_id, 'name', name,
      'joinedOn', case when from_on > $3 then to_char(from_on, 'YYYY-MM-DD') end,
      'leftOn', case when until_on < $4 then to_char(until_on, 'YYYY-MM-DD') end) order by last_name, first_name, student_id) from students), '[]'),
  'lessons', coalesce((select json_agg(json_build_object(
      'id', l.id, 'day', l.day, 'number', l.number, 'startsAt', ${timeSql('l.start_minute')}, 'status', l.status, 'topic', l.topic, 'content', l.content,
      'isHomeworkNone', l.is_homework_none, 'attendanceAt', to_char(l.attendance_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'version', l.version, 'homework', coalesce(given.items, '[]'), 'works', coalesce(works.items, '[]'), 'absences', coalesce(absences.items, '[]')
    ) order by l.day, l.number, l.id) from lessons l
    left join given on given.lesson_id = l.id left join works on works.lesson_id = l.id left join absences on absences.lesson_id = l.id), '[]')
)::text as body`

/** What is asked of a gradebook before its cells, as JSON text. $1 school, $2 gradebook, $3 today, $4 person, $5 class ids. */
export const headSql = (visible: string) => `
select json_build_object('id', b.id, 'subject', json_build_object('id', s.id, 'title', s.title), 'group', g.title, 'isMarked', b.is_marked,
    'classes', coalesce((select json_agg(json_build_object('id', c.id, 'title', c.title) order by c.id) from study_group_class x
      join school_class c on c.school_id = $1 and c.id = x.class_id where x.school_id = $1 and x.group_id = g.id), '[]'),
    'teachers', coalesce((select json_agg(${fullNameSql('p')} order by p.last_name) from teaching t join person p on p.school_id = $1 and p.id = t.staff_id
      where t.school_id = $1 and t.gradebook_id = b.id and t.from_on <= $3 and (t.until_on is null or t.until_on >= $3)), '[]')) as gradebook,
  exists (select from teaching t where t.school_id = $1 and t.gradebook_id = b.id and t.staff_id = $4
    and t.from_on <= $3 and (t.until_on is null or t.until_on >= $3)) as "isTaught",
  exists (select from study_group_class x where x.school_id = $1 and x.group_id = g.id and x.class_id = any ($5::uuid[])) as "isOfClass"
from gradebook b
join subject s on s.school_id = b.school_id and s.id = b.subject_id
join study_group g on g.school_id = b.school_id and g.id = b.group_id
where b.school_id = $1 and b.id = $2 and ${visible}`
