import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { newPassword } from '@diary/contracts/session'
import { dateOf, dayAt } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { splitName } from '../../features/imports/person-name.ts'
import { chooseSchool, foundSchool, schoolYearStart } from '../../features/imports/school.ts'
import { isWeak, passwords } from '../../platform/passwords.ts'
import { textGiven } from './given.ts'
import { CommandRefused, type Setting, type Values } from './setting.ts'

export const createAdminOptions = {
  login: { type: 'string' },
  name: { type: 'string' },
  school: { type: 'string' },
} as const

export async function createAdmin(setting: Setting, values: Values): Promise<void> {
  const { texts, now } = setting
  const login = textGiven(values, 'login')?.toLowerCase()
  if (login === undefined) throw new CommandRefused(`${texts.loginMissing}\n\n${texts.adminHelp}`)
  if (!/^[a-z0-9][a-z0-9._-]{2,63}$/.test(login)) throw new CommandRefused(texts.loginBad)
  const name = textGiven(values, 'name') ?? texts.adminName
  const password = checked(await passwordOf(setting), login, setting)
  const passwordHash = await passwords().hash(password)
  const today = dayAt(now(), 'Asia/Krasnoyarsk')

  await setting.withDatabases(async ({ database, auth }) => {
    const school = await chooseSchool(auth, database, textGiven(values, 'school'), '')
    const schoolId = school.id
    const [accountId, personId] = [newId(), newId()]
    // The account is the sign-in role's, the person the application's: the account is committed last, so that nobody can
    // sign in as someone who is not there.
    await auth.transaction(async query => {
      const made = await query(
        `insert into account (id, login, password_hash) values ($1, $2, $3) on conflict (login) do nothing returning id`,
        [accountId, login, passwordHash],
      )
      if (made.length === 0) throw new CommandRefused(texts.loginTaken(login))
      await query('insert into account_person (account_id, school_id, person_id) values ($1, $2, $3)', [
        accountId,
        schoolId,
        personId,
      ])
      await database.inScope({ schoolId, kind: 'system' }, async ({ db }) => {
        await foundSchool(db, school, schoolYearStart(today))
        await db.person.create({ data: { schoolId, id: personId, ...splitName(name), isStaff: true } })
        await db.staff.create({ data: { schoolId, id: personId, position: texts.adminName } })
        await db.capacity.create({
          data: { schoolId, staffId: personId, kind: 'admin', fromOn: dateOf(today) },
        })
      })
    })
    setting.print(texts.adminDone(login, school.title))
  })
}

function checked(password: string, login: string, { texts }: Setting): string {
  const { minLength, maxLength } = newPassword
  if (!newPassword.safeParse(password).success) {
    throw new CommandRefused(texts.passwordShort(minLength ?? 10, maxLength ?? 128))
  }
  if (isWeak(password, [login])) throw new CommandRefused(texts.passwordWeak)
  return password
}

/** From the environment, else asked twice on the terminal, else the first line of the standard input. */
async function passwordOf({ env, texts }: Setting): Promise<string> {
  const given = env['DIARY_PASSWORD']
  if (given !== undefined && given !== '') return given
  const { stdin, stderr } = process
  if (!stdin.isTTY) {
    const lines = createInterface({ input: stdin })
    for await (const line of lines) {
      lines.close()
      return line
    }
    throw new CommandRefused(texts.passwordMissing)
  }
  // What is typed must not be shown: the questions are written past the interface, whose own output goes nowhere.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: stdin, output: silent, terminal: true })
  try {
    const ask = async (question: string) => {
      stderr.write(question)
      const answer = await terminal.question('')
      stderr.write('\n')
      return answer
    }
    const password = await ask(texts.askPassword)
    if ((await ask(texts.askAgain)) !== password) throw new CommandRefused(texts.passwordsDiffer)
    return password
  } finally {
    terminal.close()
  }
}
