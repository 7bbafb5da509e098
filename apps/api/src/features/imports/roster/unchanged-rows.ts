import type { ToldRow } from '../importer.ts'
import type { RosterPlan } from '../roster-plan/plan-roster.ts'

/** The rows of a roster that the school has just so: the database says nothing of them. */
export const unchangedRows = ({ unchanged }: RosterPlan): ToldRow[] =>
  unchanged.map(({ subject, row, className }) => ({
    subject,
    action: 'unchanged',
    title: [row.lastName, row.firstName, row.middleName ?? ''].join(' ').trim(),
    ...(className !== undefined && { details: [{ field: 'class', before: className, after: className }] }),
  }))
