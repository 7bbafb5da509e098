import type { ImportQuestion } from '@diary/contracts/imports'
import { dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { PlannedPerson } from '../oneroster/people-plan.ts'
import { contactsOf, knownPeople, matchPeople, type KnownPerson } from './match-people.ts'
import type { Order } from './order.ts'

/** People by the package's ids. Known ones are renamed where the other system did; nobody is merged by name alone. */
export async function writePeople(
  order: Order,
  classIdOf: ReadonlyMap<string, string>,
): Promise<{ personIds: Map<string, string>; questions: ImportQuestion[] }> {
  const { db, schoolId, plan, ids, rows, notices, insert } = order
  const known = await knownPeople(db, schoolId)
  const contacts = new Map(
    (
      await db.contact.findMany({ where: { schoolId }, select: { personId: true, kind: true, value: true } })
    ).map(({ personId, kind, value }) => [`${kind} ${value} ${personId}`, personId]),
  )
  const { found, questions } = matchPeople(order, known, classIdOf, contacts)
  const personIds = new Map<string, string>()
  const fresh: { id: string; person: PlannedPerson }[] = []
  for (const person of plan.people.values()) {
    const member = found.get(person.row.id)
    const id = member?.id ?? newId()
    personIds.set(person.row.id, id)
    ids.put('person', person.row.id, id)
    if (member === undefined) fresh.push({ id, person })
    else if (!(await update(order, member, person))) {
      const subject = person.isStudent ? 'student' : person.isStaff ? 'staff' : 'guardian'
      rows.push({ subject, action: 'unchanged', title: person.name })
    }
  }
  await insert(
    'person',
    fresh.map(({ id, person: { row } }) => ({
      schoolId,
      id,
      lastName: row.lastName,
      firstName: row.firstName,
      middleName: row.middleName,
      birthOn: row.birthOn === null ? null : dateOf(row.birthOn),
      sex: row.sex,
    })),
  )
  const lacking = (is: 'isStudent' | 'isGuardian' | 'isStaff') =>
    [...plan.people.values()].flatMap(person =>
      person[is] && found.get(person.row.id)?.[is] !== true
        ? [{ schoolId, id: personIds.get(person.row.id) ?? '' }]
        : [],
    )
  await insert('student', lacking('isStudent'))
  await insert('guardian', lacking('isGuardian'))
  await insert('staff', lacking('isStaff'))
  await insert(
    'contact',
    [...plan.people.values()].flatMap(person => {
      const personId = personIds.get(person.row.id) ?? ''
      return contactsOf(person)
        .filter(({ kind, value }) => !contacts.has(`${kind} ${value} ${personId}`))
        .map(contact => ({ schoolId, id: newId(), personId, ...contact }))
    }),
  )

  const going = new Set(plan.goingPeople.map(({ id }) => id))
  const gone = ids
    .known('person')
    .flatMap(([id, personId]) => (plan.people.has(id) || going.has(id) ? [] : (known.get(personId) ?? [])))
  if (gone.length > 0) {
    const names = gone.map(({ lastName, firstName }) => `${lastName} ${firstName}`)
    notices.push({ say: texts => texts.oneRoster.gone(names) })
  }
  return { personIds, questions }
}

/** Takes over the name, the birth date and the sex that the other system has; says whether anything was different. */
async function update(
  { db, schoolId, notices }: Order,
  member: KnownPerson,
  person: PlannedPerson,
): Promise<boolean> {
  const { row } = person
  const middleName = row.middleName ?? member.middleName
  const isRenamed =
    row.lastName !== member.lastName || row.firstName !== member.firstName || middleName !== member.middleName
  const birthOn = row.birthOn ?? member.birthOn
  const sex = row.sex ?? member.sex
  if (!isRenamed && birthOn === member.birthOn && sex === member.sex) return false
  if (isRenamed) {
    const before = [member.lastName, member.firstName, member.middleName].filter(Boolean).join(' ')
    notices.push({ say: texts => texts.oneRoster.renamed(before, person.name), place: row.row.place() })
  }
  await db.person.update({
    where: { schoolId_id: { schoolId, id: member.id } },
    data: {
      lastName: row.lastName,
      firstName: row.firstName,
      middleName,
      birthOn: birthOn === null ? null : dateOf(birthOn),
      sex,
    },
  })
  return true
}
