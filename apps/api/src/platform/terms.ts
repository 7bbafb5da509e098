import type { Term } from '@diary/contracts/diary'
import type { Day } from '@diary/contracts/primitives'
import type { Sql } from '@diary/db/client'

/** Whose terms: a subject's rule goes before the class's, the class's before the parallel's, that before the school's. */
export interface TermsOf {
  readonly schoolId: string
  readonly classId: string
  readonly subjectId?: string
}

/** The terms that apply to a class, or to a subject in it, in order. */
export function termsOf(sql: Sql, { schoolId, classId, subjectId }: TermsOf): Promise<Term[]> {
  return sql<Term>({
    name: 'terms-of',
    text: `select t.id, t.title, s.kind, t.ordinal, to_char(t.starts_on, 'YYYY-MM-DD') as "startsOn", to_char(t.ends_on, 'YYYY-MM-DD') as "endsOn"
      from (
        select r.scheme_id from school_class c
        join term_scheme_rule r on r.school_id = c.school_id and r.year_id = c.year_id
          and (r.subject_id is null or r.subject_id = $3::uuid)
          and (r.class_id is null or r.class_id = c.id) and (r.grade is null or r.grade = c.grade)
        where c.school_id = $1 and c.id = $2
        order by r.subject_id is null, r.class_id is null, r.grade is null limit 1
      ) chosen
      join term_scheme s on s.school_id = $1 and s.id = chosen.scheme_id
      join term t on t.school_id = $1 and t.scheme_id = s.id
      order by t.starts_on`,
    values: [schoolId, classId, subjectId ?? null],
  })
}

/** The term a day is in; in the holidays between, the one before; before the first, the first. */
export function termAt(terms: readonly Term[], day: Day): Term | undefined {
  return terms.findLast(term => term.startsOn <= day) ?? terms[0]
}
