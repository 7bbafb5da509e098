import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'Marks',
  term: 'Term',
  hint: 'Press a mark to see what it is for.',
  average: 'average',
  noAverage: 'no average yet',
  fraction: 'Weighted average: {{fraction}}',
  termMark: 'for the term:',
  markLabel: '{{mark}}, {{work}}, {{day}}',
  noMarks: 'No marks yet',
  lessonOn: 'Lesson: {{day}}',
  given: '{{name}}, {{at}}',
  weight: 'weight {{weight}}',
  notCounted: 'not part of the average',
  madeUp: 'Done on another day',
  debtDueOn: 'To be handed in by {{day}}',
  empty: {
    title: 'No marks',
    text: 'This class learns without marks, or none were given in this term so far.',
    noTerm: 'No term is under way. Marks will appear when one begins.',
  },
}
