import type { MovementSummary } from '@diary/contracts/movements'
import { fullNameSql } from '#platform/names'

/**
 * What happens to a student in stays: a stay that follows another by at most a day is a change of class, any other is an arrival; the last
 * stay of a row ends with leaving. A student may leave and come back. $1 school, $2 and $3 the period.
 */
const stays = `stays as (
  select e.*, lag(e.class_id) over own as from_class, lag(e.until_on) over own as before_until, lead(e.from_on) over own as next_from
  from enrolment e where e.school_id = $1
  window own as (partition by e.student_id order by e.from_on)
)`
const isMove = 's.before_until is not null and s.before_until = s.from_on - 1'
const isLeaving = 's.until_on is not null and (s.next_from is null or s.next_from > s.until_on + 1)'

/** $4 a class or null, $5 and $6 the day and id of the page before, $7 how many. */
export const movementsSql = `
with ${stays}, found as (
  select s.id || ' in' as id, case when ${isMove} then 'moved' else 'arrived' end as kind, s.from_on as day, s.student_id,
    case when ${isMove} then s.from_class end as from_class, s.class_id as to_class, s.order_number as "order", null::text as reason
  from stays s where s.from_on between $2::date and $3::date
  union all
  select s.id || ' out', 'left', s.until_on, s.student_id, s.class_id, null, s.end_order_number, s.end_reason
  from stays s where ${isLeaving} and s.until_on between $2::date and $3::date
)
select f.id, f.kind, to_char(f.day, 'YYYY-MM-DD') as day, f.student_id as "studentId", ${fullNameSql('p')} as student,
  a.title as "fromClass", b.title as "toClass", f."order", f.reason
from found f
join person p on p.school_id = $1 and p.id = f.student_id
left join school_class a on a.school_id = $1 and a.id = f.from_class
left join school_class b on b.school_id = $1 and b.id = f.to_class
where ($4::uuid is null or f.from_class = $4::uuid or f.to_class = $4::uuid)
  and ($6::text is null or (f.day, f.id) < ($5::date, $6::text))
order by f.day desc, f.id desc limit $7`

/** By class: there on the first morning, came and left in the period, there on the last evening. */
export const summarySql = `
with ${stays}
select c.id as "classId", c.title,
  count(*) filter (where s.from_on < $2::date and (s.until_on is null or s.until_on >= $2::date))::int as "atBeginning",
  count(*) filter (where s.from_on between $2::date and $3::date and not coalesce(${isMove}, false))::int as arrived,
  count(*) filter (where s.from_on between $2::date and $3::date and ${isMove})::int as "movedIn",
  count(*) filter (where s.until_on between $2::date and $3::date and ${isLeaving})::int as left,
  count(*) filter (where s.until_on between $2::date and $3::date and not (${isLeaving}))::int as "movedOut",
  count(*) filter (where s.from_on <= $3::date and (s.until_on is null or s.until_on > $3::date))::int as "atEnd"
from stays s join school_class c on c.school_id = s.school_id and c.id = s.class_id
where s.from_on <= $3::date and (s.until_on is null or s.until_on >= $2::date)
group by c.id, c.title, c.grade order by c.grade, c.title limit 500`

export type SummaryRow = MovementSummary['classes'][number]

const nothing = { atBeginning: 0, arrived: 0, left: 0, movedIn: 0, movedOut: 0, atEnd: 0 }

/** The classes and their sum. What moved between classes is in the sum as often in as out. */
export function toSummary(classes: readonly SummaryRow[]): Pick<MovementSummary, 'total' | 'classes'> {
  const total = { ...nothing }
  for (const row of classes)
    for (const key of Object.keys(nothing) as (keyof typeof nothing)[]) total[key] += row[key]
  return { total, classes: [...classes] }
}
