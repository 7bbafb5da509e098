import type { ImportQuestion } from '@diary/contracts/imports'
import { weekdaysOf } from '../fet/week.ts'
import { valueIn, type Importer } from '../importer.ts'
import { timetableImporter } from '../timetable/timetable-importer.ts'
import type { MakeLessons } from '../timetable/write-timetable.ts'
import { termCountOf } from './asc-cards.ts'
import { parseAsc } from './asc-file.ts'
import { ascDays, ascPlan } from './asc-plan.ts'
import { ascText, isAsc } from './asc-text.ts'

/** Imports the XML that aSc Timetables exports. */
export function ascImporter(makeLessons: MakeLessons): Importer {
  const ofTerm = (term: string | undefined) =>
    importerOfTerm(makeLessons, term === undefined ? undefined : Number(term))
  return {
    ...ofTerm(undefined),
    async recognise(file, context) {
      const terms = termCountOf(parseAsc(ascText(file.bytes)))
      const before = Number(valueIn(context.remembered, 'term') ?? 1)
      const term = before <= terms ? before : 1
      const recognised = await ofTerm(`${term}`).recognise(file, context)
      if (terms === 1) return recognised
      return { ...recognised, questions: [...recognised.questions, termQuestion(term, terms)] }
    },
    write: (work, file, order, job) => ofTerm(valueIn(order.answers, 'term')).write(work, file, order, job),
  }
}

const importerOfTerm = (makeLessons: MakeLessons, term: number | undefined): Importer =>
  timetableImporter({
    kind: 'asc',
    extensions: ['xml'],
    source: 'aSc',
    makeLessons,
    fits: ({ bytes }) => isAsc(bytes),
    open(bytes) {
      const asc = parseAsc(ascText(bytes))
      const names = ascDays(asc)
      const { weekdays } = weekdaysOf(names, false, undefined)
      return {
        days: names.map((name, index) => ({
          name,
          weekday: weekdays[index] ?? { weekday: 1, week: 'every' },
        })),
        // Which classes there are and how lessons are numbered, an aSc file says itself.
        hasLevels: false,
        plan: options => ascPlan(asc, { ...options, term }),
      }
    },
  })

const termQuestion = (proposed: number, max: number): ImportQuestion => ({
  type: 'number',
  key: 'term',
  title: { ru: 'Период года из файла', en: 'Term of the file' },
  hint: {
    ru: 'В файле расписание составлено по периодам: переносится один из них.',
    en: 'The file has a timetable for each term: one of them is imported.',
  },
  isRequired: true,
  min: 1,
  max,
  proposed,
})
