import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'My profile',
  login: 'Login',
  school: 'School',
  capacities: 'Roles',
  capacity: {
    teacher: 'teacher',
    class_teacher: 'class teacher',
    deputy: 'deputy head',
    head: 'head',
    secretary: 'secretary',
    admin: 'administrator',
    content_editor: 'content editor',
    guardian: 'guardian',
  },
  join: {
    title: 'Add a child or a school',
    text: 'Another code from school opens a second child or another school with this same login.',
    action: 'Enter a code',
  },
  appearance: 'Appearance and language',
  password: {
    title: 'Password',
    current: 'Current password',
    next: 'New password',
    hint: 'At least 10 characters. Several words in a row are the safest.',
    submit: 'Change password',
    currentMissing: 'Enter the current password.',
    nextTooShort: 'At least 10 characters are needed.',
    nextTooLong: 'At most 128 characters.',
    changed: 'The password is changed. Other devices have to sign in again.',
  },
  session: {
    title: 'Signing out',
    text: 'On a shared computer always sign out of the diary.',
    signOut: 'Sign out',
    everywhere: 'Sign out on all devices',
    everywhereQuestion: 'Sign out on all devices?',
    everywhereConsequence:
      'Every phone and computer with the diary open has to sign in again. This one, too.',
    everywhereAction: 'Sign out everywhere',
  },
}
