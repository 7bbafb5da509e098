import { importSubjects, type ImportAction, type ImportRow } from '@diary/contracts/imports'
import type { ScopedWork, Sql } from '@diary/db/client'
import { timeOf } from '#platform/names'
import type { Written } from '../importer.ts'
import { mapInTurns } from '../turns.ts'
import { namesOf, personName, type Names } from './record-names.ts'
import { personColumns, shownTables, type ColumnOf, type Json } from './recorded-tables.ts'
import type { Counts } from './run-rows.ts'

/** One row of the database, as it was before the import and as it is after all of it. */
export type Change = { table: string; before: Json | null; after: Json | null }
type Shown = Omit<ImportRow, 'number'>

/** What an import did, for people: from the record the database kept, and what the importer adds to it. */
export async function recordOf(
  { sql }: ScopedWork,
  schoolId: string,
  importId: string,
  written: Written,
): Promise<{ rows: ImportRow[]; counts: Counts; isNothingToChange: boolean }> {
  const changes = await netChanges(sql, schoolId, importId, written.tells ?? [])
  const names = await namesOf(sql, schoolId, changes)
  const shown: Shown[] = [
    ...(await mapInTurns(changes, change => shownOf(change, names))).flat(),
    ...bellsOf(changes),
    ...(await lessonsOf(sql, schoolId, importId)),
    ...written.rows.map(row => ({ details: [], ...row, title: titleOf(row.title) })),
  ]
  const order = new Map<string, number>(importSubjects.map((subject, index) => [subject, index]))
  const rank = ({ action, subject }: Shown) => (action === 'question' ? -1 : (order.get(subject) ?? 0))
  const collator = new Intl.Collator('ru', { numeric: true })
  const rows = shown
    .sort((one, other) => rank(one) - rank(other) || collator.compare(one.title, other.title))
    .map((row, index) => ({ number: index + 1, ...row }))
  return { rows, counts: countsOf(rows), isNothingToChange: await isNothing(sql, schoolId, importId) }
}

const recordedAtOnce = 10_000

async function netChanges(
  sql: Sql,
  schoolId: string,
  importId: string,
  told: readonly string[],
): Promise<Change[]> {
  const net = new Map<string, Change>()
  const tables = [...Object.keys(shownTables), 'person', 'bell_slot'].filter(table => !told.includes(table))
  for (let after = '0'; ;) {
    const records = await sql<{ number: string } & Change>({
      name: 'imports-recorded',
      text: `select number::text, subject as "table", before, after from import_change
        where school_id = $1 and import_id = $2 and number > $3::bigint and subject = any ($4::text[])
        order by number limit ${recordedAtOnce}`,
      values: [schoolId, importId, after, tables],
    })
    for (const { table, before, after: became } of records) {
      const row = became ?? before ?? {}
      const key = `${table} ${text(row['id'] ?? `${text(row['bell_schedule_id'])} ${text(row['number'])}`)}`
      const first = net.get(key)
      net.set(key, { table, before: first ? first.before : before, after: became })
    }
    const last = records.at(-1)
    if (records.length < recordedAtOnce || !last) return [...net.values()]
    after = last.number
  }
}

/** The rows a change is shown as: none when it came to nothing. */
function shownOf({ table, before, after }: Change, names: Names): Shown[] {
  if (table === 'person') return before && after ? shownPerson(before, after, names) : []
  const shown = shownTables[table]
  const row = after ?? before
  if (!shown || !row) return []
  const isRole = table === 'student' || table === 'guardian' || table === 'staff'
  const columns = isRole && !before ? [...personColumns, ...shown.columns] : shown.columns
  const person = isRole && !before ? names.newPerson(text(row['id'])) : undefined
  const details = detailsOf(columns, before, after && { ...person, ...after }, names)
  if (before && after && details.length === 0) return []
  const named = row[shown.title.column]
  const title = shown.title.names ? names.name(shown.title.names, text(named)) : text(named)
  return [{ subject: shown.subject, action: actionOf(before, after), title: titleOf(title), details }]
}

/** A person who was there before: told as what the person is in the school. */
function shownPerson(before: Json, after: Json, names: Names): Shown[] {
  const [was, is] = [personName(before), personName(after)]
  const renamed = was === is ? [] : [{ field: 'name' as const, before: was, after: is }]
  const details = [...renamed, ...detailsOf(personColumns, before, after, names)]
  if (details.length === 0) return []
  return [{ subject: names.roleOf(text(after['id'])), action: 'changed', title: titleOf(is), details }]
}

