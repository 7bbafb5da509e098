import type { Family, peopleApi, PersonInList, PersonPage, ProbableDuplicate } from '@diary/contracts/people'
import type { Day } from '@diary/contracts/primitives'
import type { Db, Sql } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visiblePerson } from '#access/visible'
import { visiblePersonSql } from '#access/visible-sql'
import type { Cursors } from '#platform/cursor'
import { fullNameSql } from '#platform/names'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { contactsOf } from './contacts.rules.ts'
import { familyOf } from './family.ts'
import { peopleListStatement, type PeopleCursor } from './people-search.ts'
import { type HistoryRow, personHistorySql, toPersonEvent } from './person-history.ts'
import { kindsOf, personPage } from './person-page.ts'

interface ListRow {
  id: string
  name: string
  rank: number
  isStudent: boolean
  isGuardian: boolean
  isStaff: boolean
  note: string | null
}

/** Which of some persons of a school have a login. */
export type AccountsOf = (schoolId: string, personIds: readonly string[]) => Promise<ReadonlySet<string>>

export const people = (cursors: Cursors, accountsOf: AccountsOf): Handlers<typeof peopleApi> => {
  const hasAccount = async (schoolId: string, personId: string) =>
    (await accountsOf(schoolId, [personId])).has(personId)
  const page = (db: Db, actor: Actor, today: Day, personId: string): Promise<PersonPage> =>
    personPage(db, actor, today, personId, hasAccount)
  return {
    list: {
      async hot({ actor, sql, now }, { query: { limit, after, search, kind, classId } }) {
        if (classId) await refuseUnknownClass(sql, actor.schoolId, classId)
        const list = `people ${kind ?? ''} ${classId ?? ''} ${search ?? ''}`
        const rows = await sql<ListRow>(
          peopleListStatement(visiblePersonSql(actor), {
            schoolId: actor.schoolId,
            today: todayOf(actor, now()),
            search: search || undefined,
            kind,
            classId,
            after: after ? (cursors.open(list, actor.personId, after) as unknown as PeopleCursor) : undefined,
            count: limit + 1,
          }),
        )
        const items = rows.slice(0, limit)
        const last = items.at(-1)
        return {
          items: items.map(toListed),
          next:
            rows.length > limit && last
              ? cursors.seal(list, actor.personId, [String(last.rank), last.name, last.id])
              : null,
        }
      },
    },

    async show({ actor, db, now }, { params }) {
      return page(db, actor, todayOf(actor, now()), params.personId)
    },

    async create({ actor, db, sql, now }, { body }) {
      const { schoolId } = actor
      const today = todayOf(actor, now())
      const contacts = contactsOf(body.contacts ?? [])
      refuseUnborn(body.birthOn, today)
      if (body.position && body.kind !== 'staff')
        throw wrongField('/position', 'not-staff', 'Only staff have a position')
      if (!body.isSomeoneElse) {
        const duplicates = await duplicatesOf(sql, actor, today, body, contacts)
        if (duplicates.length > 0) throw new Problem('person-duplicate', { current: { duplicates } })
      }
      const id = newId()
      await db.person.create({
        data: {
          schoolId,
          id,
          lastName: body.lastName,
          firstName: body.firstName,
          middleName: body.middleName ?? null,
          birthOn: body.birthOn ? dateOf(body.birthOn) : null,
          sex: body.sex ?? null,
        },
        select: { id: true },
      })
      if (body.kind === 'student') await db.student.createMany({ data: { schoolId, id } })
      if (body.kind === 'guardian') await db.guardian.createMany({ data: { schoolId, id } })
      if (body.kind === 'staff')
        await db.staff.createMany({ data: { schoolId, id, position: body.position ?? null } })
      await db.contact.createMany({ data: contacts.map(it => ({ schoolId, personId: id, ...it })) })
      return page(db, actor, today, id)
    },

    async update({ actor, db, now }, { params, body, ifVersion }) {
      const { schoolId } = actor
      const today = todayOf(actor, now())
      const current = await page(db, actor, today, params.personId)
      refuseUnborn(body.birthOn, today)
      const contacts = body.contacts && contactsOf(body.contacts)
      if (body.position !== undefined && !current.kinds.includes('staff'))
        throw wrongField('/position', 'not-staff', 'Only staff have a position')
      const { lastName, firstName, middleName, sex, birthOn } = body
      // The version grows also when nothing but the contacts or the position changes: they are one sheet of paper.
      const { count } = await db.person.updateMany({
        where: { AND: [visiblePerson(actor), { id: current.id, version: ifVersion }] },
        data: {
          ...(lastName !== undefined && { lastName }),
          ...(firstName !== undefined && { firstName }),
          ...(middleName !== undefined && { middleName }),
          ...(sex !== undefined && { sex }),
          ...(birthOn !== undefined && { birthOn: birthOn && dateOf(birthOn) }),
          version: ifVersion + 1,
        },
      })
      if (count === 0) throw new Problem('changed-meanwhile', { current })
      if (contacts) {
        await db.contact.deleteMany({ where: { schoolId, personId: current.id } })
        await db.contact.createMany({ data: contacts.map(it => ({ schoolId, personId: current.id, ...it })) })
      }
      if (body.position !== undefined)
        await db.staff.updateMany({ where: { schoolId, id: current.id }, data: { position: body.position } })
      return page(db, actor, today, current.id)
    },

    async family({ actor, db, now }, { params }): Promise<Family> {
      return familyOf(db, actor, todayOf(actor, now()), params.personId, accountsOf)
    },

    async history({ actor, db, sql }, { params, query: { limit, after } }) {
      const person = await db.person.findFirst({
        where: { AND: [visiblePerson(actor), { id: params.personId }] },
        select: { id: true },
      })
      if (!person) throw new Problem('not-found')
      const list = `history ${person.id}`
      const [at = null, id = null] = after ? cursors.open(list, actor.personId, after) : []
      const rows = await sql<HistoryRow>({
        name: 'person-history',
        text: personHistorySql,
        values: [actor.schoolId, person.id, at, id, limit + 1],
      })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(row => toPersonEvent(row, person.id)),
        next: rows.length > limit && last ? cursors.seal(list, actor.personId, [last.key, last.id]) : null,
      }
    },
  }
}

