import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openAuthDatabase } from './auth-client.ts'
import { type Database, openDatabase } from './client.ts'
import { newId } from './id.ts'
import { type Make, maker } from './make/maker.ts'
import type { MadeSchool } from './make/made.ts'
import { beginOf, type Scope } from './scope.ts'

const id = newId()

describe('a scope', () => {
  test.each([
    { schoolId: "'; drop table mark; --" },
    { schoolId: '' },
    { schoolId: id.toUpperCase() },
    { schoolId: id, personId: `${id}'` },
    { schoolId: id, accountId: 'x' },
    { schoolId: id, studentIds: [id, `${id}' or true`] },
    { schoolId: id, schoolIds: ['*'] },
  ])('takes ids alone: %o', scope => {
    expect(() => beginOf({ kind: 'guardian', ...scope })).toThrow('A scope takes UUIDs only')
  })

  test('takes of a request’s number what cannot be a statement', () => {
    const begun = beginOf({ schoolId: id, kind: 'staff', requestId: "1'; drop table mark; --" })
    expect(begun).toContain("SET LOCAL app.request_id = '1droptablemark--'")
  })

  test('holds for its transaction, and is written in one place', () => {
    const begun = beginOf({ schoolId: id, kind: 'guardian', personId: id, studentIds: [id], schoolIds: [id] })
    expect(begun.split(';').filter(text => !/^(BEGIN|SET LOCAL app\.\w+ = )/.test(text))).toEqual([])
    const root = fileURLToPath(new URL('..', import.meta.url))
    const writing = ['prisma', 'apps/api/src', 'packages']
      .flatMap(folder =>
        readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map(
          file => `${folder}/${file}`,
        ),
      )
      .filter(
        file => file.endsWith('.ts') && !/node_modules|generated|\.test\.ts$|prisma\/walls\//.test(file),
      )
      .filter(file => /set(_config\(| (local )?)'?app\./i.test(readFileSync(`${root}${file}`, 'utf8')))
    // The demonstration goes from school to school in one transaction.
    expect(writing.sort()).toEqual(['prisma/demo/fill.ts', 'prisma/scope.ts'])
  })
})

describe('one connection used by many', () => {
  let database: Database
  let make: Make
  let schools: MadeSchool[]
  const urls = inject('database')
  const auth = openAuthDatabase(urls.auth, { size: 1 })
  beforeAll(async () => {
    database = openDatabase(urls.app, { size: 1 })
    make = maker({ app: database, auth })
    schools = [await make.school(), await make.school()]
  })
  afterAll(() => Promise.all([database.close(), auth.close()]))

  const scopeOf = (school: MadeSchool | undefined, more: Partial<Scope> = {}): Scope => ({
    schoolId: school?.schoolId ?? id,
    kind: 'staff',
    ...more,
  })
  const seenIn = (scope: Scope) =>
    database.inScope(scope, async ({ db }) =>
      (await db.academicYear.findMany({ select: { schoolId: true } })).map(({ schoolId }) => schoolId),
    )

  test('shows each its own school, whatever the one before did', async () => {
    const [one, two] = schools
    expect(await seenIn(scopeOf(one))).toEqual([one?.schoolId])
    await expect(
      database.inScope(scopeOf(one), async () => {
        throw new Error('on the way')
      }),
    ).rejects.toThrow('on the way')
    await expect(
      database.inSqlScope(scopeOf(one), sql => sql({ name: '', text: 'select nonsense', values: [] })),
    ).rejects.toThrow('nonsense')
    expect(await seenIn(scopeOf(two))).toEqual([two?.schoolId])
    expect(await seenIn(scopeOf(undefined))).toEqual([])
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => seenIn(scopeOf(schools[index % 2]))),
    )
    expect(all.map(([seen]) => seen)).toEqual(all.map((_, index) => schools[index % 2]?.schoolId))
  })

  test('forgets whom a transaction spoke for', async () => {
    const [one] = schools
    await seenIn(scopeOf(one, { personId: id, studentIds: [id] }))
    const left = await database.inSqlScope({ schoolId: id, kind: 'guardian' }, sql =>
      sql<{ person: string | null; students: string | null }>({
        name: '',
        text: `select nullif(current_setting('app.person_id', true), '') as person, nullif(current_setting('app.student_ids', true), '') as students`,
        values: [],
      }),
    )
    expect(left).toEqual([{ person: null, students: null }])
  })

  test('that only reads cannot write', async () => {
    const [one] = schools
    const rename = (isReadOnly: boolean) =>
      database.inSqlScope(scopeOf(one, { isReadOnly }), sql =>
        sql({
          name: '',
          text: 'update subject set title = title where school_id = $1',
          values: [one?.schoolId],
        }),
      )
    await expect(rename(true)).rejects.toMatchObject({ code: '25006' })
    await rename(false)
  })
})
