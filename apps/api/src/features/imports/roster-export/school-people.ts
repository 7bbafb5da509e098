import type { Sql } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { plainClass } from '../roster/values.ts'
import { plainWords } from '../roster-plan/match.ts'
import type { GroupKind, GuardianshipKind, Sex, StaffKind } from '../roster/roster.ts'

type Person = {
  id: string
  code: string
  lastName: string
  firstName: string
  middleName: string | null
  birthOn: DayText | null
  sex: Sex | null
  phones: string[] | null
  emails: string[] | null
}
export type ExportedStudent = Person & {
  classId: string
  className: string
  grade: number
  groups: string[] | null
}
export type ExportedGuardian = Person
export type ExportedTie = { guardianId: string; studentId: string; kind: GuardianshipKind }
export type ExportedStaff = Person & {
  position: string | null
  kinds: StaffKind[] | null
  leads: string[] | null
}
export type ExportedTeaching = { staffId: string; subject: string; title: string }

/** All of a school that its roster file shows, as it is on a day. */
export type SchoolPeople = {
  students: ExportedStudent[]
  guardians: ExportedGuardian[]
  ties: ExportedTie[]
  staff: ExportedStaff[]
  teachings: ExportedTeaching[]
  classes: { title: string; grade: number; shift: number }[]
  groups: { title: string; kind: GroupKind; classes: string[] }[]
}

// A person who came with a code of another school's file keeps it; ids of other programs are no codes.
const person = `p.id, case when p.external_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then lower(p.external_id) else p.id::text end as code,
  p.last_name as "lastName", p.first_name as "firstName", p.middle_name as "middleName", p.birth_on::text as "birthOn", p.sex,
  (select array_agg(k.value) from contact k where k.school_id = $1 and k.person_id = p.id and k.kind = 'phone') as phones,
  (select array_agg(k.value) from contact k where k.school_id = $1 and k.person_id = p.id and k.kind = 'email') as emails`
const lasting = (table: string) => `(${table}.until_on is null or ${table}.until_on >= $2::date)`
// The class of today, else the one that somebody who comes later will be in.
const inClass = `select distinct on (e.student_id) e.student_id, e.class_id from enrolment e
  join school_class c on c.school_id = e.school_id and c.id = e.class_id
  where e.school_id = $1 and c.year_id = $3 and ${lasting('e')} order by e.student_id, e.from_on`

/** Reads the roster of a year as it is on a day; of one class alone, when it is given. */
export async function schoolPeople(
  sql: Sql,
  schoolId: string,
  yearId: string,
  today: DayText,
  classId: string | null = null,
): Promise<SchoolPeople> {
  const read = <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
    sql<Row>({ name: `roster-export-${name}`, text, values })
  const all = [schoolId, today, yearId]
  const students = await read<ExportedStudent>(
    'students',
    `with stay as (${inClass})
    select ${person}, stay.class_id as "classId", c.title as "className", c.grade,
      (select array_agg(g.title) from group_membership m
        join study_group g on g.school_id = m.school_id and g.id = m.group_id
        where m.school_id = $1 and m.student_id = p.id and g.year_id = $3 and g.kind <> 'whole_class'
          and ${lasting('m')}) as groups
    from stay join person p on p.school_id = $1 and p.id = stay.student_id
      join school_class c on c.school_id = $1 and c.id = stay.class_id
    where p.archived_at is null and ($4::uuid is null or stay.class_id = $4)`,
    [...all, classId],
  )
  const ties = await read<ExportedTie>(
    'ties',
    `with stay as (${inClass})
    select t.guardian_id as "guardianId", t.student_id as "studentId", t.kind
    from guardianship t join stay on stay.student_id = t.student_id
      join person p on p.school_id = $1 and p.id = t.student_id
    where t.school_id = $1 and ${lasting('t')} and p.archived_at is null
      and ($4::uuid is null or stay.class_id = $4)`,
    [...all, classId],
  )
  const guardians = await read<ExportedGuardian>(
    'guardians',
    `select ${person} from person p
    where p.school_id = $1 and p.archived_at is null and p.id = any($2::uuid[])`,
    [schoolId, [...new Set(ties.map(({ guardianId }) => guardianId))]],
  )
  const found = { students: students.toSorted(byClassAndName), guardians: guardians.toSorted(byName), ties }
  if (classId !== null) return { ...found, staff: [], teachings: [], classes: [], groups: [] }
  const staff = await read<ExportedStaff>(
    'staff',
    `select ${person}, f.position,
      (select array_agg(distinct a.kind::text) from capacity a where a.school_id = $1 and a.staff_id = p.id
        and a.kind <> 'class_teacher' and ${lasting('a')}) as kinds,
      (select array_agg(distinct c.title::text) from capacity a
        join school_class c on c.school_id = a.school_id and c.id = a.class_id
        where a.school_id = $1 and a.staff_id = p.id and c.year_id = $3 and ${lasting('a')}) as leads
    from staff f join person p on p.school_id = f.school_id and p.id = f.id
    where f.school_id = $1 and p.archived_at is null`,
    all,
  )
  return {
    ...found,
    staff: staff.toSorted(byName),
    teachings: await read(
      'teachings',
      `select distinct t.staff_id as "staffId", s.title as subject,
        case when g.kind = 'whole_class' then coalesce((select c.title from study_group_class l
          join school_class c on c.school_id = l.school_id and c.id = l.class_id
          where l.school_id = $1 and l.group_id = g.id order by c.title limit 1), g.title) else g.title end as title
      from teaching t join gradebook b on b.school_id = t.school_id and b.id = t.gradebook_id
        join study_group g on g.school_id = b.school_id and g.id = b.group_id
        join subject s on s.school_id = b.school_id and s.id = b.subject_id
      where t.school_id = $1 and g.year_id = $3 and ${lasting('t')}`,
      all,
    ),
    classes: await read(
      'classes',
      'select title, grade, shift from school_class where school_id = $1 and year_id = $2',
      [schoolId, yearId],
    ).then(rows =>
      (rows as SchoolPeople['classes']).toSorted((one, other) => compare(classKey(one), classKey(other))),
    ),
    groups: await read(
      'groups',
      `select g.title, g.kind, array_agg(c.title::text) as classes from study_group g
        join study_group_class l on l.school_id = g.school_id and l.group_id = g.id
        join school_class c on c.school_id = l.school_id and c.id = l.class_id
      where g.school_id = $1 and g.year_id = $2 and g.kind <> 'whole_class' group by g.school_id, g.id`,
      [schoolId, yearId],
    ).then(rows =>
      (rows as SchoolPeople['groups']).toSorted((one, other) => compare([one.title], [other.title])),
    ),
  }
}

// By letters and not by a language's rules: the order must be the same on every machine.
function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [at, part] of one.entries()) {
    const against = other[at] ?? ''
    if (part !== against) return part < against ? -1 : 1
  }
  return 0
}

const classKey = ({ grade, title }: { grade: number; title: string }) => [grade, plainClass(title), title]
const nameKey = (one: Person) => [
  plainWords(`${one.lastName} ${one.firstName} ${one.middleName ?? ''}`),
  one.birthOn ?? '',
  one.code,
]
const byName = (one: Person, other: Person) => compare(nameKey(one), nameKey(other))
const studentKey = (one: ExportedStudent) => [
  ...classKey({ grade: one.grade, title: one.className }),
  ...nameKey(one),
]
const byClassAndName = (one: ExportedStudent, other: ExportedStudent) =>
  compare(studentKey(one), studentKey(other))
