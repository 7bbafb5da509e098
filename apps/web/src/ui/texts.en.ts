import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  appName: 'Diary',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  loading: 'Loading…',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  capsLock: 'Caps Lock is on',
  mainNavigation: 'Sections',
  skipToContent: 'Skip to content',
  offline: {
    title: 'You are offline',
    text: 'This is what was loaded before. It will be refreshed as soon as there is a network.',
  },
  failed: {
    title: 'This could not be loaded',
    offlineTitle: 'You are offline',
    offlineText: 'Check the connection and try again.',
  },
  noPermission: {
    title: 'This needs other rights',
    text: 'This section is not open to your role. If that is a mistake, tell the class teacher or the school’s administrator.',
  },
  notFound: {
    title: 'There is no such page',
    text: 'It may have moved, or you no longer have access to it.',
    action: 'Back to start',
  },
  language: 'Language',
  theme: { label: 'Appearance', light: 'Light', dark: 'Dark', auto: 'Same as device' },
  mark: {
    value5: 'excellent',
    value4: 'good',
    value3: 'satisfactory',
    value2: 'unsatisfactory',
  },
  attendance: {
    absent: { letter: 'a', word: 'absent, reason unknown' },
    ill: { letter: 'i', word: 'ill' },
    excused: { letter: 'e', word: 'excused' },
    unexcused: { letter: 'u', word: 'unexcused' },
    late: { letter: 'l', word: 'late' },
    exempt: { letter: 'ex', word: 'exempt' },
    remote: { letter: 'r', word: 'remote' },
    schoolEvent: { letter: 's', word: 'school event' },
  },
}
