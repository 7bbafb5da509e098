import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { diffFromDatabase } from './server/diff.ts'
import { createTestDatabase, type TestDatabase } from './server/testing.ts'

// What the database's own catalogue must say, whatever the migrations did: it keeps both walls standing and the way open to
// a database that is sharded by school.

let urls: TestDatabase
let client: pg.Client
beforeAll(async () => {
  urls = await createTestDatabase(inject('server'))
  client = new pg.Client({ connectionString: urls.superuser })
  await client.connect()
})
afterAll(() => client?.end())

const rows = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows
const names = async (text: string) => (await rows<{ name: string }>(text)).map(({ name }) => name)

/** Sign-in belongs to no school: accounts are global, and their tables are the sign-in role's. */
const signIn =
  "('account', 'account_person', 'session', 'refresh_token', 'sign_in_throttle', 'password_reset', 'reset_request')"
/** What an import makes and undoing it deletes again. */
const undone = [
  'academic_year',
  'capacity',
  'enrolment',
  'guardian',
  'guardianship',
  'person',
  'room',
  'school_class',
  'staff',
  'student',
  'study_group',
  'term',
  'term_scheme',
]
const tables = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'`
const schoolTables = `${tables} and c.relname not in ${signIn} and c.relname <> 'school'`

test('the migrations make exactly the schema', async () => {
  expect(await diffFromDatabase(urls.owner)).toBeUndefined()
})

