import { useTranslation } from 'react-i18next'
import styles from './mark-badge.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

const words = { '5': 'mark.value5', '4': 'mark.value4', '3': 'mark.value3', '2': 'mark.value2' } as const
const isNumeric = (value: string): value is keyof typeof words => value in words

interface MarkBadgeProps {
  /** `5`, `4`, `3`, `2` or another result such as `н/а`. */
  value: string
  size?: 'normal' | 'large'
}

/** A mark as it stands in the paper diary. The figure is the message; colour only repeats it. */
export function MarkBadge({ value, size = 'normal' }: MarkBadgeProps) {
  const { t } = useTranslation('ui')
  return (
    <span className={styles.mark} data-value={value} data-size={size}>
      {value}
      {isNumeric(value) && <VisuallyHidden> ({t(words[value])})</VisuallyHidden>}
    </span>
  )
}
