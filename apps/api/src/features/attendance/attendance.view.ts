import type { Absence } from '@diary/contracts/attendance'
import type { Prisma } from '@diary/db/client'

/** What everyone who sees an absence sees of it, as arguments of `json_build_object`. */
export const absenceFieldsSql = (a: string) => `
  'observation', ${a}.observation, 'lateMinutes', ${a}.late_minutes, 'reason', ${a}.reason, 'reasonNote', ${a}.reason_note`

export const absenceJsonSql = (a: string) =>
  `json_build_object('studentId', ${a}.student_id, ${absenceFieldsSql(a)}, 'version', ${a}.version)`

export const absenceSelect = {
  studentId: true,
  observation: true,
  lateMinutes: true,
  reason: true,
  reasonNote: true,
  version: true,
  withdrawnAt: true,
} satisfies Prisma.AbsenceSelect
export type AbsenceRow = Prisma.AbsenceGetPayload<{ select: typeof absenceSelect }>

/** A withdrawn absence is a student who was present. */
export const toAbsence = ({ withdrawnAt, ...row }: AbsenceRow): Absence =>
  withdrawnAt
    ? {
        studentId: row.studentId as Absence['studentId'],
        observation: 'present',
        lateMinutes: null,
        reason: null,
        reasonNote: null,
        version: row.version,
      }
    : { ...row, studentId: row.studentId as Absence['studentId'] }
