import { expect, inject, test } from 'vitest'
import { diffFromDatabase } from './diff.ts'
import { migrate } from './migrate.ts'
import { withClient } from './roles.ts'
import { migrationNames } from './schema-engine.ts'
import { createTestDatabase } from './testing.ts'

async function emptyDatabase() {
  const database = await createTestDatabase(inject('server'))
  await withClient(database.owner, async client => {
    await client.query('drop schema public cascade')
    await client.query('create schema public')
  })
  return database
}

test('two processes that migrate at once leave one complete history', async () => {
  const { owner } = await emptyDatabase()
  const both = await Promise.all([migrate(owner), migrate(owner)])
  expect(both.flat().sort()).toEqual(migrationNames())
  const history = await withClient(owner, client =>
    client.query<{ name: string }>(
      'select migration_name as name from _prisma_migrations where finished_at is not null order by 1',
    ),
  )
  expect(history.rows.map(row => row.name)).toEqual(migrationNames())
  expect(await migrate(owner)).toEqual([])
})

test('a database newer than the program is refused', async () => {
  const { owner } = await createTestDatabase(inject('server'))
  await withClient(owner, client =>
    client.query(
      "update _prisma_migrations set migration_name = '29990101000000_future' where migration_name = $1",
      [migrationNames().at(-1)],
    ),
  )
  await expect(migrate(owner)).rejects.toThrow(
    'База новее программы: в ней есть миграция 29990101000000_future',
  )
})

test('a migration that was edited after it was applied is refused', async () => {
  const { owner } = await createTestDatabase(inject('server'))
  const name = migrationNames()[0]
  await withClient(owner, client =>
    client.query("update _prisma_migrations set checksum = 'other' where migration_name = $1", [name]),
  )
  await expect(migrate(owner)).rejects.toThrow(`Миграция ${name} изменилась`)
})

test('a database with tables of another program is left alone', async () => {
  const { owner } = await emptyDatabase()
  await withClient(owner, client => client.query('create table library_card (id int)'))
  await expect(migrate(owner)).rejects.toThrow('В базе уже есть чужие таблицы (library_card)')
})

test('a migration that fails says where, leaves nothing and can be tried again', async () => {
  const { owner, superuser } = await emptyDatabase()
  // Something of the same name is in the way.
  await withClient(owner, client => client.query('create domain term_kind as text'))
  await expect(migrate(owner)).rejects.toThrow(
    /Миграция \S+ не применилась, база осталась прежней: type "term_kind" already exists \[42710\]/,
  )
  const left = await withClient(superuser, client =>
    client.query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
    ),
  )
  expect(left.rows).toEqual([{ relname: '_prisma_migrations' }])
  await withClient(owner, client => client.query('drop domain term_kind'))
  expect(await migrate(owner)).toEqual(migrationNames())
})

test('the migrations make the schema, and beyond it only indexes that Prisma has no word for', async () => {
  const { owner } = await createTestDatabase(inject('server'))
  const wordless = await withClient(owner, client =>
    client.query<{ name: string }>(`
      select indexrelid::regclass::text as name from pg_index
      where indnullsnotdistinct or indpred is not null or indexprs is not null`),
  )
  const drops = wordless.rows.map(({ name }) => `DROP INDEX "${name}";`)
  const statements = ((await diffFromDatabase(owner)) ?? '')
    .replace(/^--.*$/gm, '')
    .split('\n\n')
    .map(statement => statement.trim())
  expect(statements.filter(statement => statement !== '' && !drops.includes(statement))).toEqual([])
})

test('the difference between a live database and the schema is found', async () => {
  const { owner } = await createTestDatabase(inject('server'))
  await withClient(owner, client => client.query('alter table school drop column full_title'))
  expect(await diffFromDatabase(owner)).toContain(
    'ALTER TABLE "school" ADD COLUMN     "full_title" VARCHAR(500)',
  )
})
