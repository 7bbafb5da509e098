import type { ImportFact, ImportQuestion } from '@diary/contracts/imports'
import type { ScopedWork } from '@diary/db/client'
import { gradeMax } from '../fet/classes.ts'
import { en, ru, type ImportTexts } from '../import-texts.ts'
import { matchIn, valueIn, type Importer, type ReadingContext } from '../importer.ts'
import { plainName } from '../person-name.ts'
import { isOneRoster, packageInZip } from '../oneroster-package/package.ts'
import { readOneRoster } from '../oneroster-package/read-oneroster.ts'
import type { OneRoster } from '../oneroster-package/rows.ts'
import {
  schoolMeant,
  schoolPlan,
  schoolsIn,
  subjectsIn,
  yearMeant,
  yearsIn,
  type OneRosterChoices,
  type SchoolPlan,
} from './school-plan.ts'
import { ExternalIds } from '../oneroster-write/external-ids.ts'
import { writeOneRoster } from '../oneroster-write/write-oneroster.ts'

const anew = 'new'
const both = (say: (texts: ImportTexts['oneRoster']) => string) => ({
  ru: say(ru.oneRoster),
  en: say(en.oneRoster),
})
const same = (text: string) => ({ ru: text, en: text })

/** Imports OneRoster 1.2 packages: people, classes, groups and who teaches what. */
export const oneRosterImporter: Importer = {
  kind: 'oneroster',
  extensions: ['zip'],
  fits: ({ bytes }) => isOneRoster(bytes),

  async recognise({ bytes, name }, context) {
    const roster = readOneRoster(packageInZip(bytes, name), context.today)
    await context.job.progress(1, 2)
    const { work, schoolId, today, remembered } = context
    const title = await schoolTitle(work, schoolId)
    const org = await orgProposed(roster, context, title)
    const year = yearMeant(roster, valueIn(remembered, 'year'), today)
    const questions: ImportQuestion[] = []
    if (schoolsIn(roster).length > 1) {
      questions.push({
        type: 'choice',
        key: 'org',
        title: both(texts => texts.askOrg),
        hint: null,
        isRequired: true,
        options: schoolsIn(roster).map(one => ({ value: one.id, title: same(one.name) })),
        proposed: org ?? null,
      })
    }
    if (yearsIn(roster).length > 1) {
      questions.push({
        type: 'choice',
        key: 'year',
        title: both(texts => texts.askYear),
        hint: null,
        isRequired: true,
        options: yearsIn(roster).map(one => ({ value: one.id, title: same(one.title) })),
        proposed: year?.id ?? null,
      })
    }
    questions.push({
      type: 'day',
      key: 'startsOn',
      title: both(texts => texts.askStart),
      hint: both(texts => texts.askStartHint),
      isRequired: false,
      proposed: null,
    })
    if (org === undefined) return { facts: [systemFact(roster)], questions, notices: roster.notices }
    // Grades that are asked for are not known yet: for looking at the package any will do.
    const anyGrades = new Map([...roster.classes.keys()].map(id => [id, 1]))
    const choices = { org, year: year?.id, grades: anyGrades, subjects: new Map<string, string>() }
    const plan = schoolPlan(roster, choices, { title, today })
    if (plan.gradesAsked.length > 0) questions.push(gradesQuestion(plan, context))
    const subjects = await subjectsQuestion(roster, org, context)
    if (subjects.items.length > 0) questions.push(subjects)
    return { facts: factsOf(roster, plan), questions, notices: plan.notices }
  },

  async write(work, { bytes, name }, { schoolId, today, answers }, job) {
    const roster = readOneRoster(packageInZip(bytes, name), today)
    const subjects = await work.db.subject.findMany({
      where: { schoolId },
      select: { id: true, title: true },
    })
    const titles = new Map(subjects.map(({ id, title }) => [id, title]))
    const choices: OneRosterChoices = {
      org: valueIn(answers, 'org'),
      year: valueIn(answers, 'year'),
      grades: new Map(
        Object.entries(answers.matches['grades'] ?? {}).map(([id, grade]) => [id, Number(grade)]),
      ),
      subjects: new Map(
        Object.entries(answers.matches['subjects'] ?? {}).flatMap(([named, id]) => {
          const title = titles.get(id)
          return title === undefined ? [] : [[named, title] as const]
        }),
      ),
    }
    const plan = schoolPlan(roster, choices, { title: await schoolTitle(work, schoolId), today })
    const people = new Map(Object.entries(answers.matches['people'] ?? {}))
    return writeOneRoster(
      work,
      { plan, schoolId, startsOn: valueIn(answers, 'startsOn'), today, people },
      job,
    )
  },
}

