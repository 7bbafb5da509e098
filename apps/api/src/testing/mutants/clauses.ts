import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A source file with one clause of the walls taken away. */
export interface Mutant {
  readonly file: string
  readonly line: number
  /** What stands there, and what stands there instead. */
  readonly was: string
  readonly now: string
  readonly source: string
  /** Which wall must miss it: `first` with row security off, `both` with it on, `second` with the rules of the first open. */
  readonly mode: 'first' | 'both' | 'second'
}

type Pattern = readonly [clause: RegExp, ...instead: string[]]
interface Place {
  readonly file: string
  readonly mode: Mutant['mode']
  readonly patterns: readonly Pattern[]
  /** Only between these two texts, where the file holds other things too. */
  readonly between?: readonly [string, string]
}

const capacity = /isAny\(actor(?:, '[a-z_]+')+\)/g
const ownSchool = /schoolId: actor\.schoolId,?/g
const ofClasses = /classId: \{ in: classIdsOf\(actor\) \},?/g
const condition = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g')

/** Where the walls are, and what a clause looks like there. A file that changed so that a pattern finds nothing fails the run. */
const places: readonly Place[] = [
  {
    file: 'access/visible.ts',
    mode: 'first',
    patterns: [
      [capacity, 'true', 'false'],
      [ownSchool, ''],
      [/=> \(\{ schoolId \}\)/g, '=> ({})'],
      [/, \.\.\.lastingOn\(today\)/g, ''],
      [condition('fromOn: { lte: dateOf(day) },'), ''],
      [condition('OR: [{ untilOn: null }, { untilOn: { gte: dateOf(day) } }],'), ''],
      [condition('{ untilOn: null }, '), ''],
      [condition(', { untilOn: { gte: dateOf(day) } }'), ''],
      [/staffId: actor\.personId,?/g, ''],
      [ofClasses, ''],
      [condition('{ id: { in: classIdsOf(actor) } },'), 'everyone(actor),', ''],
      [condition('{ id: { in: [...actor.childIds] } },'), 'everyone(actor),', ''],
      [
        condition('{ enrolments: { some: { classId: { in: classIdsOf(actor) }, ...lastingOn(today) } } },'),
        '',
      ],
      [condition('{ group: { classes: { some: { classId: { in: classIdsOf(actor) } } } } },'), ''],
      [condition('{ gradebook: visibleGradebook(actor, today) },'), 'everyone(actor),', ''],
      [/, lesson: visibleLesson\(actor, today\)/g, ''],
    ],
  },
  {
    file: 'access/visible-sql.ts',
    mode: 'first',
    patterns: [
      [capacity, 'true', 'false'],
      [condition('classIdsOf(actor).length > 0'), 'false'],
      [condition('actor.childIds.includes(studentId)'), 'true', 'false'],
      // Every condition of a statement: `vt.staff_id = ${person}`, `vc.class_id = any (…)`.
      [/\bv[tcle]\.[a-z_]+ = (?:any \([^)]*\)|\$\{[\w.]+\}(?:\.\w+)?)/g, 'true'],
      [/\$\{lasting\('v\w', (?:names\.)?today\)\}/g, 'true'],
      [condition('${alias}.from_on <= ${today}'), 'true'],
      [condition('${alias}.until_on is null or '), ''],
      [condition(' or ${alias}.until_on >= ${today}'), ''],
      [condition('[ofGradebook.name, ofGradebook.text]'), "['open', 'true']", 'false'],
    ],
  },
  {
    file: 'access/can.ts',
    mode: 'first',
    patterns: [
      [capacity, 'true', 'false'],
      [/\w+\.teach(?:ing|er)Ids\.includes\(actor\.personId\)/g, 'true', 'false'],
      [condition('classIdsOf(actor).some(classId => student.classIds.includes(classId))'), 'true', 'false'],
    ],
  },
  {
    file: 'access/own-class.ts',
    mode: 'first',
    patterns: [
      [capacity, 'true'],
      [condition('lesson.can.edit'), 'true'],
      [ofClasses, ''],
      [condition('ownIds.has(id)'), 'true'],
      [condition('studentIds.length === 0 ? []'), 'false ? []'],
    ],
  },
  {
    file: 'access/actor.ts',
    mode: 'first',
    patterns: [[condition('kinds.includes(kind)'), 'true', 'false']],
  },
  {
    file: 'access/actor.ts',
    mode: 'both',
    patterns: [
      [condition('studentIds: actor.childIds,'), ''],
      [condition('accountId: actor.accountId,\n    studentIds'), 'studentIds'],
      [condition("kind !== 'guardian'"), 'false'],
    ],
  },
  {
    file: 'access/actor.ts',
    mode: 'second',
    patterns: [[condition("kind !== 'guardian'"), 'true']],
  },
  {
    file: 'features/gradebooks/gradebooks.ts',
    mode: 'first',
    between: ['function classesShown', 'function daysOf'],
    patterns: [
      [capacity, 'true'],
      [/isTaught && /g, ''],
      [/!isOfClass/g, 'true'],
    ],
  },
  {
    file: 'features/session/claims.ts',
    mode: 'first',
    between: ["name: 'claims-rights'", 'order by'],
    patterns: [
      [condition('from_on <= $3'), 'true'],
      [condition('(until_on is null or until_on >= $3)'), 'true'],
      [/(?:staff|guardian)_id = \$2/g, 'true'],
      [condition('school_id = $1'), 'true'],
    ],
  },
  {
    file: 'platform/routes.ts',
    mode: 'first',
    patterns: [
      [condition("if (access.by === 'anyone') return"), 'if (access) return'],
      [/!isAny\(request\.actor, \.\.\.[^;]*?\)(?=\) throw|\)\n)/g, 'false'],
      [condition('!state || state.disabled'), '!state'],
      [condition('state.epoch !== actor.epoch'), 'false'],
      [/if \(actor\) await database\.inSqlScope\([^\n]*\n/g, '\n'],
    ],
  },
]

const root = new URL('../../', import.meta.url)

/** One mutant for every clause that stands between a person and what is not theirs. */
export function mutants(): Mutant[] {
  return places.flatMap(({ file, mode, patterns, between }) => {
    const source = readFileSync(new URL(file, root), 'utf8')
    const [from, to] = between ? [source.indexOf(between[0]), source.indexOf(between[1])] : [0, source.length]
    if (from < 0 || to < 0) throw new Error(`${file} no longer has ${between?.join(' … ')}`)
    return patterns.flatMap(([clause, ...instead]) => {
      const found = [...source.matchAll(clause)].filter(({ index }) => index >= from && index < to)
      if (found.length === 0)
        throw new Error(`${file} no longer has ${clause}: say what is to be taken away now`)
      return found.flatMap(({ 0: was, index }) =>
        instead.map(now => ({
          file: fileURLToPath(new URL(file, root)),
          line: source.slice(0, index).split('\n').length,
          was: was.replace(/\s+/g, ' '),
          now,
          mode,
          source: source.slice(0, index) + now + source.slice(index + was.length),
        })),
      )
    })
  })
}
