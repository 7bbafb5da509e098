import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../overlay/dialog.tsx'
import { Button } from './button.tsx'
import styles from './confirm-button.module.css'

interface ConfirmButtonProps {
  children: ReactNode
  /** What is asked, as a question. */
  question: string
  /** What will happen, so that nobody has to guess. */
  consequence: string
  /** The verb on the button that does it. */
  action: string
  onConfirm: () => void
  icon?: ReactNode
  isBusy?: boolean
}

/** Asks before doing what is hard to take back. */
export function ConfirmButton({
  children,
  question,
  consequence,
  action,
  onConfirm,
  icon,
  isBusy = false,
}: ConfirmButtonProps) {
  const { t } = useTranslation('ui')
  const [isAsking, setIsAsking] = useState(false)
  const handleConfirm = () => {
    setIsAsking(false)
    onConfirm()
  }
  return (
    <>
      <Button look="secondary" icon={icon} isBusy={isBusy} onClick={() => setIsAsking(true)}>
        {children}
      </Button>
      <Dialog title={question} isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <p>{consequence}</p>
        <div className={styles.actions}>
          <Button onClick={() => setIsAsking(false)}>{t('cancel')}</Button>
          <Button look="danger" onClick={handleConfirm}>
            {action}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
