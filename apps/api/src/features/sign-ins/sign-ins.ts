import type { CountsOfClass, SignInCounts, SignInState, signInsApi } from '@diary/contracts/sign-ins'
import { visiblePerson } from '#access/visible'
import { visiblePersonSql } from '#access/visible-sql'
import { Problem } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { print } from './letters/print.ts'
import { make } from './make.ts'
import { findClass, type OfficeParts, valuesOf } from './office.ts'
import { countsSql, type SignInRow, signInsSql, toSignIn } from './sign-ins.view.ts'

/** Codes on paper for the first sign-in, and who has not come yet. */
export const signIns = (parts: OfficeParts): Handlers<typeof signInsApi> => ({
  list: {
    async hot({ actor, sql, now }, { query: { limit, after, kind, classId, state, search } }) {
      const { auth, cursors } = parts
      const list = `sign-ins ${kind ?? ''} ${classId ?? ''} ${state ?? ''} ${search ?? ''}`
      const [key = '', id = null] = after ? cursors.open(list, actor.personId, after) : []
      const visible = visiblePersonSql(actor)
      if (classId !== undefined) await findClass(sql, actor.schoolId, classId)
      const rows = await sql<SignInRow>({
        name: `sign-ins-${visible.name}`,
        text: signInsSql(visible.text),
        values: [
          ...(await valuesOf(auth, actor, now())),
          kind ?? null,
          classId ?? null,
          state ?? null,
          search ?? null,
          key,
          id,
          limit + 1,
        ],
      })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(row => toSignIn(actor, row)),
        next: rows.length > limit && last ? cursors.seal(list, actor.personId, [last.name, last.id]) : null,
      }
    },
  },

  counts: {
    async hot({ actor, sql, now }) {
      const visible = visiblePersonSql(actor)
      const rows = await sql<{
        kind: 'guardians' | 'staff' | 'class'
        classId: string | null
        title: string | null
        state: SignInState
        count: number
      }>({
        name: `sign-ins-counts-${visible.name}`,
        text: countsSql(visible.text),
        values: await valuesOf(parts.auth, actor, now()),
      })
      const sum = (of: typeof rows): SignInCounts => {
        const counts = { none: 0, code: 0, expired: 0, activated: 0 }
        for (const { state, count } of of) counts[state] += count
        return counts
      }
      const classes = new Map(rows.flatMap(({ classId, title }) => (classId ? [[classId, title]] : [])))
      return {
        guardians: sum(rows.filter(({ kind }) => kind === 'guardians')),
        staff: sum(rows.filter(({ kind }) => kind === 'staff')),
        classes: [...classes]
          .map(([id, title]) => ({
            classId: id as CountsOfClass['classId'],
            title: title ?? '',
            counts: sum(rows.filter(({ classId }) => classId === id)),
          }))
          .sort((one, other) => byClass.compare(one.title, other.title)),
      }
    },
  },

  make: { open: (context, input) => make(parts, context, input.body) },
  print: { open: (context, input) => print(parts, context, input.body) },

  async revoke({ actor, db, sql, now }, { params }) {
    const found = await db.person.findFirst({
      where: { AND: [visiblePerson(actor), { id: params.personId }] },
      select: { id: true },
    })
    if (!found) throw new Problem('not-found')
    await sql({
      name: 'codes-revoke',
      text: `update activation_code set revoked_at = $3
        where school_id = $1 and person_id = $2 and used_at is null and revoked_at is null`,
      values: [actor.schoolId, found.id, now()],
    })
  },
})

/** 5А comes before 10А. */
const byClass = new Intl.Collator('ru', { numeric: true })
