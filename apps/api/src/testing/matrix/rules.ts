import { openAuthDatabase } from '@diary/db/auth-client'
import { type Db, openDatabase } from '@diary/db/client'
import type { Actor } from '#access/actor'
import * as can from '#access/can'
import * as visible from '#access/visible'
import * as visibleSql from '#access/visible-sql'
import type { Facts, Rights } from './facts.ts'
import { changes, type Kind, type Power, powers, sees, seesEvenGone } from './policy.ts'
import type { MatrixUrls } from './school-api.ts'

// The rules of the first wall, asked directly: for everyone, which rows of all rows. An answer through the API may hide that
// a rule is too wide, where something else stands in the way.

type Find = (db: Db, actor: Actor, today: string) => Promise<{ id: string }[]>

const select = { id: true } as const
/** Every rule, with the kind of thing it is about. A new one does not compile until it has its line. */
const rules: Record<keyof typeof visible, readonly [Kind, Find]> = {
  visibleChild: [
    'student',
    (db, actor, today) => db.student.findMany({ where: visible.visibleChild(actor, today), select }),
  ],
  visibleGradebook: [
    'gradebook',
    (db, actor, today) => db.gradebook.findMany({ where: visible.visibleGradebook(actor, today), select }),
  ],
  visibleLesson: [
    'lesson',
    (db, actor, today) => db.lesson.findMany({ where: visible.visibleLesson(actor, today), select }),
  ],
  visibleWork: [
    'work',
    (db, actor, today) => db.work.findMany({ where: visible.visibleWork(actor, today), select }),
  ],
  visibleHomework: [
    'homework',
    (db, actor, today) => db.homework.findMany({ where: visible.visibleHomework(actor, today), select }),
  ],
  visibleClass: [
    'class',
    (db, actor) => db.schoolClass.findMany({ where: visible.visibleClass(actor), select }),
  ],
  visibleEnrolment: [
    'enrolment',
    (db, actor) => db.enrolment.findMany({ where: visible.visibleEnrolment(actor), select }),
  ],
  visibleGuardianship: [
    'guardianship',
    (db, actor) => db.guardianship.findMany({ where: visible.visibleGuardianship(actor), select }),
  ],
  visibleCapacity: [
    'capacity',
    (db, actor) => db.capacity.findMany({ where: visible.visibleCapacity(actor), select }),
  ],
  visibleTeaching: [
    'teaching',
    (db, actor) => db.teaching.findMany({ where: visible.visibleTeaching(actor), select }),
  ],
  visibleGroup: [
    'group',
    (db, actor) => db.studyGroup.findMany({ where: visible.visibleGroup(actor), select }),
  ],
  visibleSubject: [
    'subject',
    (db, actor) => db.subject.findMany({ where: visible.visibleSubject(actor), select }),
  ],
  visibleTermScheme: [
    'termScheme',
    (db, actor) => db.termScheme.findMany({ where: visible.visibleTermScheme(actor), select }),
  ],
  visibleCalendarEntry: [
    'calendarEntry',
    (db, actor) => db.calendarEntry.findMany({ where: visible.visibleCalendarEntry(actor), select }),
  ],
  visibleImport: [
    'import',
    (db, actor) => db.importRun.findMany({ where: visible.visibleImport(actor), select }),
  ],
  visibleBells: [
    'bells',
    (db, actor) => db.bellSchedule.findMany({ where: visible.visibleBells(actor), select }),
  ],
  visiblePerson: [
    'person',
    (db, actor) => db.person.findMany({ where: visible.visiblePerson(actor), select }),
  ],
}

const names = { school: '$1', person: '$2', today: '$3', classIds: '$4' }
type Rule = (actor: Actor, studentId: string) => visibleSql.SqlRule
const sqlRules: Record<keyof typeof visibleSql, readonly [Kind, string, Rule]> = {
  visibleGradebookSql: [
    'gradebook',
    'gradebook b',
    actor => visibleSql.visibleGradebookSql(actor, 'b', names),
  ],
  visibleLessonSql: [
    'lesson',
    'lesson l join gradebook b on b.school_id = l.school_id and b.id = l.gradebook_id',
    actor => visibleSql.visibleLessonSql(actor, 'l', 'b', names),
  ],
  visibleChildSql: [
    'student',
    'student s',
    (actor, studentId) => visibleSql.visibleChildSql(actor, studentId, { ...names, student: '$5' }),
  ],
  visiblePersonSql: ['person', 'person p', actor => visibleSql.visiblePersonSql(actor)],
}

/** What a token would say of a person, from the rows. */
function actorOf({ personId, schoolId, kinds, classIds, childIds }: Rights): Actor {
  return {
    accountId: personId,
    personId,
    schoolId,
    schoolIds: [schoolId],
    timeZone: 'Asia/Krasnoyarsk',
    capacities: [
      ...[...kinds].filter(kind => kind !== 'class_teacher').map(kind => ({ kind })),
      ...[...classIds].map(classId => ({ kind: 'class_teacher' as const, classId })),
    ],
    childIds: [...childIds],
    epoch: 1,
  }
}

