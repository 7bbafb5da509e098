import { isCode } from '@diary/contracts/sign-ins'
import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database } from '@diary/db/client'
import { Problem } from '#platform/problem'
import type { Throttle } from '#platform/throttle'
import { hashOf } from './codes.ts'

/** So many wrong birth dates in all, from wherever, and the code is dead: who found a letter cannot try the days of a year. */
export const wrongDatesMax = 10

/** What a code and a birth date say, once both are right. */
export interface Proof {
  readonly codeId: string
  readonly schoolId: string
  readonly personId: string
  readonly firstName: string
  readonly lastName: string
  readonly school: string
  /** The account the person has. */
  readonly account?: {
    readonly id: string
    readonly login: string
    /** Whether it is a person of this school alone: then this school may give it a new password. */
    readonly isOfThisSchool: boolean
  }
}

export interface ProofParts {
  readonly database: Database
  readonly auth: AuthDatabase
  /** Counts tries at codes, and the addresses they come from. */
  readonly throttle: Throttle
}

interface CodeRow {
  id: string
  school_id: string
  person_id: string
  revoked_at: Date | null
}

interface PersonRow {
  firstName: string
  lastName: string
  school: string
  hasRights: boolean
  births: string[]
}

/**
 * Compares a code and a birth date with what is known. Unknown, used, expired, revoked, of somebody who has no rights any more,
 * or with a wrong date: the refusal is one and the same.
 */
export async function proofOf(
  { database, auth, throttle }: ProofParts,
  { code, birthOn, address, now }: { code: string; birthOn: string; address: string; now: Date },
): Promise<Proof> {
  const hash = hashOf(code)
  const name = hash.toString('hex')
  await throttle.admit(name, address, now)
  const refused = async () => {
    await throttle.failed(address, now)
    return new Problem('code-refused')
  }
  const [row] = isCode(code)
    ? // Counted before the date is looked at, and taken back when it is right: many at once are not all the first.
      await auth.query<CodeRow>(
        `update activation_code set wrong_dates = wrong_dates + 1,
           revoked_at = case when wrong_dates + 1 > $3 then $2 end
         where hash = $1 and used_at is null and revoked_at is null and expires_at > $2
         returning id, school_id, person_id, revoked_at`,
        [hash, now, wrongDatesMax],
      )
    : []
  if (!row || row.revoked_at) throw await refused()
  const person = await personOf(database, row.school_id, row.person_id, now)
  const right = async () => {
    await auth.query(
      'update activation_code set wrong_dates = greatest(wrong_dates - 1, 0) where id = $1 and revoked_at is null',
      [row.id],
    )
    await throttle.succeeded(name)
  }
  if (person?.hasRights && person.births.length === 0) {
    await right()
    throw new Problem('birth-date-unknown')
  }
  if (!person?.hasRights || !person.births.includes(birthOn)) throw await refused()
  await right()
  const [account] = await auth.query<{ id: string; login: string; schools: number }>(
    `select a.id, a.login, (select count(*)::int from account_person o where o.account_id = a.id) as schools
     from account_person p join account a on a.id = p.account_id where p.school_id = $1 and p.person_id = $2`,
    [row.school_id, row.person_id],
  )
  return {
    codeId: row.id,
    schoolId: row.school_id,
    personId: row.person_id,
    firstName: person.firstName,
    lastName: person.lastName,
    school: person.school,
    ...(account && {
      account: { id: account.id, login: account.login, isOfThisSchool: account.schools === 1 },
    }),
  }
}

/** The person, and the birth dates that prove it: of the children one represents, and of staff the own. */
async function personOf(
  database: Database,
  schoolId: string,
  personId: string,
  now: Date,
): Promise<PersonRow | undefined> {
  const lasting = (alias: string) => `(${alias}.until_on is null or ${alias}.until_on >= s.today)`
  const [person] = await database.inSqlScope({ schoolId, kind: 'system', isReadOnly: true }, sql =>
    sql<PersonRow>({
      name: 'code-person',
      text: `with s as (select id, title, ($3::timestamptz at time zone time_zone)::date as today from school where id = $1),
        births as (
          select ch.birth_on from s, guardianship g join person ch on ch.school_id = g.school_id and ch.id = g.student_id
            where g.school_id = $1 and g.guardian_id = $2 and ${lasting('g')}
          union all
          select p.birth_on from s, person p where p.school_id = $1 and p.id = $2
            and exists (select from capacity k where k.school_id = $1 and k.staff_id = $2 and ${lasting('k')})
        )
        select p.first_name as "firstName", p.last_name as "lastName", s.title as school, exists (select from births) as "hasRights",
          array(select to_char(birth_on, 'YYYY-MM-DD') from births where birth_on is not null) as births
        from person p join s on s.id = p.school_id where p.id = $2 and p.archived_at is null`,
      values: [schoolId, personId, now],
    }),
  )
  return person
}
