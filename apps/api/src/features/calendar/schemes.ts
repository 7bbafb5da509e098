import type { calendarApi, TermScheme } from '@diary/contracts/calendar'
import type { Day } from '@diary/contracts/primitives'
import type { Db } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Actor } from '#access/actor'
import { visibleClass, visibleTermScheme } from '#access/visible'
import { Problem, wrongField } from '#platform/problem'
import type { Handlers } from '#platform/routes'
import { todayOf } from '#platform/school-day'
import { refuseTerms } from './calendar.rules.ts'
import { schemeSelect, toScheme } from './calendar.view.ts'
import { yearOf } from './years.ts'

type Rule = { subjectId?: string | undefined; classId?: string | undefined; grade?: number | undefined }
type Terms = readonly { title: string; startsOn: Day; endsOn: Day }[]

/** Ways to divide the year, with their terms and whom they are for. */
export const schemeHandlers: Pick<Handlers<typeof calendarApi>, 'createScheme' | 'updateScheme'> = {
  async createScheme({ actor, db, now }, { body }) {
    const { schoolId } = actor
    const year = await yearOf(db, actor, todayOf(actor, now()), body.yearId)
    refuseTerms(body.kind, body.terms, year)
    await lockYear(db, schoolId, year.id)
    const id = newId()
    const { count } = await db.termScheme.createMany({
      data: { schoolId, id, yearId: year.id, kind: body.kind, title: body.title },
      skipDuplicates: true,
    })
    if (count === 0) throw wrongField('/title', 'taken', 'There is such a scheme')
    await db.term.createMany({
      data: body.terms.map((term, index) => ({
        schoolId,
        schemeId: id,
        ordinal: index + 1,
        ...datesOf(term),
      })),
    })
    await putRules(db, actor, year.id, id, body.rules ?? [])
    return oneScheme(db, actor, id)
  },

  async updateScheme({ actor, db }, { params, body, ifVersion }) {
    const { schoolId } = actor
    const current = await oneScheme(db, actor, params.termSchemeId)
    const place = await db.termScheme.findFirst({
      where: { AND: [visibleTermScheme(actor), { id: current.id }] },
      select: { yearId: true },
    })
    if (!place) throw new Problem('not-found')
    const { yearId } = place
    await lockYear(db, schoolId, yearId)
    if (body.terms)
      refuseTerms(current.kind, body.terms, await yearOf(db, actor, body.terms[0]?.startsOn as Day, yearId))
    if (body.title !== undefined && body.title !== current.title) {
      const other = await db.termScheme.findFirst({
        where: { schoolId, yearId, title: body.title, id: { not: current.id } },
        select: { id: true },
      })
      if (other) throw wrongField('/title', 'taken', 'There is such a scheme')
    }
    const { count } = await db.termScheme.updateMany({
      where: { AND: [visibleTermScheme(actor), { id: current.id, version: ifVersion }] },
      data: { ...(body.title !== undefined && { title: body.title }), version: ifVersion + 1 },
    })
    if (count === 0)
      throw new Problem('changed-meanwhile', { current: await oneScheme(db, actor, current.id) })
    if (body.terms) await moveTerms(db, schoolId, current, body.terms)
    if (body.rules) await putRules(db, actor, yearId, current.id, body.rules)
    return oneScheme(db, actor, current.id)
  },
}

/** Two who move terms or rules of one year wait for each other. */
const lockYear = (db: Db, schoolId: string, id: string) =>
  db.$queryRaw`select id from academic_year where school_id = ${schoolId}::uuid and id = ${id}::uuid for update`

async function oneScheme(db: Db, actor: Actor, id: string): Promise<TermScheme> {
  const row = await db.termScheme.findFirst({
    where: { AND: [visibleTermScheme(actor), { id }] },
    select: schemeSelect,
  })
  if (!row) throw new Problem('not-found')
  return toScheme(row)
}

const datesOf = ({ title, startsOn, endsOn }: Terms[number]) => ({
  title,
  startsOn: dateOf(startsOn),
  endsOn: dateOf(endsOn),
})

/**
 * The terms keep their ids, for marks stand by them. Terms never meet in the database, not even between two statements: all of
 * them first go to days of their own beyond every school year.
 */
async function moveTerms(db: Db, schoolId: string, current: TermScheme, terms: Terms): Promise<void> {
  for (const [index, { id }] of current.terms.entries())
    await db.term.updateMany({
      where: { schoolId, id },
      data: { startsOn: dateOf(`2199-0${index + 1}-01`), endsOn: dateOf(`2199-0${index + 1}-02`) },
    })
  for (const [index, { id }] of current.terms.entries()) {
    const to = terms[index]
    if (to) await db.term.updateMany({ where: { schoolId, id }, data: datesOf(to) })
  }
}

/** The whole set of a scheme's rules. A rule is of one scheme: one that another has is refused by its place. */
async function putRules(
  db: Db,
  actor: Actor,
  yearId: string,
  schemeId: string,
  rules: readonly Rule[],
): Promise<void> {
  const { schoolId } = actor
  const subjects = await idsOf(rules, 'subjectId', ids =>
    db.subject.findMany({ where: { schoolId, id: { in: ids } }, select: { id: true }, take: 200 }),
  )
  const classes = await idsOf(rules, 'classId', ids =>
    db.schoolClass.findMany({
      where: { AND: [visibleClass(actor), { yearId, id: { in: ids } }] },
      select: { id: true },
      take: 200,
    }),
  )
  const others = await db.termSchemeRule.findMany({
    where: { schoolId, yearId, schemeId: { not: schemeId } },
    select: { subjectId: true, classId: true, grade: true },
    take: 1000,
  })
  const keyOf = ({
    subjectId,
    classId,
    grade,
  }: {
    subjectId?: string | null | undefined
    classId?: string | null | undefined
    grade?: number | null | undefined
  }) => [subjectId ?? '', classId ?? '', grade ?? ''].join()
  const taken = new Set(others.map(keyOf))
  rules.forEach((rule, index) => {
    const at = `/rules/${index}`
    if (rule.subjectId && !subjects.has(rule.subjectId))
      throw wrongField(`${at}/subjectId`, 'unknown', 'No such subject')
    if (rule.classId && !classes.has(rule.classId))
      throw wrongField(`${at}/classId`, 'unknown', 'No such class')
    if (rule.classId && rule.grade !== undefined)
      throw wrongField(`${at}/grade`, 'class-or-grade', 'A class, or a grade')
    if (taken.has(keyOf(rule))) throw wrongField(at, 'taken', 'Another rule says this already')
    taken.add(keyOf(rule))
  })
  await db.termSchemeRule.deleteMany({ where: { schoolId, schemeId } })
  await db.termSchemeRule.createMany({
    data: rules.map(({ subjectId = null, classId = null, grade = null }) => ({
      schoolId,
      yearId,
      schemeId,
      subjectId,
      classId,
      grade,
    })),
  })
}

async function idsOf(
  rules: readonly Rule[],
  name: 'subjectId' | 'classId',
  find: (ids: string[]) => Promise<{ id: string }[]>,
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rules.flatMap(rule => rule[name] ?? []))]
  return new Set(ids.length === 0 ? [] : (await find(ids)).map(({ id }) => id))
}
