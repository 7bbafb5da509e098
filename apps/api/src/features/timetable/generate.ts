import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'

export type GeneratedLessons = { made: number; removed: number }

/**
 * Brings the lessons of some days in line with the timetable that is valid on each of them. What was held, filled in or changed
 * by somebody stays as it is; a lesson nobody has touched goes when the timetable no longer has it. Doing it again changes nothing.
 */
export async function generateLessons(
  { sql }: Pick<ScopedWork, 'sql'>,
  { schoolId, from, to }: { schoolId: string; from: DayText; to: DayText },
): Promise<GeneratedLessons> {
  const values = [schoolId, from, to]
  const [removed] = await sql<{ count: number }>({ name: 'timetable-lessons-clear', text: clearing, values })
  const [made] = await sql<{ count: number }>({ name: 'timetable-lessons-make', text: making, values })
  await sql({ name: 'timetable-lessons-teachers', text: naming, values })
  return { made: made?.count ?? 0, removed: removed?.count ?? 0 }
}

/**
 * The lessons the timetable means: for each day and class, whether there is school and which weekday's timetable it follows;
 * then every row of the version valid that day whose group has a class at school. A joint lesson of several classes takes place
 * while one of them is at school, and is one lesson. Rows without a gradebook are duties and make none.
 */
const meant = `
  with class_day as (
    select c.id as class_id, y.starts_on as year_from, c.shift, d.day::date as day,
      case when e.follows is not null then e.follows else extract(isodow from d.day)::int end as weekday,
      e.bells
    from academic_year y
    join school_class c on c.school_id = y.school_id and c.year_id = y.id
    cross join lateral generate_series(
      greatest(y.starts_on, $2::date)::timestamp, least(y.ends_on, $3::date)::timestamp, interval '1 day') as d (day)
    cross join lateral (
      select bool_or(e.kind in ('vacation', 'public_holiday', 'directors_day')) as is_off,
        bool_or(e.kind = 'working') as is_working,
        max(e.follows_weekday) as follows,
        (array_agg(e.bell_schedule_id) filter (where e.bell_schedule_id is not null))[1] as bells
      from calendar_entry e
      where e.school_id = y.school_id and e.year_id = y.id and d.day between e.starts_on and e.ends_on
        and (e.is_for_all or exists (
          select from calendar_entry_class ec
          where ec.school_id = e.school_id and ec.entry_id = e.id and ec.class_id = c.id))
    ) e
    where y.school_id = $1::uuid and (coalesce(e.is_working, false) or not coalesce(e.is_off, false))
  ),
  meant as (
    select distinct on (r.id, cd.day) r.id as row_id, r.gradebook_id, r.room_id, cd.day, r.number,
      coalesce(r.start_minute, slot.start_minute) as start_minute,
      coalesce(r.end_minute, slot.end_minute) as end_minute
    from timetable_version v
    join timetable_row r on r.school_id = v.school_id and r.version_id = v.id and r.gradebook_id is not null
    join study_group_class gc on gc.school_id = r.school_id and gc.group_id = r.group_id
    join class_day cd on cd.class_id = gc.class_id and cd.weekday = r.weekday
      and cd.day >= greatest(v.valid_from, r.valid_from) and cd.day <= coalesce(least(v.valid_to, r.valid_to), cd.day)
      -- The school year begins with an odd week.
      and (r.week = 'every' or (r.week = 'odd') =
        ((cd.day - date_trunc('week', cd.year_from)::date) / 7 % 2 = 0))
    left join lateral (
      select s.start_minute, s.end_minute
      from bell_schedule b
      join bell_slot s on s.school_id = b.school_id and s.bell_schedule_id = b.id and s.number = r.number
      where b.school_id = r.school_id and (b.id = cd.bells or (
        b.shift = cd.shift and not b.is_special and b.valid_from <= cd.day and (b.valid_to is null or cd.day <= b.valid_to)))
      order by b.id = cd.bells desc nulls last, b.valid_from desc
      limit 1
    ) slot on true
    where v.school_id = $1::uuid
    order by r.id, cd.day, cd.shift, cd.class_id
  )`

const untouched = `l.status = 'planned' and l.change is null and l.topic is null and l.content is null
  and l.attendance_at is null and not l.is_homework_none
  and not exists (select from work w where w.school_id = l.school_id and w.lesson_id = l.id)
  and not exists (select from absence a where a.school_id = l.school_id and a.lesson_id = l.id)
  and not exists (select from homework h where h.school_id = l.school_id and (h.lesson_id = l.id or h.due_lesson_id = l.id))`

const clearing = `${meant},
  gone as (
    delete from lesson l
    where l.school_id = $1::uuid and l.day between $2::date and $3::date and l.timetable_row_id is not null
      and ${untouched}
      and not exists (select from meant m where m.row_id = l.timetable_row_id and m.day = l.day)
    returning 1
  )
  select count(*)::int as count from gone`

/** A UUIDv7 by hand: PostgreSQL has a function for it only since 18, and 15 is enough for us. */
const newId = `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid`

const making = `${meant},
  made as (
    insert into lesson (school_id, id, gradebook_id, timetable_row_id, day, number, start_minute, end_minute, room_id)
    select $1::uuid, ${newId}, m.gradebook_id, m.row_id, m.day, m.number, m.start_minute, m.end_minute, m.room_id
    from meant m
    -- A lesson that was held under an earlier timetable has this place already.
    where not exists (
      select from lesson l
      where l.school_id = $1::uuid and l.gradebook_id = m.gradebook_id and l.day = m.day and l.number = m.number)
    order by m.day, m.number
    on conflict (school_id, timetable_row_id, day) do nothing
    returning 1
  )
  select count(*)::int as count from made`

const naming = `
  insert into lesson_teacher (school_id, lesson_id, staff_id)
  select l.school_id, l.id, t.staff_id
  from lesson l
  join timetable_row_teacher t on t.school_id = l.school_id and t.row_id = l.timetable_row_id
  where l.school_id = $1::uuid and l.day between $2::date and $3::date and l.status = 'planned' and l.change is null
    and not exists (select from lesson_teacher known where known.school_id = l.school_id and known.lesson_id = l.id)
  on conflict do nothing`
