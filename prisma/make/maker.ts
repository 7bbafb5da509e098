import { uuidv7 } from 'uuidv7'
import type { AuthDatabase } from '../auth-client.ts'
import type { Database } from '../client.ts'
import { insertRows } from './insert.ts'
import type { Model } from './insert.ts'
import type { Ground, MadeAccount, MadePerson } from './made.ts'
import { lessonMaker } from './make-lessons.ts'
import { peopleMaker } from './make-people.ts'
import { schoolMaker } from './make-school.ts'

export interface MakerOptions {
  readonly app: Database
  readonly auth: AuthDatabase
  /** How the product hashes a password; only accounts need it. */
  readonly hashPassword?: (password: string) => Promise<string>
  /** The school day the tests live on. */
  readonly today?: string
}

/** The password of every account that a test does not give one. */
export const testPassword = 'long enough to sign in'

/** What tests build their schools with: `make.school()`, `make.student({ class })`, and so on. */
export type Make = ReturnType<typeof maker>

/** Binds the factories to a database. Rows go in through the application's role, in the school's `system` scope. */
export function maker({ app, auth, hashPassword, today = '2026-11-23' }: MakerOptions) {
  const hashes = new Map<string, Promise<string>>()
  const startsOn = `${today.slice(5) < '09-01' ? Number(today.slice(0, 4)) - 1 : today.slice(0, 4)}-09-01`
  const endsOn = `${Number(startsOn.slice(0, 4)) + 1}-08-31`

  /** Inserts what no factory knows, in the order given. */
  const insert: Ground['insert'] = (schoolId, given) =>
    app.inScope({ schoolId, kind: 'system' }, async ({ sql }) => {
      const run = (text: string, values: unknown[]) => sql({ name: '', text, values })
      for (const model of Object.keys(given) as Model[]) await insertRows(run, model, given[model] ?? [])
    })

  async function account({
    person: of,
    login,
    password = testPassword,
    isDisabled = false,
  }: {
    person: MadePerson | MadePerson[]
    login?: string
    password?: string
    isDisabled?: boolean
  }): Promise<MadeAccount> {
    if (!hashPassword) throw new Error('An account needs the maker to know how passwords are hashed')
    const passwordHash = await (hashes.get(password) ??
      hashes.set(password, hashPassword(password)).get(password))
    if (!passwordHash) throw new Error('No hash of the password')
    const id = uuidv7()
    const name = login ?? `login-${id}`
    const made = { id, login: name, passwordHash, disabledAt: isDisabled ? new Date() : null }
    await auth.transaction(async query => {
      await insertRows(query, 'account', [made])
      await insertRows(
        query,
        'accountPerson',
        [of].flat().map(one => ({ accountId: id, schoolId: one.schoolId, personId: one.id })),
      )
    })
    return { id, login: name, password }
  }

  const ground: Ground = { today, startsOn, endsOn, insert }
  const people = peopleMaker(ground)
  return {
    today,
    insert,
    ...schoolMaker(ground),
    ...people,
    teacher: people.staff,
    ...lessonMaker(ground),
    account,
  }
}
