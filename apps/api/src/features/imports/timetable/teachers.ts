import type { Db } from '@diary/db/client'
import { dateOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { plainName, splitName } from '../person-name.ts'

type StaffName = { id: string; externalId: string | null; names: string[][] }

/**
 * The teachers of a timetable as staff of the school, found again by the name the file gives them. Timetables shorten names:
 * a full name is looked for first, then one with initials, then a lone last name, each only where it means one person.
 */
export async function writeTeachers(
  db: Db,
  schoolId: string,
  names: readonly string[],
  startsOn: DayText,
  chosen: ReadonlyMap<string, string> = new Map(),
): Promise<Map<string, string>> {
  const staff = await db.staff.findMany({
    where: { schoolId, person: { archivedAt: null } },
    select: {
      id: true,
      externalId: true,
      person: { select: { lastName: true, firstName: true, middleName: true } },
      capacities: { where: { kind: 'teacher' }, select: { fromOn: true, untilOn: true } },
    },
  })
  const known: StaffName[] = staff.map(({ id, externalId, person }) => ({
    id,
    externalId,
    names: waysToWrite(person),
  }))
  // What somebody said about a name comes before what it looks like; and whoever is meant by one name is not by another.
  const ids = new Set(known.map(({ id }) => id))
  const found = new Map([...chosen].filter(([name, id]) => names.includes(name) && ids.has(id)))
  const taken = new Set(found.values())
  const free = known.filter(({ id }) => !taken.has(id))
  for (const [name, id] of matchTeachers(
    names.filter(name => !chosen.has(name)),
    free,
  ))
    found.set(name, id)

  const unknown = names.filter(name => !found.has(name)).map(name => ({ id: newId(), name }))
  await db.person.createMany({
    data: unknown.map(({ id, name }) => ({ schoolId, id, ...splitName(name), isStaff: true })),
  })
  await db.staff.createMany({ data: unknown.map(({ id, name }) => ({ schoolId, id, externalId: name })) })
  for (const { id, name } of unknown) found.set(name, id)

  const day = dateOf(startsOn)
  const teaching = new Set(
    staff
      .filter(({ capacities }) => capacities.some(({ untilOn }) => untilOn === null || untilOn >= day))
      .map(({ id }) => id),
  )
  const newTeachers = [...new Set(found.values())].filter(id => !teaching.has(id))
  await db.capacity.createMany({
    data: newTeachers.map(staffId => ({ schoolId, staffId, kind: 'teacher' as const, fromOn: day })),
  })
  return found
}

/** Which member of staff each name means; one person is meant by one name alone. */
export function matchTeachers(names: readonly string[], staff: readonly StaffName[]): Map<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  const take = (fits: (member: StaffName, name: string) => boolean) => {
    for (const name of names) {
      if (found.has(name)) continue
      const [member, ...others] = staff.filter(candidate => !taken.has(candidate.id) && fits(candidate, name))
      if (member === undefined || others.length > 0) continue
      found.set(name, member.id)
      taken.add(member.id)
    }
  }
  take((member, name) => member.externalId === name)
  for (let exactness = 0; exactness < 3; exactness += 1) {
    take((member, name) => member.names[exactness]?.includes(plainName(name)) === true)
  }
  return found
}

/** Full names, names with initials, and the last name alone: in this order of trust. */
export function waysToWrite(person: {
  lastName: string
  firstName: string
  middleName: string | null
}): string[][] {
  const { lastName: last, firstName: first, middleName } = person
  const middle = middleName ?? ''
  const initial = (name: string) => (name === '' ? '' : `${[...name][0] ?? ''}.`)
  const initials = initial(first) + initial(middle)
  return [
    [`${last} ${first} ${middle}`, `${first} ${middle} ${last}`],
    [
      `${last} ${first}`,
      `${first} ${last}`,
      `${last} ${initials}`,
      `${initials} ${last}`,
      `${last} ${initial(first)}`,
      `${initial(first)} ${last}`,
    ],
    [last],
  ].map(ways => ways.map(plainName))
}
