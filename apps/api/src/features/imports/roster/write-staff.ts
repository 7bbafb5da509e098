import type { Db } from '@diary/db/client'
import { dateOf, type DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { plainName } from '../person-name.ts'
import { matchTeachers, waysToWrite } from '../timetable/teachers.ts'
import type { Roster, RosterStaff } from './read-roster.ts'
import type { RosterClasses } from './write-classes.ts'
import type { ContactBook } from './write-guardians.ts'

export type WrittenStaff = { made: number; completed: number; rights: number }

const fullKey = ({
  lastName,
  firstName,
  middleName,
}: {
  lastName: string
  firstName: string
  middleName: string | null
}) => plainName(`${lastName} ${firstName} ${middleName ?? ''}`)

/** Staff with their capacities. Somebody a timetable brought with half a name is met again and gets the whole one. */
export async function writeStaff(
  db: Db,
  schoolId: string,
  { staff: rows }: Roster,
  classes: RosterClasses,
  book: ContactBook,
  startsOn: DayText,
): Promise<WrittenStaff> {
  const known = await db.staff.findMany({
    where: { schoolId, person: { archivedAt: null } },
    select: {
      id: true,
      externalId: true,
      position: true,
      person: { select: { lastName: true, firstName: true, middleName: true } },
      capacities: {
        where: { OR: [{ untilOn: null }, { untilOn: { gte: dateOf(startsOn) } }] },
        select: { kind: true, classId: true },
      },
    },
  })
  const byName = new Map(known.map(member => [fullKey(member.person), member.id]))
  const meant = rows.map(row => byName.get(fullKey(row)))
  const halfNamed = known.filter(({ person, id }) => person.firstName === '' && !meant.includes(id))
  const found = matchTeachers(
    halfNamed.map(({ person }) => person.lastName),
    rows.flatMap((row, index) =>
      meant[index] ? [] : [{ id: `${index}`, externalId: null, names: waysToWrite(row) }],
    ),
  )
  let completed = 0
  for (const { id, person } of halfNamed) {
    const index = found.get(person.lastName)
    const row = rows[Number(index)]
    if (index === undefined || row === undefined) continue
    meant[Number(index)] = id
    completed += 1
    const { lastName, firstName, middleName } = row
    await db.person.update({
      where: { schoolId_id: { schoolId, id } },
      data: { lastName, firstName, middleName },
    })
  }

  const fresh: { id: string; row: RosterStaff; isPerson: boolean }[] = []
  const ids = rows.map((row, index) => {
    const existing = meant[index]
    if (existing !== undefined) return existing
    // A parent of the school may also work in it.
    const person = book.find(row, row)
    const id = person ?? newId()
    fresh.push({ id, row, isPerson: person !== undefined })
    return id
  })
  await db.person.createMany({
    data: fresh
      .filter(({ isPerson }) => !isPerson)
      .map(({ id, row: { lastName, firstName, middleName } }) => ({
        schoolId,
        id,
        lastName,
        firstName,
        middleName,
        isStaff: true,
      })),
  })
  await db.staff.createMany({ data: fresh.map(({ id, row: { position } }) => ({ schoolId, id, position })) })
  for (const { id, position } of known) {
    const row = rows[ids.indexOf(id)]
    if (position === null && row?.position) {
      await db.staff.update({ where: { schoolId_id: { schoolId, id } }, data: { position: row.position } })
      completed += 1
    }
  }

  const has = new Set(
    known.flatMap(({ id, capacities }) =>
      capacities.map(({ kind, classId }) => `${id}|${kind}|${classId ?? ''}`),
    ),
  )
  const rights = rows.flatMap((row, index) => {
    book.add(ids[index] ?? '', row, row)
    return [
      ...row.kinds.map(kind => ({ staffId: ids[index] ?? '', kind, classId: null })),
      ...row.classTeacherOf.map(title => ({
        staffId: ids[index] ?? '',
        kind: 'class_teacher' as const,
        classId: classes.of(title).id,
      })),
    ]
  })
  const missing = rights.filter(({ staffId, kind, classId }) => {
    const key = `${staffId}|${kind}|${classId ?? ''}`
    return !has.has(key) && has.add(key)
  })
  await db.capacity.createMany({
    data: missing.map(right => ({ schoolId, ...right, fromOn: dateOf(startsOn) })),
  })
  return { made: fresh.length, completed, rights: missing.length }
}
