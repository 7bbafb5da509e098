import '@mantine/core/styles/Skeleton.layer.css'
import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './skeleton.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

/** Grey lines in the place of a text that is on its way. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className={styles.lines} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={14} width={line === lines - 1 ? '60%' : '100%'} radius="sm" />
      ))}
    </div>
  )
}

/** Sheets in the place of a screen that is on its way; says once that it is loading. */
export function ScreenSkeleton({ sheets = 3, lines = 4 }: { sheets?: number; lines?: number }) {
  const { t } = useTranslation('ui')
  return (
    <div className={styles.screen} role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: sheets }, (_, sheet) => (
        <div key={sheet} className={styles.sheet}>
          <Skeleton height={22} width="40%" radius="sm" mb="md" />
          <TextSkeleton lines={lines} />
        </div>
      ))}
    </div>
  )
}
