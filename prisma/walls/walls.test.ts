import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../server/testing.ts'
import { makeProbeGround } from './ground.ts'
import { brokenPolicies } from './policies.ts'
import { type ProbeGround, probeSignIn, probeTable } from './probe.ts'
import { unnoticed, workForNothing } from './unnoticed.ts'

let urls: TestDatabase
let client: pg.Client
let ground: ProbeGround
beforeAll(async () => {
  urls = await createTestDatabase(inject('server'))
  ground = await makeProbeGround(urls)
  client = new pg.Client({ connectionString: urls.superuser })
  await client.connect()
})
afterAll(() => client?.end())

const forNothing = <T>(work: () => Promise<T>) => workForNothing(client, work)

describe('the second wall, by bare SQL', () => {
  test('shows and takes of every table exactly what it promises', async () => {
    const tables = await client.query<{ table: string }>(
      `select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not in ('_prisma_migrations', 'account', 'account_person', 'session', 'refresh_token', 'sign_in_throttle', 'password_reset', 'reset_request')`,
    )
    const wrong: string[] = []
    for (const { table } of tables.rows)
      wrong.push(...(await forNothing(() => probeTable(client, ground, table))))
    wrong.push(...(await forNothing(() => probeSignIn(client))))
    expect(wrong).toEqual([])
    expect(tables.rows.length).toBeGreaterThan(30)
  })

  test('keeps records: marks, absences, results and history are deleted by nobody', async () => {
    for (const table of ['mark', 'absence', 'term_mark', 'homework', 'history', 'work'])
      await expect(
        forNothing(async () => {
          await client.query('set local role diary_app')
          await client.query(
            `select set_config('app.school_id', $1, true), set_config('app.kind', 'system', true)`,
            [ground.schoolId],
          )
          await client.query(`delete from ${table}`)
        }),
        table,
      ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('each policy that is taken away is missed', { timeout: 120_000 }, () => {
  test('whole', async () => {
    const { whole } = await brokenPolicies(client)
    expect(await unnoticed(client, ground, whole)).toEqual([])
    expect(whole.length).toBeGreaterThan(150)
  })

  test('or any clause of it', async () => {
    const { clauses } = await brokenPolicies(client)
    expect(await unnoticed(client, ground, clauses)).toEqual([])
    expect(clauses.length).toBeGreaterThan(150)
  })
})

describe('the database itself', () => {
  const owner = async (text: string) => {
    const own = new pg.Client({ connectionString: urls.owner })
    await own.connect()
    try {
      return await own.query(text)
    } finally {
      await own.end()
    }
  }

  test.each(['update history set why = null', 'delete from history', 'truncate history'])(
    'writes history once, even for its owner: %s',
    async text => {
      await expect(owner(text)).rejects.toThrow('history is append-only')
      await expect(forNothing(() => client.query(text))).rejects.toThrow('history is append-only')
    },
  )

  const epochChanges = {
    'a guardianship that ends': `update guardianship set until_on = from_on where guardian_id = $2`,
    'a guardianship that passes to another': `update guardianship set guardian_id = (
      select guardian_id from guardianship where school_id = $1 and guardian_id not in (select other.guardian_id from guardianship other
        where other.student_id in (select student_id from guardianship where guardian_id = $2)) limit 1)
      where guardian_id = $2`,
    'a guardianship that is removed': 'delete from guardianship where guardian_id = $2',
    'a guardianship that begins': `insert into guardianship (school_id, id, guardian_id, student_id, kind, from_on)
      select school_id, gen_random_uuid(), $2, id, 'mother', '2020-09-01' from student where school_id = $1
        and id not in (select student_id from guardianship where guardian_id = $2) limit 1`,
  }
  test.each(Object.entries(epochChanges))('makes tokens stale by %s', async (_, text) => {
    const guardian = ground.people[0]?.personId
    const grown = await forNothing(async () => {
      const before = await epochOf(guardian)
      await client.query(text.includes('$1') ? text : `${text} and school_id = $1`, [
        ground.schoolId,
        guardian,
      ])
      return (await epochOf(guardian)) - before
    })
    expect(grown).toBeGreaterThan(0)
  })

  test('makes tokens stale by a capacity that ends, and by an account that is no longer that person', async () => {
    const teacher = ground.people.find(({ kind }) => kind === 'staff')?.personId
    for (const text of [
      `update capacity set until_on = from_on where school_id = $1 and staff_id = $2`,
      `delete from account_person where school_id = $1 and person_id = $2`,
    ]) {
      const grown = await forNothing(async () => {
        const { rows } = await client.query<{ id: string; epoch: number }>(
          'select a.id, a.epoch from account a join account_person p on p.account_id = a.id where p.person_id = $1',
          [teacher],
        )
        await client.query(text, [ground.schoolId, teacher])
        const after = await client.query<{ epoch: number }>('select epoch from account where id = $1', [
          rows[0]?.id,
        ])
        return (after.rows[0]?.epoch ?? 0) - (rows[0]?.epoch ?? 0)
      })
      expect(grown, text).toBe(1)
    }
  })

  async function epochOf(personId: string | undefined): Promise<number> {
    const { rows } = await client.query<{ epoch: number }>(
      'select a.epoch from account a join account_person p on p.account_id = a.id where p.person_id = $1',
      [personId],
    )
    return rows[0]?.epoch ?? 0
  }
})
