import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'Attendance',
  term: 'Term',
  totals: 'Totals of the term',
  missedLessons_one: 'lesson missed',
  missedLessons_other: 'lessons missed',
  ofHeld_one: 'of {{count}} held',
  ofHeld_other: 'of {{count}} held',
  wholeDays_one: 'with {{count}} whole day among them',
  wholeDays_other: 'with {{count}} whole days among them',
  reason: {
    ill: 'Ill',
    excused: 'Excused',
    schoolEvent: 'School event',
    unexcused: 'Unexcused',
    withoutReason: 'No reason given',
    late: 'Late',
  },
  missed: 'Missed lessons',
  late: 'Lateness',
  other: 'Exempt and remote lessons',
  lesson: 'Lesson {{number}}, {{subject}}',
  empty: {
    title: 'Not a single absence',
    text: 'There was neither absence nor lateness in this term.',
    noTerm: 'No term is under way.',
  },
}
