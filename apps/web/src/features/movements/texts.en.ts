import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'Movement of students',
  note: 'Who arrived, changed class and left in a period',
  from: 'From which day',
  to: 'Until which day',
  backwards: 'Before the first day',
  list: 'Arrived, moved, left',
  byClass: 'By class',
  class: 'Class',
  student: 'Student',
  day: 'Day',
  what: 'What',
  order: 'Order',
  reason: 'Reason',
  more: 'Show more',
  kind: { arrived: 'arrived', moved: 'moved', left: 'left' },
  counts: {
    atBeginning: 'At the beginning',
    arrived: 'Arrived',
    left: 'Left',
    movedIn: 'From another class',
    movedOut: 'To another class',
    atEnd: 'At the end',
  },
  nothing: {
    title: 'Nobody came or left in these days',
    text: 'Choose another period. Enrol or move a student on the student’s page.',
    action: 'To the students',
  },
}
