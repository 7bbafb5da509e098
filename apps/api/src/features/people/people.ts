import type { peopleApi, PersonInList, PersonPage } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import { dayOf } from '@diary/db/day'
import { visiblePerson } from '#access/visible'
import { visiblePersonSql } from '#access/visible-sql'
import type { Cursors } from '#platform/cursor'
import { fullName, nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { peopleListSql } from './people.view.ts'

interface ListRow {
  id: string
  name: string
  key: string
  isStudent: boolean
  isGuardian: boolean
  isStaff: boolean
  note: string | null
}

export const people = (
  cursors: Cursors,
  hasAccount: (schoolId: string, personId: string) => Promise<boolean>,
): Handlers<typeof peopleApi> => ({
  list: {
    async hot({ actor, sql, now }, { query: { limit, after, search, kind } }) {
      const list = `people ${kind ?? ''} ${search ?? ''}`
      const [key = '', id = null] = after ? cursors.open(list, actor.personId, after) : []
      const visible = visiblePersonSql(actor)
      const rows = await sql<ListRow>({
        name: `people-${visible.name}`,
        text: peopleListSql(visible.text),
        values: [actor.schoolId, todayOf(actor, now()), search || null, kind ?? null, key, id, limit + 1],
      })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(({ id: personId, name, note, isStudent, isGuardian, isStaff }) => ({
          id: personId as PersonInList['id'],
          name,
          note,
          kinds: kindsOf({ isStudent, isGuardian, isStaff }),
        })),
        next: rows.length > limit && last ? cursors.seal(list, actor.personId, [last.key, last.id]) : null,
      }
    },
  },

  async show({ actor, db }, { params }) {
    const row = await db.person.findFirst({
      where: { AND: [visiblePerson(actor), { id: params.personId }] },
      select: {
        id: true,
        ...nameSelect,
        birthOn: true,
        contacts: { select: { kind: true, value: true }, orderBy: [{ kind: 'asc' }, { value: 'asc' }] },
        student: {
          select: {
            enrolments: {
              select: { fromOn: true, untilOn: true, class: { select: { id: true, title: true } } },
              orderBy: { fromOn: 'desc' },
            },
            memberships: {
              select: { fromOn: true, untilOn: true, group: { select: { title: true } } },
              orderBy: { fromOn: 'desc' },
            },
            guardians: {
              select: {
                guardianId: true,
                kind: true,
                fromOn: true,
                untilOn: true,
                ground: true,
                guardian: { select: { person: { select: nameSelect } } },
              },
              orderBy: { fromOn: 'asc' },
            },
          },
        },
        guardian: {
          select: {
            children: {
              select: {
                studentId: true,
                kind: true,
                fromOn: true,
                untilOn: true,
                student: {
                  select: {
                    person: { select: nameSelect },
                    enrolments: {
                      select: { class: { select: { title: true } } },
                      orderBy: { fromOn: 'desc' },
                      take: 1,
                    },
                  },
                },
              },
              orderBy: { fromOn: 'asc' },
            },
          },
        },
        staff: {
          select: {
            position: true,
            capacities: {
              select: { kind: true, fromOn: true, untilOn: true, class: { select: { title: true } } },
              orderBy: { fromOn: 'asc' },
            },
          },
        },
      },
    })
    if (!row) throw new Problem('not-found')
    const { student, guardian, staff } = row
    return {
      id: row.id as PersonPage['id'],
      name: fullName(row),
      kinds: kindsOf({ isStudent: student !== null, isGuardian: guardian !== null, isStaff: staff !== null }),
      note: staff?.position ?? student?.enrolments[0]?.class.title ?? null,
      birthOn: row.birthOn && (dayOf(row.birthOn) as Day),
      contacts: row.contacts,
      enrolments: (student?.enrolments ?? []).map(({ class: { id, title }, ...dates }) => ({
        classId: id as PersonPage['enrolments'][number]['classId'],
        className: title,
        ...datesOf(dates),
      })),
      groups: (student?.memberships ?? []).map(({ group, ...dates }) => ({
        title: group.title,
        ...datesOf(dates),
      })),
      guardians: (student?.guardians ?? []).map(
        ({ guardianId, guardian: { person }, kind, ground, ...dates }) => ({
          id: guardianId as PersonPage['id'],
          name: fullName(person),
          kind,
          ground,
          ...datesOf(dates),
        }),
      ),
      children: (guardian?.children ?? []).map(({ studentId, student: child, kind, ...dates }) => ({
        id: studentId as PersonPage['children'][number]['id'],
        name: fullName(child.person),
        className: child.enrolments[0]?.class.title ?? null,
        kind,
        ...datesOf(dates),
      })),
      capacities: (staff?.capacities ?? []).map(({ kind, class: schoolClass, ...dates }) => ({
        kind,
        className: schoolClass?.title ?? null,
        ...datesOf(dates),
      })),
      hasAccount: await hasAccount(actor.schoolId, row.id),
    }
  },
})

const datesOf = ({ fromOn, untilOn }: { fromOn: Date; untilOn: Date | null }) => ({
  fromOn: dayOf(fromOn) as Day,
  untilOn: untilOn && (dayOf(untilOn) as Day),
})

function kindsOf(of: { isStudent: boolean; isGuardian: boolean; isStaff: boolean }): PersonInList['kinds'] {
  return [
    ...(of.isStudent ? (['student'] as const) : []),
    ...(of.isGuardian ? (['guardian'] as const) : []),
    ...(of.isStaff ? (['staff'] as const) : []),
  ]
}
