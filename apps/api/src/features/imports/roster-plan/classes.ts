import { newId } from '@diary/db/id'
import { gradeIn } from '../fet/classes.ts'
import type { Notice, Place } from '../import-error.ts'
import type { GroupKind, Roster } from '../roster/roster.ts'
import { plainClass } from '../roster/values.ts'
import type { Changes } from './changes.ts'
import type { KnownSchool } from './known.ts'
import { plainWords } from './match.ts'

/** A class of the roster: as the school knows it, with its whole-class group. */
export type PlannedClass = { id: string; title: string; grade: number; groupId: string }
export type PlannedGroup = { id: string; title: string; kind: GroupKind; classIds: string[] }

/** The answers about names that the school does not know: what a class or subject of the file is called in the school. */
export type Renamed = { className: (title: string) => string; subject: (title: string) => string }

/** The classes, groups, subjects and gradebooks a roster names, found however they are spelled; missing ones are made. */
export class Classes {
  readonly #changes: Changes
  readonly #yearId: string
  readonly #errors: Notice[]
  readonly #renamed: Renamed
  readonly #classes = new Map<string, PlannedClass>()
  readonly #unknown = new Set<string>()
  readonly #groups = new Map<string, PlannedGroup>()
  readonly #byClass = new Map<string, PlannedGroup[]>()
  readonly #subjects = new Map<string, string>()
  readonly #gradebooks = new Map<string, string>()

