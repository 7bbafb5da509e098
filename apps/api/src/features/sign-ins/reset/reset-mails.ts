import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database } from '@diary/db/client'
import { randomBytes } from 'node:crypto'
import type { Mail } from '#platform/mail'
import { hashOfLink } from './link.ts'

/** A mailed link is good so long. */
export const linkMinutes = 60
const triesMax = 5
/** A request that nobody finished — the program was stopped — is taken again after this. */
const takenSeconds = 60

export interface ResetMailsParts {
  readonly database: Database
  readonly auth: AuthDatabase
  readonly mail: Mail
  readonly publicUrl: string
  readonly now: () => Date
  readonly onError: (error: Error) => void
}

/** Deals with requests for a link, one after another, apart from the requests of people. They wait in the database. */
export interface ResetMails {
  /** There is something new. */
  wake(): void
  close(): Promise<void>
}

/** Looks for requests when it is woken, and by itself every quarter of a minute: another process may have left some. */
export function resetMails(parts: ResetMailsParts): ResetMails {
  let isClosed = false
  let isAsked = false
  let running: Promise<void> | undefined
  const run = async () => {
    while (isAsked && !isClosed) {
      isAsked = false
      while (!isClosed && (await dealWithOne(parts))) continue
    }
  }
  const wake = () => {
    isAsked = true
    running ??= run()
      .catch((error: unknown) => parts.onError(error as Error))
      .finally(() => {
        running = undefined
        // Woken in the moment of ending: once more.
        if (isAsked && !isClosed) wake()
      })
  }
  const timer = setInterval(wake, 15_000)
  timer.unref()
  return {
    wake,
    async close() {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}

/** Whether there was one. What cannot be sent now is tried again later, five times. */
async function dealWithOne(parts: ResetMailsParts): Promise<boolean> {
  const { auth, now, onError } = parts
  const moment = now()
  const [request] = await auth.query<{ id: string; asked: string; tries: number }>(
    `update reset_request set tries = tries + 1, try_at = $1::timestamptz + make_interval(secs => $2)
     where id = (select id from reset_request where try_at <= $1 order by try_at limit 1 for update skip locked)
     returning id, asked, tries`,
    [moment, takenSeconds],
  )
  if (!request) return false
  const done = () => auth.query('delete from reset_request where id = $1', [request.id])
  try {
    for (const account of await accountsOf(parts, request.asked)) await mailLink(parts, account)
    await done()
  } catch (error) {
    // The failure of a mail server may quote the address: what is logged says that it failed, not whose it was.
    const { code = 'unknown' } = error as { code?: string }
    onError(new Error(`A link for a new password could not be sent: ${code}`))
    if (request.tries >= triesMax) await done()
  }
  return true
}

interface Reached {
  readonly id: string
  readonly login: string
  readonly addresses: readonly string[]
}

/**
 * Whom a login or an address means, and where the mail goes: to addresses that every school of the account has on record.
 * The word of one school alone must not open what another school shows. Those who lead a school or keep its files get no
 * link: whoever writes down addresses could open their diary. An administrator makes them a code.
 */
async function accountsOf(parts: ResetMailsParts, asked: string): Promise<Reached[]> {
  const { auth } = parts
  const byLogin = await auth.query<{ id: string; login: string }>(
    'select id, login from account where login = $1 and disabled_at is null',
    [asked],
  )
  const byAddress = asked.includes('@') ? await accountsWithAddress(parts, asked) : []
  const accounts = new Map([...byLogin, ...byAddress].map(account => [account.id, account]))
  const reached: Reached[] = []
  for (const { id, login } of accounts.values()) {
    const known = await addressesOf(parts, id)
    const isNamed = byLogin.some(account => account.id === id)
    // Who named an address gets the mail there and nowhere else.
    const addresses = isNamed ? known : known.filter(address => address.toLowerCase() === asked)
    if (addresses.length > 0) reached.push({ id, login, addresses })
  }
  return reached
}

async function accountsWithAddress({ auth, database }: ResetMailsParts, asked: string) {
  const schools = await auth.query<{ id: string }>('select id from school')
  const personIds: string[] = []
  for (const { id: schoolId } of schools) {
    const rows = await database.inSqlScope({ schoolId, kind: 'system', isReadOnly: true }, sql =>
      sql<{ id: string }>({
        name: 'reset-persons',
        text: `select distinct person_id as id from contact where school_id = $1 and kind = 'email' and lower(value) = $2`,
        values: [schoolId, asked],
      }),
    )
    personIds.push(...rows.map(({ id }) => id))
  }
  return auth.query<{ id: string; login: string }>(
    `select distinct a.id, a.login from account_person p join account a on a.id = p.account_id
     where p.person_id = any ($1::uuid[]) and a.disabled_at is null`,
    [personIds],
  )
}

async function addressesOf({ auth, database }: ResetMailsParts, accountId: string): Promise<string[]> {
  const persons = await auth.query<{ school_id: string; person_id: string }>(
    'select school_id, person_id from account_person where account_id = $1',
    [accountId],
  )
  let common: Map<string, string> | undefined
  for (const { school_id: schoolId, person_id: personId } of persons) {
    const rows = await database.inSqlScope({ schoolId, kind: 'system', isReadOnly: true }, sql =>
      sql<{ value: string }>({
        name: 'reset-addresses',
        text: `select value from contact c join person p on p.school_id = c.school_id and p.id = c.person_id
          where c.school_id = $1 and c.person_id = $2 and c.kind = 'email' and p.archived_at is null
            and not exists (select from capacity k where k.school_id = $1 and k.staff_id = $2
              and k.kind in ('deputy', 'head', 'secretary', 'admin') and (k.until_on is null or k.until_on >= current_date))`,
        values: [schoolId, personId],
      }),
    )
    const here = new Map(rows.map(({ value }) => [value.toLowerCase(), value]))
    common = new Map([...(common ?? here)].filter(([key]) => here.has(key)))
  }
  return [...(common?.values() ?? [])]
}

/** One link is good at a time: a new one revokes those before it. */
async function mailLink({ auth, mail, publicUrl, now }: ResetMailsParts, account: Reached): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  const moment = now()
  await auth.transaction(async query => {
    await query('update password_reset set used_at = $2 where account_id = $1 and used_at is null', [
      account.id,
      moment,
    ])
    await query(
      `insert into password_reset (hash, account_id, made_at, expires_at)
       values ($1, $2, $3::timestamptz, $3::timestamptz + make_interval(mins => $4))`,
      [hashOfLink(token), account.id, moment, linkMinutes],
    )
  })
  for (const to of account.addresses)
    await mail.send({
      to,
      subject: 'Новый пароль для электронного дневника',
      text: textOf(account.login, `${publicUrl}/reset#${token}`),
    })
}

const textOf = (login: string, link: string) => `Здравствуйте!

Кто-то — надеемся, вы — попросил новый пароль для входа в электронный дневник.
Имя для входа: ${login}

Чтобы задать новый пароль, откройте ссылку. Она действует один час и один раз:
${link}

Если вы этого не просили, ничего не делайте: прежний пароль остаётся в силе.

Somebody — we hope it was you — asked for a new password for the electronic diary.
To set it, open the link above within an hour. If it was not you, do nothing: your password stays as it is.
`
