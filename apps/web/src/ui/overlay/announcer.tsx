import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../controls/icon-button.tsx'
import { dismiss, useAnnouncements } from './announcements.ts'
import styles from './announcer.module.css'

/** The place where `announce()` is seen and heard; stands once, at the root. */
export function Announcer() {
  const { t } = useTranslation('ui')
  return (
    <div className={styles.announcer} role="status" aria-live="polite">
      {useAnnouncements().map(({ id, text, tone }) => (
        <div key={id} className={styles.announcement} data-tone={tone}>
          {tone === 'good' ? (
            <IconCheck size={20} aria-hidden />
          ) : (
            <IconAlertTriangle size={20} aria-hidden />
          )}
          <span className={styles.text}>{text}</span>
          <IconButton label={t('close')} icon={<IconX size={18} aria-hidden />} onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  )
}
