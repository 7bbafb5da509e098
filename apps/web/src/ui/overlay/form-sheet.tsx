import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { useUnloadGuard } from '#platform/unload-guard.ts'
import { Button } from '../controls/button.tsx'
import { Drawer } from './drawer.tsx'
import styles from './form-sheet.module.css'

interface FormSheetProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** The verb on the button. */
  action: string
  onSave: () => unknown
  isBusy: boolean
  /** Why it cannot be saved yet; the button says nothing by being grey. */
  isIncomplete?: boolean
  isDirty?: boolean
  error?: unknown
  /** Throws away what was typed; shown while there is something. */
  onForget?: (() => void) | undefined
  isDangerous?: boolean
  children: ReactNode
}

/** A form at the side of the screen. Closing keeps what was typed; what went wrong is said where the button is. */
export function FormSheet({ title, isOpen, onClose, children, ...form }: FormSheetProps) {
  return (
    <Drawer title={title} isOpen={isOpen} onClose={onClose}>
      <Form {...form}>{children}</Form>
    </Drawer>
  )
}

function Form({
  action,
  onSave,
  isBusy,
  isIncomplete = false,
  isDirty = false,
  error,
  onForget,
  isDangerous = false,
  children,
}: Omit<FormSheetProps, 'title' | 'isOpen' | 'onClose'>) {
  const { t } = useTranslation('saving')
  const problem = useProblemText()
  useUnloadGuard(() => isDirty)
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy && !isIncomplete) onSave()
  }
  return (
    <form className={styles.form} onSubmit={handleSubmit} noValidate>
      {children}
      {error != null && (
        <p role="alert" className={styles.error}>
          {problem(error)}
        </p>
      )}
      <div className={styles.actions}>
        <Button
          type="submit"
          look={isDangerous ? 'danger' : 'primary'}
          isBusy={isBusy}
          isDisabled={isIncomplete}
        >
          {action}
        </Button>
        {onForget && isDirty && (
          <Button look="quiet" onClick={onForget}>
            {t('forget')}
          </Button>
        )}
      </div>
    </form>
  )
}
