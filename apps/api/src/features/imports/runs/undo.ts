import type { ScopedWork, Sql } from '@diary/db/client'
import type { ImportNotice } from '@diary/contracts/imports'
import type { ImportJob } from '../importer.ts'
import { said } from './notices.ts'
import { recordedTables } from './recorded-tables.ts'
import { builtOn, tableWords } from './undo-texts.ts'

/** Something was built on the import; nothing was taken back. */
export class UndoRefused extends Error {
  readonly notices: readonly ImportNotice[]

  constructor(...notices: readonly ImportNotice[]) {
    super('the import can no longer be undone')
    this.notices = notices
  }
}

type Table = { name: string; key: string[]; columns: string[] }
type Run = { from: string; until: string; action: 'insert' | 'update' | 'delete'; tables: string[] }

/**
 * Takes an import back, by the record of its rows, the last first: what it made goes, what it changed or removed is as it
 * was. Only while every row of it is still as the import left it, and nothing refers to it.
 */
export async function undo(
  { sql }: ScopedWork,
  schoolId: string,
  importId: string,
  job: ImportJob,
): Promise<void> {
  // Nothing knows yet how much the import wrote: planned for a few rows, each would look through all the others.
  await sql({ name: 'imports-undo-plans', text: 'set local enable_nestloop = off', values: [] })
  const tables = await tablesOf(sql, schoolId, importId)
  await refuseIfChanged(sql, schoolId, importId, tables)
  const runs = await runsOf(sql, schoolId, importId)
  for (const [index, run] of runs.entries()) {
    await job.progress(index, runs.length)
    const order = recordedTables.filter(name => run.tables.includes(name))
    for (const name of run.action === 'insert' ? order.toReversed() : order) {
      const table = tables.get(name)
      if (table) await takeBack(sql, schoolId, importId, table, run)
    }
  }
  await sql({
    name: 'imports-undone',
    text: 'delete from import_change where school_id = $1 and import_id = $2',
    values: [schoolId, importId],
  })
}

/** What the catalogue says of the tables the import wrote. Their names come from the trigger, so from the catalogue too. */
async function tablesOf(sql: Sql, schoolId: string, importId: string): Promise<Map<string, Table>> {
  const found = await sql<Table>({
    name: 'imports-undo-tables',
    text: `select c.relname as name,
        array(select quote_ident(a.attname) from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k(attnum, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
          where i.indrelid = c.oid and i.indisprimary order by k.place)::text[] as key,
        array(select quote_ident(a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum)::text[] as columns
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname in (select distinct subject from import_change where school_id = $1 and import_id = $2)`,
    values: [schoolId, importId],
  })
  const known = new Set<string>(recordedTables)
  return new Map(found.filter(({ name }) => known.has(name)).map(table => [table.name, table]))
}

const shownMost = 20

/** Every row that the import touched must be as it left it. What counts changes of a row is no part of it. */
async function refuseIfChanged(
  sql: Sql,
  schoolId: string,
  importId: string,
  tables: ReadonlyMap<string, Table>,
): Promise<void> {
  const changed: { table: string; count: number }[] = []
  for (const { name, key } of tables.values()) {
    // As texts, so that all of them are compared in one pass.
    const keyOfRow = `array[${key.map(column => `t.${column}::text`).join(', ')}]`
    const [found] = await sql<{ count: number }>({
      name: `imports-undo-changed-${name}`,
      text: `with last as (
          select distinct on (k) k, after
          from (select *, array(select coalesce(after, before) ->> unnest($3::text[])) as k
            from import_change where school_id = $1 and import_id = $2 and subject = '${name}') c
          order by k, number desc)
        select count(*)::int as count from last c
        left join (select ${keyOfRow} as k, to_jsonb(t) - 'version' - 'updated_at' as now from ${name} t where t.school_id = $1) t
          on t.k = c.k
        where case when c.after is null then t.k is not null
          else t.k is null or not (t.now @> (c.after - 'version' - 'updated_at')) end`,
      values: [schoolId, importId, key.map(column => column.replaceAll('"', ''))],
    })
    if (found && found.count > 0) changed.push({ table: name, count: found.count })
  }
  if (changed.length === 0) return
  const list = (language: 'ru' | 'en') =>
    changed
      .slice(0, shownMost)
      .map(({ table, count }) => `${tableWords(table)[language]} — ${count}`)
      .join(', ')
  throw new UndoRefused(
    said('error', {
      ru: `Отменить нельзя: после загрузки изменено или удалено (${list('ru')}). Ничего не отменено.`,
      en: `It can’t be undone: since the import these were changed or deleted (${list('en')}). Nothing was undone.`,
    }),
  )
}

/** The record in stretches of one kind of change, the last first: within one, tables may be taken in the order of their references. */
async function runsOf(sql: Sql, schoolId: string, importId: string): Promise<Run[]> {
  return sql<Run>({
    name: 'imports-undo-runs',
    text: `select min(number)::text as "from", max(number)::text as "until", action, array_agg(distinct subject)::text[] as tables
      from (select number, action, subject,
          row_number() over (order by number) - row_number() over (partition by action order by number) as stretch
        from import_change where school_id = $1 and import_id = $2) c
      group by action, stretch order by min(number) desc`,
    values: [schoolId, importId],
  })
}

async function takeBack(
  sql: Sql,
  schoolId: string,
  importId: string,
  { name, key, columns }: Table,
  { from, until, action }: Run,
): Promise<void> {
  const recorded = `import_change c where c.school_id = $1 and c.import_id = $2 and c.subject = '${name}' and c.number between $3::bigint and $4::bigint`
  const values = [schoolId, importId, from, until]
  const same = key.map(column => `t.${column} = r.${column}`).join(' and ')
  const row = (side: 'before' | 'after') => `jsonb_populate_record(null::${name}, c.${side})`
  if (action === 'delete') {
    const list = columns.join(', ')
    await sql({
      name: `imports-undo-insert-${name}`,
      text: `insert into ${name} (${list}) select ${columns.map(column => `r.${column}`).join(', ')}
        from (select (${row('before')}).* from ${recorded}) r`,
      values,
    })
  } else if (action === 'update') {
    // Changed twice in one stretch, a row goes back to what it was before the first.
    await sql({
      name: `imports-undo-update-${name}`,
      text: `update ${name} t set ${columns.map(column => `${column} = r.${column}`).join(', ')}
        from (select distinct on (${key.join(', ')}) x.* from
          (select c.number as change_number, (${row('before')}).* from ${recorded}) x
          order by ${key.join(', ')}, x.change_number) r
        where ${same}`,
      values,
    })
  } else {
    try {
      await sql({
        name: `imports-undo-delete-${name}`,
        text: `delete from ${name} t using (select (${row('after')}).* from ${recorded}) r where ${same}`,
        values,
      })
    } catch (error) {
      throw refusalOf(error) ?? error
    }
  }
}

/** A row that refers to what the import made keeps it: which table it is in, the database says. */
function refusalOf(error: unknown): UndoRefused | undefined {
  const { code, table } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown
    table?: unknown
  }
  // PostgreSQL 18 says 23001 where a reference forbids the deletion, older ones 23503.
  return code === '23503' || code === '23001'
    ? new UndoRefused(builtOn(typeof table === 'string' ? table : ''))
    : undefined
}
