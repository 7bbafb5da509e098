import type { Mark } from '@diary/contracts/marks'
import type { Absence } from '@diary/contracts/attendance'
import { useTranslation } from 'react-i18next'
import { attendanceKindOf } from '#ui/display/attendance-kind.ts'
import { useMarkWords } from '#ui/display/mark-badge.tsx'
import type { Intent } from '../register/pending.ts'

/** What was given, or what stands there now, in the register's own short words. */
export function useCellWords() {
  const { t } = useTranslation('gradebook')
  const { t: ui } = useTranslation('ui')
  const words = useMarkWords()
  const empty = t('pad.empty')

  const ofAttendance = (absence: Pick<Absence, 'observation' | 'reason'>) => {
    const kind = attendanceKindOf(absence)
    return kind ? ui(`attendance.${kind}.letter`) : empty
  }
  const ofIntent = (intent: Intent): string => {
    if (intent.kind === 'attendance') return ofAttendance({ observation: intent.observation, reason: null })
    return intent.mark ? words(intent.mark.value).short : empty
  }
  const ofTheirs = (theirs: Mark | Absence | null): string => {
    if (theirs === null) return empty
    return 'observation' in theirs ? ofAttendance(theirs) : words(theirs.value).short
  }
  return { ofIntent, ofTheirs }
}
