import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'Homework',
  previousWeek: 'Previous week',
  nextWeek: 'Next week',
  thisWeek: 'Coming week',
  tomorrow: 'for tomorrow',
  today: 'for today',
  past: 'past',
  given: 'Set on {{day}}',
  about: 'about {{duration}}',
  changed: 'Changed {{at}}',
  empty: {
    title: 'Nothing is due this week',
    text: 'As soon as a teacher sets something, it will appear here. Earlier homework is one arrow back.',
  },
}
