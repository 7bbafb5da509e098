import type { AbsenceReason } from '@diary/contracts/attendance'
import { useTranslation } from 'react-i18next'
import styles from './absence-reasons.module.css'

const kinds = [
  { reason: 'ill', kind: 'ill' },
  { reason: 'excused', kind: 'excused' },
  { reason: 'unexcused', kind: 'unexcused' },
  { reason: 'school_event', kind: 'schoolEvent' },
] as const

interface ReasonKeysProps {
  label: string
  /** The reason all of them have; nothing when they differ. */
  reason: AbsenceReason | null | undefined
  isDisabled: boolean
  onChoose: (reason: AbsenceReason | null) => void
}

/** The four reasons as one tap each; pressing what is pressed takes it back. */
export function ReasonKeys({ label, reason, isDisabled, onChoose }: ReasonKeysProps) {
  const { t: ui } = useTranslation('ui')
  return (
    <div role="group" aria-label={label} className={styles.keys}>
      {kinds.map(({ reason: own, kind }) => (
        <button
          key={own}
          type="button"
          className={styles.key}
          data-reason={own}
          aria-label={ui(`attendance.${kind}.word`)}
          title={ui(`attendance.${kind}.word`)}
          aria-pressed={reason === own}
          disabled={isDisabled}
          onClick={() => onChoose(reason === own ? null : own)}
        >
          {ui(`attendance.${kind}.letter`)}
        </button>
      ))}
    </div>
  )
}
