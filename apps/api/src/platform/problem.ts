import { type FieldProblem, type ProblemCode, type ProblemDetails, problems } from '@diary/contracts/problem'

interface Extra {
  readonly errors?: readonly FieldProblem[]
  /** The thing as it is now; encoded by the endpoint's own response shape. */
  readonly current?: unknown
  readonly retryAfterSeconds?: number
}

/** An expected refusal. Thrown anywhere in a request, it rolls the transaction back and becomes an RFC 9457 answer. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly extra: Extra = {},
  ) {
    super(code)
    this.name = 'Problem'
  }

  get status(): number {
    return problems[this.code]
  }
}

/** What was sent is of the right shape and cannot be: names the field, as a pointer into the body, and says in what way. */
export const wrongField = (pointer: string, code: string, message: string): Problem =>
  new Problem('invalid', { errors: [{ pointer, code, message }] })

/** The body of a refusal. It never says whether a thing exists elsewhere. */
export function detailsOf({ code, status, extra }: Problem, instance: string): ProblemDetails {
  return {
    type: `/api/docs/problems#${code}`,
    title: titleOf(code),
    status,
    code,
    instance,
    ...(extra.errors?.length && { errors: [...extra.errors] }),
    ...(extra.current !== undefined && { current: extra.current }),
  }
}

/** `lesson-not-yet` → `Lesson not yet`: for people who read the wire; screens have sentences of their own. */
const titleOf = (code: ProblemCode) => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')
