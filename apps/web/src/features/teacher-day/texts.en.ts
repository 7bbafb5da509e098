import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'My lessons',
  previous: 'The day before',
  next: 'The next day',
  today: 'Today',
  chooseDay: 'Day',
  lessons: 'Lessons of the day',
  number: 'lesson {{number}}',
  room: 'room {{room}}',
  allDone: 'Everything is filled in',
  gaps_one: '{{count}} lesson is incomplete',
  gaps_other: '{{count}} lessons are incomplete',
  nextGap: 'To the next gap',
  open: 'Open the lesson',
  gradebook: 'Gradebook',
  done: 'Complete',
  cancelled: 'Cancelled',
  substitution: 'Substitution',
  lacks: {
    held: 'not held yet',
    topic: 'no topic',
    attendance: 'attendance not taken',
    homework: 'no homework',
  },
  lacksLabel: 'Still to fill in',
  later: 'The lesson is still to come',
  absences: 'Absences of {{className}}',
  absencesOpen_one: '{{count}} without a reason',
  absencesOpen_other: '{{count}} without a reason',
  empty: {
    title: 'There are no lessons on this day',
    text: 'Open another day with the arrows above, or look into the gradebooks.',
    action: 'To the gradebooks',
  },
}
