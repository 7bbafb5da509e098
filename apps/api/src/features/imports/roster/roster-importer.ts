import type { ImportAnswers, ImportFact } from '@diary/contracts/imports'
import type { DayText } from '@diary/db/day'
import { en, ru, type ImportTexts } from '../import-texts.ts'
import { matchIn, valueIn, type Importer } from '../importer.ts'
import { schoolYearOf, schoolYearStart } from '../school.ts'
import { isZip } from '../workbook/read-tables.ts'
import { Archive } from '../workbook/zip.ts'
import { doubtNotices, doubtQuestion } from './doubts.ts'
import { nameQuestions, renamed } from './names.ts'
import { knownSchool } from '../roster-plan/known.ts'
import { plainWords } from '../roster-plan/match.ts'
import { daysFor, planRoster, type RosterDecisions, type RosterPlan } from '../roster-plan/plan-roster.ts'
import { readRosterRows, refuseAll } from './read-roster.ts'
import { unchangedRows } from './unchanged-rows.ts'
import { plainClass } from './values.ts'

/** Students, guardians and staff of a table, XLSX or CSV. */
export const rosterImporter: Importer = {
  kind: 'roster',
  extensions: ['xlsx', 'csv', 'txt'],

  fits({ name, bytes }) {
    if (isZip(bytes)) return isWorkbook(bytes)
    if (/\.(xlsx?|xlsm|csv|txt|tsv)$/iu.test(name)) return true
    return false
  },

  async recognise({ bytes }, { work, schoolId, today, remembered, job }) {
    const { roster, errors } = await readRosterRows(bytes, today, done => job.progress(done))
    const year = await schoolYearOf(work.db, schoolId, schoolYearStart(today))
    const known = await knownSchool(work.sql, schoolId, year.id, year.startsOn)
    const questions = nameQuestions(roster, known, remembered)
    const proposed = proposedIn(questions)
    const plan = await planRoster(
      work.sql,
      schoolId,
      year,
      daysFor(year, today, undefined),
      roster,
      decisionsOf({ values: {}, matches: proposed }),
    )
    await job.progress(0)
    refuseAll([...errors, ...plan.errors])
    const classOf = new Map(known.stays.map(({ studentId, title }) => [studentId, title]))
    const positionOf = new Map(known.people.map(({ id, position }) => [id, position ?? undefined]))
    return {
      facts: factsOf(plan),
      questions: [
        {
          type: 'day',
          key: 'startsOn',
          title: both(texts => texts.startsQuestion),
          hint: both(texts => texts.startsHint),
          isRequired: false,
          proposed: null,
        },
        ...questions,
        ...doubtQuestion(plan.doubts, id => classOf.get(id) ?? positionOf.get(id)),
      ],
      notices: [...roster.notices, ...plan.notices],
    }
  },

  async write(work, { bytes }, { schoolId, today, answers }, job) {
    const { roster, errors } = await readRosterRows(bytes, today, done => job.progress(done))
    refuseAll(errors)
    const wish = dayOfAnswer(answers)
    const year = await schoolYearOf(work.db, schoolId, wish ?? schoolYearStart(today))
    const days = daysFor(year, today, wish)
    const plan = await planRoster(work.sql, schoolId, year, days, roster, decisionsOf(answers))
    await job.progress(0)
    refuseAll(plan.errors)
    if (plan.doubts.length > 0)
      // The school has changed since the file was read: nothing is written before somebody has decided.
      return {
        rows: plan.doubts.map(({ role, row }) => ({
          subject: role,
          action: 'question',
          title: `${row.lastName} ${row.firstName} ${row.middleName ?? ''}`.trim(),
        })),
        notices: doubtNotices(plan.doubts),
        questions: doubtQuestion(plan.doubts, () => undefined),
      }
    await plan.changes.save(work.sql, (done, of) => job.progress(done, of))
    return { rows: unchangedRows(plan), notices: [...roster.notices, ...plan.notices] }
  },
}

/** A package of CSV files is a ZIP archive too. */
function isWorkbook(bytes: Buffer): boolean {
  try {
    return new Archive(bytes).names.some(name => /^xl\/|^\[Content_Types\]\.xml$/i.test(name))
  } catch {
    // A broken archive is refused in words by the reader of tables.
    return true
  }
}

const both = (say: (texts: ImportTexts) => string) => ({ ru: say(ru), en: say(en) })

function factsOf({ counts }: RosterPlan): ImportFact[] {
  const fact = (say: (texts: ImportTexts) => string, count: number) => ({
    label: both(say),
    value: `${count}`,
  })
  return [
    fact(texts => texts.studentsFact, counts.students),
    fact(texts => texts.classesFact, counts.classes),
    fact(texts => texts.guardiansFact, counts.guardians),
    fact(texts => texts.staffFact, counts.staff),
  ]
}

/** What is proposed counts as an answer. */
function proposedIn(questions: ReturnType<typeof nameQuestions>): ImportAnswers['matches'] {
  return Object.fromEntries(
    questions.flatMap(question =>
      question.type === 'match'
        ? [
            [
              question.key,
              Object.fromEntries(
                question.items.flatMap(({ key, proposed }) => (proposed ? [[key, proposed]] : [])),
              ),
            ],
          ]
        : [],
    ),
  )
}

const decisionsOf = (answers: ImportAnswers): RosterDecisions => ({
  className: renamed(answers, 'classes', plainClass),
  subject: renamed(answers, 'subjects', plainWords),
  person: key => matchIn(answers, 'people', key),
})

const dayOfAnswer = (answers: ImportAnswers): DayText | undefined => valueIn(answers, 'startsOn')
