import { openAuthDatabase } from '@diary/db/auth-client'
import type { CapacityKind } from '@diary/contracts/endpoint'

// What is so in the database, read past both walls with statements of its own: neither the rules of `access/` nor the
// claims of a token are asked. The policy decides from these facts what each person is to see.

export interface Rights {
  readonly personId: string
  readonly schoolId: string
  readonly kinds: ReadonlySet<CapacityKind>
  readonly classIds: ReadonlySet<string>
  readonly childIds: ReadonlySet<string>
}

export interface StudentFacts {
  readonly schoolId: string
  /** Today's class. */
  readonly classId: string | null
  readonly classIdsEver: readonly string[]
  readonly groupIdsEver: readonly string[]
}
export interface GradebookFacts {
  readonly schoolId: string
  readonly groupId: string
  readonly classIds: readonly string[]
  /** Who teaches it today. */
  readonly teacherIds: readonly string[]
}
export interface LessonFacts {
  readonly schoolId: string
  readonly gradebookId: string
  readonly giverIds: readonly string[]
}
export interface WorkFacts {
  readonly schoolId: string
  readonly lessonId: string
  readonly isGone: boolean
}
export interface HomeworkFacts extends WorkFacts {
  readonly studentIds: readonly string[]
}
export interface PersonFacts {
  readonly schoolId: string
  readonly isStaff: boolean
  readonly isStudent: boolean
}

export interface OfSchool {
  readonly schoolId: string
}
export interface GroupFacts extends OfSchool {
  /** Of its gradebooks; the one without lessons first. */
  readonly subjectIds: readonly string[]
  readonly classIds: readonly string[]
  readonly kind: string
}

/** Where a canary stands: the row that an answer must have read to hold it. */
export interface Source {
  readonly text: string
  readonly row: 'mark' | 'absence' | 'homework' | 'lesson' | 'work' | 'contact' | 'person'
  readonly id: string
  readonly schoolId: string
  readonly studentId: string | null
  readonly lessonId: string | null
  readonly isGone: boolean
}

export interface Facts {
  readonly today: string
  readonly student: ReadonlyMap<string, StudentFacts>
  readonly gradebook: ReadonlyMap<string, GradebookFacts>
  readonly lesson: ReadonlyMap<string, LessonFacts>
  readonly work: ReadonlyMap<string, WorkFacts>
  readonly homework: ReadonlyMap<string, HomeworkFacts>
  readonly class: ReadonlyMap<string, { readonly schoolId: string }>
  readonly person: ReadonlyMap<string, PersonFacts>
  readonly enrolment: ReadonlyMap<string, OfSchool>
  readonly guardianship: ReadonlyMap<string, OfSchool>
  readonly capacity: ReadonlyMap<string, OfSchool & { readonly kind: string }>
  readonly teaching: ReadonlyMap<string, OfSchool>
  readonly group: ReadonlyMap<string, GroupFacts>
  readonly subject: ReadonlyMap<string, OfSchool>
  readonly termScheme: ReadonlyMap<string, OfSchool>
  readonly calendarEntry: ReadonlyMap<string, OfSchool>
  readonly bells: ReadonlyMap<string, OfSchool>
  readonly import: ReadonlyMap<string, OfSchool>
  readonly years: ReadonlyMap<string, OfSchool>
  /** People without a login: what is done to their rights signs nobody out. */
  readonly spares: ReadonlyMap<'student' | 'guardian' | 'staff', string>
  readonly canaries: ReadonlyMap<string, readonly Source[]>
  /** By login and school. */
  readonly rights: (login: string, schoolId: string) => Rights
  /** The lesson at which an absence of the student stands, and the student with a mark for the work. */
  readonly absenceLessons: ReadonlyMap<string, string>
  readonly markedStudents: ReadonlyMap<string, string>
  readonly terms: ReadonlyMap<string, { readonly schoolId: string }>
  readonly workTypes: ReadonlyMap<string, { readonly schoolId: string }>
}

interface RightsRow {
  login: string
  personId: string
  schoolId: string
  kinds: CapacityKind[]
  classIds: string[]
  childIds: string[]
}

