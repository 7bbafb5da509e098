import type {
  ImportAnswers,
  ImportFact,
  ImportKind,
  ImportNotice,
  ImportQuestion,
  ImportRow,
  ImportRun,
  ImportState,
} from '@diary/contracts/imports'
import type { Sql } from '@diary/db/client'
import { noAnswers } from './questions.ts'

/** What is kept of a file once it has been read. */
export type Recognition = { facts: ImportFact[]; questions: ImportQuestion[] }
export type Counts = ImportRun['counts']

/** An import as its job knows it. */
export type Run = {
  id: string
  kind: ImportKind
  state: ImportState
  fileName: string | null
  recognised: Recognition | null
  answers: ImportAnswers
  isCancelled: boolean
  /** Whose work it is: what the import changes stands in the history under this name. */
  byId: string | null
  undoneById: string | null
  timeZone: string
}

export async function loadRun(sql: Sql, schoolId: string, importId: string): Promise<Run | undefined> {
  const [run] = await sql<Omit<Run, 'answers'> & { answers: ImportAnswers | null }>({
    name: 'imports-load',
    text: `select r.id, r.kind, r.state, r.file_name as "fileName", r.recognised, r.mapping as answers,
        r.cancel_at is not null as "isCancelled", r.by_id as "byId", r.undone_by_id as "undoneById", s.time_zone as "timeZone"
      from import_run r join school s on s.id = r.school_id where r.school_id = $1 and r.id = $2`,
    values: [schoolId, importId],
  })
  return run && { ...run, answers: run.answers ?? noAnswers }
}

export async function loadFile(sql: Sql, schoolId: string, importId: string): Promise<Buffer | undefined> {
  const [file] = await sql<{ content: Buffer }>({
    name: 'imports-file',
    text: 'select content from import_file where school_id = $1 and import_id = $2',
    values: [schoolId, importId],
  })
  return file?.content
}

/** What a job found out or did, written to its run. What is not named stays as it is. */
export type Outcome = {
  state: ImportState
  /** Only from one of these: a run that somebody else has moved on is left alone. */
  from: readonly ImportState[]
  /** Not once somebody has cancelled: who was told that it will be stopped must not find it written. */
  unlessCancelled?: true
  recognised?: Recognition
  answers?: ImportAnswers
  counts?: { subjects: Counts } & Record<string, unknown>
  notices?: ImportNotice[]
  at: Date
}

/** Moves a run on; false when it was no longer where the job believed it. */
export async function saveOutcome(
  sql: Sql,
  schoolId: string,
  importId: string,
  { state, from, unlessCancelled, recognised, answers, counts, notices, at }: Outcome,
): Promise<boolean> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  const saved = await sql<{ id: string }>({
    name: 'imports-outcome',
    text: `update import_run set state = $3::import_state, recognised = coalesce($4::jsonb, recognised),
        mapping = coalesce($5::jsonb, mapping), counts = coalesce($6::jsonb, counts), notices = coalesce($7::jsonb, notices),
        progress = null, cancel_at = null, finished_at = $8::timestamptz, version = version + 1,
        undone_at = case when $3 = 'undone' then $8::timestamptz end,
        undone_by_id = case when $3 = 'undone' then undone_by_id end
      where school_id = $1 and id = $2 and state = any ($9::import_state[]) and ($10 or cancel_at is null) returning id`,
    values: [
      schoolId,
      importId,
      state,
      json(recognised),
      json(answers),
      json(counts),
      json(notices),
      at,
      [...from],
      unlessCancelled === undefined,
    ],
  })
  return saved.length > 0
}

const rowsAtOnce = 5000

/** Puts these rows in place of whatever rows the run had. */
export async function saveRows(
  sql: Sql,
  schoolId: string,
  importId: string,
  rows: readonly ImportRow[],
): Promise<void> {
  await sql({
    name: 'imports-rows-clear',
    text: 'delete from import_row where school_id = $1 and import_id = $2',
    values: [schoolId, importId],
  })
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const portion = rows.slice(from, from + rowsAtOnce)
    await sql({
      name: 'imports-rows-save',
      text: `insert into import_row (school_id, import_id, number, subject, action, title, search, details)
        select $1, $2, x.* from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[]) x`,
      values: [
        schoolId,
        importId,
        portion.map(({ number }) => number),
        portion.map(({ subject }) => subject),
        portion.map(({ action }) => action),
        portion.map(({ title }) => title),
        portion.map(searchOf),
        portion.map(({ details }) => JSON.stringify(details)),
      ],
    })
  }
}

/** What is searched by: as a person would type it. */
const searchOf = ({ title, details }: ImportRow) =>
  plainSearch(
    [title, ...details.flatMap(({ before, after }) => [before ?? '', after ?? ''])].join(' '),
  ).slice(0, 1000)

export const plainSearch = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim()
