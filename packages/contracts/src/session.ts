import { z } from 'zod'
import { api, capacityKinds } from './endpoint.ts'
import { classId, day, instant, line, personId, schoolId, studentId } from './primitives.ts'

/** The name a person signs in with; capitals make no difference. */
export const signInName = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(64)
  .refine(text => !/[\p{Cc}\p{Cs}]/u.test(text), { message: 'No control characters' })

/** A school in which the account is a person. */
export const schoolOfAccount = z.object({ id: schoolId, title: z.string() })

/** A signed-in state: a token for one school, and the schools there are to choose from. */
export const session = z.object({
  accessToken: z.string(),
  expiresAt: instant,
  schoolId,
  schools: z.array(schoolOfAccount),
})
export type Session = z.infer<typeof session>

/** NIST-like: length counts, composition does not. */
export const newPassword = z.string().min(10).max(128)

export const sessionApi = api({
  open: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with login and password. The refresh token comes as an httpOnly cookie.',
    access: { by: 'anyone' },
    body: z.strictObject({
      login: signInName,
      password: z.string().min(1).max(256),
      schoolId: schoolId.optional(),
    }),
    response: session,
    problems: ['wrong-credentials', 'too-many-requests', 'cross-site'],
  },
  refresh: {
    method: 'POST',
    path: '/session/refresh',
    summary: 'Exchange the refresh cookie for a new access token, and the cookie for its successor',
    access: { by: 'anyone' },
    body: z.strictObject({ schoolId: schoolId.optional() }),
    response: session,
    problems: ['session-ended', 'cross-site', 'too-many-requests'],
  },
  close: {
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out on this device',
    access: { by: 'anyone' },
    problems: ['cross-site'],
  },
  closeAll: {
    method: 'DELETE',
    path: '/sessions',
    summary: 'Sign out everywhere: every device of this account, at once',
    access: { by: 'signed-in', on: 'self' },
  },
  changePassword: {
    method: 'PUT',
    path: '/account/password',
    summary: 'Change one’s own password. Every other device is signed out.',
    access: { by: 'signed-in', on: 'self' },
    body: z.strictObject({ current: z.string().min(1).max(256), next: newPassword }),
    problems: ['password-wrong', 'password-weak', 'too-many-requests'],
  },
})

export const child = z.object({
  id: studentId,
  name: z.string(),
  /** As the family calls the child; the family name where there is no other. */
  firstName: z.string(),
  className: z.string().nullable(),
  classId: classId.nullable(),
})
export type Child = z.infer<typeof child>

export const me = z.object({
  person: z.object({
    id: personId,
    name: z.string(),
    firstName: z.string(),
    middleName: z.string().nullable(),
  }),
  login: line(64),
  capacities: z.array(
    z.object({ kind: z.enum(capacityKinds), classId: classId.nullable(), className: z.string().nullable() }),
  ),
  children: z.array(child),
  school: schoolOfAccount.extend({
    timeZone: z.string(),
    isDemo: z.boolean(),
    /** The date it is at the school now. */
    today: day,
    /** Today, or on a day off the next school day. */
    schoolDay: day,
  }),
  schools: z.array(schoolOfAccount),
})
export type Me = z.infer<typeof me>

export const meApi = api({
  show: {
    method: 'GET',
    path: '/me',
    summary: 'Who is signed in: the person, the capacities, the children, the schools of the account',
    access: { by: 'signed-in', on: 'self' },
    response: me,
  },
})
