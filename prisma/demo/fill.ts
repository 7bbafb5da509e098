import pg from 'pg'
import { insertRows } from '../make/insert.ts'
import { beginOf } from '../scope.ts'
import { tellAttendance } from './story/attendance.ts'
import { draftOf, fillOrder } from './draft.ts'
import type { Draft } from './draft.ts'
import { tellLessons } from './story/lessons.ts'
import { tellMarks } from './story/marks.ts'
import { random, deterministicIds } from './random.ts'
import { tellResults } from './story/results.ts'
import { demoLogins, mainSchool, secondSchool } from './school/schools.ts'
import type { DemoLogin, SchoolSpec } from './school/schools.ts'
import { laySchool } from './school/structure.ts'
import { yearAround } from './year.ts'
import type { DemoYear } from './year.ts'

/** The one password of all demonstration people. */
export const demoPassword = 'demo-2026-diary'

/** A login with the persons it is, by school. */
interface DemoAccount {
  login: DemoLogin
  persons: { schoolId: string; personId: string }[]
}
export interface Demonstration {
  drafts: Draft[]
  accounts: DemoAccount[]
  year: DemoYear
}

/** Tells both schools as they are on a day; the same day tells the same, to the last id. */
export function tellDemonstration(
  day: string,
  specs = [mainSchool, secondSchool] as readonly SchoolSpec[],
): Demonstration {
  const year = yearAround(day)
  const people = new Map<DemoLogin, DemoAccount['persons']>()
  const drafts = specs.map(spec => tellSchool(spec, year, people))
  const accounts = demoLogins.map(login => ({ login, persons: people.get(login) ?? [] }))
  return { drafts, accounts, year }
}

function tellSchool(spec: SchoolSpec, year: DemoYear, people: Map<DemoLogin, DemoAccount['persons']>): Draft {
  const seed = `${spec.seed}/${year.year}`
  const chance = random(seed)
  const draft = draftOf(seed, new Date(`${year.year}-08-20T03:00:00Z`))
  const school = laySchool(draft, spec, year, chance)
  const held = tellLessons(draft, school, year, chance)
  const isAbsent = tellAttendance(draft, school, held, year, chance)
  const marks = tellMarks(draft, school, held, isAbsent, year, chance)
  tellResults(draft, school, marks, year, chance)
  for (const [login, personId] of school.people)
    people.set(login, [...(people.get(login) ?? []), { schoolId: draft.schoolId, personId }])
  return draft
}

export interface FillOptions {
  /** Connection of the application's role: the schools. */
  appUrl: string
  /** Connection of the sign-in role: the accounts. */
  authUrl: string
  /** The school day to tell of, such as `2026-11-23`. */
  day: string
  hashPassword: (password: string) => Promise<string>
  /** Connection of the owner's role: tells the planner about the new rows at once, not when autovacuum comes by. */
  ownerUrl?: string
  /** What to tell of; both schools, unless a test is content with the small one. */
  specs?: readonly SchoolSpec[]
  /** Told about each step, with how much of the whole is done. */
  onProgress?: (text: string, done: number) => void
}

/**
 * Fills an empty database with the demonstration school, or with nothing at all: a fill that was killed leaves no trace,
 * and a school that is there already is left alone.
 * `filled` — made now; `completed` — only the logins were missing; `present` — there are schools, nothing was done.
 */
