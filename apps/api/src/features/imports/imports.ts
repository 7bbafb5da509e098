import type { ImportRow as ToldRow, importsApi } from '@diary/contracts/imports'
import type { Db, Sql } from '@diary/db/client'
import { newId } from '@diary/db/id'
import { createHash } from 'node:crypto'
import type { Actor } from '#access/actor'
import { canImport } from '#access/can'
import { visibleImport } from '#access/visible'
import type { Cursors } from '#platform/cursor'
import type { Jobs } from '#platform/jobs'
import { nameSelect } from '#platform/names'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import type { Importer } from './importer.ts'
import { importerFor } from './importers.ts'
import {
  importInListSelect,
  importSelect,
  toImport,
  toImportInList,
  type ImportRow,
  type Names,
} from './imports.view.ts'
import { completed, memorable, misfits, noAnswers, unanswered } from './runs/questions.ts'
import { reportOf } from './runs/report.ts'
import type { ImportPayload } from './runs/run-job.ts'
import { plainSearch } from './runs/run-rows.ts'

export type ImportsParts = {
  cursors: Cursors
  jobs: Pick<Jobs<ImportPayload>, 'enqueue'>
  importers: readonly Importer[]
}

/** Files that are given to be imported. What takes time is a job: a handler only says that it is to be done. */
export const imports = ({ cursors, jobs, importers }: ImportsParts): Handlers<typeof importsApi> => ({
  async kinds({ actor }) {
    return {
      items: importers.map(({ kind, extensions }) => ({
        kind,
        extensions: [...extensions],
        canImport: canImport(actor, { kind }),
      })),
    }
  },

  async list({ actor, db }, { query: { limit, after } }) {
    const [at, id] = after ? cursors.open('imports', actor.personId, after) : []
    const rows = await db.importRun.findMany({
      where: {
        AND: [
          visibleImport(actor),
          ...(at && id ? [{ OR: [{ at: { lt: new Date(at) } }, { at: new Date(at), id: { lt: id } }] }] : []),
        ],
      },
      select: importInListSelect,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    })
    const items = rows.slice(0, limit)
    const names = await namesOf(db, actor, items)
    const last = items.at(-1)
    return {
      items: items.map(row => toImportInList(row, names)),
      next:
        rows.length > limit && last
          ? cursors.seal('imports', actor.personId, [last.at.toISOString(), last.id])
          : null,
    }
  },

  async create({ actor, db, sql, now }, { query: { fileName, kind: said }, file }) {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
    const kind = said ?? importerFor(importers, { name: fileName, bytes })?.kind
    if (kind === undefined || bytes.length === 0 || !importers.some(importer => importer.kind === kind))
      throw new Problem('import-unknown-file')
    if (!canImport(actor, { kind })) throw new Problem('not-allowed')
    const { schoolId } = actor
    const id = newId()
    const fingerprint = new Uint8Array(createHash('sha256').update(bytes).digest())
    await db.importRun.create({
      data: {
        schoolId,
        id,
        kind,
        state: 'uploaded',
        fileName,
        fingerprint,
        counts: {},
        byId: actor.personId,
        at: now(),
      },
    })
    await sql({
      name: 'imports-keep-file',
      text: 'insert into import_file (school_id, import_id, content) values ($1, $2, $3)',
      values: [schoolId, id, bytes],
    })
    await jobs.enqueue(sql, { schoolId, importId: id, action: 'read' })
    return shown(db, sql, actor, id)
  },

  async show({ actor, db, sql }, { params }) {
    return shown(db, sql, actor, params.importId)
  },

  async answer({ actor, db, sql }, { params, body, ifVersion }) {
    const { importId } = params
    const { row, run } = await toChange(db, sql, actor, importId, ifVersion)
    if (!run.can.answer) throw new Problem('import-not-ready')
    const wrong = misfits(run.questions, body)
    if (wrong.length > 0)
      throw new Problem('import-answer-invalid', {
        errors: wrong
          .slice(0, 20)
          .map(pointer => ({ pointer: `/${pointer}`, code: 'unknown', message: 'No such answer' })),
      })
    const { schoolId } = actor
    // What a trial told is no longer so.
    await move(sql, schoolId, importId, { state: 'uploaded', mapping: body, isStale: true })
    const where = { schoolId_kind: { schoolId, kind: row.kind } }
    const before = await db.importMemory.findUnique({ where, select: { mapping: true } })
    const known = before === null ? noAnswers : (before.mapping as typeof noAnswers)
    const mapping = memorable(run.questions, body, known)
    await db.importMemory.upsert({
      where,
      create: { schoolId, kind: row.kind, mapping },
      update: { mapping, updatedAt: new Date() },
    })
    return shown(db, sql, actor, importId)
  },

  async try({ actor, db, sql }, { params: { importId }, ifVersion }) {
    const { run } = await toChange(db, sql, actor, importId, ifVersion)
    const lacking = unanswered(run.questions, completed(run.questions, run.answers))
    if (!run.can.try || lacking.length > 0) throw new Problem('import-not-ready')
    return begin(jobs, db, sql, actor, importId, 'trying', 'try')
  },

  async rows({ actor, db, sql }, { params: { importId }, query: { limit, after, search, action, subject } }) {
    await visible(db, actor, importId)
    const list = `import rows ${importId} ${search ?? ''} ${action ?? ''} ${subject ?? ''}`
    const [from = '0'] = after ? cursors.open(list, actor.personId, after) : []
    const rows = await sql<ToldRow>({
      name: 'imports-rows-page',
      text: `select number, subject, action, title, coalesce(details, '[]') as details from import_row
        where school_id = $1 and import_id = $2 and number > $3::int
          and ($4::text is null or position($4 in search) > 0)
          and ($5::text is null or action = $5) and ($6::text is null or subject = $6)
        order by number limit $7`,
      values: [
        actor.schoolId,
        importId,
        from,
        search ? plainSearch(search) : null,
        action ?? null,
        subject ?? null,
        limit + 1,
      ],
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items,
      next: rows.length > limit && last ? cursors.seal(list, actor.personId, [String(last.number)]) : null,
    }
  },

  async apply({ actor, db, sql }, { params: { importId }, ifVersion }) {
    const { run } = await toChange(db, sql, actor, importId, ifVersion)
    if (!run.can.apply) throw new Problem('import-not-ready')
    return begin(jobs, db, sql, actor, importId, 'applying', 'apply')
  },

  async cancel({ actor, db, sql, now }, { params: { importId }, ifVersion }) {
    const { run } = await toChange(db, sql, actor, importId, ifVersion)
    if (!run.can.cancel) throw new Problem('import-not-ready')
    await sql({
      name: 'imports-cancel',
      text: 'update import_run set cancel_at = $3, version = version + 1 where school_id = $1 and id = $2',
      values: [actor.schoolId, importId, now()],
    })
    return shown(db, sql, actor, importId)
  },

  async undo({ actor, db, sql }, { params: { importId }, ifVersion }) {
    const { run } = await toChange(db, sql, actor, importId, ifVersion)
    if (run.state !== 'applied') throw new Problem('import-not-ready')
    if (!run.can.undo) throw new Problem('import-not-last')
    await sql({
      name: 'imports-undone-by',
      text: 'update import_run set undone_by_id = $3 where school_id = $1 and id = $2',
      values: [actor.schoolId, importId, actor.personId],
    })
    return begin(jobs, db, sql, actor, importId, 'undoing', 'undo')
  },

  async report({ actor, db, sql }, { params: { importId }, query: { language } }) {
    const run = await shown(db, sql, actor, importId)
    return reportOf(sql, actor.schoolId, run, language, actor.timeZone)
  },
})

async function visible(db: Db, actor: Actor, importId: string): Promise<ImportRow> {
  const row = await db.importRun.findFirst({
    where: { AND: [visibleImport(actor), { id: importId }] },
    select: importSelect,
  })
  if (!row) throw new Problem('not-found')
  return row
}

async function shown(db: Db, sql: Sql, actor: Actor, importId: string) {
  const row = await visible(db, actor, importId)
  const names = await namesOf(db, actor, [row])
  const hasFile = (await db.importFile.count({ where: { schoolId: actor.schoolId, importId } })) > 0
  return toImport(row, actor, {
    names,
    hasFile,
    isLast: (await lastApplied(sql, actor.schoolId)) === importId,
  })
}

/** The run as it is, held until the end of the transaction; who may not import it, or saw another version, goes no further. */
async function toChange(db: Db, sql: Sql, actor: Actor, importId: string, ifVersion: number) {
  const row = await visible(db, actor, importId)
  if (!canImport(actor, row)) throw new Problem('not-allowed')
  await sql({
    name: 'imports-hold',
    text: 'select id from import_run where school_id = $1 and id = $2 for no key update',
    values: [actor.schoolId, importId],
  })
  const run = await shown(db, sql, actor, importId)
  if (run.version !== ifVersion) throw new Problem('changed-meanwhile', { current: run })
  return { row, run }
}

type Move = { state: ImportRow['state']; mapping?: unknown; isStale?: boolean }

async function move(sql: Sql, schoolId: string, importId: string, { state, mapping, isStale = false }: Move) {
  await sql({
    name: 'imports-move',
    text: `update import_run set state = $3::import_state, version = version + 1, mapping = coalesce($4::jsonb, mapping),
        counts = case when $5::boolean then '{}'::jsonb else counts end,
        progress = case when $3 in ('trying', 'applying', 'undoing') then '{"step":"waiting","done":0,"of":null}'::jsonb end,
        cancel_at = null, started_at = null
      where school_id = $1 and id = $2`,
    values: [schoolId, importId, state, mapping === undefined ? null : JSON.stringify(mapping), isStale],
  })
  if (isStale)
    await sql({
      name: 'imports-rows-clear',
      text: 'delete from import_row where school_id = $1 and import_id = $2',
      values: [schoolId, importId],
    })
}

/** The state and the job that will end it are written together: neither is ever there alone. */
async function begin(
  jobs: ImportsParts['jobs'],
  db: Db,
  sql: Sql,
  actor: Actor,
  importId: string,
  state: ImportRow['state'],
  action: ImportPayload['action'],
) {
  const { schoolId } = actor
  await move(sql, schoolId, importId, { state })
  await jobs.enqueue(sql, { schoolId, importId, action })
  return shown(db, sql, actor, importId)
}

/** The import that could be undone: the last of those whose record is still kept. */
async function lastApplied(sql: Sql, schoolId: string): Promise<string | undefined> {
  const [last] = await sql<{ id: string }>({
    name: 'imports-last-applied',
    text: `select r.id from import_run r where r.school_id = $1 and r.state = 'applied'
        and exists (select from import_change c where c.school_id = $1 and c.import_id = r.id)
      order by coalesce(r.finished_at, r.at) desc, r.id desc limit 1`,
    values: [schoolId],
  })
  return last?.id
}

async function namesOf(
  db: Db,
  { schoolId }: Actor,
  rows: readonly { byId: string | null; undoneById: string | null }[],
): Promise<Names> {
  const ids = [...new Set(rows.flatMap(({ byId, undoneById }) => [byId ?? [], undoneById ?? []].flat()))]
  if (ids.length === 0) return new Map()
  const people = await db.person.findMany({
    where: { schoolId, id: { in: ids } },
    select: { id: true, ...nameSelect },
  })
  return new Map(people.map(person => [person.id, person]))
}
