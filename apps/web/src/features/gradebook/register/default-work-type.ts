import type { WorkType } from '@diary/contracts/works'

/**
 * What a mark in a lesson without works is most likely for: what was chosen last, or else everyday work in the
 * lesson, never a test.
 */
export function defaultWorkType(types: readonly WorkType[], last: WorkType['id'] | undefined) {
  const everyday = types.filter(type => !type.isAssessment && type.countsInAverage)
  return (
    types.find(type => type.id === last) ??
    everyday.find(type => /на уроке/i.test(type.title)) ??
    everyday.toSorted((one, other) => one.weight - other.weight)[0] ??
    types[0]
  )
}
