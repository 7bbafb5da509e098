import type { Calendar } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { wrongField } from '#platform/problem'
import { yearAt } from '#platform/school-day'

export const toYear = ({
  id,
  title,
  startsOn,
  endsOn,
}: {
  id: string
  title: string
  startsOn: Date
  endsOn: Date
}): Calendar['year'] => ({
  id: id as Calendar['year']['id'],
  title,
  startsOn: dayOf(startsOn) as Day,
  endsOn: dayOf(endsOn) as Day,
})

/** A school year by its id, or the one that a day belongs to. */
export async function yearOf(db: Db, actor: Actor, today: Day, id?: string): Promise<Calendar['year']> {
  const found = id
    ? await db.academicYear.findFirst({
        where: { schoolId: actor.schoolId, id },
        select: { id: true, title: true, startsOn: true, endsOn: true },
      })
    : await yearAt(db, actor, today)
  if (!found) throw wrongField('/yearId', 'unknown', 'No such school year')
  return toYear(found)
}
