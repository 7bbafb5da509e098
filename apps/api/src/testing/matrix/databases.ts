import { createTestDatabase, type TestDatabase, type TestServer } from '@diary/db/server/testing'
import { openAuthDatabase } from '@diary/db/auth-client'
import type { Ground } from './ground.ts'
import { fillGround } from './school-api.ts'

/** A database of one's own with the ground of the matrix in it. */
export async function groundDatabase(server: TestServer): Promise<{ urls: TestDatabase; ground: Ground }> {
  const urls = await createTestDatabase(server)
  return { urls, ground: await fillGround(urls) }
}

/** Runs a statement as the superuser of a database: to break what is to be shown to hold. */
export async function asSuperuser(urls: { superuser: string }, text: string): Promise<void> {
  const database = openAuthDatabase(urls.superuser, { size: 1 })
  try {
    await database.query(text)
  } finally {
    await database.close()
  }
}

/** Takes the second wall down: no table has row security any more. */
export const withoutRowSecurity = (urls: { superuser: string }) =>
  asSuperuser(
    urls,
    `do $$ declare name text; begin
      for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity loop
        execute format('alter table %I disable row level security, no force row level security', name);
      end loop;
    end $$`,
  )
