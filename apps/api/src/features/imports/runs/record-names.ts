import type { ImportSubject } from '@diary/contracts/imports'
import type { Sql } from '@diary/db/client'
import { fullName, fullNameSql } from '#platform/names'
import type { Change } from './record.ts'
import type { ColumnOf, Json } from './recorded-tables.ts'

/** The names of what changes refer to by id. */
export type Names = {
  name: (of: NonNullable<ColumnOf['names']>, id: string) => string
  /** What a person is in the school, to say what was changed. */
  roleOf: (personId: string) => ImportSubject
  /** The row of a person that the import made. */
  newPerson: (personId: string) => Json | undefined
}

const personIds = ['student_id', 'guardian_id', 'staff_id', 'person_id'] as const

/** Reads the names while the import's rows are still there; of what the import removed they are in its record. */
export async function namesOf(sql: Sql, schoolId: string, changes: readonly Change[]): Promise<Names> {
  const ids = {
    person: new Set<string>(),
    class: new Set<string>(),
    group: new Set<string>(),
    gradebook: new Set<string>(),
  }
  const people = new Map<string, Json>()
  const gone = new Map<string, string>()
  const add = (set: Set<string>, value: unknown) => typeof value === 'string' && set.add(value)
  for (const { table, before, after } of changes) {
    for (const row of [before, after]) {
      if (!row) continue
      for (const column of personIds) add(ids.person, row[column])
      if (['person', 'student', 'guardian', 'staff'].includes(table)) add(ids.person, row['id'])
      add(ids.class, row['class_id'])
      add(ids.group, row['group_id'])
      add(ids.gradebook, row['gradebook_id'])
      if (table === 'gradebook') add(ids.gradebook, row['id'])
      const { id, title } = row
      if (!after && typeof id === 'string' && typeof title === 'string') gone.set(id, title)
    }
    if (table !== 'person') continue
    if (!before && after) people.set(String(after['id']), after)
    if (before && !after) gone.set(String(before['id']), personName(before))
  }
  const read = async (name: string, text: string, wanted: ReadonlySet<string>) =>
    wanted.size === 0
      ? []
      : sql<{ id: string; name: string; role?: ImportSubject }>({
          name,
          text,
          values: [schoolId, [...wanted]],
        })
  const found = [
    await read(
      'imports-names-people',
      `select p.id, ${fullNameSql('p')} as name,
        case when exists (select from student t where t.school_id = $1 and t.id = p.id) then 'student'
          when p.is_staff then 'staff' else 'guardian' end as role
        from person p where p.school_id = $1 and p.id = any ($2::uuid[])`,
      ids.person,
    ),
    await read(
      'imports-names-classes',
      'select id, title as name from school_class where school_id = $1 and id = any ($2::uuid[])',
      ids.class,
    ),
    await read(
      'imports-names-groups',
      'select id, title as name from study_group where school_id = $1 and id = any ($2::uuid[])',
      ids.group,
    ),
    await read(
      'imports-names-gradebooks',
      `select b.id, g.title || ' · ' || s.title as name from gradebook b
        join study_group g on g.school_id = $1 and g.id = b.group_id
        join subject s on s.school_id = $1 and s.id = b.subject_id
        where b.school_id = $1 and b.id = any ($2::uuid[])`,
      ids.gradebook,
    ),
  ].flat()
  const byId = new Map(found.map(it => [it.id, it]))
  return {
    name: (_of, id) => byId.get(id)?.name ?? gone.get(id) ?? '…',
    roleOf: id => byId.get(id)?.role ?? 'guardian',
    newPerson: id => people.get(id),
  }
}

/** The name in a recorded row of a person. */
export function personName(row: Json): string {
  const part = (column: string) => (typeof row[column] === 'string' ? row[column] : '')
  return fullName({
    lastName: part('last_name'),
    firstName: part('first_name'),
    middleName: part('middle_name') || null,
  })
}
