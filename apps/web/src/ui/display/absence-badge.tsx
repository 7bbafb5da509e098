import type { AbsenceReason, Observation } from '@diary/contracts/attendance'
import { useTranslation } from 'react-i18next'
import { Badge, type Tone } from './badge.tsx'

interface AbsenceBadgeProps {
  observation: Observation
  reason: AbsenceReason | null
  lateMinutes: number | null
}

/** What the teacher saw and, once it is known, why. */
export function AbsenceBadge(absence: AbsenceBadgeProps) {
  return <Badge tone={toneOf(absence)}>{useAbsenceWords()(absence)}</Badge>
}

/** An absence or lateness in words. */
export function useAbsenceWords() {
  const { t } = useTranslation('ui')
  return ({ observation, reason, lateMinutes }: AbsenceBadgeProps): string => {
    if (observation === 'absent') return t(`absence.${reason ?? 'absent'}`)
    if (observation === 'late' && lateMinutes !== null)
      return t('absence.lateMinutes', { count: lateMinutes })
    return t(`absence.${observation}`)
  }
}

function toneOf({ observation, reason }: AbsenceBadgeProps): Tone {
  if (observation === 'absent') return reason === null || reason === 'unexcused' ? 'bad' : 'plain'
  return observation === 'late' ? 'warn' : 'plain'
}
