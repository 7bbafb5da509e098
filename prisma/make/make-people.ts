import { uuidv7 } from 'uuidv7'
import { dateOf } from '../day.ts'
import type { Rows } from './insert.ts'
import type {
  Day,
  Given,
  Ground,
  MadeClass,
  MadePerson,
  MadeSchool,
  MadeStaff,
  MadeStudent,
  MadeThing,
} from './made.ts'
import { rows } from './rows.ts'

/** Factories of the people of a school. */
export function peopleMaker({ insert, startsOn }: Ground) {
  async function person({
    school: of,
    ...it
  }: Given<'person'> & { school: MadeSchool }): Promise<MadePerson> {
    const made = rows.person({ ...it, schoolId: of.schoolId, id: it.id ?? uuidv7() })
    await insert(of.schoolId, { person: [made] })
    return { schoolId: of.schoolId, id: made.id ?? '', lastName: made.lastName }
  }

  async function student({
    class: of,
    from = startsOn,
    until,
    ...it
  }: Given<'person'> & { class: MadeClass; from?: Day; until?: Day }): Promise<MadeStudent> {
    const { schoolId } = of
    const id = it.id ?? uuidv7()
    const made = rows.person({
      lastName: 'Соколов',
      firstName: 'Артём',
      middleName: 'Игоревич',
      ...it,
      schoolId,
      id,
    })
    const stay = { schoolId, studentId: id, fromOn: dateOf(from), untilOn: until ? dateOf(until) : null }
    await insert(schoolId, {
      person: [made],
      student: [{ schoolId, id }],
      enrolment: [rows.enrolment({ ...stay, classId: of.id })],
      groupMembership: [rows.membership({ ...stay, groupId: of.groupId })],
    })
    return { schoolId, school: of.school, id, lastName: made.lastName, class: of }
  }

  async function guardian({
    of,
    kind = 'mother',
    from = startsOn,
    until,
    ...it
  }: Given<'person'> & {
    of: MadePerson | MadePerson[]
    kind?: Rows['guardianship']['kind']
    from?: Day
    until?: Day
  }): Promise<MadePerson> {
    const children = [of].flat()
    const [first] = children
    if (!first) throw new Error('A guardian represents a child')
    const { schoolId } = first
    const id = it.id ?? uuidv7()
    const made = rows.person({
      lastName: 'Соколова',
      firstName: 'Елена',
      middleName: 'Павловна',
      ...it,
      schoolId,
      id,
    })
    await insert(schoolId, { person: [made], guardian: [{ schoolId, id }] })
    for (const child of children)
      await guardianship({ guardian: { ...made, id }, student: child, kind, from, ...(until && { until }) })
    return { schoolId, id, lastName: made.lastName }
  }

  async function guardianship({
    guardian: who,
    student: child,
    kind = 'mother',
    from = startsOn,
    until,
  }: {
    guardian: { id: string }
    student: MadePerson
    kind?: Rows['guardianship']['kind']
    from?: Day
    until?: Day
  }): Promise<MadeThing> {
    const { schoolId } = child
    const id = uuidv7()
    const untilOn = until ? dateOf(until) : null
    await insert(schoolId, {
      guardianship: [
        rows.guardianship({
          schoolId,
          id,
          guardianId: who.id,
          studentId: child.id,
          kind,
          fromOn: dateOf(from),
          untilOn,
        }),
      ],
    })
    return { schoolId, id }
  }

  async function staff({
    school: of,
    as = ['teacher'],
    position,
    ...it
  }: Given<'person'> & {
    school: MadeSchool
    as?: Exclude<Rows['capacity']['kind'], 'class_teacher'>[]
    position?: string
  }): Promise<MadeStaff> {
    const { schoolId } = of
    const id = it.id ?? uuidv7()
    const made = rows.person({
      lastName: 'Петрова',
      firstName: 'Ольга',
      middleName: 'Ивановна',
      ...it,
      schoolId,
      id,
      isStaff: true,
    })
    await insert(schoolId, {
      person: [made],
      staff: [{ schoolId, id, position: position ?? null }],
      capacity: as.map(kind => rows.capacity({ schoolId, staffId: id, kind, fromOn: dateOf(startsOn) })),
    })
    return { schoolId, school: of, id, lastName: made.lastName }
  }

  async function capacity({
    staff: who,
    class: of,
    from = startsOn,
    until,
    kind,
  }: {
    staff: MadePerson
    kind: Rows['capacity']['kind']
    class?: MadeClass
    from?: Day
    until?: Day
  }): Promise<MadeThing> {
    const { schoolId } = who
    const id = uuidv7()
    const untilOn = until ? dateOf(until) : null
    await insert(schoolId, {
      capacity: [
        rows.capacity({
          schoolId,
          id,
          staffId: who.id,
          kind,
          classId: of?.id ?? null,
          fromOn: dateOf(from),
          untilOn,
        }),
      ],
    })
    return { schoolId, id }
  }

  async function contact({
    person: of,
    value,
    kind = 'phone',
  }: {
    person: MadePerson
    value: string
    kind?: Rows['contact']['kind']
  }): Promise<MadeThing> {
    const { schoolId } = of
    const id = uuidv7()
    await insert(schoolId, { contact: [{ schoolId, id, personId: of.id, kind, value }] })
    return { schoolId, id }
  }

  return { person, student, guardian, guardianship, staff, capacity, contact }
}