export async function fillDemo(options: FillOptions): Promise<'filled' | 'completed' | 'present'> {
  const { onProgress = () => undefined } = options
  const auth = new pg.Client({ connectionString: options.authUrl })
  await auth.connect()
  try {
    await auth.query('begin')
    // The transaction waits, idle, while the schools are written; and two fills at once would tell one story twice.
    await auth.query(
      'set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0; set local statement_timeout = 0',
    )
    await auth.query('select pg_advisory_xact_lock(7203300012)')
    const present = await auth.query<{ id: string; is_demo: boolean }>('select id, is_demo from school')
    if (present.rows.some(row => !row.is_demo)) return 'present'
    if (present.rows.length > 0 && !(await areLoginsMissing(auth))) return 'present'
    if (present.rows.length > 0) {
      const schoolIds = present.rows.map(row => row.id)
      await addAccounts(auth, await findPersons(schoolIds, options), options)
      await auth.query('commit')
      return 'completed'
    }
    onProgress('Готовлю демонстрационную школу', 0)
    const story = tellDemonstration(options.day, options.specs)
    await addAccounts(auth, story.accounts, options)
    await addSchools(story, options)
    // The schools are there; the logins follow at once. Were we killed just here, the next start adds them.
    await auth.query('commit')
    if (options.ownerUrl) await analyze(options.ownerUrl)
    onProgress('Демонстрационная школа готова', 1)
    return 'filled'
  } finally {
    // Closing without a commit rolls back.
    await auth.end()
  }
}

async function addSchools({ drafts }: Demonstration, { appUrl, onProgress }: FillOptions) {
  const app = new pg.Client({ connectionString: appUrl })
  await app.connect()
  try {
    const [first] = drafts
    if (!first) return
    await app.query(beginOf({ schoolId: first.schoolId, kind: 'system' }))
    await app.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    const total = drafts.reduce((sum, draft) => sum + draft.count(), 0)
    let done = 0
    for (const draft of drafts) {
      await app.query("select set_config('app.school_id', $1, true)", [draft.schoolId])
      for (const model of fillOrder) {
        const rows = draft.rowsOf(model)
        await insertRows((text, values) => app.query(text, values), model, rows)
        done += rows.length
        onProgress?.('Заполняю демонстрационную школу', done / total)
      }
    }
    await app.query('commit')
  } finally {
    await app.end()
  }
}

async function analyze(ownerUrl: string) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('analyze')
  } finally {
    await owner.end()
  }
}

async function areLoginsMissing(auth: pg.Client): Promise<boolean> {
  return (await auth.query('select 1 from account limit 1')).rowCount === 0
}

/** Who the logins belong to, read from the schools themselves. */
async function findPersons(schoolIds: string[], { appUrl }: FillOptions): Promise<DemoAccount[]> {
  const app = new pg.Client({ connectionString: appUrl })
  await app.connect()
  try {
    const found: { login: string; schoolId: string; personId: string }[] = []
    for (const schoolId of schoolIds) {
      await app.query(beginOf({ schoolId, kind: 'system', isReadOnly: true }))
      const people = await app.query<{ id: string; login: string }>(
        "select id, substr(external_id, 6) as login from person where school_id = $1 and external_id like 'demo:%'",
        [schoolId],
      )
      await app.query('commit')
      found.push(...people.rows.map(({ id, login }) => ({ login, schoolId, personId: id })))
    }
    return demoLogins.map(login => ({
      login,
      persons: found
        .filter(it => it.login === login)
        .map(({ schoolId, personId }) => ({ schoolId, personId })),
    }))
  } finally {
    await app.end()
  }
}

async function addAccounts(auth: pg.Client, accounts: readonly DemoAccount[], options: FillOptions) {
  const passwordHash = await options.hashPassword(demoPassword)
  const ids = deterministicIds('accounts')
  const createdAt = `${options.day}T00:00:00.000Z`
  const made = accounts
    .filter(it => it.persons.length > 0)
    .map(account => ({ ...account, id: ids(Date.parse(createdAt)) }))
  const run = (text: string, values: unknown[]) => auth.query(text, values)
  await insertRows(
    run,
    'account',
    made.map(({ id, login }) => ({ id, login, passwordHash, createdAt, passwordAt: createdAt })),
  )
  await insertRows(
    run,
    'accountPerson',
    // Who signs in comes to the school that knew the account first: the main one.
    made.flatMap(({ id, persons }) =>
      persons.map((person, order) => ({
        accountId: id,
        createdAt: new Date(Date.parse(createdAt) + order * 1000).toISOString(),
        ...person,
      })),
    ),
  )
}
