import type { Notice } from '../import-error.ts'
import type { Fet, FetName, FetYear } from './fet.ts'
import { asciiDigits } from './week.ts'

export type ClassLevel = 'auto' | 'years' | 'groups'
export type PlannedClass = { title: string; grade: number; line: number }
export type PlannedGroup = { title: string; kind: 'whole_class' | 'part' | 'stream'; classes: string[] }

/** The school's classes and study groups, and the group that each mention of students in the file means. */
export type StudentsPlan = {
  classes: PlannedClass[]
  groups: PlannedGroup[]
  groupOf: (sets: readonly string[]) => PlannedGroup
  notices: Notice[]
}

export const gradeMax = 12
const titleLengthMax = 500

/**
 * FET knows years, groups and subgroups and does not say which of them is the school's class.
 * Every set is looked at as the smallest sets it is made of, so that the same children are one study group however they are named.
 */
export function studentsPlan(fet: Fet, level: ClassLevel, said: ReadonlyMap<string, number>): StudentsPlan {
  const atoms = atomsOf(fet.years)
  const { classes, notices } = classesOf(fet.years, level, said, atoms)
  const classesOfAtom = new Map<string, string[]>()
  for (const { title } of classes) {
    for (const atom of atoms.get(title) ?? []) {
      classesOfAtom.set(atom, [...(classesOfAtom.get(atom) ?? []), title])
    }
  }

  const byChildren = new Map<string, PlannedGroup>()
  const titles = new Set<string>()
  const groupOf = (sets: readonly string[]): PlannedGroup => {
    const children = new Set(sets.flatMap(set => [...(atoms.get(set) ?? [])]))
    const key = [...children].sort().join('\n')
    const before = byChildren.get(key)
    if (before !== undefined) return before
    const involved = classesWith(children, atoms, classesOfAtom)
    const [only] = involved
    const isWhole = involved.length === 1 && only !== undefined && atoms.get(only)?.size === children.size
    const group: PlannedGroup = {
      title: freeTitle(isWhole ? only : sets.join(' + '), titles),
      kind: isWhole ? 'whole_class' : involved.length === 1 ? 'part' : 'stream',
      classes: involved,
    }
    byChildren.set(key, group)
    titles.add(group.title)
    return group
  }

  for (const { title } of classes) groupOf([title])
  for (const year of fet.years) {
    for (const group of year.groups) {
      groupOf([group.name])
      for (const subgroup of group.subgroups) groupOf([subgroup.name])
    }
  }
  return {
    classes,
    get groups() {
      return [...byChildren.values()]
    },
    groupOf,
    notices,
  }
}

type Atoms = ReadonlyMap<string, ReadonlySet<string>>

function atomsOf(years: readonly FetYear[]): Atoms {
  const atoms = new Map<string, Set<string>>()
  const put = (name: string, parts: readonly string[]) => {
    const all = atoms.get(name) ?? new Set<string>()
    for (const part of parts) all.add(part)
    atoms.set(name, all)
  }
  for (const { groups } of years) {
    for (const group of groups) {
      put(
        group.name,
        group.subgroups.map(({ name }) => name),
      )
      for (const { name } of group.subgroups) put(name, [name])
    }
  }
  // A group may be in several years and have its subgroups named in one of them alone.
  for (const { groups } of years)
    for (const { name } of groups) if (atoms.get(name)?.size === 0) put(name, [name])
  for (const year of years) {
    put(
      year.name,
      year.groups.flatMap(({ name }) => [...(atoms.get(name) ?? [])]),
    )
    if (atoms.get(year.name)?.size === 0) put(year.name, [year.name])
  }
  return atoms
}

