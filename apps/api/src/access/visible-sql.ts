import { type Actor, classIdsOf, isAny } from './actor.ts'

// The rules of `visible.ts` that hot paths need, as SQL. Each answers a condition together with the name part that keeps
// prepared statements of different rules apart; the matrix of access tests both forms alike.

/** A condition of a statement, and what its prepared statement's name must carry to be unique. */
export interface SqlRule {
  readonly text: string
  readonly name: string
}

/** How a statement calls what the rules speak of: aliases of tables and numbers of parameters. */
export interface RuleNames {
  readonly school: string
  readonly person: string
  readonly today: string
  readonly classIds: string
}

const lasting = (alias: string, today: string) =>
  `${alias}.from_on <= ${today} and (${alias}.until_on is null or ${alias}.until_on >= ${today})`

/** `visibleGradebook` of the gradebook under `alias`. */
export function visibleGradebookSql(
  actor: Actor,
  alias: string,
  { school, person, today, classIds }: RuleNames,
): SqlRule {
  if (isAny(actor, 'deputy', 'head')) return { text: 'true', name: 'all' }
  const taught = `exists (select from teaching vt where vt.school_id = ${school} and vt.gradebook_id = ${alias}.id
    and vt.staff_id = ${person} and ${lasting('vt', today)})`
  const ofClass = `exists (select from study_group_class vc where vc.school_id = ${school} and vc.group_id = ${alias}.group_id
    and vc.class_id = any (${classIds}::uuid[]))`
  return ruleOf(
    isAny(actor, 'teacher') && ['taught', taught],
    classIdsOf(actor).length > 0 && ['class', ofClass],
  )
}

/** `visibleLesson` of the lesson under `alias`, in the gradebook under `gradebook`. */
export function visibleLessonSql(actor: Actor, alias: string, gradebook: string, names: RuleNames): SqlRule {
  const ofGradebook = visibleGradebookSql(actor, gradebook, names)
  const given = `exists (select from lesson_teacher vl where vl.school_id = ${names.school} and vl.lesson_id = ${alias}.id and vl.staff_id = ${names.person})`
  return ruleOf([ofGradebook.name, ofGradebook.text], isAny(actor, 'teacher') && ['given', given])
}

/** `visibleChild` of the student with this parameter. A guardian's own children are known without asking. */
export function visibleChildSql(
  actor: Actor,
  studentId: string,
  names: Pick<RuleNames, 'school' | 'today' | 'classIds'> & { readonly student: string },
): SqlRule {
  if (actor.childIds.includes(studentId)) return { text: 'true', name: 'own' }
  if (isAny(actor, 'deputy', 'head')) return { text: 'true', name: 'all' }
  const ofClass = `exists (select from enrolment ve where ve.school_id = ${names.school} and ve.student_id = ${names.student}
    and ve.class_id = any (${names.classIds}::uuid[]) and ${lasting('ve', names.today)})`
  return ruleOf(classIdsOf(actor).length > 0 && ['class', ofClass])
}

function ruleOf(...rules: readonly (false | readonly [name: string, text: string])[]): SqlRule {
  const held = rules.filter(rule => rule !== false)
  if (held.length === 0) return { text: 'false', name: 'none' }
  return {
    text: `(${held.map(([, text]) => text).join(' or ')})`,
    name: held.map(([name]) => name).join('-'),
  }
}

/** `visiblePerson`. */
export function visiblePersonSql(actor: Actor): SqlRule {
  return isAny(actor, 'secretary', 'admin', 'deputy', 'head')
    ? { text: 'true', name: 'all' }
    : { text: 'false', name: 'none' }
}
