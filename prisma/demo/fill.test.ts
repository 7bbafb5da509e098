import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openAuthDatabase } from '../auth-client.ts'
import { openDatabase } from '../client.ts'
import { maker } from '../make/maker.ts'
import { createTestDatabase } from '../server/testing.ts'
import type { TestDatabase } from '../server/testing.ts'
import { fillDemo } from './fill.ts'
import type { FillOptions } from './fill.ts'
import { secondSchool } from './school/schools.ts'

let database: TestDatabase
let behind: pg.Client

// A database of its own: a fill looks at all schools there are. The small school takes the same road as the large one.
beforeAll(async () => {
  database = await createTestDatabase(inject('server'))
  behind = new pg.Client({ connectionString: database.superuser })
  await behind.connect()
})
afterAll(() => behind.end())

const fill = (more: Partial<FillOptions> = {}) =>
  fillDemo({
    appUrl: database.app,
    authUrl: database.auth,
    ownerUrl: database.owner,
    day: '2026-11-23',
    hashPassword: async password => `hash of ${password}`,
    specs: [secondSchool],
    ...more,
  })
const count = async (table: string) =>
  Number((await behind.query(`select count(*) from ${table}`)).rows[0]?.count)

describe('filling the demonstration', () => {
  test('leaves nothing when it is broken off', async () => {
    const onProgress = (_: string, done: number) => {
      if (done > 0.5) throw new Error('the power went out')
    }
    await expect(fill({ onProgress })).rejects.toThrow('the power went out')
    expect([await count('school'), await count('account')]).toEqual([0, 0])
  })

  test('fills an empty database once', async () => {
    expect(await fill()).toBe('filled')
    const filled = [await count('lesson'), await count('mark'), await count('history')]
    expect(Math.min(...filled)).toBeGreaterThan(1000)
    expect(await fill()).toBe('present')
    expect([await count('lesson'), await count('mark'), await count('history')]).toEqual(filled)
  })

  test('adds the logins when only they are missing', async () => {
    const before = (await behind.query('select person_id from account_person')).rows
    await behind.query('delete from account_person')
    await behind.query('delete from account')
    expect(await fill()).toBe('completed')
    expect((await behind.query('select person_id from account_person')).rows).toEqual(before)
  })

  test('leaves a real school alone', async () => {
    const own = await createTestDatabase(inject('server'))
    const [app, auth] = [openDatabase(own.app), openAuthDatabase(own.auth)]
    await maker({ app, auth }).school()
    expect(await fill({ appUrl: own.app, authUrl: own.auth, ownerUrl: own.owner })).toBe('present')
    expect(await auth.query('select login from account')).toEqual([])
    await Promise.all([app.close(), auth.close()])
  })
})
