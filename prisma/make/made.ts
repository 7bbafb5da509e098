import type { Model, Rows } from './insert.ts'

/** What a factory answers: enough to hang the next thing on. */
export interface MadeSchool {
  readonly schoolId: string
  readonly id: string
  readonly title: string
  readonly yearId: string
  readonly startsOn: string
  readonly endsOn: string
  readonly schemeId: string
  /** The four quarters. */
  readonly termIds: readonly [string, string, string, string]
  readonly bellScheduleId: string
  readonly workTypeIds: ReadonlyMap<string, string>
}
export interface MadeClass {
  readonly schoolId: string
  readonly school: MadeSchool
  readonly id: string
  readonly title: string
  /** The study group of the whole class. */
  readonly groupId: string
}
export interface MadeGroup {
  readonly schoolId: string
  readonly school: MadeSchool
  readonly id: string
  readonly title: string
}
export interface MadePerson {
  readonly schoolId: string
  readonly id: string
  readonly lastName: string
}
export interface MadeStudent extends MadePerson {
  readonly school: MadeSchool
  readonly class: MadeClass
}
export interface MadeStaff extends MadePerson {
  readonly school: MadeSchool
}
export interface MadeGradebook {
  readonly schoolId: string
  readonly school: MadeSchool
  readonly id: string
  readonly subjectId: string
  readonly groupId: string
  readonly teacher: MadePerson
}
export interface MadeLesson {
  readonly schoolId: string
  readonly id: string
  readonly day: string
  readonly gradebook: MadeGradebook
}
export interface MadeWork {
  readonly schoolId: string
  readonly id: string
  readonly lesson: MadeLesson
}
export interface MadeThing {
  readonly schoolId: string
  readonly id: string
}
export interface MadeAccount {
  readonly id: string
  readonly login: string
  readonly password: string
}

/** What a test may say about a row itself; the school comes from the thing it hangs on. */
export type Given<M extends Model> = Partial<Omit<Rows[M], 'schoolId'>>

/** A school day such as `2026-11-23`. */
export type Day = string

/** Where the factories put their rows, and when their school lives. */
export interface Ground {
  readonly today: Day
  readonly startsOn: Day
  readonly endsOn: Day
  insert(schoolId: string, given: { readonly [M in Model]?: readonly Rows[M][] }): Promise<void>
}