function detailsOf(
  columns: readonly ColumnOf[],
  before: Json | null,
  after: Json | null,
  names: Names,
): ImportRow['details'] {
  return columns.flatMap(({ column, field, names: of }) => {
    const said = (row: Json | null) => {
      const value = row?.[column]
      if (value === null || value === undefined) return null
      return of ? names.name(of, text(value)) : text(value)
    }
    const [was, is] = [said(before), said(after)]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

/** Bells are shown by their number: a schedule that is replaced keeps most of them. */
function bellsOf(changes: readonly Change[]): Shown[] {
  const time = (row: Json | null) =>
    row && `${timeOf(Number(row['start_minute']))}–${timeOf(Number(row['end_minute']))}`
  return changes.flatMap(({ table, before, after }) => {
    const [was, is] = [time(before), time(after)]
    if (table !== 'bell_slot' || was === is) return []
    return [
      {
        subject: 'bells' as const,
        action: actionOf(before, after),
        title: text((after ?? before)?.['number']),
        details: [{ field: 'time' as const, before: was, after: is }],
      },
    ]
  })
}

/** Of lessons it is said of each gradebook how many come and go. */
async function lessonsOf(sql: Sql, schoolId: string, importId: string): Promise<Shown[]> {
  const gradebooks = await sql<{ title: string; made: number; gone: number; changed: number }>({
    name: 'imports-lessons',
    text: `with told as (
        select coalesce(after, before) ->> 'gradebook_id' as gradebook_id,
          count(*) filter (where action = 'insert')::int as made, count(*) filter (where action = 'delete')::int as gone,
          count(*) filter (where action = 'update' and (before ->> 'status') is distinct from (after ->> 'status'))::int as changed
        from import_change where school_id = $1 and import_id = $2 and subject = 'lesson' group by 1)
      select coalesce(g.title || ' · ' || s.title, '…') as title, t.made, t.gone, t.changed
      from told t
      left join gradebook b on b.school_id = $1 and b.id = t.gradebook_id::uuid
      left join study_group g on g.school_id = $1 and g.id = b.group_id
      left join subject s on s.school_id = $1 and s.id = b.subject_id`,
    values: [schoolId, importId],
  })
  return gradebooks.flatMap(({ title, made, gone, changed }) => {
    const row = (action: ImportAction, count: number, before: string | null, after: string | null): Shown[] =>
      count === 0
        ? []
        : [
            {
              subject: 'lesson',
              action,
              title: titleOf(title),
              details: [{ field: 'lessons', before, after }],
            },
          ]
    return [
      ...row('created', made, null, String(made)),
      ...row('removed', gone, String(gone), null),
      ...row('changed', changed, String(changed), String(changed)),
    ]
  })
}

/** By kind of thing. Of lessons the lessons are counted, not the rows that tell of them. */
function countsOf(rows: readonly ImportRow[]): Counts {
  const bySubject = new Map<string, Counts[number]>()
  for (const { subject, action, details } of rows) {
    const none = { created: 0, changed: 0, unchanged: 0, removed: 0, question: 0 }
    const found = bySubject.get(subject) ?? { subject, counts: none }
    const [lessons] = subject === 'lesson' ? details.filter(({ field }) => field === 'lessons') : []
    found.counts[action] += lessons ? Number(lessons.after ?? lessons.before) : 1
    bySubject.set(subject, found)
  }
  return importSubjects.flatMap(subject => bySubject.get(subject) ?? [])
}

/** Nothing but what the import keeps for itself was written. */
async function isNothing(sql: Sql, schoolId: string, importId: string): Promise<boolean> {
  const found = await sql({
    name: 'imports-is-nothing',
    text: 'select number from import_change where school_id = $1 and import_id = $2 limit 1',
    values: [schoolId, importId],
  })
  return found.length === 0
}

const actionOf = (before: Json | null, after: Json | null): ImportAction =>
  before === null ? 'created' : after === null ? 'removed' : 'changed'
const titleOf = (title: string) => [...title].slice(0, 200).join('') || '—'
const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)
