import type { Family } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { visibleGuardianship, visiblePerson } from '#access/visible'
import { fullName, nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import { lasting } from '#platform/school-day'
import { kindsOf } from './person-page.ts'
import { guardianshipSelect, toGuardianship } from './people.view.ts'

// A family is some people; a representative of an orphanage may have a hundred children, and no more is shown at once.
const peopleMax = 200

/** Everyone connected with a person by guardianship, three steps far: siblings and their other parents are in it. */
export async function familyOf(
  db: Db,
  actor: Actor,
  today: Day,
  personId: string,
  accountsOf: (schoolId: string, personIds: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<Family> {
  const visible = visibleGuardianship(actor)
  const person = await db.person.findFirst({
    where: { AND: [visiblePerson(actor), { id: personId }] },
    select: { id: true },
  })
  if (!person) throw new Problem('not-found')
  // From a child to the guardians, to their other children, to those children's other guardians: three steps, whoever asks first.
  let near = [personId]
  for (let step = 0; step < 3; step++) {
    const own = await db.guardianship.findMany({
      where: { AND: [visible, { OR: [{ guardianId: { in: near } }, { studentId: { in: near } }] }] },
      select: { guardianId: true, studentId: true },
      orderBy: { id: 'asc' },
      take: peopleMax,
    })
    const wider = [...new Set([personId, ...own.flatMap(it => [it.guardianId, it.studentId])])]
    if (wider.length === near.length) break
    near = wider
  }
  const rows = await db.guardianship.findMany({
    where: { AND: [visible, { OR: [{ guardianId: { in: near } }, { studentId: { in: near } }] }] },
    select: guardianshipSelect(today),
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
    take: peopleMax * 2,
  })
  const guardianships = rows.map(row => toGuardianship(row, today))
  const childIds = new Set(rows.map(({ studentId }) => studentId))
  const guardianIds = new Set(rows.map(({ guardianId }) => guardianId))
  const people = await db.person.findMany({
    where: { AND: [visiblePerson(actor), { id: { in: [personId, ...childIds, ...guardianIds] } }] },
    select: {
      id: true,
      ...nameSelect,
      birthOn: true,
      contacts: { select: { kind: true, value: true }, orderBy: { kind: 'asc' }, take: 20 },
      student: {
        select: {
          enrolments: { where: lasting(today), select: { class: { select: { title: true } } }, take: 1 },
        },
      },
      guardian: { select: { id: true } },
      staff: { select: { position: true } },
    },
    orderBy: [{ birthOn: 'asc' }, { lastName: 'asc' }, { firstName: 'asc' }],
    take: peopleMax * 2,
  })
  const accounts = await accountsOf(actor.schoolId, [...guardianIds])
  const inList = (it: (typeof people)[number]) => ({
    id: it.id as Family['children'][number]['id'],
    name: fullName(it),
    kinds: kindsOf({
      isStudent: it.student !== null,
      isGuardian: it.guardian !== null,
      isStaff: it.staff !== null,
    }),
    note: it.staff?.position ?? it.student?.enrolments[0]?.class.title ?? null,
  })
  return {
    children: people
      .filter(({ id, student }) => childIds.has(id) || (id === personId && student !== null))
      .map(it => ({
        ...inList(it),
        birthOn: it.birthOn && (dayOf(it.birthOn) as Day),
        className: it.student?.enrolments[0]?.class.title ?? null,
      })),
    guardians: people
      .filter(({ id, guardian }) => guardianIds.has(id) || (id === personId && guardian !== null))
      .map(it => ({ ...inList(it), contacts: it.contacts, hasAccount: accounts.has(it.id) })),
    guardianships,
  }
}
