import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  brand: 'Diary',
  title: 'Sign in',
  lead: 'Lessons, homework, marks and absences of your child.',
  login: 'Login',
  password: 'Password',
  submit: 'Sign in',
  loginMissing: 'Enter the login the school gave you.',
  passwordMissing: 'Enter the password.',
  help: 'No login, or the password is lost? Ask the class teacher for new access. The diary is free of charge.',
  ended: 'Your session has ended. Sign in again and you will be back where you were.',
}