describe('every table of a school', () => {
  test('begins with a school_id that is never empty', async () => {
    const offenders = await names(`select relname as name from ${schoolTables} and not exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id' and a.attnotnull and not a.attisdropped and a.attnum = 1)`)
    expect(offenders).toEqual([])
    expect((await names(`select relname as name from ${schoolTables}`)).length).toBeGreaterThan(30)
  })

  test('has school_id first in its primary key, and in every key and index', async () => {
    const offenders = await names(`
      select i.indexrelid::regclass::text as name from pg_index i join pg_class t on t.oid = i.indrelid
      where i.indrelid in (select oid from ${schoolTables})
        and not exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'school_id' and a.attnum = i.indkey[0])`)
    // A code on paper does not say of which school it is.
    expect(offenders).toEqual(['activation_code_hash_key'])
    const keyless = await names(
      `select relname as name from ${schoolTables} and not exists (select from pg_index where indrelid = c.oid and indisprimary)`,
    )
    expect(keyless).toEqual([])
  })

  test('points into its own school only: every foreign key begins with school_id on both sides', async () => {
    const keys = await rows<{ name: string; target: string; from: string[]; to: string[] }>(`
      select k.conrelid::regclass || '.' || k.conname as name, k.confrelid::regclass::text as target,
        array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.i) as "from",
        array(select a.attname::text from unnest(k.confkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.i) as "to"
      from pg_constraint k where k.contype = 'f' and (k.conrelid in (select oid from ${schoolTables}) or k.confrelid in (select oid from ${schoolTables}))`)
    const crossing = keys.filter(({ target, from, to }) =>
      target === 'school'
        ? from.join() !== 'school_id' || to.join() !== 'id'
        : from[0] !== 'school_id' || to[0] !== 'school_id',
    )
    expect(crossing.map(({ name }) => name)).toEqual([])
    expect(keys.length).toBeGreaterThan(30)
  })

  test('has row security that not even its owner escapes, with a policy for each right the application has', async () => {
    const unguarded = await names(
      `select relname as name from ${tables} and (c.relname not in ${signIn}) and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    expect(unguarded).toEqual([])
    // A right without a policy for it would be of no use; a policy for no right would only look like a wall.
    const uncovered = await names(
      `
      select c.relname || ' ' || command as name from ${tables} and c.relname not in ${signIn}`.replace(
        'from pg_class c where',
        `from pg_class c, (values ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) as v(command, letter)
      where (has_table_privilege('diary_app', c.oid, command) or (command = 'UPDATE' and has_any_column_privilege('diary_app', c.oid, command)))
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('*', letter::"char") and 'diary_app'::regrole = any (p.polroles))
        and`,
      ),
    )
    expect(uncovered).toEqual([])
  })
})

describe('the policies', () => {
  interface Policy {
    name: string
    table: string
    roles: string[]
    texts: string[]
    /** It allows nothing, and only narrows what others allow. */
    isRestrictive: boolean
  }
  const policies = () =>
    rows<Policy>(`select policyname as name, tablename as table, roles::text[] as roles, array_remove(array[qual, with_check], null) as texts,
      permissive = 'RESTRICTIVE' as "isRestrictive"
      from pg_policies where schemaname = 'public'`)

  test('read settings of the transaction and hold no subquery, no function of ours, no other table', async () => {
    const known = /\b(nullif|current_setting|string_to_array|cardinality|any|array)\b/gi
    for (const { name, texts, roles } of await policies()) {
      if (roles.join() === 'diary_auth') {
        expect(
          texts.every(text => text === 'true'),
          name,
        ).toBe(true)
        continue
      }
      expect(texts.length, name).toBeGreaterThan(0)
      for (const text of texts) {
        expect(text, name).not.toMatch(/\b(select|exists|from|join)\b/i)
        const called = [...text.matchAll(/\b([a-z_]+)\s*\(/gi)].map(([, called = '']) => called)
        expect(
          called.filter(it => !it.match(known) && !/^(and|or|in)$/i.test(it)),
          `${name}: ${text}`,
        ).toEqual([])
        const settings = [...text.matchAll(/current_setting\('([^']+)'/g)].map(([, setting]) => setting)
        const allowed = ['school_id', 'kind', 'person_id', 'account_id', 'student_ids', 'school_ids']
        expect(
          settings.filter(it => !allowed.includes(it?.replace('app.', '') ?? '')),
          name,
        ).toEqual([])
      }
    }
  })

  test('of the application all ask for the school first, and are for that role alone', async () => {
    const ofApp = (await policies()).filter(({ roles }) => roles.join() !== 'diary_auth')
    expect(ofApp.filter(({ roles }) => roles.join() !== 'diary_app').map(({ name }) => name)).toEqual([])
    const first =
      /^\(+(school_id|id) = \(?NULLIF\(current_setting\('app\.(school|account)_id'::text, true\), ''::text\)\)?::uuid/
    const offenders = ofApp.filter(
      ({ texts, isRestrictive }) => !isRestrictive && texts.some(text => !first.test(text)),
    )
    expect(offenders.map(({ name }) => name)).toEqual([])
    expect(ofApp.length).toBeGreaterThan(60)
  })
})

describe('the roles', () => {
  test('of requests are no superusers, cannot step over row security, and own nothing', async () => {
    const roles = await rows<{ name: string; strong: boolean }>(`
      select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong
      from pg_roles where rolname in ('diary_owner', 'diary_app', 'diary_auth') order by 1`)
    expect(roles).toEqual(['diary_app', 'diary_auth', 'diary_owner'].map(name => ({ name, strong: false })))
    const owned = await names(`
      select oid::regclass::text as name from pg_class where relowner in ('diary_app'::regrole, 'diary_auth'::regrole)
      union all select oid::regprocedure::text from pg_proc where proowner in ('diary_app'::regrole, 'diary_auth'::regrole)
      union all select nspname from pg_namespace where nspowner in ('diary_app'::regrole, 'diary_auth'::regrole)`)
    expect(owned).toEqual([])
    const memberships = await names(
      "select roleid::regrole::text as name from pg_auth_members where member in ('diary_app'::regrole, 'diary_auth'::regrole)",
    )
    expect(memberships).toEqual([])
    const creating = await names(
      "select r.rolname as name from pg_roles r where r.rolname in ('diary_app', 'diary_auth') and has_schema_privilege(r.oid, 'public', 'CREATE')",
    )
    expect(creating).toEqual([])
  })

  test('delete no record: marks, absences, results, homework, history, people stay', async () => {
    const isOnlyUndone = `exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd = 'd'
      and pg_get_expr(p.polqual, p.polrelid) = '(current_setting(''app.kind''::text, true) = ''system''::text)')`
    const deletable = `select c.relname as name from ${tables} and has_table_privilege('diary_app', c.oid, 'DELETE')`
    // An import that is undone takes back what it made, and nothing that anything refers to; nobody's request does.
    expect(await names(`${deletable} and ${isOnlyUndone} order by 1`)).toEqual(undone)
    // What is planned, and what is only kept for a while; whoever adds a table here says why it is no record.
    expect(await names(`${deletable} and not ${isOnlyUndone} order by 1`)).toEqual([
      'bell_schedule',
      'bell_slot',
      'calendar_entry',
      'calendar_entry_class',
      'contact',
      'external_id',
      'gradebook',
      'group_membership',
      'idempotency_key',
      'import_change',
      'import_file',
      'import_memory',
      'import_row',
      'lesson',
      'lesson_teacher',
      'study_group_class',
      'subject',
      'teaching',
      'term_scheme_rule',
      'timetable_row',
      'timetable_row_teacher',
      'timetable_version',
    ])
    const truncatable = await names(
      `select c.relname as name from ${tables} and (has_table_privilege('diary_app', c.oid, 'TRUNCATE') or has_table_privilege('diary_auth', c.oid, 'TRUNCATE'))`,
    )
    expect(truncatable).toEqual([])
  })

  test('move no mark and no absence to another student, and write no history anew', async () => {
    const columns = await names(`
      select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a
      where a.attrelid in ('mark'::regclass, 'absence'::regclass, 'history'::regclass) and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('diary_app', a.attrelid, a.attnum, 'UPDATE')
        and (a.attrelid = 'history'::regclass or a.attname in ('school_id', 'id', 'student_id', 'work_id', 'lesson_id'))`)
    expect(columns).toEqual([])
  })

  test('of requests see nothing of sign-in but the own account’s epoch, and sign-in nothing of schools but their names', async () => {
    const seen = await names(`
      select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relname in ${signIn} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('diary_app', a.attrelid, a.attnum, 'SELECT, INSERT, UPDATE') order by a.attnum`)
    expect(seen).toEqual(['account.id', 'account.epoch', 'account.disabled_at'])
    const written = await names(
      `select relname as name from ${tables} and c.relname in ${signIn} and has_any_column_privilege('diary_app', c.oid, 'INSERT, UPDATE')`,
    )
    expect(written).toEqual([])
    const ofSchools = await names(`
      select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a
      where a.attrelid in (select oid from ${tables} and c.relname not in ${signIn}) and a.attnum > 0 and not a.attisdropped
        and has_column_privilege('diary_auth', a.attrelid, a.attnum, 'SELECT, INSERT, UPDATE') order by a.attnum`)
    expect(ofSchools.filter(name => !name.startsWith('activation_code.'))).toEqual([
      'school.id',
      'school.title',
      'school.is_demo',
    ])
    // Whoever comes with a code is nobody yet, so sign-in finds it; it makes none.
    const ofCodes = await names(`
      select a.attname as name from pg_attribute a
      where a.attrelid = 'activation_code'::regclass and a.attnum > 0 and not a.attisdropped
        and (has_column_privilege('diary_auth', a.attrelid, a.attnum, 'INSERT, UPDATE')) order by 1`)
    expect(ofCodes).toEqual(['revoked_at', 'used_at', 'wrong_dates'])
  })

  test('run as their owner only what says so: the growing of an epoch', async () => {
    const definer = await rows<{ name: string; config: string[] }>(`
      select p.oid::regprocedure::text as name, p.proconfig as config from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef`)
    expect(definer).toEqual([
      { name: 'grow_epoch_of(uuid,uuid)', config: ['search_path=pg_catalog, public'] },
    ])
    const views = await names(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'S')",
    )
    // The order in which an import wrote its rows.
    expect(views).toEqual(['import_change_number_seq'])
  })
})
