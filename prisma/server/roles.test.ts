import { expect, inject, test } from 'vitest'
import { openDatabaseServer } from './database.ts'
import { checkRoles, rolesSql, withClient } from './roles.ts'
import { createTestDatabase } from './testing.ts'

const { url, passwords } = inject('server')

test('the roles that roles.sql makes are accepted', async () => {
  await expect(checkRoles(await createTestDatabase(inject('server')))).resolves.toBeUndefined()
})

test('a superuser is refused as the role of requests', async () => {
  const database = await createTestDatabase(inject('server'))
  await expect(checkRoles({ ...database, app: database.superuser })).rejects.toThrow(
    'DATABASE_URL: роль postgres — суперпользователь',
  )
})

test('a role that owns tables is refused as the role of requests', async () => {
  const database = await createTestDatabase(inject('server'))
  await expect(checkRoles({ ...database, app: database.owner })).rejects.toThrow(
    /DATABASE_URL: роль diary_owner владеет таблицами/,
  )
})

test('a role that bypasses row security, or that inherits from the owner, is refused', async () => {
  const database = await createTestDatabase(inject('server'))
  await withClient(url, async client => {
    await client.query(
      "create role test_bypass login bypassrls password 'x'; create role test_heir login password 'x'",
    )
    await client.query('grant diary_owner to test_heir; grant diary_app to test_bypass')
  })
  const as = (username: string) =>
    Object.assign(new URL(database.superuser), { username, password: 'x' }).href
  await withClient(database.superuser, client =>
    client.query(
      `grant connect on database ${new URL(database.app).pathname.slice(1)} to test_bypass, test_heir`,
    ),
  )
  await expect(checkRoles({ ...database, auth: as('test_bypass') })).rejects.toThrow('обходит защиту строк')
  await expect(checkRoles({ ...database, auth: as('test_heir') })).rejects.toThrow('владеет таблицами')
})

test('connection strings to different databases are refused', async () => {
  const [one, other] = [
    await createTestDatabase(inject('server')),
    await createTestDatabase(inject('server')),
  ]
  await expect(checkRoles({ ...one, auth: other.auth })).rejects.toThrow('указывают на разные базы')
})

test('a missing connection string is named', async () => {
  const env = { DATABASE_URL: 'postgresql://a', DATABASE_OWNER_URL: 'postgresql://b' }
  await expect(openDatabaseServer({ dataDir: '/nowhere', env })).rejects.toThrow(
    'не хватает: DATABASE_AUTH_URL',
  )
})

test('a server that does not answer is named with its variable', async () => {
  const database = await createTestDatabase(inject('server'))
  const dead = 'postgresql://diary_app:x@127.0.0.1:1/diary'
  await expect(checkRoles({ ...database, app: dead })).rejects.toThrow(
    /DATABASE_URL: соединиться с базой не удалось: .*ECONNREFUSED/,
  )
})

test('requests and sign-in have limits of time, and everyone else may not even connect', async () => {
  const database = await createTestDatabase(inject('server'))
  for (const role of ['app', 'auth'] as const)
    await withClient(database[role], async client => {
      const { rows } = await client.query(`select current_setting('statement_timeout') as statement,
        current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`)
      expect(rows).toEqual([{ statement: '5s', lock: '2s', idle: '10s' }])
    })
  await withClient(url, client => client.query("create role test_stranger login password 'x'"))
  const stranger = Object.assign(new URL(database.app), { username: 'test_stranger', password: 'x' }).href
  await expect(withClient(stranger, client => client.query('select 1'))).rejects.toThrow(
    'permission denied for database',
  )
})

test('a password with a quote stays inside its literal', () => {
  const statements = rolesSql({ ...passwords, owner: "it's; drop" })
  expect(statements[0]).toContain("PASSWORD 'it''s; drop'")
  expect(statements).toHaveLength(12)
})
