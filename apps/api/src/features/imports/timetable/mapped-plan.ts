import type { ScopedWork } from '@diary/db/client'
import type { TimetablePlan } from '../fet/plan.ts'
import type { WritingOrder } from '../importer.ts'

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The plan with the names of the file changed for those of the school, as it was answered: names are the plan's only keys, so
 * what is written needs to know nothing of the answers. Teachers keep the file's names and are given by id.
 */
export async function mappedPlan(
  { sql }: ScopedWork,
  { schoolId, answers }: WritingOrder,
  plan: TimetablePlan,
): Promise<{ plan: TimetablePlan; teachers: Map<string, string> }> {
  const titles = async (question: string, table: 'subject' | 'school_class') => {
    const chosen = Object.entries(answers.matches[question] ?? {}).filter(([, id]) => uuidForm.test(id))
    const found = await sql<{ id: string; title: string }>({
      name: `imports-titles-${table}`,
      text: `select id, title from ${table} where school_id = $1 and id = any ($2::uuid[])`,
      values: [schoolId, chosen.map(([, id]) => id)],
    })
    const byId = new Map(found.map(({ id, title }) => [id, title]))
    return new Map(
      chosen.flatMap(([name, id]) => (byId.has(id) ? [[name, byId.get(id) ?? name] as const] : [])),
    )
  }
  const subjects = await titles('subjects', 'subject')
  const classes = await titles('classes', 'school_class')
  const subject = (name: string) => subjects.get(name) ?? name
  const schoolClass = (name: string) => classes.get(name) ?? name
  const wholeClass = new Set(
    plan.groups.filter(({ kind }) => kind === 'whole_class').map(({ title }) => title),
  )
  // A group that is a whole class has its title; the others keep theirs.
  const group = (name: string) => (wholeClass.has(name) ? schoolClass(name) : name)
  const once = <T>(list: readonly T[], key: (item: T) => string) => [
    ...new Map(list.map(it => [key(it), it])).values(),
  ]
  return {
    plan: {
      ...plan,
      ...(valueOf(answers, 'bells') === 'keep' && { areBellsNamed: false }),
      classes: once(
        plan.classes.map(it => ({ ...it, title: schoolClass(it.title) })),
        it => it.title,
      ),
      groups: once(
        plan.groups.map(it => ({
          ...it,
          title: group(it.title),
          classes: [...new Set(it.classes.map(schoolClass))],
        })),
        it => it.title,
      ),
      subjects: [...new Set(plan.subjects.map(subject))],
      rows: plan.rows.map(row => ({
        ...row,
        subject: subject(row.subject),
        group: row.group === null ? null : group(row.group),
      })),
    },
    teachers: new Map(
      Object.entries(answers.matches['teachers'] ?? {}).filter(([, id]) => uuidForm.test(id)),
    ),
  }
}

const valueOf = (answers: WritingOrder['answers'], key: string) => answers.values[key]
