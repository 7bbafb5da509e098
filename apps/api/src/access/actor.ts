import type { CapacityKind } from '@diary/contracts/endpoint'
import type { Scope } from '@diary/db/scope'

/** Who asks: what the access token claims, once the token and its epoch have been checked. */
export interface Actor {
  readonly accountId: string
  readonly personId: string
  readonly schoolId: string
  /** Every school the account is a person in. */
  readonly schoolIds: readonly string[]
  readonly timeZone: string
  /** A class has only the capacity of its class teacher. */
  readonly capacities: readonly { readonly kind: CapacityKind; readonly classId?: string }[]
  /** The children a guardian represents today. */
  readonly childIds: readonly string[]
  /** The authorization epoch the token was made in. */
  readonly epoch: number
}

/** Whether the actor acts as any of these. */
export function isAny(actor: Actor, ...kinds: readonly CapacityKind[]): boolean {
  return actor.capacities.some(({ kind }) => kinds.includes(kind))
}

/** The classes the actor is class teacher of. */
export function classIdsOf(actor: Actor): string[] {
  return actor.capacities.flatMap(({ classId }) => classId ?? [])
}

/** Staff know the whole school at the second wall; the first wall is narrower. */
export function isStaff(actor: Actor): boolean {
  return actor.capacities.some(({ kind }) => kind !== 'guardian')
}

/** What the database is told of the actor. */
export function scopeOf(actor: Actor, requestId: string, isReadOnly: boolean): Scope {
  return {
    schoolId: actor.schoolId,
    kind: isStaff(actor) ? 'staff' : 'guardian',
    personId: actor.personId,
    accountId: actor.accountId,
    studentIds: actor.childIds,
    schoolIds: actor.schoolIds,
    requestId,
    isReadOnly,
  }
}
