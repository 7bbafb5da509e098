import { ApiProblem } from '@diary/contracts/call'
import { useTranslation } from 'react-i18next'

const known = ['too_small', 'too_big', 'overlap', 'order', 'outside', 'taken', 'unknown'] as const

/** What is wrong with a field, said beside it: by the place of the field in what was sent. */
export function useFieldProblem(error: unknown) {
  const { t } = useTranslation('saving')
  return (pointer: string): string | undefined => {
    if (!(error instanceof ApiProblem)) return undefined
    const found = error.errors.find(
      field => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`),
    )
    if (!found) return undefined
    const code = known.find(candidate => candidate === found.code)
    return t(code ? `field.${code}` : 'field.other')
  }
}
