import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'Classes',
  grade: 'Grade {{grade}}',
  students_one: '{{count}} student',
  students_other: '{{count}} students',
  shift: 'shift {{shift}}',
  daysInWeek_one: '{{count}} school day a week',
  daysInWeek_other: '{{count}} school days a week',
  classTeachers: 'Class teacher',
  noClassTeacher: 'not appointed',
  back: 'All classes',
  classTitle: 'Class {{title}}',
  students: 'Students',
  groups: 'Groups',
  absences: 'Absences',
  since: 'from {{day}}',
  until: 'until {{day}}',
  kind: {
    whole_class: 'whole class',
    part: 'part of the class',
    stream: 'several classes together',
    individual: 'individual',
  },
  empty: {
    title: 'There are no classes yet',
    text: 'They appear once the administrator has loaded the timetable or the lists of students.',
  },
  noStudents: {
    title: 'Nobody is in this class yet',
    text: 'Students appear once the secretary has enrolled them.',
  },
  noGroups: 'No groups yet.',
}
