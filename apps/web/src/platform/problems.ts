import { ApiProblem } from '@diary/contracts/call'
import type { FieldProblem, ProblemCode } from '@diary/contracts/problem'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** A refusal of the API, or no answer at all. */
export type FailureCode = ProblemCode | 'network'

/** What went wrong, in one word. A failure nobody foresaw is `unexpected`. */
export function codeOf(error: unknown): FailureCode {
  if (error instanceof ApiProblem) return error.code
  if (isCodeMissing(error)) return 'network'
  // `fetch` rejects with a TypeError when there is no way to the server.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return 'network'
  return 'unexpected'
}

/** A screen's own code or style sheet did not arrive; only a new page asks for it again. */
export const isCodeMissing = (error: unknown) =>
  error instanceof Error && /module script|dynamically imported module|preload css/i.test(error.message)

/** The sentence for a failure, in the reader's language. */
export function useProblemText() {
  const { t } = useTranslation('problems')
  return useCallback((error: unknown) => t(codeOf(error)), [t])
}

/** The wrong field a refusal names, by its place in the body. */
export function fieldProblemOf(error: unknown, pointer: string): FieldProblem | undefined {
  return error instanceof ApiProblem ? error.errors.find(field => field.pointer === pointer) : undefined
}

/** Logs what an error boundary caught: a refusal is an answer like any other, only the unforeseen is an error. */
export function logCaught(error: unknown) {
  if (codeOf(error) === 'unexpected' && !(error instanceof ApiProblem)) console.error(error)
  else console.info(error)
}
