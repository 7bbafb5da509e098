import { addDays, dateOf } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import type { Roster, RosterStaff } from '../roster/roster.ts'
import type { Changes } from './changes.ts'
import type { Classes } from './classes.ts'
import type { KnownCapacity, KnownSchool } from './known.ts'
import type { PeopleIndex } from './match.ts'
import type { Days } from './students.ts'

/** What staff may act as and what they teach. A new class teacher ends the previous one's capacity in that class. */
export class Employing {
  readonly #changes: Changes
  readonly #classes: Classes
  readonly #errors: Notice[]
  readonly #days: Days
  readonly #index: PeopleIndex
  readonly #capacities: KnownCapacity[]
  readonly #has = new Map<string, KnownCapacity>()
  readonly #teachings = new Map<string, string | null>()
  /** Who is to lead each class, by the file. */
  readonly #leaders = new Map<string, Set<string>>()
  readonly #withoutGroups = new Set<string>()
  readonly notices: Notice[] = []

  constructor(
    known: KnownSchool,
    index: PeopleIndex,
    classes: Classes,
    changes: Changes,
    errors: Notice[],
    days: Days,
  ) {
    this.#changes = changes
    this.#classes = classes
    this.#errors = errors
    this.#days = days
    this.#index = index
    this.#capacities = known.capacities
    for (const one of known.capacities) {
      const key = `${one.staffId}|${one.kind}|${one.classId ?? ''}`
      const before = this.#has.get(key)
      if (before === undefined || before.fromOn < one.fromOn) this.#has.set(key, one)
    }
    for (const { gradebookId, staffId, untilOn } of known.teachings) {
      const key = `${gradebookId}|${staffId}`
      if (this.#teachings.get(key) !== null) this.#teachings.set(key, untilOn)
    }
  }

  /** Which classes the file gives to whom: known before the first of them is changed. */
  readLeaders({ staff }: Roster, ids: readonly string[]): void {
    for (const [at, { classTeacherOf, place }] of staff.entries())
      for (const title of classTeacherOf) {
        const found = this.#classes.named(title)
        if (found === undefined) this.#errors.push({ say: texts => texts.noClass(title), place })
        else
          this.#leaders.set(found.id, (this.#leaders.get(found.id) ?? new Set<string>()).add(ids[at] ?? ''))
      }
  }

  /** Whether anything changes for the member of staff. */
  employ(staffId: string, row: RosterStaff): boolean {
    let isChanged = false
    for (const kind of row.kinds) isChanged = this.#give(staffId, kind, null) || isChanged
    for (const title of row.classTeacherOf) {
      const found = this.#classes.named(title)
      if (found === undefined) continue
      const ended = this.#endLeaders(found, row)
      isChanged = this.#give(staffId, 'class_teacher', found.id, ended) || isChanged
    }
    for (const { subject, groups } of row.taught) {
      if (groups.length === 0) this.#withoutGroups.add(subject)
      for (const name of groups) {
        const group = this.#classes.taught(name)
        if (group === undefined) this.#errors.push({ say: texts => texts.noGroup(name), place: row.place })
        else isChanged = this.#teach(staffId, this.#classes.gradebook(subject, group)) || isChanged
      }
    }
    return isChanged
  }

  finish(): Notice[] {
    const names = [...this.#withoutGroups]
    if (names.length > 0) this.notices.push({ say: texts => texts.subjectsWithoutGroups(names) })
    return this.notices
  }

  #give(staffId: string, kind: string, classId: string | null, isTakenOver = false): boolean {
    const { startsOn, movedOn } = this.#days
    const key = `${staffId}|${kind}|${classId ?? ''}`
    const before = this.#has.get(key)
    if (before !== undefined && (before.untilOn === null || before.untilOn >= movedOn)) return false
    const fromOn = isTakenOver || before !== undefined ? movedOn : startsOn
    this.#has.set(key, { id: '', staffId, kind, classId, fromOn, untilOn: null })
    this.#changes.add('capacity', { staffId, kind: kind as 'teacher', classId, fromOn: dateOf(fromOn) })
    return true
  }

  /** Ends whoever leads the class and is not among those the file names for it; says whether there was somebody. */
  #endLeaders({ id: classId, title }: { id: string; title: string }, row: RosterStaff): boolean {
    const { movedOn } = this.#days
    const named = this.#leaders.get(classId)
    let isAny = false
    for (const one of this.#capacities) {
      if (one.kind !== 'class_teacher' || one.classId !== classId || named?.has(one.staffId) === true)
        continue
      if (one.untilOn !== null && one.untilOn < movedOn) {
        isAny = true
        continue
      }
      isAny = true
      const untilOn = addDays(movedOn, -1)
      if (one.fromOn > untilOn) this.#changes.removeCapacity(one.id)
      else this.#changes.end('capacity', one.id, untilOn)
      one.untilOn = untilOn
      const before = this.#index.byId.get(one.staffId)
      const from = before ? `${before.lastName} ${before.firstName}`.trim() : ''
      const to = `${row.lastName} ${row.firstName}`.trim()
      this.notices.push({ say: texts => texts.changedTeacher(title, from, to), place: row.place })
    }
    return isAny
  }

  #teach(staffId: string, gradebookId: string): boolean {
    const { startsOn, movedOn } = this.#days
    const key = `${gradebookId}|${staffId}`
    const before = this.#teachings.get(key)
    if (before === null || (before !== undefined && before >= movedOn)) return false
    this.#teachings.set(key, null)
    const fromOn = dateOf(before === undefined ? startsOn : movedOn)
    this.#changes.add('teaching', { gradebookId, staffId, fromOn })
    return true
  }
}
