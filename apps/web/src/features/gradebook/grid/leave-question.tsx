import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLeaveGuard, useUnloadGuard } from '#platform/leaving.ts'
import { Button } from '#ui/controls/button.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { countStates, type PendingOfPage } from '../register/pending.ts'
import styles from './dialogs.module.css'

/** Asks before the page is left with something that did not reach the server. */
export function LeaveQuestion({ pending }: { pending: PendingOfPage }) {
  const { t } = useTranslation('gradebook')
  const [answer, setAnswer] = useState<(mayLeave: boolean) => void>()
  const { saving, unsent, conflict } = countStates(pending)

  // What is on its way arrives also when another place is opened; when the tab is closed it may not.
  useUnloadGuard(() => saving + unsent + conflict > 0)
  useLeaveGuard({
    objects: (from, to) =>
      unsent + conflict > 0 && (from.pathname !== to.pathname || rangeOf(from.search) !== rangeOf(to.search)),
    settle: () => new Promise(resolve => setAnswer(() => resolve)),
  })

  if (!answer) return null
  const decide = (mayLeave: boolean) => {
    setAnswer(undefined)
    answer(mayLeave)
  }
  return (
    <Dialog title={t('leave.title')} isOpen onClose={() => decide(false)}>
      <div className={styles.form}>
        <p>{t('leave.text')}</p>
        <Button look="primary" onClick={() => decide(false)} data-autofocus>
          {t('leave.stay')}
        </Button>
        <Button look="danger" onClick={() => decide(true)}>
          {t('leave.leave')}
        </Button>
      </div>
    </Dialog>
  )
}

function rangeOf(search: string): string {
  const params = new URLSearchParams(search)
  return `${params.get('from')} ${params.get('to')}`
}
