import type pg from 'pg'
import { type Kind, promises } from './promises.ts'

/** Someone the database is told of, and a row or two of every table to try on. */
export interface ProbeGround {
  readonly schoolId: string
  readonly otherSchoolId: string
  readonly people: readonly Speaker[]
}
export interface Speaker {
  readonly kind: Kind
  readonly personId?: string
  readonly studentIds?: readonly string[]
  readonly schoolIds?: readonly string[]
}

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Tries a table as the application's role, in everyone's name, by bare SQL: reads all of it, adds, changes, moves and deletes.
 * Answers where it is otherwise than promised. Works in an open transaction of a superuser and leaves it as it was; triggers
 * and foreign keys are off in it, so that nothing but row security stands in the way.
 */
export async function probeTable(client: pg.Client, ground: ProbeGround, table: string): Promise<string[]> {
  const promise = promises[table]
  if (!promise) return [`${table}: nobody has said what the second wall promises of it`]
  const wrong: string[] = []
  const school = table === 'school' ? 'id' : 'school_id'
  const ofSchool = (id: string) => `${school} = '${id}'`
  await client.query('set local session_replication_role = replica')
  const foreign = await rowsOf(client, table, ofSchool(ground.otherSchoolId))
  if (foreign.length === 0) wrong.push(`${table}: the other school has no row to try on`)
  const rights = await rightsOn(client, table)

  for (const speaker of ground.people) {
    const { kind } = speaker
    const readable = kind === 'system' ? 'true' : named(promise[kind], speaker)
    const due = await rowsOf(client, table, `${ofSchool(ground.schoolId)} and (${readable})`)
    const own = await rowsOf(client, table, ofSchool(ground.schoolId))
    if (due.length === 0 && speaker === ground.people[0] && readable !== 'false')
      wrong.push(`${table}: ${kind} has no row to read`)
    await speakAs(client, ground.schoolId, speaker)
    const read = await rowsOf(client, table, 'true')
    if (read.join() !== due.join())
      wrong.push(`${table}: ${kind} reads ${read.length} rows instead of ${due.length}`)

    const writes = promise.writers.includes(kind)
    const changeable = writes ? due.length : 0
    const added = own.find(row => !due.includes(row)) ?? own[0]
    if (rights.insert) {
      // The row is there already: past the wall it meets its own key, and before that nothing.
      if (foreign[0] && (await passes(client, table, foreign[0])))
        wrong.push(`${table}: ${kind} adds to another school`)
      const mine = writes ? due[0] : added
      if (mine && (await passes(client, table, mine)) !== writes)
        wrong.push(`${table}: ${kind} ${writes ? 'cannot add' : 'adds'} to the own school`)
      const others = promise.isOwn && kind !== 'system' && own.find(row => !due.includes(row))
      if (others && (await passes(client, table, others)))
        wrong.push(`${table}: ${kind} adds what is another’s`)
    }
    if (rights.column) {
      const changed = await count(client, `update ${table} set ${rights.column} = ${rights.column}`)
      if (changed !== changeable)
        wrong.push(`${table}: ${kind} changes ${changed} rows instead of ${changeable}`)
    }
    if (rights.moves && changeable > 0) {
      const moved = await count(client, `update ${table} set ${school} = '${ground.otherSchoolId}'`)
      if (moved !== 'refused') wrong.push(`${table}: ${kind} moves ${moved} rows to another school`)
    }
    if (rights.delete) {
      const deletable = promise.isOnlyUndone && kind !== 'system' ? 0 : changeable
      const deleted = await count(client, `delete from ${table}`)
      if (deleted !== deletable)
        wrong.push(`${table}: ${kind} deletes ${deleted} rows instead of ${deletable}`)
    }
    await client.query('reset role')
  }

  if (table === 'school') {
    const schoolIds = [ground.schoolId, ground.otherSchoolId]
    await speakAs(client, ground.schoolId, { kind: 'guardian', schoolIds })
    const known = await rowsOf(client, table, 'true')
    if (known.length !== 2) wrong.push('school: the names of the account’s own schools are not all read')
    await client.query('reset role')
  }

  await speakAs(client, '', undefined)
  const unnamed = await rowsOf(client, table, 'true')
  if (unnamed.length > 0) wrong.push(`${table}: without a scope ${unnamed.length} rows are read`)
  if (rights.insert && foreign[0] && (await passes(client, table, foreign[0])))
    wrong.push(`${table}: without a scope a row is added`)
  await client.query('reset role')
  return wrong
}