const lasting = `from_on <= $1 and coalesce(until_on, 'infinity') >= $1`

/** Reads the facts of a day. */
export async function readFacts(superuserUrl: string, today: string): Promise<Facts> {
  const database = openAuthDatabase(superuserUrl, { size: 1 })
  const rows = <Row extends object>(text: string) =>
    database.query<Row>(text, text.includes('$1') ? [today] : [])
  const byId = async <Row extends object>(text: string) =>
    new Map((await rows<Row & { id: string }>(text)).map(row => [row.id, row as Row]))
  try {
    const rights = await rows<RightsRow>(`
      select a.login, p.person_id as "personId", p.school_id as "schoolId",
        array(select kind::text from capacity where staff_id = p.person_id and ${lasting})
          || array(select distinct 'guardian' from guardianship where guardian_id = p.person_id and ${lasting}) as kinds,
        array(select class_id from capacity where staff_id = p.person_id and class_id is not null and ${lasting}) as "classIds",
        array(select student_id from guardianship where guardian_id = p.person_id and ${lasting}) as "childIds"
      from account a join account_person p on p.account_id = a.id`)
    const rightsBy = new Map(
      rights.map(({ login, kinds, classIds, childIds, ...who }) => [
        `${login} ${who.schoolId}`,
        { ...who, kinds: new Set(kinds), classIds: new Set(classIds), childIds: new Set(childIds) },
      ]),
    )
    const sources = await rows<Source>(`
      select comment as text, 'mark' as row, m.id, m.school_id as "schoolId", m.student_id as "studentId", w.lesson_id as "lessonId",
          m.withdrawn_at is not null or w.withdrawn_at is not null as "isGone"
        from mark m join work w on w.id = m.work_id where comment like '%canary-%'
      union all select reason_note, 'absence', id, school_id, student_id, lesson_id, withdrawn_at is not null from absence where reason_note like '%canary-%'
      union all select text, 'homework', id, school_id, null, lesson_id, withdrawn_at is not null from homework where text like '%canary-%'
      union all select topic, 'lesson', id, school_id, null, id, false from lesson where topic like '%canary-%'
      union all select topic, 'work', id, school_id, null, lesson_id, withdrawn_at is not null from work where topic like '%canary-%'
      union all select split_part(value, '@', 1), 'contact', person_id, school_id, null, null, false from contact where value like '%canary-%'
      union all select last_name, 'person', id, school_id, null, null, false from person where last_name like '%canary-%'`)
    const canaries = new Map<string, Source[]>()
    for (const source of sources) canaries.set(source.text, [...(canaries.get(source.text) ?? []), source])
    const absences = await rows<{ studentId: string; lessonId: string }>(
      `select student_id as "studentId", lesson_id as "lessonId" from absence where withdrawn_at is null`,
    )
    const marks = await rows<{ workId: string; studentId: string }>(
      `select work_id as "workId", student_id as "studentId" from mark where withdrawn_at is null`,
    )
    return {
      today,
      student: await byId<StudentFacts>(`
        select s.id, s.school_id as "schoolId", (select class_id from enrolment where student_id = s.id and ${lasting}) as "classId",
          array(select class_id from enrolment where student_id = s.id) as "classIdsEver",
          array(select group_id from group_membership where student_id = s.id) as "groupIdsEver"
        from student s`),
      gradebook: await byId<GradebookFacts>(`
        select g.id, g.school_id as "schoolId", g.group_id as "groupId",
          array(select class_id from study_group_class c where c.group_id = g.group_id) as "classIds",
          array(select staff_id from teaching t where t.gradebook_id = g.id and ${lasting}) as "teacherIds"
        from gradebook g`),
      lesson: await byId<LessonFacts>(`
        select l.id, l.school_id as "schoolId", gradebook_id as "gradebookId",
          array(select staff_id from lesson_teacher t where t.lesson_id = l.id) as "giverIds" from lesson l`),
      work: await byId<WorkFacts>(
        `select id, school_id as "schoolId", lesson_id as "lessonId", withdrawn_at is not null as "isGone" from work`,
      ),
      homework: await byId<HomeworkFacts>(`
        select id, school_id as "schoolId", lesson_id as "lessonId", withdrawn_at is not null as "isGone", student_ids as "studentIds" from homework`),
      class: await byId<{ schoolId: string }>('select id, school_id as "schoolId" from school_class'),
      person: await byId<PersonFacts>(`
        select p.id, p.school_id as "schoolId", exists (select from staff where id = p.id) as "isStaff",
          exists (select from student where id = p.id) as "isStudent" from person p`),
      // Those without a login come first: what is tried on their rights signs none of the askers out.
      enrolment: await byId<OfSchool>(
        'select e.id, e.school_id as "schoolId" from enrolment e order by e.from_on desc, e.id desc',
      ),
      guardianship: await byId<OfSchool>(
        `select g.id, g.school_id as "schoolId" from guardianship g
         order by exists (select from account_person p where p.person_id = g.guardian_id), g.id`,
      ),
      capacity: await byId<OfSchool & { kind: string }>(
        `select c.id, c.school_id as "schoolId", c.kind from capacity c
         order by exists (select from account_person p where p.person_id = c.staff_id), c.id`,
      ),
      teaching: await byId<OfSchool>('select id, school_id as "schoolId" from teaching'),
      group: await byId<GroupFacts>(
        `select g.id, g.school_id as "schoolId", g.kind,
           array(select b.subject_id from gradebook b where b.group_id = g.id
             order by exists (select from lesson l where l.gradebook_id = b.id)) as "subjectIds",
           array(select class_id from study_group_class c where c.group_id = g.id) as "classIds"
         from study_group g`,
      ),
      subject: await byId<OfSchool>(
        `select s.id, s.school_id as "schoolId" from subject s
         order by not exists (select from gradebook b where b.subject_id = s.id), s.id`,
      ),
      termScheme: await byId<OfSchool>('select id, school_id as "schoolId" from term_scheme'),
      calendarEntry: await byId<OfSchool>('select id, school_id as "schoolId" from calendar_entry'),
      bells: await byId<OfSchool>('select id, school_id as "schoolId" from bell_schedule'),
      import: await byId<OfSchool>('select id, school_id as "schoolId" from import_run'),
      years: await byId<OfSchool>('select id, school_id as "schoolId" from academic_year'),
      spares: new Map(
        (
          await rows<{ kind: 'student' | 'guardian' | 'staff'; id: string }>(
            `select 'student' as kind, id from person where last_name like 'canary%' and first_name = 'Запасной ученик'
             union all select 'guardian', id from person where first_name = 'Запасной родитель'
             union all select 'staff', id from person where first_name = 'Запасной сотрудник'`,
          )
        ).map(({ kind, id }) => [kind, id]),
      ),
      terms: await byId<{ schoolId: string }>('select id, school_id as "schoolId" from term'),
      workTypes: await byId<{ schoolId: string }>('select id, school_id as "schoolId" from work_type'),
      canaries,
      absenceLessons: new Map(absences.map(({ studentId, lessonId }) => [studentId, lessonId])),
      markedStudents: new Map(marks.map(({ workId, studentId }) => [workId, studentId])),
      rights(login, schoolId) {
        const found = rightsBy.get(`${login} ${schoolId}`)
        if (!found) throw new Error(`${login} is nobody in ${schoolId}`)
        return found
      },
    }
  } finally {
    await database.close()
  }
}

/** The content of every school's table, to see that nothing of it was changed: a line for each row. */
export async function rowsOf(superuserUrl: string): Promise<Map<string, string[]>> {
  const database = openAuthDatabase(superuserUrl, { size: 1 })
  try {
    const tables = await database.query<{ name: string }>(`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`)
    const found = new Map<string, string[]>()
    for (const { name } of [...tables, { name: 'school' }]) {
      const rows = await database.query<{ row: string }>(`select t::text as row from ${name} t`)
      found.set(
        name,
        rows.map(({ row }) => row),
      )
    }
    return found
  } finally {
    await database.close()
  }
}
