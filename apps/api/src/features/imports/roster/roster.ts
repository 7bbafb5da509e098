import type { DayText } from '@diary/db/day'
import type { Notice, Place } from '../import-error.ts'
import type { PersonName } from './values.ts'

export type GuardianshipKind = 'mother' | 'father' | 'adopter' | 'guardian' | 'custodian' | 'representative'
export type StaffKind = 'teacher' | 'deputy' | 'head' | 'secretary' | 'admin' | 'content_editor'
export type Sex = 'female' | 'male'
export type GroupKind = 'whole_class' | 'part' | 'stream' | 'individual'
export type Contacts = { phones: string[]; emails: string[] }

/** What a row says of a human being, whoever it is. What is empty in the file is unknown, not to be deleted. */
export type RosterPerson = PersonName &
  Contacts & { place: Place; code: string | null; birthOn: DayText | null; sex: Sex | null }

/** A child as a guardian's row names it. */
export type ChildNamed = PersonName & {
  className: string | null
  birthOn: DayText | null
  code: string | null
  place: Place
}
export type RosterGuardian = RosterPerson & {
  kind: GuardianshipKind
  /** Of a row of its own; beside a student the child is that student. */
  children: { child: ChildNamed; kind: GuardianshipKind }[]
}
export type RosterStudent = RosterPerson & {
  className: string
  subgroups: string[]
  guardians: RosterGuardian[]
}
/** A subject with the classes and groups it is taught to. */
export type Taught = { subject: string; groups: string[] }
export type RosterStaff = RosterPerson & {
  position: string | null
  kinds: StaffKind[]
  taught: Taught[]
  classTeacherOf: string[]
}
export type RosterClass = { place: Place; title: string; grade: number | null; shift: number | null }
export type RosterGroup = { place: Place; title: string; kind: GroupKind | null; classNames: string[] }

export type Roster = {
  students: RosterStudent[]
  /** Those with a row of their own. */
  guardians: RosterGuardian[]
  staff: RosterStaff[]
  classes: RosterClass[]
  groups: RosterGroup[]
  notices: Notice[]
}
