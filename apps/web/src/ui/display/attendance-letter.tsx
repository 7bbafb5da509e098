import { useTranslation } from 'react-i18next'
import type { AttendanceKind } from './attendance-kind.ts'
import styles from './attendance-letter.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

const tones: Record<AttendanceKind, 'warn' | 'bad' | 'plain'> = {
  absent: 'warn',
  unexcused: 'bad',
  ill: 'plain',
  excused: 'plain',
  late: 'plain',
  exempt: 'plain',
  remote: 'plain',
  schoolEvent: 'plain',
}

/** The register's letter for an absence; its meaning is read out and shown under the pointer. */
export function AttendanceLetter({ kind, isBare = false }: { kind: AttendanceKind; isBare?: boolean }) {
  const { t } = useTranslation('ui')
  const word = t(`attendance.${kind}.word`)
  return (
    <span className={isBare ? styles.bare : styles.letter} data-tone={tones[kind]} title={word}>
      <span aria-hidden>{t(`attendance.${kind}.letter`)}</span>
      <VisuallyHidden>{word}</VisuallyHidden>
    </span>
  )
}
