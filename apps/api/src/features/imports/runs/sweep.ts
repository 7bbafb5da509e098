import type { Database, Sql } from '@diary/db/client'
import type { Jobs } from '#platform/jobs'
import { interrupted, undoInterrupted } from './notices.ts'
import type { ImportPayload } from './run-job.ts'

const keptDays = 30

/**
 * Puts in order what no job will: an import whose job is gone (its process died too often) ends with a word, and what an
 * import keeps for its undoing goes a month after its end. For one school.
 */
export async function sweep(
  database: Database,
  jobs: Pick<Jobs<ImportPayload>, 'isAlive'>,
  schoolId: string,
  now: Date,
): Promise<void> {
  await database.inSqlScope({ schoolId, kind: 'system' }, async sql => {
    for (const { id } of await underWay(sql, schoolId)) {
      if (await jobs.isAlive(sql, { schoolId, importId: id })) continue
      await sql({
        name: 'imports-sweep',
        text: `update import_run set version = version + 1, progress = null, cancel_at = null, finished_at = $3,
            notices = case when state = 'undoing' then $5::jsonb else $4::jsonb end,
            state = case when state = 'undoing' then 'applied' when cancel_at is not null then 'cancelled' else 'failed' end::import_state
          where school_id = $1 and id = $2 and (state in ('trying', 'applying', 'undoing') or (state = 'uploaded' and recognised is null))`,
        values: [schoolId, id, now, JSON.stringify([interrupted]), JSON.stringify([undoInterrupted])],
      })
    }
    for (const table of ['import_file', 'import_change'])
      await sql({
        name: `imports-sweep-${table}`,
        text: `delete from ${table} k using import_run r
          where k.school_id = $1 and r.school_id = $1 and r.id = k.import_id
            and r.state not in ('trying', 'applying', 'undoing')
            and coalesce(r.finished_at, r.at) < $2::timestamptz - interval '${keptDays} days'`,
        values: [schoolId, now],
      })
  })
}

const underWay = (sql: Sql, schoolId: string) =>
  sql<{ id: string }>({
    name: 'imports-under-way',
    text: `select id from import_run where school_id = $1
      and (state in ('trying', 'applying', 'undoing') or (state = 'uploaded' and recognised is null))`,
    values: [schoolId],
  })
