import type { ClassGroups } from '@diary/contracts/groups'
import type { Edits } from '#platform/saving/edits.ts'
import type { Places } from './split.ts'

/** Students who were moved and not saved yet, each with the group moved into. */
export type Moves = Readonly<Record<string, string | null>>

/** Who is in which of these groups, as the server has it. */
export function placesIn({ students, groups }: ClassGroups, groupIds: readonly string[]): Places {
  return new Map(
    students.map(({ id }) => {
      const group = groups.find(
        candidate => groupIds.includes(candidate.id) && candidate.studentIds.includes(id),
      )
      return [id, group?.id ?? null]
    }),
  )
}

/** The moves of one's own as edits over what was seen, so that they can be compared with somebody else's. */
export const editsOf = (seen: Places, moves: Moves): Edits<Moves> =>
  Object.fromEntries(
    Object.entries(moves).map(([student, mine]) => [student, { base: seen.get(student) ?? null, mine }]),
  )

/** What is still to be saved over what the server has. */
export const movesOver = (now: Places, moves: Moves): Moves =>
  Object.fromEntries(
    Object.entries(moves).filter(
      ([student, mine]) => now.has(student) && (now.get(student) ?? null) !== mine,
    ),
  )
