import { addDays, momentAt } from '../../day.ts'
import { decisionReasons } from '../content/words.ts'
import type { Draft } from '../draft.ts'
import type { Book } from '../school/gradebooks.ts'
import type { GivenMark } from './marks.ts'
import type { Random } from '../random.ts'
import type { DemoSchool } from '../school/structure.ts'
import { timeZone } from '../year.ts'
import type { DemoYear } from '../year.ts'

/** Decides the terms that are over, and the year once it is. */
export function tellResults(
  draft: Draft,
  school: DemoSchool,
  given: Map<Book, GivenMark[]>,
  year: DemoYear,
  random: Random,
) {
  const chance = random.fork('results')
  for (const book of school.books) {
    if (!book.isMarked) continue
    const terms = school.terms.get(book.class.grade >= 10 ? 'halfYears' : 'quarters') ?? []
    const marks = byChildOf(given.get(book) ?? [])
    for (const { child, from, until } of book.members) {
      const results: number[] = []
      for (const term of terms) {
        const { span } = term
        if (span.until >= year.today) continue
        // Whoever was not in the group on the term's last day is assessed elsewhere.
        if (from > span.until || (until && until < span.until)) continue
        const mine = (marks.get(child.id) ?? []).filter(it => span.from <= it.day && it.day <= span.until)
        const proposed = proposalOf(mine)
        const isRaised = proposed !== null && proposed < 5 && chance.chance(0.03)
        const decided = proposed === null ? null : isRaised ? proposed + 1 : proposed
        if (decided !== null) results.push(decided)
        const decidedAt = momentAt(addDays(span.until, -1), 15 * 60, timeZone)
        draft.add('termMark', {
          schoolId: draft.schoolId,
          id: draft.id(decidedAt),
          gradebookId: book.id,
          studentId: child.id,
          kind: 'term',
          termId: term.id,
          value: decided === null ? 'na' : `${decided}`,
          proposedValue: proposed === null ? null : `${proposed}`,
          reason: isRaised ? chance.pick(decisionReasons) : null,
          decidedById: book.teacher.id,
          decidedAt,
        })
      }
      if (year.today <= year.lessonsUntil || results.length < terms.length) continue
      const sum = results.reduce((total, value) => total + value, 0)
      const value = `${Math.floor((2 * sum + results.length) / (2 * results.length))}`
      const decidedAt = momentAt(year.lessonsUntil, 15 * 60, timeZone)
      draft.add('termMark', {
        schoolId: draft.schoolId,
        id: draft.id(decidedAt),
        gradebookId: book.id,
        studentId: child.id,
        kind: 'year',
        termId: null,
        value,
        proposedValue: value,
        reason: null,
        decidedById: book.teacher.id,
        decidedAt,
      })
    }
  }
}

/** The weighted average rounded half up; nothing without marks. Whole numbers only. */
function proposalOf(marks: readonly GivenMark[]): number | null {
  const weight = marks.reduce((sum, mark) => sum + mark.weightTenths, 0)
  const weighted = marks.reduce((sum, mark) => sum + mark.value * mark.weightTenths, 0)
  return weight > 0 ? Math.floor((2 * weighted + weight) / (2 * weight)) : null
}

function byChildOf(marks: readonly GivenMark[]): Map<string, GivenMark[]> {
  const byChild = new Map<string, GivenMark[]>()
  for (const mark of marks) {
    const mine = byChild.get(mark.childId)
    if (mine) mine.push(mark)
    else byChild.set(mark.childId, [mark])
  }
  return byChild
}
