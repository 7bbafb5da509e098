import { type CodeLayout, groupedCode } from '@diary/contracts/sign-ins'
import { type Actor, scopeOf } from '#access/actor'
import { visiblePersonSql } from '#access/visible-sql'
import { Problem } from '#platform/problem'
import { type Context, FileAnswer } from '#platform/routes'
import { hashOf } from '../codes.ts'
import { type OfficeParts, valuesOf } from '../office.ts'
import { namedSql, type SignInRow } from '../sign-ins.view.ts'
import { drawLetters } from './letters.ts'
import type { PrintedCode, Printing } from './printing.ts'
import { drawSheet } from './sheet.ts'

interface Wanted {
  readonly layout: CodeLayout
  readonly codes: readonly { readonly personId: string; readonly code: string }[]
}

/** Prints codes that the sender was just told. Each is compared with what is kept of it: nothing is printed that opens nothing. */
export async function print(
  parts: OfficeParts,
  { actor, request, now }: Omit<Context, 'actor'> & { readonly actor: Actor | undefined },
  { layout, codes }: Wanted,
): Promise<FileAnswer> {
  if (!actor) throw new Problem('not-signed-in')
  const { auth, database, publicUrl } = parts
  const values = await valuesOf(auth, actor, now())
  const visible = visiblePersonSql(actor)
  const ids = codes.map(({ personId }) => personId)
  const [school, good, people] = await database.inSqlScope(scopeOf(actor, request.id, true), async sql => [
    await sql<{ title: string }>({
      name: 'print-school',
      text: 'select title from school where id = $1',
      values: [actor.schoolId],
    }),
    await sql<{ personId: string; expiresAt: Date }>({
      name: 'print-codes',
      text: `select a.person_id as "personId", a.expires_at as "expiresAt" from activation_code a
        join unnest($2::uuid[], $3::bytea[]) as c(person_id, hash) on c.person_id = a.person_id and c.hash = a.hash
        where a.school_id = $1 and a.used_at is null and a.revoked_at is null and a.expires_at > $4`,
      values: [actor.schoolId, ids, codes.map(({ code }) => hashOf(code)), now()],
    }),
    await sql<SignInRow>({
      name: `sign-ins-named-${visible.name}`,
      text: namedSql(visible.text),
      values: [...values, ids],
    }),
  ])
  const expiries = new Map(good.map(({ personId, expiresAt }) => [personId, expiresAt]))
  const byId = new Map(people.map(person => [person.id, person]))
  const day = new Intl.DateTimeFormat('ru', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: actor.timeZone,
  })
  const printed = codes.map(({ personId, code }): PrintedCode => {
    const [person, expiresAt] = [byId.get(personId), expiries.get(personId)]
    if (!person || !expiresAt) throw new Problem('codes-not-good')
    const { name, position, isStaff, children } = person
    // The code ends at midnight: the day before is the last.
    const until = day.format(new Date(expiresAt.getTime() - 1))
    return { name, position, isStaff, children, code: groupedCode(code), until }
  })
  const printing: Printing = {
    school: school[0]?.title ?? '',
    page: `${publicUrl}/activate`,
    codes: printed.sort(byFamily),
  }
  return layout === 'letters'
    ? new FileAnswer('Письма с кодами для входа.pdf', await drawLetters(printing))
    : new FileAnswer('Коды для входа: лист для разрезания.pdf', await drawSheet(printing))
}

const collator = new Intl.Collator('ru', { numeric: true })
const keyOf = ({ children: [child], name }: PrintedCode) => [child?.className ?? '', child?.name ?? '', name]

/** By class, then by child: as the letters are handed out. */
function byFamily(one: PrintedCode, other: PrintedCode): number {
  const [mine, theirs] = [keyOf(one), keyOf(other)]
  return mine.map((part, at) => collator.compare(part, theirs[at] ?? '')).find(order => order !== 0) ?? 0
}
