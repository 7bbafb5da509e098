import type { Db, Sql } from '@diary/db/client'
import { dateOf, dayAt, dayOf } from '@diary/db/day'
import type { Day } from '@diary/contracts/primitives'
import type { Actor } from '#access/actor'

/** The date it is at the actor's school. */
export function todayOf(actor: Pick<Actor, 'timeZone'>, now: Date): Day {
  return dayAt(now, actor.timeZone) as Day
}

/** Rows that hold on a day, both ends included, as a Prisma condition. */
export const lasting = (day: string) => ({
  fromOn: { lte: dateOf(day) },
  OR: [{ untilOn: null }, { untilOn: { gte: dateOf(day) } }],
})

/** The days of a row as the wire has them. */
export const daysOf = ({ fromOn, untilOn }: { fromOn: Date; untilOn: Date | null }) => ({
  fromOn: dayOf(fromOn) as Day,
  untilOn: untilOn && (dayOf(untilOn) as Day),
})

/** Whether a row's days hold a day. */
export const lasts = ({ fromOn, untilOn }: { fromOn: Day; untilOn: Day | null }, day: Day) =>
  fromOn <= day && (untilOn === null || untilOn >= day)

/** The school year that a day belongs to: the last one that has begun; before the first, the first. */
export async function yearAt(db: Db, actor: Pick<Actor, 'schoolId'>, day: Day) {
  const years = await db.academicYear.findMany({
    where: { schoolId: actor.schoolId },
    select: { id: true, title: true, startsOn: true, endsOn: true },
    orderBy: { startsOn: 'asc' },
    take: 50,
  })
  return years.findLast(({ startsOn }) => dayOf(startsOn) <= day) ?? years[0]
}

/**
 * Today, or on a Sunday or a holiday the next day with lessons by the calendar (decision 0004). Outside every school
 * year, and when none comes within four months, it is today itself.
 */
export async function schoolDayOf(sql: Sql, actor: Pick<Actor, 'schoolId'>, today: Day): Promise<Day> {
  const [found] = await sql<{ day: Day }>({
    name: 'school-day',
    text: `select to_char(d.day, 'YYYY-MM-DD') as day
      from generate_series($2::date, $2::date + 120, interval '1 day') as d(day)
      join academic_year y on y.school_id = $1 and d.day between y.starts_on and y.ends_on
      where (
        extract(isodow from d.day) <= coalesce((select max(days_in_week) from school_class c where c.school_id = $1 and c.year_id = y.id), 6)
        or exists (select from calendar_entry w where w.school_id = $1 and w.kind = 'working' and d.day between w.starts_on and w.ends_on)
      ) and not exists (
        select from calendar_entry e where e.school_id = $1 and e.is_for_all
          and e.kind in ('vacation', 'public_holiday', 'directors_day') and d.day between e.starts_on and e.ends_on
      )
      order by d.day limit 1`,
    values: [actor.schoolId, today],
  })
  return found?.day ?? today
}