/** Sign-in's own tables, and the one account that a request may look at. */
export async function probeSignIn(client: pg.Client): Promise<string[]> {
  const wrong: string[] = []
  const accounts = await client.query<{ id: string }>('select id from account order by id')
  await client.query('set local role diary_app')
  await client.query("select set_config('app.account_id', $1, true)", [accounts.rows[0]?.id])
  const seen = await client.query<{ id: string }>('select id, epoch, disabled_at from account')
  if (seen.rows.map(({ id }) => id).join() !== accounts.rows[0]?.id)
    wrong.push(`account: a request reads ${seen.rowCount} accounts`)
  await client.query("select set_config('app.account_id', '', true)")
  const unnamed = await client.query('select id, epoch, disabled_at from account')
  if (unnamed.rowCount !== 0) wrong.push('account: without a scope accounts are read')
  await client.query('reset role')
  for (const table of [
    'account',
    'account_person',
    'session',
    'refresh_token',
    'sign_in_throttle',
    'password_reset',
    'reset_request',
    'activation_code',
  ]) {
    const all = await client.query(`select from ${table}`)
    await client.query('set local role diary_auth')
    const read = await client.query(`select from ${table}`)
    if (all.rowCount === 0 || read.rowCount !== all.rowCount) wrong.push(`${table}: sign-in cannot read it`)
    await client.query('reset role')
  }
  await client.query('set local role diary_auth')
  const used = await count(client, 'update activation_code set used_at = now()')
  if (used === 0) wrong.push('activation_code: sign-in cannot use one up')
  const schools = await client.query('select id, title from school')
  if ((schools.rowCount ?? 0) < 2) wrong.push('school: sign-in cannot name the schools of an account')
  await client.query('reset role')
  return wrong
}

const uuids = (ids: readonly string[] = []) => `'{${ids.join()}}'::uuid[]`
const named = (condition: string, { personId = nobody, studentIds }: Speaker) =>
  condition.replaceAll(':children', uuids(studentIds)).replaceAll(':me', `'${personId}'::uuid`)

async function speakAs(client: pg.Client, schoolId: string, speaker: Speaker | undefined) {
  const { kind = '', personId = '', studentIds = [], schoolIds = [] } = speaker ?? {}
  const settings = {
    school_id: schoolId,
    kind,
    person_id: personId,
    student_ids: studentIds.join(),
    school_ids: schoolIds.join(),
    account_id: '',
  }
  for (const [name, value] of Object.entries(settings))
    await client.query('select set_config($1, $2, true)', [`app.${name}`, value])
  await client.query('set local role diary_app')
}

async function rowsOf(client: pg.Client, table: string, where: string): Promise<string[]> {
  const found = await client.query<{ row: string }>(
    `select to_jsonb(t)::text as row from ${table} t where ${where} order by 1`,
  )
  return found.rows.map(({ row }) => row)
}

interface Rights {
  insert: boolean
  delete: boolean
  column: string | null
  moves: boolean
}

async function rightsOn(client: pg.Client, table: string): Promise<Rights> {
  const found = await client.query<Rights>(
    `select has_table_privilege('diary_app', $1::regclass, 'INSERT') as insert, has_table_privilege('diary_app', $1::regclass, 'DELETE') as delete,
      (select attname::text from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
        and has_column_privilege('diary_app', attrelid, attnum, 'UPDATE') order by attnum desc limit 1) as column,
      exists (select from pg_attribute where attrelid = $1::regclass and attname = 'school_id' and has_column_privilege('diary_app', attrelid, attnum, 'UPDATE')) as moves`,
    [table],
  )
  return found.rows[0] as Rights
}

/** Whether row security lets a row in; that its key is taken is seen only after. */
async function passes(client: pg.Client, table: string, row: string): Promise<boolean> {
  const outcome = await count(
    client,
    `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`,
    [row],
  )
  return outcome !== 'refused'
}

/** How many rows a statement touches, or that it is refused; nothing of it remains. */
async function count(
  client: pg.Client,
  text: string,
  values: unknown[] = [],
): Promise<number | 'refused' | 'taken'> {
  await client.query('savepoint probe')
  try {
    return (await client.query(text, values)).rowCount ?? 0
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '42501') return 'refused'
    if (code === '23505' || code === '23P01') return 'taken'
    throw error
  } finally {
    await client.query('rollback to savepoint probe; release savepoint probe')
  }
}
