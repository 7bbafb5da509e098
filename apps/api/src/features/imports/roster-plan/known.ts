import type { Sql } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import type { GroupKind, Sex } from '../roster/roster.ts'
import type { PersonName } from '../roster/values.ts'

export type KnownPerson = PersonName & {
  id: string
  birthOn: DayText | null
  sex: Sex | null
  code: string | null
  isStudent: boolean
  isGuardian: boolean
  isStaff: boolean
  position: string | null
}
export type Stay = { id: string; studentId: string; classId: string; title: string; fromOn: DayText }
export type KnownClass = { id: string; title: string; grade: number }
export type KnownGroup = { id: string; title: string; kind: GroupKind; classIds: string[] }
export type Tie = { guardianId: string; studentId: string; kind: string; untilOn: DayText | null }
export type KnownCapacity = {
  id: string
  staffId: string
  kind: string
  classId: string | null
  fromOn: DayText
  untilOn: DayText | null
}

/** All of a school that a roster is compared with: people who are not archived, and what lasts on or after a day. */
export type KnownSchool = {
  people: KnownPerson[]
  contacts: { personId: string; kind: 'phone' | 'email'; value: string }[]
  stays: Stay[]
  ties: Tie[]
  capacities: KnownCapacity[]
  classes: KnownClass[]
  groups: KnownGroup[]
  memberships: { id: string; studentId: string; groupId: string; fromOn: DayText; untilOn: DayText | null }[]
  subjects: { id: string; title: string }[]
  gradebooks: { id: string; groupId: string; subjectId: string }[]
  teachings: { gradebookId: string; staffId: string; untilOn: DayText | null }[]
}

/** Reads the school in one statement a table, however large it is. */
export async function knownSchool(
  sql: Sql,
  schoolId: string,
  yearId: string,
  startsOn: DayText,
): Promise<KnownSchool> {
  const lasting = '(until_on is null or until_on >= $2::date)'
  const read = <Row extends object>(
    name: string,
    text: string,
    values: readonly unknown[] = [schoolId, startsOn],
  ) => sql<Row>({ name: `roster-known-${name}`, text, values })
  return {
    people: await read(
      'people',
      `select p.id, last_name as "lastName", first_name as "firstName", middle_name as "middleName",
        birth_on::text as "birthOn", sex, p.external_id as code, s.id is not null as "isStudent",
        g.id is not null as "isGuardian", f.id is not null as "isStaff", f.position
      from person p
        left join student s on s.school_id = p.school_id and s.id = p.id
        left join guardian g on g.school_id = p.school_id and g.id = p.id
        left join staff f on f.school_id = p.school_id and f.id = p.id
      where p.school_id = $1 and p.archived_at is null order by p.id`,
      [schoolId],
    ),
    contacts: await read(
      'contacts',
      `select person_id as "personId", kind, value from contact where school_id = $1 order by id`,
      [schoolId],
    ),
    stays: await read(
      'stays',
      `select e.id, student_id as "studentId", class_id as "classId", c.title, from_on::text as "fromOn"
      from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
      where e.school_id = $1 and ${lasting} order by from_on`,
    ),
    ties: await read(
      'ties',
      `select guardian_id as "guardianId", student_id as "studentId", kind, until_on::text as "untilOn" from guardianship where school_id = $1 and ${lasting}`,
    ),
    capacities: await read(
      'capacities',
      `select id, staff_id as "staffId", kind, class_id as "classId", from_on::text as "fromOn",
        until_on::text as "untilOn" from capacity where school_id = $1 and ${lasting}`,
    ),
    classes: await read(
      'classes',
      'select id, title, grade from school_class where school_id = $1 and year_id = $2 order by grade, title',
      [schoolId, yearId],
    ),
    groups: await read(
      'groups',
      `select g.id, title, kind, array_agg(c.class_id::text) filter (where c.class_id is not null) as "classIds"
      from study_group g left join study_group_class c on c.school_id = g.school_id and c.group_id = g.id
      where g.school_id = $1 and g.year_id = $2 group by g.school_id, g.id order by g.id`,
      [schoolId, yearId],
    ),
    memberships: await read(
      'memberships',
      `select id, student_id as "studentId", group_id as "groupId", from_on::text as "fromOn",
        until_on::text as "untilOn" from group_membership where school_id = $1 and ${lasting}`,
    ),
    subjects: await read('subjects', 'select id, title from subject where school_id = $1', [schoolId]),
    gradebooks: await read(
      'gradebooks',
      'select id, group_id as "groupId", subject_id as "subjectId" from gradebook where school_id = $1',
      [schoolId],
    ),
    teachings: await read(
      'teachings',
      `select gradebook_id as "gradebookId", staff_id as "staffId", until_on::text as "untilOn" from teaching where school_id = $1 and ${lasting}`,
    ),
  }
}
