import { z } from 'zod'
import { api, clerks } from './endpoint.ts'
import { classId, day, instant, line, pageOf, paging, personId, schoolId } from './primitives.ts'
import { newPassword, schoolOfAccount, session, signInName } from './session.ts'

// First sign-ins: codes on paper, what is done with them, and the mailed link for who forgot a password.

/** Crockford's thirty-two: no I, L, O and U, so that what is read aloud is written down right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twenty-four random characters are 120 bits; the twenty-fifth checks them. */
export const codeLength = 25

/** What people type for a character of a code: its look-alikes, Latin and Cyrillic. */
const alike: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  О: '0',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Ё: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  З: '3',
}

/** A code as it is compared: capitals, look-alikes replaced, without spaces and hyphens. */
export function plainCode(typed: string): string {
  return [
    ...typed
      .normalize('NFC')
      .toUpperCase()
      .replace(/[\s\p{Pd}_.]+/gu, ''),
  ]
    .map(character => alike[character] ?? character)
    .join('')
}

/** A code as it is printed and read aloud: `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`. */
export const groupedCode = (code: string): string =>
  plainCode(code)
    .match(/.{1,5}/g)
    ?.join('-') ?? ''

/**
 * The check character: a polynomial over the field of thirty-two. It notices any one wrong character and any two that changed
 * places, before the code is sent anywhere.
 */
export function checkCharacter(characters: string): string {
  let sum = 0
  for (const character of characters) {
    sum = (sum << 1) ^ (sum & 16 ? 0b100101 : 0) ^ alphabet.indexOf(character)
  }
  return alphabet.charAt((sum << 1) ^ (sum & 16 ? 0b100101 : 0))
}

/** Whether a code can be one: its length, its characters, its check character. */
export function isCode(typed: string): boolean {
  const code = plainCode(typed)
  return (
    code.length === codeLength &&
    [...code].every(character => alphabet.includes(character)) &&
    checkCharacter(code.slice(0, -1)) === code.at(-1)
  )
}

/** Twenty-four characters of the code from 120 random bits, and their check character. */
export function codeOf(random: Uint8Array): string {
  let characters = ''
  for (let bit = 0; bit < (codeLength - 1) * 5; bit += 5) {
    const [high = 0, low = 0] = [random[bit >> 3], random[(bit >> 3) + 1]]
    characters += alphabet.charAt((((high << 8) | low) >> (11 - (bit & 7))) & 31)
  }
  return characters + checkCharacter(characters)
}

/** A code is good so long, if nobody uses it or takes it back. */
export const codeDays = 14
/** So many codes are made at once; for the others it is asked again. */
export const codesMax = 500

/** A code as a person types it. */
const activationCode = z.string().min(1).max(100).meta({ description: 'An activation code, as it was typed' })

/** Where a person stands on the way to the first sign-in. `expired`: the last code was not used in time. */
export const signInState = z.enum(['none', 'code', 'expired', 'activated'])
export type SignInState = z.infer<typeof signInState>

/** Who gets codes: representatives of children, and staff. */
export const signInKind = z.enum(['guardian', 'staff'])
export type SignInKind = z.infer<typeof signInKind>

/** A child on a letter, in a list: by it the family is recognised. */
const childOnPaper = z.object({ name: z.string(), className: z.string().nullable() })

/** A person who is to have a sign-in. */
export const signIn = z.object({
  personId,
  name: z.string(),
  kinds: z.array(signInKind),
  /** Of a member of staff. */
  position: z.string().nullable(),
  /** The children a guardian represents. */
  children: z.array(childOnPaper),
  state: signInState,
  /** Until when the code is good; with `activated`: a code for a new password. */
  codeUntil: instant.nullable(),
  activatedAt: instant.nullable(),
  /** Without a birth date to compare with — the own of staff, a child's of a guardian — a code would open nothing. */
  hasBirthDate: z.boolean(),
  /** Whether the reader may make a code for this person: those who lead the school get theirs from an administrator. */
  can: z.object({ makeCode: z.boolean() }),
})
export type SignIn = z.infer<typeof signIn>

/** How many stand where. */
export const signInCounts = z.object({ none: z.int(), code: z.int(), expired: z.int(), activated: z.int() })
export type SignInCounts = z.infer<typeof signInCounts>

/** The guardians of one class's students. */
export const countsOfClass = z.object({ classId, title: z.string(), counts: signInCounts })
export type CountsOfClass = z.infer<typeof countsOfClass>

/** A code on its way to paper. It is told this once. */
export const codeMade = z.object({
  personId,
  name: z.string(),
  code: z.string(),
  expiresAt: instant,
  children: z.array(childOnPaper),
})
export type CodeMade = z.infer<typeof codeMade>

/** Why a person got no code. */
export const codeSkipped = z.enum(['no-birth-date', 'no-rights', 'not-allowed'])
export type CodeSkipped = z.infer<typeof codeSkipped>

/** For whom codes are made. Whole groups: those without an account and without a code that is good. People named: anew. */
export const codesFor = z.discriminatedUnion('whom', [
  z.strictObject({ whom: z.literal('people'), personIds: z.array(personId).min(1).max(codesMax) }),
  z.strictObject({ whom: z.literal('class'), classId }),
  z.strictObject({ whom: z.literal('new-guardians') }),
  z.strictObject({ whom: z.literal('new-staff') }),
])
export type CodesFor = z.infer<typeof codesFor>

export const codesMade = z.object({
  codes: z.array(codeMade),
  skipped: z.array(z.object({ personId, name: z.string(), why: codeSkipped })),
  /** Those for whom there was no room this time. */
  left: z.int(),
})
export type CodesMade = z.infer<typeof codesMade>