/** Of whom and where the rules are asked. */
export interface RulesOf {
  readonly facts: Facts
  readonly askers: readonly { readonly label: string; readonly rights: Rights }[]
  readonly urls: MatrixUrls
}

/** Where the rules and the policy disagree. On a database without row security, or the second wall would help. */
export async function wrongRules({ facts, askers, urls }: RulesOf): Promise<string[]> {
  const wrong: string[] = []
  const database = openDatabase(urls.app, { size: 1, transactionTimeoutMs: 60_000 })
  const plain = openAuthDatabase(urls.superuser, { size: 1 })
  const compare = (who: string, rule: string, kind: Kind, rights: Rights, found: ReadonlySet<string>) => {
    for (const id of facts[kind].keys()) {
      const should = seesEvenGone(facts, rights, kind, id)
      if (found.has(id) !== should)
        wrong.push(`${who}: ${rule} ${should ? 'hides' : 'shows'} the ${kind} ${id}`)
    }
  }
  for (const { label, rights } of askers) {
    const actor = actorOf(rights)
    await database.inScope(
      { schoolId: rights.schoolId, kind: 'system', isReadOnly: true },
      async ({ db }) => {
        for (const [rule, [kind, find]] of Object.entries(rules)) {
          const rows = await find(db, actor, facts.today)
          compare(label, rule, kind, rights, new Set(rows.map(({ id }) => id)))
        }
      },
    )
    const values = [rights.schoolId, rights.personId, facts.today, [...rights.classIds]]
    for (const [rule, [kind, from, ruleOf]] of Object.entries(sqlRules)) {
      const alias = from.split(' ')[1]
      const found: string[] = []
      const perStudent = kind === 'student' ? [...facts.student.keys()] : ['']
      for (const studentId of perStudent) {
        const rows = await plain.query<{ id: string }>(
          `with given as (select $1::uuid, $2::uuid, $3::date, $4::uuid[]${studentId && ', $5::uuid'})
          select ${alias}.id from ${from} where ${alias}.school_id = $1 and ${studentId ? `${alias}.id = $5 and` : ''} (${ruleOf(actor, studentId).text})`,
          studentId ? [...values, studentId] : values,
        )
        found.push(...rows.map(({ id }) => id))
      }
      compare(label, rule, kind, rights, new Set(found))
    }
    wrong.push(...wrongCans(facts, label, rights, actor))
  }
  await database.close()
  await plain.close()
  return wrong
}

/** What may be done to what is visible. */
function wrongCans(facts: Facts, label: string, rights: Rights, actor: Actor): string[] {
  const wrong: string[] = []
  const compare = (rule: keyof typeof can, kind: Kind, id: string, is: boolean) => {
    if (sees(facts, rights, kind, id) && is !== changes(facts, rights, kind, id))
      wrong.push(`${label}: ${rule} ${is ? 'allows' : 'refuses'} the ${kind} ${id}`)
  }
  for (const [id, { giverIds, gradebookId }] of facts.lesson) {
    const teachingIds = facts.gradebook.get(gradebookId)?.teacherIds ?? []
    compare('canEditLesson', 'lesson', id, can.canEditLesson(actor, { teacherIds: giverIds, teachingIds }))
  }
  for (const [id, { teacherIds }] of facts.gradebook)
    compare('canEditGradebook', 'gradebook', id, can.canEditGradebook(actor, { teachingIds: teacherIds }))
  for (const [id, { classId }] of facts.student)
    compare(
      'canExcuseAbsence',
      'student',
      id,
      can.canExcuseAbsence(actor, { classIds: classId ? [classId] : [] }),
    )
  for (const id of facts.person.keys()) compare('canKeepFiles', 'person', id, can.canKeepFiles(actor))
  const given: readonly string[] = can.capacitiesToGive(actor)
  for (const [id, { kind }] of facts.capacity)
    compare('capacitiesToGive', 'capacity', id, given.includes(kind))
  const powersUsed: Record<Power, boolean> = {
    'make a code': can.canMakeCode(actor, { isLeading: false }),
    'make a code of a leader': can.canMakeCode(actor, { isLeading: true }),
    'import people': can.canImport(actor, { kind: 'roster' }) && can.canImport(actor, { kind: 'oneroster' }),
    'import a timetable': can.canImport(actor, { kind: 'fet' }) && can.canImport(actor, { kind: 'asc' }),
    'make a teacher': given.includes('teacher'),
    'make a leader': ['deputy', 'head', 'secretary', 'admin'].some(kind => given.includes(kind)),
  }
  for (const [power, is] of Object.entries(powersUsed))
    if (is !== powers[power as Power].some(kind => rights.kinds.has(kind)))
      wrong.push(`${label}: may ${is ? '' : 'not '}${power}`)
  return wrong
}
