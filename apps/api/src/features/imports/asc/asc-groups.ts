import { gradeIn, gradeMax, type PlannedClass, type PlannedGroup } from '../fet/classes.ts'
import { refuse, type Notice } from '../import-error.ts'
import type { Asc, AscGroup, AscLesson } from './asc-file.ts'

/** The classes and study groups of a file of aSc, and the group that each of its lessons is for. */
export type AscStudents = {
  classes: PlannedClass[]
  groups: PlannedGroup[]
  groupOf: (lesson: AscLesson, subject: string) => PlannedGroup | undefined
  notices: Notice[]
}

/**
 * aSc says which class is which, and divides it into groups by divisions. Every group of one division together is the
 * whole class again; the same groups are one study group whichever lesson names them.
 */
export function ascStudents(asc: Asc, said: ReadonlyMap<string, number>): AscStudents {
  const { classes, notices } = classesOf(asc, said)
  const titleOf = new Map(asc.classes.map(({ id, name }) => [id, name]))
  const groupsById = new Map(asc.groups.map(group => [group.id, group]))
  const byKey = new Map<string, PlannedGroup>()
  const titles = new Set<string>()

  const put = (key: string, group: PlannedGroup) => {
    const before = byKey.get(key)
    if (before !== undefined) return before
    const made = { ...group, title: freeTitle(group.title, titles) }
    titles.add(made.title)
    byKey.set(key, made)
    return made
  }
  for (const { id, name } of asc.classes) put(id, { title: name, kind: 'whole_class', classes: [name] })

  return {
    classes,
    get groups() {
      return [...byKey.values()]
    },
    notices,
    groupOf: (lesson, subject) => {
      const groups = lesson.groupIds.map(
        id => groupsById.get(id) ?? unknown(lesson, 'groupids', id, 'groups'),
      )
      for (const id of lesson.classIds) if (!titleOf.has(id)) unknown(lesson, 'classids', id, 'classes')
      const classIds = [...new Set([...lesson.classIds, ...groups.map(({ classId }) => classId)])]
      if (classIds.length === 0) return undefined
      const classTitles = classIds.map(id => titleOf.get(id) ?? unknown(lesson, 'groupids', id, 'classes'))
      if (lesson.seminar !== '' && groups.every(({ isEntireClass }) => isEntireClass)) {
        const title = `${classTitles.join(' + ')} ${subject} ${lesson.seminar}`
        const kind = classIds.length > 1 ? 'stream' : 'part'
        return put(`seminar ${lesson.subjectId} ${lesson.seminar} ${classIds.toSorted().join(' ')}`, {
          title,
          kind,
          classes: classTitles,
        })
      }
      const parts = classIds.map(id => partOf(id, groups, asc.groups))
      const isWhole = parts.every(part => part.length === 0)
      const [only] = classIds
      if (isWhole && classIds.length === 1 && only !== undefined) {
        return put(only, { title: classTitles[0] ?? '', kind: 'whole_class', classes: classTitles })
      }
      const title = parts
        .flatMap((part, index) => {
          const name = classTitles[index] ?? ''
          return part.length === 0 ? name : part.map(group => `${name} ${group.name}`)
        })
        .join(' + ')
      const key = parts
        .flatMap((part, index) => (part.length === 0 ? (classIds[index] ?? '') : part.map(({ id }) => id)))
        .toSorted()
        .join(' ')
      return put(key, { title, kind: classIds.length > 1 ? 'stream' : 'part', classes: classTitles })
    },
  }
}

/** The groups of a class that a lesson is for; none when it is for the whole class. */
function partOf(classId: string, given: readonly AscGroup[], all: readonly AscGroup[]): AscGroup[] {
  const own = given.filter(group => group.classId === classId)
  if (own.some(({ isEntireClass }) => isEntireClass)) return []
  const ids = new Set(own.map(({ id }) => id))
  const isDivisionWhole = own.some(({ division }) =>
    all
      .filter(group => group.classId === classId && group.division === division && !group.isEntireClass)
      .every(({ id }) => ids.has(id)),
  )
  return isDivisionWhole && own.length > 1 ? [] : own
}

function classesOf(asc: Asc, said: ReadonlyMap<string, number>) {
  const classes: PlannedClass[] = []
  const titles = new Set<string>()
  const unread: string[] = []
  for (const [index, { name, grade: given, line }] of asc.classes.entries()) {
    if (titles.has(name)) refuse(texts => texts.asc.sameName('classes', name), { line })
    titles.add(name)
    const grade = said.get(name) ?? gradeIn(given) ?? gradeIn(name)
    if (grade === undefined) unread.push(name)
    classes.push({ title: name, grade: grade ?? Math.min(index + 1, gradeMax), line })
  }
  const notices: Notice[] = []
  if (unread.length > 0) notices.push({ say: texts => texts.unknownGrades(unread) })
  const unused = [...said.keys()].filter(name => !titles.has(name))
  if (unused.length > 0) notices.push({ say: texts => texts.gradesUnused(unused) })
  return { classes, notices }
}

function unknown({ line }: AscLesson, attribute: string, id: string, list: string): never {
  return refuse(texts => texts.asc.unknownId(attribute, id.slice(0, 100), list), { line })
}

const titleLengthMax = 500

function freeTitle(wanted: string, taken: ReadonlySet<string>): string {
  const characters = [...wanted]
  const title =
    characters.length <= titleLengthMax ? wanted : `${characters.slice(0, titleLengthMax - 10).join('')}…`
  if (!taken.has(title)) return title
  for (let number = 2; ; number += 1) if (!taken.has(`${title} (${number})`)) return `${title} (${number})`
}
