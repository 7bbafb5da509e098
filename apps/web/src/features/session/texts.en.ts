import type { Translated } from '#platform/i18n.ts'
import type { texts as russian } from './texts.ru.ts'

export const texts: Translated<typeof russian> = {
  title: 'Sign in',
  lead: 'Lessons, homework, marks and absences of your child.',
  login: 'Login',
  password: 'Password',
  submit: 'Sign in',
  loginMissing: 'Enter the login the school gave you.',
  passwordMissing: 'Enter the password.',
  haveCode: 'I have a code from school',
  forgot: 'Forgot the password?',
  help: 'Neither a login nor a code? The school office gives you a code on paper. The diary is free.',
  ended: 'Your session has ended. Sign in again and you will be back where you were.',
}
