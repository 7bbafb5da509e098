import type { ImportKind } from '@diary/contracts/imports'
import type { PlanOptions, TimetablePlan } from '../fet/plan.ts'
import type { Weekday } from '../fet/week.ts'
import type { ImportFile, Importer, Recognised, WritingOrder } from '../importer.ts'
import { matchIn, valueIn } from '../importer.ts'
import { filledKey, filledQuestion, filledRows } from './filled-lessons.ts'
import { mappedPlan } from './mapped-plan.ts'
import { factsOf, ownKey, timetableQuestions } from './timetable-questions.ts'
import { writeTimetable, type MakeLessons } from './write-timetable.ts'

/** A file of a planning program that has been read: its days as they look, and the plan it is with what was answered. */
export type TimetableSource = {
  /** The days of the file by name, with the weekdays they are taken for; empty where the file leaves no doubt. */
  days: { name: string; weekday: Weekday }[]
  /** Whether the person may say which level of the file is a class, and how the first lesson is numbered. */
  hasLevels: boolean
  plan: (options: PlanOptions) => TimetablePlan
}

export type TimetableFormat = {
  kind: ImportKind
  extensions: readonly string[]
  /** The planning program, as versions name it. */
  source: string
  fits: (file: ImportFile) => boolean
  open: (bytes: Buffer) => TimetableSource
  makeLessons: MakeLessons
}

/** Imports the timetables of one planning program. */
export function timetableImporter({
  kind,
  extensions,
  source,
  fits,
  open,
  makeLessons,
}: TimetableFormat): Importer {
  return {
    kind,
    extensions,
    fits,

    async recognise({ bytes }, context): Promise<Recognised> {
      const file = open(bytes)
      await context.job.progress(1, 2)
      const { remembered } = context
      const levels = valueIn(remembered, 'classes.level')
      const plan = file.plan({
        days: file.days.length > 0 ? file.days.map(({ weekday }) => weekday.weekday).join(',') : undefined,
        classes: levels === 'years' || levels === 'groups' ? levels : 'auto',
        firstNumber: Number(valueIn(remembered, 'firstLesson') ?? 1),
        grades: new Map(),
      })
      return {
        facts: factsOf(plan),
        questions: await timetableQuestions(file, plan, context),
        notices: plan.notices,
      }
    },

    async write(work, { bytes }, order, job) {
      const file = open(bytes)
      const [school] = await work.sql<{ title: string }>({
        name: 'imports-school-title',
        text: 'select title from school where id = $1',
        values: [order.schoolId],
      })
      const { plan, teachers } = await mappedPlan(work, order, file.plan(planOptions(file, order)))
      await job.progress(0, 5)
      const cancelled = Object.entries(order.answers.matches[filledKey] ?? {})
        .filter(([, choice]) => choice === 'cancel')
        .map(([id]) => id)
      const written = await writeTimetable(work, {
        plan,
        source,
        school: { id: order.schoolId, title: school?.title ?? '', isNew: false },
        startsOn: valueIn(order.answers, 'startsOn'),
        today: order.today,
        makeLessons,
        teachers,
        cancelled: new Set(cancelled),
        progress: job.progress,
      })
      return {
        rows: [...written.rows, ...filledRows(written.filled)],
        notices: written.notices,
        tells: ['timetable_row'],
        facts: { ...written.counts, institution: plan.institution },
        questions: filledQuestion(written.filled),
      }
    },
  }
}

/** The answers in the words of the reading. */
function planOptions({ days }: TimetableSource, { answers }: WritingOrder): PlanOptions {
  const level = valueIn(answers, 'classes.level')
  const weekdays = days.map(({ name, weekday }) => matchIn(answers, 'days', name) ?? String(weekday.weekday))
  return {
    ...(days.length > 0 && { days: weekdays.join(',') }),
    classes: level === 'years' || level === 'groups' ? level : 'auto',
    firstNumber: Number(valueIn(answers, 'firstLesson') ?? 1),
    grades: new Map(
      Object.entries(answers.matches['grades'] ?? {})
        .filter(([, grade]) => grade !== ownKey)
        .map(([title, grade]) => [title, Number(grade)]),
    ),
  }
}
