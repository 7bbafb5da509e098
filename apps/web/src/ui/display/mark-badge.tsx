import type { MarkValue } from '@diary/contracts/marks'
import { useTranslation } from 'react-i18next'
import styles from './mark-badge.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

interface MarkBadgeProps {
  /** `null`: a debt, shown as the dot that teachers write. */
  value: MarkValue | null
  size?: 'normal' | 'large'
}

/** A mark as it stands in the paper diary. The figure is the message; colour only repeats it. */
export function MarkBadge({ value, size = 'normal' }: MarkBadgeProps) {
  const { short, full } = useMarkWords()(value)
  return (
    <span className={styles.mark} data-value={value ?? 'debt'} data-size={size} title={full}>
      {short === value ? short : <span aria-hidden>{short}</span>}
      <VisuallyHidden>{short === value ? ` (${full})` : full}</VisuallyHidden>
    </span>
  )
}

/** A mark in its short and its full form: `5`, `отлично`. */
export function useMarkWords() {
  const { t } = useTranslation('ui')
  return (value: MarkValue | null): { short: string; full: string } => {
    switch (value) {
      case null:
        return { short: '•', full: t('mark.debt') }
      case 'pass':
      case 'fail':
      case 'na':
      case 'exempt':
        return { short: t(`mark.short.${value}`), full: t(`mark.${value}`) }
      default:
        return { short: value, full: t(`mark.value${value}`) }
    }
  }
}