/** Letters to fold, one a family; or a sheet to cut up, class by class. */
export const codeLayout = z.enum(['letters', 'sheet'])
export type CodeLayout = z.infer<typeof codeLayout>

const codeAndBirth = { code: activationCode, birthOn: day }

/** The name that somebody new chooses to sign in with. */
export const newSignInName = signInName
  .min(3)
  .refine(text => /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u.test(text), {
    message: 'Letters, digits, dots, hyphens; the first is a letter or a digit',
  })

/** What comes of a code: `new`: a sign-in is to be chosen. `password`: there is one, it gets a new password. */
export const codeChecked = z.object({
  way: z.enum(['new', 'password']),
  firstName: z.string(),
  school: schoolOfAccount.shape.title,
  /** The sign-in there is. */
  login: z.string().nullable(),
  /** Whether the name that was asked about can be had. */
  isLoginFree: z.boolean().nullable(),
})
export type CodeChecked = z.infer<typeof codeChecked>

export const signInsApi = api({
  list: {
    method: 'GET',
    path: '/sign-ins',
    summary: 'Who is to have a sign-in and how far that is: no code, a code, a code nobody used, signed in',
    access: { by: clerks, on: 'school' },
    query: paging.extend({
      kind: signInKind.optional(),
      classId: classId.optional(),
      state: signInState.optional(),
      search: line(100).optional(),
    }),
    response: pageOf(signIn),
    problems: ['cursor-invalid'],
  },
  counts: {
    method: 'GET',
    path: '/sign-ins/counts',
    summary: 'How many have come and how many have not: guardians by the class of their children, and staff',
    access: { by: clerks, on: 'school' },
    response: z.object({
      guardians: signInCounts,
      staff: signInCounts,
      classes: z.array(countsOfClass),
    }),
  },
  make: {
    method: 'POST',
    path: '/activation-codes',
    summary:
      'Make activation codes. They are told in this answer and never again; a code made anew revokes the one before. The same key within ten minutes answers the same codes.',
    access: { by: clerks, on: 'school' },
    creates: true,
    body: codesFor,
    response: codesMade,
    problems: ['codes-told-already'],
  },
  print: {
    method: 'POST',
    path: '/activation-codes/print',
    summary: 'Codes that were just made, as letters or as a sheet to cut up (PDF)',
    access: { by: clerks, on: 'school' },
    body: z.strictObject({
      layout: codeLayout,
      codes: z
        .array(z.strictObject({ personId, code: activationCode }))
        .min(1)
        .max(codesMax),
    }),
    file: 'application/pdf',
    problems: ['codes-not-good'],
  },
  revoke: {
    method: 'DELETE',
    path: '/people/:personId/activation-code',
    summary: 'Take a person’s code back: it opens nothing any more',
    access: { by: clerks, on: 'person' },
    params: z.object({ personId }),
  },
})

export const activationApi = api({
  options: {
    method: 'GET',
    path: '/activation/options',
    summary: 'What this installation can do for who cannot sign in',
    access: { by: 'anyone' },
    response: z.object({ canMailReset: z.boolean() }),
  },
  check: {
    method: 'POST',
    path: '/activation/check',
    summary:
      'Whose code it is, once both the code and the birth date are right; and whether a name can be had',
    access: { by: 'anyone' },
    body: z.strictObject({ ...codeAndBirth, login: newSignInName.optional() }),
    response: codeChecked,
    problems: ['code-refused', 'birth-date-unknown', 'too-many-requests', 'cross-site'],
  },
  activate: {
    method: 'POST',
    path: '/activation',
    summary:
      'Use a code: choose a sign-in, add the person to a sign-in one has, or set a new password. Opens a session; the refresh token comes as an httpOnly cookie.',
    access: { by: 'anyone' },
    body: z.discriminatedUnion('way', [
      z.strictObject({ way: z.literal('new'), ...codeAndBirth, login: newSignInName, password: newPassword }),
      z.strictObject({
        way: z.literal('existing'),
        ...codeAndBirth,
        login: signInName,
        password: z.string().min(1).max(256),
      }),
      z.strictObject({ way: z.literal('password'), ...codeAndBirth, password: newPassword }),
    ]),
    response: session,
    problems: [
      'code-refused',
      'birth-date-unknown',
      'login-taken',
      'password-weak',
      'wrong-credentials',
      'has-sign-in-already',
      'school-added-already',
      'too-many-requests',
      'cross-site',
    ],
  },
  add: {
    method: 'POST',
    path: '/account/persons',
    summary:
      'Use a code for the sign-in one has: another child, another school. Tokens are to be refreshed then.',
    access: { by: 'signed-in', on: 'self' },
    body: z.strictObject(codeAndBirth),
    response: z.object({ schoolId, school: schoolOfAccount.shape.title }),
    problems: [
      'code-refused',
      'birth-date-unknown',
      'has-sign-in-already',
      'school-added-already',
      'too-many-requests',
    ],
  },
  forget: {
    method: 'POST',
    path: '/password-reset',
    summary:
      'Ask for a link to set a new password. The answer is the same whether anybody is known by that name or not.',
    access: { by: 'anyone' },
    body: z.strictObject({ loginOrEmail: line(254) }),
    problems: ['no-mail', 'too-many-requests', 'cross-site'],
  },
  reset: {
    method: 'POST',
    path: '/password-reset/confirm',
    summary: 'Set a new password by a mailed link. Every device is signed out.',
    access: { by: 'anyone' },
    body: z.strictObject({ token: z.string().min(1).max(100), password: newPassword }),
    response: z.object({ login: z.string() }),
    problems: ['link-refused', 'password-weak', 'too-many-requests', 'cross-site'],
  },
})
