/** The two layers of an absence, what the teacher saw and what the class teacher knows, as one word. */
export type AttendanceKind =
  | 'absent'
  | 'ill'
  | 'excused'
  | 'unexcused'
  | 'late'
  | 'exempt'
  | 'remote'
  | 'schoolEvent'

interface Observed {
  observation: 'present' | 'absent' | 'late' | 'exempt' | 'remote'
  reason: 'ill' | 'excused' | 'unexcused' | 'school_event' | null
}

/** How an absence is written in the register; nothing for who was there. */
export function attendanceKindOf({ observation, reason }: Observed): AttendanceKind | undefined {
  if (observation === 'present') return undefined
  if (observation !== 'absent') return observation
  if (reason === null) return 'absent'
  return reason === 'school_event' ? 'schoolEvent' : reason
}
