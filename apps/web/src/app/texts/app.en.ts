import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './app.ru.ts'

export const texts: Translated<typeof russian> = {
  places: {
    today: 'Today',
    week: 'Week',
    marks: 'Marks',
    attendance: 'Absences',
    homework: 'Homework',
    lessons: 'My lessons',
    gradebooks: 'Gradebooks',
    absences: 'Absences',
    people: 'People',
    classes: 'Classes',
    calendar: 'Year',
    movements: 'Movement',
    imports: 'Import',
    signIns: 'Sign-ins',
    account: 'Profile',
  },
  account: 'My profile: {{name}}',
  asGuardian: 'My children',
  asStaff: 'Work',
  demo: 'Demonstration school: all people and marks are made up',
  nothingYet: {
    title: 'Nothing here yet',
    text: 'No child is linked to your login so far. Ask the class teacher or the school office.',
  },
  unreachable: 'The school’s server does not answer. The diary will open as soon as it does.',
}
