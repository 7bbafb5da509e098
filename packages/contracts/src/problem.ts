import { z } from 'zod'

/** Every refusal the API can give, with its status. The web holds one sentence for each. */
export const problems = {
  invalid: 422,
  malformed: 400,
  'idempotency-key-required': 400,
  'cursor-invalid': 400,
  'wrong-credentials': 401,
  'not-signed-in': 401,
  'token-expired': 401,
  'token-stale': 401,
  'session-ended': 401,
  'not-allowed': 403,
  'cross-site': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-under-way': 409,
  'lesson-cancelled': 409,
  'lesson-not-yet': 409,
  'lesson-has-marks': 409,
  'student-absent': 409,
  'student-not-in-group': 409,
  'gradebook-unmarked': 409,
  'work-has-marks': 409,
  'work-withdrawn': 409,
  'homework-due-before-given': 409,
  'no-term': 409,
  'person-duplicate': 409,
  'student-enrolled': 409,
  'class-has-teacher': 409,
  'last-admin': 409,
  'gradebook-in-use': 409,
  'subject-in-use': 409,
  'import-not-ready': 409,
  'import-not-last': 409,
  'code-refused': 422,
  'birth-date-unknown': 409,
  'login-taken': 409,
  'has-sign-in-already': 409,
  'school-added-already': 409,
  'codes-told-already': 409,
  'codes-not-good': 409,
  'link-refused': 409,
  'no-mail': 409,
  'changed-meanwhile': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-key-reused': 422,
  'import-unknown-file': 422,
  'import-answer-invalid': 422,
  'password-wrong': 422,
  'password-weak': 422,
  'version-required': 428,
  'too-many-requests': 429,
  unexpected: 500,
  overloaded: 503,
} as const
export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

/** A field that was wrong: where (RFC 6901 pointer into the body, or `query/…`, `params/…`), and in what way. */
export const fieldProblem = z.object({ pointer: z.string(), code: z.string(), message: z.string() })
export type FieldProblem = z.infer<typeof fieldProblem>

/** RFC 9457 problem details. `current` is the thing as it is now, with `changed-meanwhile`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(fieldProblem).optional(),
  current: z.unknown().optional(),
})
export type ProblemDetails = z.infer<typeof problem>
