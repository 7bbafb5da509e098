import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#ui/controls/button.tsx'
import { countStates, type PendingOfPage } from '../register/pending.ts'
import styles from './saving-state.module.css'

interface SavingStateProps {
  pending: PendingOfPage
  onSendAgain: () => void
  onShow: () => void
}

/** What the page says about itself as a whole, the worst first. Each cell says its own. */
export function SavingState({ pending, onSendAgain, onShow }: SavingStateProps) {
  const { t } = useTranslation('gradebook')
  const { saving, unsent, refused, conflict } = countStates(pending)
  if (refused + conflict > 0) {
    return (
      <p className={styles.state} data-tone="bad">
        <IconAlertTriangle size={20} aria-hidden />
        {t('saving.decide', { count: refused + conflict })}
        <Button look="quiet" onClick={onShow}>
          {t('saving.show')}
        </Button>
      </p>
    )
  }
  if (unsent > 0) {
    return (
      <p className={styles.state} data-tone="warn">
        <IconCloudOff size={20} aria-hidden />
        {t('saving.unsent', { count: unsent })}
        <Button look="quiet" onClick={onSendAgain}>
          {t('saving.sendAgain')}
        </Button>
      </p>
    )
  }
  return (
    <p className={styles.state} data-tone="good">
      {saving > 0 ? <IconLoader size={20} aria-hidden /> : <IconCheck size={20} aria-hidden />}
      {saving > 0 ? t('saving.saving', { count: saving }) : t('saving.all')}
    </p>
  )
}
