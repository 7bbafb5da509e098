import type { SaidInBoth } from '@diary/contracts/imports'
import { useCallback } from 'react'
import { useLanguage } from '#platform/i18n.ts'

/** A sentence of the server, in the reader's language. */
export function useSaid() {
  const language = useLanguage()
  return useCallback((said: SaidInBoth) => said[language], [language])
}
