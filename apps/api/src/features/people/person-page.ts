import type { PersonInList, PersonPage } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { canKeepFiles, capacitiesToGive } from '#access/can'
import { visiblePerson } from '#access/visible'
import { fullName, nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import { daysOf, lasts } from '#platform/school-day'
import {
  capacitySelect,
  enrolmentSelect,
  guardianshipSelect,
  teachingSelect,
  toCapacity,
  toEnrolment,
  toGuardianship,
  toTeaching,
} from './people.view.ts'

// A life at the school is some dozens of rows; what is beyond stands in the history.
const lately = { orderBy: { fromOn: 'desc' }, take: 200 } as const

/** Whether a person of a school has a login. */
export type HasAccount = (schoolId: string, personId: string) => Promise<boolean>

/** Everything the office knows of a person; throws when there is none for the actor. */
export async function personPage(
  db: Db,
  actor: Actor,
  today: Day,
  personId: string,
  hasAccount: HasAccount,
): Promise<PersonPage> {
  const row = await db.person.findFirst({
    where: { AND: [visiblePerson(actor), { id: personId }] },
    select: {
      id: true,
      ...nameSelect,
      birthOn: true,
      sex: true,
      version: true,
      contacts: {
        select: { kind: true, value: true },
        orderBy: [{ kind: 'asc' }, { value: 'asc' }],
        take: 50,
      },
      student: {
        select: {
          enrolments: { select: enrolmentSelect, ...lately },
          memberships: {
            select: {
              fromOn: true,
              untilOn: true,
              group: {
                select: {
                  id: true,
                  title: true,
                  gradebooks: {
                    select: { subject: { select: { title: true } } },
                    orderBy: { subject: { title: 'asc' } },
                    take: 50,
                  },
                },
              },
            },
            ...lately,
          },
          guardians: { select: guardianshipSelect(today), ...lately },
        },
      },
      guardian: { select: { children: { select: guardianshipSelect(today), ...lately } } },
      staff: {
        select: {
          position: true,
          capacities: { select: capacitySelect, ...lately },
          teachings: { select: teachingSelect, ...lately },
        },
      },
    },
  })
  if (!row) throw new Problem('not-found')
  const { student, guardian, staff, birthOn, ...person } = row
  const enrolments = (student?.enrolments ?? []).map(toEnrolment)
  return {
    ...person,
    id: row.id as PersonPage['id'],
    name: fullName(row),
    kinds: kindsOf({ isStudent: student !== null, isGuardian: guardian !== null, isStaff: staff !== null }),
    note: staff?.position ?? enrolments.find(stay => lasts(stay, today))?.className ?? null,
    birthOn: birthOn && (dayOf(birthOn) as Day),
    position: staff?.position ?? null,
    enrolments,
    groups: (student?.memberships ?? []).map(({ group, ...dates }) => ({
      groupId: group.id as PersonPage['groups'][number]['groupId'],
      title: group.title,
      subjects: group.gradebooks.map(({ subject }) => subject.title),
      ...daysOf(dates),
    })),
    guardians: (student?.guardians ?? []).map(it => toGuardianship(it, today)),
    children: (guardian?.children ?? []).map(it => toGuardianship(it, today)),
    capacities: (staff?.capacities ?? []).map(it => toCapacity(it, today)),
    teachings: (staff?.teachings ?? []).map(toTeaching),
    hasAccount: await hasAccount(actor.schoolId, row.id),
    can: { edit: canKeepFiles(actor), giveCapacities: staff ? capacitiesToGive(actor) : [] },
  }
}

/** What a person is at the school. */
export function kindsOf(of: {
  isStudent: boolean
  isGuardian: boolean
  isStaff: boolean
}): PersonInList['kinds'] {
  return [
    ...(of.isStudent ? (['student'] as const) : []),
    ...(of.isGuardian ? (['guardian'] as const) : []),
    ...(of.isStaff ? (['staff'] as const) : []),
  ]
}