const toListed = ({ id, name, note, ...is }: Omit<ListRow, 'rank'>): PersonInList => ({
  id: id as PersonInList['id'],
  name,
  note,
  kinds: kindsOf(is),
})

async function refuseUnknownClass(sql: Sql, schoolId: string, classId: string): Promise<void> {
  const [found] = await sql<{ id: string }>({
    name: 'people-class',
    text: 'select id from school_class where school_id = $1 and id = $2',
    values: [schoolId, classId],
  })
  if (!found) throw wrongField('query/classId', 'unknown', 'No such class')
}

function refuseUnborn(birthOn: Day | null | undefined, today: Day): void {
  if (birthOn && birthOn > today) throw wrongField('/birthOn', 'future', 'Must not be after today')
}

interface DuplicateRow extends Omit<ListRow, 'rank'> {
  birthOn: Day | null
  byName: boolean
  byBirth: boolean
  byContact: boolean
}

/** Those who may be the same: of one name in whatever spelling, or reached by the same phone or address and of one first name. */
async function duplicatesOf(
  sql: Sql,
  actor: Actor,
  today: Day,
  asked: { lastName: string; firstName: string; birthOn?: Day | null | undefined },
  contacts: readonly { value: string }[],
): Promise<ProbableDuplicate[]> {
  const visible = visiblePersonSql(actor)
  const plain = (one: string) => `person_words(${one}, '', '')`
  const rows = await sql<DuplicateRow>({
    name: `people-duplicates-${visible.name}`,
    text: `select p.id, ${fullNameSql('p')} as name, to_char(p.birth_on, 'YYYY-MM-DD') as "birthOn",
        exists (select from student st where st.school_id = $1 and st.id = p.id) as "isStudent",
        exists (select from guardian g where g.school_id = $1 and g.id = p.id) as "isGuardian",
        sf.id is not null as "isStaff",
        coalesce(sf.position, (select c.title from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
          where e.school_id = $1 and e.student_id = p.id and e.from_on <= $2 and (e.until_on is null or e.until_on >= $2) limit 1)) as note,
        f.by_name as "byName", coalesce(p.birth_on = $5::date, false) as "byBirth", f.by_contact as "byContact"
      from person p
      left join staff sf on sf.school_id = p.school_id and sf.id = p.id
      cross join lateral (select
        ${plain('p.last_name')} = ${plain('$3::text')} and ${plain('p.first_name')} = ${plain('$4::text')} as by_name,
        p.id in (select k.person_id from contact k where k.school_id = $1 and k.value = any ($6::text[])) as by_contact) f
      where p.school_id = $1 and ${visible.text} and p.archived_at is null
        and ((f.by_name and (p.birth_on is null or $5::date is null or p.birth_on = $5::date))
          or (f.by_contact and ${plain('p.first_name')} = ${plain('$4::text')}))
      order by f.by_name desc, name, p.id limit 20`,
    values: [
      actor.schoolId,
      today,
      asked.lastName,
      asked.firstName,
      asked.birthOn ?? null,
      contacts.map(({ value }) => value),
    ],
  })
  return rows.map(({ birthOn, byName, byBirth, byContact, ...row }) => ({
    ...toListed(row),
    birthOn,
    alike: [
      ...(byName ? (['name'] as const) : []),
      ...(byBirth ? (['birthOn'] as const) : []),
      ...(byContact ? (['contact'] as const) : []),
    ],
  }))
}