async function schoolTitle({ sql }: ScopedWork, schoolId: string): Promise<string | undefined> {
  const [school] = await sql<{ title: string }>({
    name: 'imports-school-title',
    text: 'select title from school where id = $1',
    values: [schoolId],
  })
  return school?.title
}

/** The school of the package that was meant the last time, or is ours by its name, or is the only one. */
async function orgProposed(
  roster: OneRoster,
  { work, schoolId, remembered }: ReadingContext,
  title: string | undefined,
): Promise<string | undefined> {
  const ids = await ExternalIds.open(work, schoolId, roster.source)
  const known = schoolsIn(roster).find(({ id }) => ids.get('school', id) === schoolId)
  const before = schoolsIn(roster).find(({ id }) => id === valueIn(remembered, 'org'))
  return (known ?? before ?? schoolMeant(roster, undefined, title))?.id
}

const systemFact = ({ source }: OneRoster): ImportFact => ({
  label: both(texts => texts.factSystem),
  value: source,
})

function factsOf(roster: OneRoster, plan: SchoolPlan): ImportFact[] {
  const people = [...plan.people.values()]
  const fact = (say: (texts: ImportTexts['oneRoster']) => string, value: string | number) => ({
    label: both(say),
    value: String(value),
  })
  return [
    systemFact(roster),
    fact(texts => texts.factSchool, plan.orgName),
    ...(plan.yearTitle === undefined ? [] : [fact(texts => texts.factYear, plan.yearTitle)]),
    fact(texts => texts.factClasses, plan.homerooms.length),
    fact(texts => texts.factGroups, plan.groups.length),
    fact(texts => texts.factStudents, people.filter(({ isStudent }) => isStudent).length),
    fact(texts => texts.factGuardians, people.filter(({ isGuardian }) => isGuardian).length),
    fact(texts => texts.factStaff, people.filter(({ isStaff }) => isStaff).length),
  ]
}

function gradesQuestion({ gradesAsked }: SchoolPlan, { remembered }: ReadingContext): ImportQuestion {
  return {
    type: 'match',
    key: 'grades',
    title: both(texts => texts.askGrades),
    hint: null,
    isRequired: true,
    options: Array.from({ length: gradeMax }, (_, index) => ({
      value: `${index + 1}`,
      title: same(`${index + 1}`),
    })),
    items: gradesAsked.map(({ id, title }) => {
      const before = matchIn(remembered, 'grades', id) ?? null
      return {
        key: id,
        title,
        note: null,
        options: null,
        proposed: before,
        from: before === null ? 'none' : 'memory',
      }
    }),
  }
}

async function subjectsQuestion(
  roster: OneRoster,
  org: string,
  { work, schoolId, remembered }: ReadingContext,
): Promise<Extract<ImportQuestion, { type: 'match' }>> {
  const known = await work.db.subject.findMany({
    where: { schoolId },
    select: { id: true, title: true },
    orderBy: { title: 'asc' },
  })
  const ids = new Set(known.map(({ id }) => id))
  const byTitle = new Map(known.map(({ id, title }) => [plainName(title), id]))
  return {
    type: 'match',
    key: 'subjects',
    title: both(texts => texts.askSubjects),
    hint: both(texts => texts.askSubjectsHint),
    isRequired: true,
    options: [
      { value: anew, title: both(texts => texts.newSubject) },
      ...known.map(({ id, title }) => ({ value: id, title: same(title) })),
    ],
    items: subjectsIn(roster, org).map(title => {
      const exact = byTitle.get(plainName(title))
      const before = matchIn(remembered, 'subjects', title)
      const memory = before !== undefined && ids.has(before) ? before : undefined
      return {
        key: title,
        title,
        note: null,
        options: null,
        proposed: memory ?? exact ?? anew,
        from: memory !== undefined ? 'memory' : exact !== undefined ? 'certain' : 'none',
      }
    }),
  }
}