function classesOf(
  years: readonly FetYear[],
  level: ClassLevel,
  said: ReadonlyMap<string, number>,
  atoms: Atoms,
) {
  const classes: PlannedClass[] = []
  const titles = new Set<string>()
  const taken = new Set<string>()
  const unknown: string[] = []
  const used = new Set<string>()
  for (const [index, year] of years.entries()) {
    for (const set of isYearAClass(year, years, level) ? [year] : year.groups) {
      const parts = [...(atoms.get(set.name) ?? [])]
      // A year put together from the classes of other years is a stream of them, not one more class.
      if (titles.has(set.name) || parts.every(part => taken.has(part))) continue
      for (const part of parts) taken.add(part)
      titles.add(set.name)
      classes.push({ title: set.name, grade: gradeOf(set, year, index), line: set.line })
    }
  }
  const notices: Notice[] = []
  if (unknown.length > 0) notices.push({ say: texts => texts.unknownGrades(unknown) })
  const unused = [...said.keys()].filter(name => !used.has(name) && !atoms.has(name))
  if (unused.length > 0) notices.push({ say: texts => texts.gradesUnused(unused) })
  return { classes, notices }

  function gradeOf(set: FetName, year: FetYear, index: number): number {
    for (const name of [set.name, year.name]) {
      used.add(name)
      const grade = said.get(name)
      if (grade !== undefined) return grade
    }
    const read = gradeIn(set.name) ?? gradeIn(year.name)
    if (read !== undefined) return read
    unknown.push(set.name)
    return Math.min(index + 1, gradeMax)
  }
}

function isYearAClass(year: FetYear, years: readonly FetYear[], level: ClassLevel): boolean {
  if (year.groups.length === 0 || level === 'years') return true
  if (level === 'groups') return false
  const isLikeClass = looksLikeClass(year.name)
  if (!isLikeClass && year.groups.every(({ name }) => looksLikeClass(name))) return false
  const subgroups = year.groups.flatMap(group => group.subgroups.map(({ name }) => name))
  // A subgroup in two groups: the groups are divisions of one class (by language, by sex), not classes.
  if (new Set(subgroups).size < subgroups.length) return true
  if (isLikeClass) return true
  const grade = gradeIn(year.name)
  return grade !== undefined && years.some(other => other !== year && gradeIn(other.name) === grade)
}

/** A grade and one letter, such as «8 а», «07a», «10-Б», «IX A», «5 «В»». */
const looksLikeClass = (name: string) =>
  /^(?:\d{1,2}|[IVX]{1,4}(?=[^\p{L}]))[^\p{L}\d]{0,3}\p{L}[^\p{L}\d]?$/u.test(asciiDigits(name).trim())

const roman = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

/**
 * The grade a name shows: its first number, from 1 to 12, or a Roman one at its beginning. Of a class numbered 304 it is
 * the hundreds.
 */
export function gradeIn(name: string): number | undefined {
  const digits = /\d+/.exec(asciiDigits(name))?.[0]
  const number =
    digits === undefined
      ? roman.indexOf(/^[IVX]+(?!\p{L})/u.exec(name)?.[0] ?? '-')
      : Number(/^[1-9]\d{2,3}$/.test(digits) ? digits.slice(0, -2) : digits)
  return number >= 1 && number <= gradeMax ? number : undefined
}

/** The classes the children come from: those that are wholly among them first, then those of the rest. */
function classesWith(
  children: ReadonlySet<string>,
  atoms: Atoms,
  classesOfAtom: ReadonlyMap<string, readonly string[]>,
): string[] {
  const touched = new Set([...children].flatMap(child => classesOfAtom.get(child) ?? []))
  const whole = [...touched].filter(title => [...(atoms.get(title) ?? [])].every(atom => children.has(atom)))
  const covered = new Set(whole.flatMap(title => [...(atoms.get(title) ?? [])]))
  const rest = [...children]
    .filter(child => !covered.has(child))
    .flatMap(child => classesOfAtom.get(child) ?? [])
  return [...new Set([...whole, ...rest])]
}

function freeTitle(wanted: string, taken: ReadonlySet<string>): string {
  const characters = [...wanted]
  const title =
    characters.length <= titleLengthMax ? wanted : `${characters.slice(0, titleLengthMax - 10).join('')}…`
  if (!taken.has(title)) return title
  for (let number = 2; ; number += 1) if (!taken.has(`${title} (${number})`)) return `${title} (${number})`
}
