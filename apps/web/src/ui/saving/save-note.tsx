import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { Button } from '../controls/button.tsx'
import styles from './saving.module.css'
import type { SaveState } from '#platform/saving/use-edits.ts'

interface SaveNoteProps {
  state: SaveState
  isDirty: boolean
  onRetry?: () => unknown
}

/** How far saving has come, in words beside what is saved. */
export function SaveNote({ state, isDirty, onRetry }: SaveNoteProps) {
  const { t } = useTranslation('saving')
  const { t: ui } = useTranslation('ui')
  const problem = useProblemText()
  if (state.is === 'refused') {
    return (
      <p role="alert" className={styles.refused}>
        {problem(state.error)}
        {onRetry && (
          <Button look="quiet" onClick={onRetry}>
            {ui('retry')}
          </Button>
        )}
      </p>
    )
  }
  return (
    <p role="status" className={styles.saveNote} data-state={state.is}>
      {state.is === 'saving' && t('state.saving')}
      {state.is === 'saved' && !isDirty && t('state.saved')}
      {state.is !== 'saving' && state.is !== 'clash' && isDirty && t('state.unsaved')}
    </p>
  )
}
