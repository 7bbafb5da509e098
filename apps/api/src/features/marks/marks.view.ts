import { fullNameSql, instantSql } from '#platform/names'

/** The fields of a mark that everyone who sees it sees, as arguments of `json_build_object`. `m` is the mark's alias. */
export const markFieldsSql = (m: string, giver: string) => `
  'value', ${m}.value, 'isDebt', ${m}.is_debt, 'debtDueOn', to_char(${m}.debt_due_on, 'YYYY-MM-DD'), 'isMadeUp', ${m}.is_made_up,
  'comment', ${m}.comment, 'givenBy', ${fullNameSql(giver)},
  'givenAt', ${instantSql(`${m}.given_at`)}, 'updatedAt', ${instantSql(`${m}.updated_at`)}`

/** A mark for the staff: with whose it is, and its version. */
export const markJsonSql = (m: string, giver: string) =>
  `json_build_object('studentId', ${m}.student_id, ${markFieldsSql(m, giver)}, 'version', ${m}.version)`