  constructor(known: KnownSchool, yearId: string, changes: Changes, errors: Notice[], renamed: Renamed) {
    this.#changes = changes
    this.#yearId = yearId
    this.#errors = errors
    this.#renamed = renamed
    const whole = new Map(
      known.groups.flatMap(({ id, kind, classIds }) =>
        kind === 'whole_class' ? (classIds ?? []).map(classId => [classId, id] as const) : [],
      ),
    )
    for (const group of known.groups) this.#put({ ...group, classIds: group.classIds ?? [] })
    for (const { id, title, grade } of known.classes)
      this.#classes.set(plainClass(title), {
        id,
        title,
        grade,
        groupId: whole.get(id) ?? this.#wholeClass(id, title),
      })
    for (const { id, title } of known.subjects) this.#subjects.set(plainWords(title), id)
    for (const { id, groupId, subjectId } of known.gradebooks)
      this.#gradebooks.set(`${groupId} ${subjectId}`, id)
  }

  /** Takes what the sheets of classes and groups say, and every class that a student is in. */
  take({ classes, groups, students }: Roster): void {
    const seen = new Map<string, number>()
    const isTwice = (key: string, title: string, place: Place) => {
      const before = seen.get(key)
      if (before !== undefined) this.#errors.push({ say: texts => texts.sameTitle(title, before), place })
      seen.set(key, place.line ?? 0)
      return before !== undefined
    }
    for (const { title, grade, shift, place } of classes) {
      if (title === '' || isTwice(`class ${plainClass(title)}`, title, place)) continue
      const known = this.#classes.get(plainClass(title))
      if (known === undefined) this.#make(title, place, grade, shift)
      else if (grade !== null && grade !== known.grade)
        this.#errors.push({ say: texts => texts.gradeDiffers(known.title, known.grade), place })
    }
    for (const { className, place } of students) if (className !== '') this.of(className, place)
    for (const { title, kind, classNames, place } of groups) {
      if (title === '' || isTwice(`group ${plainWords(title)}`, title, place)) continue
      const ids = classNames.flatMap(name => {
        const found = this.#classes.get(plainClass(this.#renamed.className(name)))
        if (found === undefined) this.#errors.push({ say: texts => texts.noClass(name), place })
        return found?.id ?? []
      })
      const known = this.#groups.get(plainWords(title))
      if (known === undefined)
        this.#makeGroup(title, kind ?? (ids.length > 1 ? 'stream' : 'part'), [...new Set(ids)])
      else for (const id of ids) this.#widen(known, id)
    }
  }

  /** The class of a student, made when the school has none of that name. */
  of(name: string, place: Place): PlannedClass | undefined {
    const title = this.#renamed.className(name)
    return this.#classes.get(plainClass(title)) ?? this.#make(title, place, null, null)
  }

  /** A class that must be there already. */
  named(name: string): PlannedClass | undefined {
    return this.#classes.get(plainClass(this.#renamed.className(name)))
  }

  /** The part of a class that a student is put into: a group of that name which takes students of the class, else a new one. */
  subgroup(of: PlannedClass, name: string): PlannedGroup {
    const inClass = this.#byClass.get(of.id) ?? []
    const longer = `${of.title} ${name}`
    const found = [name, longer].flatMap(
      title =>
        inClass.find(
          group => group.kind !== 'whole_class' && plainWords(group.title) === plainWords(title),
        ) ?? [],
    )[0]
    const elsewhere = this.#groups.get(plainWords(name))
    if (found) return found
    if (elsewhere && (elsewhere.kind === 'stream' || elsewhere.kind === 'individual')) return elsewhere
    const isLong = plainClass(name).startsWith(plainClass(of.title))
    return this.#makeGroup(isLong ? name : longer, 'part', [of.id])
  }

  group = (id: string): PlannedGroup | undefined => this.#byId.get(id)
  readonly #byId = new Map<string, PlannedGroup>()

  /** A group that a teacher teaches: by its own name, or a whole class by the class's. */
  taught(name: string): PlannedGroup | undefined {
    const group = this.#groups.get(plainWords(name))
    if (group) return group
    const found = this.named(name)
    return found && this.#byId.get(found.groupId)
  }

  gradebook(subject: string, group: PlannedGroup): string {
    const title = this.#renamed.subject(subject)
    let subjectId = this.#subjects.get(plainWords(title))
    if (subjectId === undefined) {
      subjectId = newId()
      this.#subjects.set(plainWords(title), subjectId)
      this.#changes.add('subject', { id: subjectId, title })
    }
    const key = `${group.id} ${subjectId}`
    let id = this.#gradebooks.get(key)
    if (id === undefined) {
      id = newId()
      this.#gradebooks.set(key, id)
      const grades = new Map([...this.#classes.values()].map(one => [one.id, one.grade]))
      const isMarked = !group.classIds.every(classId => grades.get(classId) === 1)
      this.#changes.add('gradebook', { id, groupId: group.id, subjectId, isMarked })
    }
    return id
  }

  #make(title: string, place: Place, given: number | null, shift: number | null): PlannedClass | undefined {
    const grade = given ?? gradeIn(title)
    if (grade === undefined) {
      if (!this.#unknown.has(title)) this.#errors.push({ say: texts => texts.unknownClass(title), place })
      this.#unknown.add(title)
      return undefined
    }
    const id = newId()
    this.#changes.add('schoolClass', {
      id,
      yearId: this.#yearId,
      title,
      grade,
      shift: shift ?? 1,
      isMarked: grade !== 1,
    })
    const made = { id, title, grade, groupId: this.#wholeClass(id, title) }
    this.#classes.set(plainClass(title), made)
    return made
  }

  #wholeClass = (classId: string, title: string) => this.#makeGroup(title, 'whole_class', [classId]).id

  #makeGroup(title: string, kind: GroupKind, classIds: string[]): PlannedGroup {
    const group = { id: newId(), title, kind, classIds: [] as string[] }
    this.#changes.add('studyGroup', { id: group.id, yearId: this.#yearId, kind, title })
    for (const classId of classIds) {
      this.#changes.add('studyGroupClass', { groupId: group.id, classId })
      group.classIds.push(classId)
    }
    this.#put(group)
    return group
  }

  #widen(group: PlannedGroup, classId: string): void {
    if (group.classIds.includes(classId) || group.kind === 'whole_class') return
    this.#changes.add('studyGroupClass', { groupId: group.id, classId })
    group.classIds.push(classId)
    this.#byClass.set(classId, [...(this.#byClass.get(classId) ?? []), group])
  }

  #put(group: PlannedGroup): void {
    this.#byId.set(group.id, group)
    this.#groups.set(plainWords(group.title), group)
    for (const classId of group.classIds)
      this.#byClass.set(classId, [...(this.#byClass.get(classId) ?? []), group])
  }

  /** Classes that will be made, and those that a title might have meant. */
  get count(): number {
    return this.#classes.size
  }
}
