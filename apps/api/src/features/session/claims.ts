import type { CapacityKind } from '@diary/contracts/endpoint'
import type { Database } from '@diary/db/client'
import { addDays, dayAt, momentAt } from '@diary/db/day'
import type { Actor } from '#access/actor'
import { accessTokenSeconds } from '#platform/tokens'

/** An account in one of its schools. */
export interface Membership {
  readonly accountId: string
  readonly epoch: number
  readonly schoolId: string
  readonly personId: string
  readonly schoolIds: readonly string[]
}

interface Right {
  kind: CapacityKind
  classId: string | null
  studentId: string | null
  untilOn: string | null
}

/** Reads what a person may act as today, and until when at most a token may say so. */
export async function actorOf(
  database: Database,
  member: Membership,
  now: Date,
): Promise<{ actor: Actor; expiresAt: Date }> {
  const { schoolId, personId, accountId, schoolIds } = member
  return database.inSqlScope(
    { schoolId, personId, accountId, kind: 'guardian', isReadOnly: true },
    async sql => {
      const [school] = await sql<{ timeZone: string }>({
        name: 'claims-school',
        text: 'select time_zone as "timeZone" from school where id = $1',
        values: [schoolId],
      })
      const timeZone = school?.timeZone ?? 'UTC'
      const today = dayAt(now, timeZone)
      const rights = await sql<Right>({
        name: 'claims-rights',
        text: `select kind::text, class_id as "classId", null::uuid as "studentId", to_char(until_on, 'YYYY-MM-DD') as "untilOn"
          from capacity where school_id = $1 and staff_id = $2 and from_on <= $3 and (until_on is null or until_on >= $3)
        union all
        select 'guardian', null, student_id, to_char(until_on, 'YYYY-MM-DD')
          from guardianship where school_id = $1 and guardian_id = $2 and from_on <= $3 and (until_on is null or until_on >= $3)
        order by 1, 2, 3`,
        values: [schoolId, personId, today],
      })
      const childIds = rights.flatMap(({ studentId }) => studentId ?? [])
      const capacities = rights
        .filter(({ kind }) => kind !== 'guardian')
        .map(({ kind, classId }) => (classId ? { kind, classId } : { kind }))
      const actor: Actor = {
        accountId,
        personId,
        schoolId,
        schoolIds,
        timeZone,
        capacities: childIds.length > 0 ? [...capacities, { kind: 'guardian' }] : capacities,
        childIds,
        epoch: member.epoch,
      }
      return { actor, expiresAt: expiryOf(rights, now, timeZone) }
    },
  )
}

/** Ten minutes from now, but never past the midnight on which a right of the token ends by its date. */
function expiryOf(rights: readonly Right[], now: Date, timeZone: string): Date {
  const usual = new Date(now.getTime() + accessTokenSeconds * 1000)
  const last = rights.flatMap(({ untilOn }) => untilOn ?? []).sort()[0]
  if (!last) return usual
  const end = momentAt(addDays(last, 1), 0, timeZone)
  return end < usual ? end : usual
}
