import { IconWifiOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '#platform/online.ts'
import styles from './offline-banner.module.css'

/** Stays in sight for as long as there is no network. */
export function OfflineBanner() {
  const { t } = useTranslation('ui')
  const isOnline = useOnline()
  return (
    <div role="status">
      {!isOnline && (
        <p className={styles.banner}>
          <IconWifiOff size={20} aria-hidden />
          <span>
            <strong>{t('offline.title')}.</strong> {t('offline.text')}
          </span>
        </p>
      )}
    </div>
  )
}
