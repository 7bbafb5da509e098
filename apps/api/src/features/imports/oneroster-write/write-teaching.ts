import { dateOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { ExternalKind } from './external-ids.ts'
import { daysIn, type Order } from './order.ts'
import type { WrittenClasses } from './write-classes.ts'
import type { WrittenGroup } from './write-groups.ts'
import { lastDay, touches } from './write-stays.ts'

type Span = { id: string; of: string; who: string; fromOn: DayText; untilOn: DayText | null }

/** Students in the groups that are not a whole class, for the days of their enrolments. */
export async function writeMemberships(
  order: Order,
  personIds: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, WrittenGroup>,
  classes: WrittenClasses,
): Promise<void> {
  const { sql, schoolId, plan, insert, end } = order
  const inClass = new Set(
    plan.homerooms.flatMap(({ row }) =>
      (plan.students.get(row.id) ?? []).map(
        ({ userId }) => `${classes.classIdOf.get(row.id) ?? ''} ${userId}`,
      ),
    ),
  )
  const wanted = plan.groups.flatMap(({ row }) => {
    const group = groups.get(row.id)
    return (plan.students.get(row.id) ?? []).flatMap(enrollment => {
      const [who, days] = [personIds.get(enrollment.userId), daysIn(order, enrollment)]
      // The group of a whole class follows the class.
      const isFollowed = group?.wholeOf !== undefined && inClass.has(`${group.wholeOf} ${enrollment.userId}`)
      return group === undefined || who === undefined || days === undefined || isFollowed
        ? []
        : [{ external: enrollment.id, of: group.id, who, ...days }]
    })
  })
  const groupIds = [...new Set([...groups.values()].map(({ id }) => id))]
  const known = await sql<Span>({
    name: 'oneroster-memberships',
    text: `select id, group_id as of, student_id as who, from_on::text as "fromOn", until_on::text as "untilOn"
      from group_membership where school_id = $1 and group_id = any ($2::uuid[])`,
    values: [schoolId, groupIds],
  })
  const whole = new Set([...groups.values()].flatMap(({ id, wholeOf }) => (wholeOf === undefined ? [] : id)))
  const ended = compare(
    order,
    'membership',
    wanted,
    known.filter(({ of }) => !whole.has(of) || wanted.some(one => one.of === of)),
  )
  await end('group_membership', ended.ended)
  await insert(
    'groupMembership',
    ended.made.map(({ id, of, who, ...days }) => ({
      schoolId,
      id,
      groupId: of,
      studentId: who,
      ...datesOf(days),
    })),
  )
}

/** Who teaches the gradebooks, for the days of their enrolments. */
export async function writeTeaching(
  order: Order,
  personIds: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, WrittenGroup>,
): Promise<void> {
  const { sql, schoolId, plan, insert, end } = order
  const wanted = plan.groups.flatMap(({ row }) => {
    const of = groups.get(row.id)?.gradebookId
    return (plan.teachers.get(row.id) ?? []).flatMap(enrollment => {
      const [who, days] = [personIds.get(enrollment.userId), daysIn(order, enrollment)]
      return of === undefined || who === undefined || days === undefined
        ? []
        : [{ external: enrollment.id, of, who, ...days }]
    })
  })
  const gradebookIds = [...new Set([...groups.values()].map(({ gradebookId }) => gradebookId))]
  const known = await sql<Span>({
    name: 'oneroster-teachings',
    text: `select id, gradebook_id as of, staff_id as who, from_on::text as "fromOn", until_on::text as "untilOn"
      from teaching where school_id = $1 and gradebook_id = any ($2::uuid[])`,
    values: [schoolId, gradebookIds],
  })
  const { ended, made } = compare(order, 'teaching', wanted, known)
  await end('teaching', ended)
  await insert(
    'teaching',
    made.map(({ id, of, who, ...days }) => ({
      schoolId,
      id,
      gradebookId: of,
      staffId: who,
      ...datesOf(days),
    })),
  )
}

/**
 * What is to begin and what to end. What the school has ended stays ended under the same enrolment of the other system;
 * what that system brought and no longer has ends on the day before the changes.
 */
function compare(
  { ids, plan, movedOn, notices }: Order,
  kind: ExternalKind,
  wanted: readonly (Omit<Span, 'id'> & { external: string })[],
  known: readonly Span[],
): { made: Span[]; ended: { id: string; untilOn: DayText }[] } {
  const byId = new Map(known.map(span => [span.id, span]))
  const byPair = new Map<string, Span[]>()
  const put = (span: Span) => {
    const key = `${span.of} ${span.who}`
    byPair.set(key, [...(byPair.get(key) ?? []), span])
  }
  for (const span of known) put(span)
  const made: Span[] = []
  const ended: { id: string; untilOn: DayText }[] = []
  const met = new Set<string>()
  for (const { external, ...one } of wanted) {
    const remembered = byId.get(ids.get(kind, external) ?? '')
    const isRemembered = remembered?.of === one.of && remembered.who === one.who
    const same = isRemembered
      ? remembered
      : byPair.get(`${one.of} ${one.who}`)?.find(span => touches(span, one.fromOn, one.untilOn))
    const span = same ?? { id: newId(), ...one }
    ids.put(kind, external, span.id)
    met.add(span.id)
    if (same === undefined) {
      made.push(span)
      put(span)
    } else if (
      one.untilOn !== null &&
      one.untilOn >= span.fromOn &&
      (span.untilOn === null || span.untilOn > one.untilOn)
    ) {
      span.untilOn = one.untilOn
      if (byId.has(span.id)) ended.push({ id: span.id, untilOn: one.untilOn })
    }
  }
  const gone = [...new Set(ids.known(kind).map(([, id]) => id))].flatMap(id => byId.get(id) ?? [])
  const filled = new Set(wanted.map(({ of }) => of))
  const going = new Set(plan.goingEnrollments.flatMap(({ id }) => ids.get(kind, id) ?? []))
  let noLonger = 0
  for (const span of gone) {
    if (met.has(span.id) || span.untilOn !== null) continue
    if (!filled.has(span.of) && !going.has(span.id)) continue
    ended.push({ id: span.id, untilOn: lastDay(span, movedOn) })
    noLonger += 1
  }
  if (noLonger > 0) notices.push({ say: texts => texts.oneRoster.noLonger(noLonger) })
  return { made, ended }
}

const datesOf = ({ fromOn, untilOn }: Pick<Span, 'fromOn' | 'untilOn'>) => ({
  fromOn: dateOf(fromOn),
  untilOn: untilOn === null ? null : dateOf(untilOn),
})
