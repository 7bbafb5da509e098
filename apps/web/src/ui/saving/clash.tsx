import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../controls/button.tsx'
import styles from './saving.module.css'

interface ClashProps {
  fields: readonly { label: string; theirs: ReactNode; mine: ReactNode }[]
  onTake: () => unknown
  onKeep: () => unknown
}

/** Both texts side by side. Nothing is lost until a person has chosen. */
export function Clash({ fields, onTake, onKeep }: ClashProps) {
  const { t } = useTranslation('saving')
  if (fields.length === 0) return null
  return (
    <div role="alert" className={styles.clash}>
      <p className={styles.clashTitle}>{t('clash.text')}</p>
      <dl className={styles.versions}>
        {fields.map(({ label, theirs, mine }) => (
          <div key={label}>
            <dt>
              {label}. {t('clash.theirs')}
            </dt>
            <dd>{theirs || t('clash.empty')}</dd>
            <dt>
              {label}. {t('clash.mine')}
            </dt>
            <dd>{mine || t('clash.empty')}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button look="primary" onClick={onTake}>
          {t('clash.take')}
        </Button>
        <Button onClick={onKeep}>{t('clash.keep')}</Button>
      </div>
    </div>
  )
}
