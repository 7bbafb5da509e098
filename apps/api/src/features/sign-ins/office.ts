import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database, Sql } from '@diary/db/client'
import type { Actor } from '#access/actor'
import type { Cursors } from '#platform/cursor'
import { Problem } from '#platform/problem'
import { todayOf } from '#platform/school-day'

/** What the office's part of first sign-ins works with. */
export interface OfficeParts {
  readonly database: Database
  readonly auth: AuthDatabase
  readonly secret: Buffer
  readonly cursors: Cursors
  /** Where people reach the diary: it stands on the letters. */
  readonly publicUrl: string
}

/** Who of a school has an account, and since when: the first five values of every statement in `sign-ins.view.ts`. */
export async function valuesOf(
  auth: AuthDatabase,
  actor: Actor,
  now: Date,
): Promise<readonly [string, string, Date, string[], Date[]]> {
  const came = await auth.query<{ person_id: string; created_at: Date }>(
    'select person_id, created_at from account_person where school_id = $1',
    [actor.schoolId],
  )
  const ids = came.map(({ person_id }) => person_id)
  return [actor.schoolId, todayOf(actor, now), now, ids, came.map(({ created_at }) => created_at)]
}

/** A class of another school is a class of nothing. */
export async function findClass(sql: Sql, schoolId: string, classId: string): Promise<void> {
  const found = await sql({
    name: 'codes-class',
    text: 'select id from school_class where school_id = $1 and id = $2',
    values: [schoolId, classId],
  })
  if (found.length === 0) throw new Problem('not-found')
}
