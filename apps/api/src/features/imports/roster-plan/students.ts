import { addDays, dateOf, type DayText } from '@diary/db/day'
import type { Notice } from '../import-error.ts'
import type { RosterStudent } from '../roster/roster.ts'
import type { Changes } from './changes.ts'
import type { Classes, PlannedClass, PlannedGroup } from './classes.ts'
import type { KnownSchool, Stay } from './known.ts'
import { plainWords } from './match.ts'

export type Days = {
  /** When a stay, a tie or a right begins that is new. */
  startsOn: DayText
  /** When somebody changes from one to another. */
  movedOn: DayText
}
type Membership = KnownSchool['memberships'][number]

/** Puts everybody into their class and its groups; who is in another one is moved, and leaves the groups of the old one. */
export class Enrolling {
  readonly #changes: Changes
  readonly #classes: Classes
  readonly #days: Days
  readonly #latest = new Map<string, Stay>()
  readonly #memberships = new Map<string, Membership[]>()
  readonly notices: Notice[] = []

  constructor(known: KnownSchool, classes: Classes, changes: Changes, days: Days) {
    this.#changes = changes
    this.#classes = classes
    this.#days = days
    for (const stay of known.stays) this.#latest.set(stay.studentId, stay)
    for (const one of known.memberships)
      this.#memberships.set(one.studentId, [...(this.#memberships.get(one.studentId) ?? []), one])
  }

  /** Whether anything changes for the student. */
  enrol(id: string, row: RosterStudent): boolean {
    const to = this.#classes.named(row.className)
    if (to === undefined) return false
    const now = this.#latest.get(id)
    const isSame = now?.classId === to.id
    const fromOn = isSame ? now.fromOn : this.#move(id, row, to, now)
    const groups = [
      ...new Map(
        [
          this.#classes.group(to.groupId),
          ...row.subgroups.map(name => this.#classes.subgroup(to, name)),
        ].flatMap(group => (group ? [[group.id, group] as const] : [])),
      ).values(),
    ]
    const joined = groups.filter(group => this.#join(id, group, fromOn, groups))
    return !isSame || joined.length > 0
  }

  #move(studentId: string, row: RosterStudent, to: PlannedClass, now: Stay | undefined): DayText {
    const { startsOn, movedOn } = this.#days
    let fromOn = startsOn
    if (now) {
      // A stay lasts at least a day; the class of the same name in a new year begins with the year.
      const first = addDays(now.fromOn, 1)
      const isNextYear = now.fromOn < startsOn && now.title === to.title
      fromOn = isNextYear ? startsOn : movedOn > first ? movedOn : first
      const untilOn = addDays(fromOn, -1)
      this.#changes.end('enrolment', now.id, untilOn)
      for (const membership of this.#memberships.get(studentId) ?? []) {
        const isOfClass = this.#classes.group(membership.groupId)?.classIds.includes(now.classId) === true
        const isEnding = membership.untilOn === null || membership.untilOn > untilOn
        if (isOfClass && isEnding && membership.fromOn <= untilOn) this.#end(membership, untilOn)
      }
      const name = `${row.lastName} ${row.firstName}`
      this.notices.push({ say: texts => texts.changedClass(name, now.title, to.title), place: row.place })
    }
    this.#changes.add('enrolment', { studentId, classId: to.id, fromOn: dateOf(fromOn) })
    return fromOn
  }

  /** Joins a group unless the student is in it. «англ 2» takes the place of «англ 1»: nobody is in both. */
  #join(
    studentId: string,
    group: PlannedGroup,
    enrolledOn: DayText,
    wanted: readonly PlannedGroup[],
  ): boolean {
    const { movedOn } = this.#days
    const own = this.#memberships.get(studentId) ?? []
    const inGroup = own.filter(({ groupId }) => groupId === group.id)
    if (inGroup.some(({ untilOn }) => untilOn === null || untilOn >= movedOn)) return false
    let fromOn = inGroup.length > 0 && movedOn > enrolledOn ? movedOn : enrolledOn
    for (const membership of own) {
      const other = this.#classes.group(membership.groupId)
      const isLeft =
        other !== undefined &&
        group.kind === 'part' &&
        other.kind === 'part' &&
        !wanted.includes(other) &&
        (membership.untilOn === null || membership.untilOn >= movedOn) &&
        stemOf(other.title) === stemOf(group.title)
      if (!isLeft) continue
      const first = addDays(membership.fromOn, 1)
      fromOn = movedOn > first ? movedOn : first
      this.#end(membership, addDays(fromOn, -1))
    }
    this.#changes.add('groupMembership', { studentId, groupId: group.id, fromOn: dateOf(fromOn) })
    return true
  }

  #end(membership: Membership, untilOn: DayText): void {
    membership.untilOn = untilOn
    this.#changes.end('group_membership', membership.id, untilOn)
  }
}

/** What the groups that a class is divided into have in common: the name without its number. */
const stemOf = (title: string) => plainWords(title).replace(/\s*\d+$/u, '')
