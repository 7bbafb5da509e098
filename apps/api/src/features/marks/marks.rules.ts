import type { Mark } from '@diary/contracts/marks'

/** What a teacher says of a work and a student. */
export type MarkToGive = Pick<Mark, 'value' | 'isDebt' | 'debtDueOn' | 'isMadeUp' | 'comment'>

/** Whether saying it would change nothing: pressing twice is harmless. */
export function isSameMark(current: MarkToGive, given: MarkToGive): boolean {
  return (
    current.value === given.value &&
    current.isDebt === given.isDebt &&
    current.debtDueOn === given.debtDueOn &&
    current.isMadeUp === given.isMadeUp &&
    current.comment === given.comment
  )
}
