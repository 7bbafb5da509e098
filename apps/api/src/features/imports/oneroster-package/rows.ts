import type { DayText } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import type { CsvRow } from './csv-file.ts'

/** What every row of a package has. */
export type Thing = { id: string; row: CsvRow; isGoing: boolean }
export type Days = { from: DayText | undefined; /** The last day, included. */ until: DayText | undefined }

export type OrgRow = Thing & { name: string; type: string; parentId: string }
export type SessionRow = Thing & {
  title: string
  type: string
  parentId: string
  startsOn: DayText
  endsOn: DayText
}
export type CourseRow = Thing & { title: string; orgId: string; subjects: string[]; grades: string[] }
export type ClassRow = Thing & {
  title: string
  code: string
  isHomeroom: boolean
  schoolId: string
  courseId: string
  sessionIds: string[]
  subjects: string[]
  grades: string[]
}
export type UserRow = Thing & {
  lastName: string
  firstName: string
  middleName: string | null
  emails: string[]
  phones: string[]
  agentIds: string[]
  grades: string[]
  orgId: string
  birthOn: DayText | null
  sex: 'female' | 'male' | null
}
export type RoleRow = Thing & Days & { userId: string; role: string; orgId: string }
export type EnrollmentRow = Thing &
  Days & { userId: string; classId: string; role: string; isPrimary: boolean }

/** A package with its rows typed and every id in it found. */
export type OneRoster = {
  source: string
  orgs: Map<string, OrgRow>
  sessions: Map<string, SessionRow>
  courses: Map<string, CourseRow>
  classes: Map<string, ClassRow>
  users: Map<string, UserRow>
  /** Without a file of roles they are what the enrolments show. */
  roles: RoleRow[] | undefined
  enrollments: EnrollmentRow[]
  hasDemographics: boolean
  notices: Notice[]
}
