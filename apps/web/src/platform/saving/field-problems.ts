import { ApiProblem } from '@diary/contracts/call'
import { useTranslation } from 'react-i18next'

// The codes of the API's own rules, and those of the shapes that say more than "not like this".
const known = {
  too_small: 'empty',
  too_big: 'tooLong',
  overlap: 'overlap',
  'before-start': 'beforeStart',
  'after-end': 'afterEnd',
  'outside-year': 'outsideYear',
  taken: 'taken',
  unknown: 'unknown',
  'marked-after': 'markedAfter',
  same: 'same',
  future: 'future',
  phone: 'phone',
  self: 'self',
} as const

/** What is wrong with a field, said beside it: by the place of the field in what was sent. */
export function useFieldProblem(error: unknown) {
  const { t } = useTranslation('saving')
  return (pointer: string): string | undefined => {
    if (!(error instanceof ApiProblem)) return undefined
    const found = error.errors.find(
      field => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`),
    )
    if (!found) return undefined
    return t(`field.${found.code in known ? known[found.code as keyof typeof known] : 'other'}`)
  }
}
