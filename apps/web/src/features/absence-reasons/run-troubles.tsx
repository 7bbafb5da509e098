import type { AbsenceReason } from '@diary/contracts/attendance'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '#platform/problems.ts'
import { Button } from '#ui/controls/button.tsx'
import { attendanceKindOf } from '#ui/display/attendance-kind.ts'
import styles from './absence-reasons.module.css'
import type { Run } from './runs.ts'
import type { Reasons } from './use-reasons.ts'

/** What could not be recorded: refused, or somebody else was faster. */
export function RunTroubles({ run, reasons }: { run: Run; reasons: Reasons }) {
  const { t } = useTranslation('absenceReasons')
  const { t: ui } = useTranslation('ui')
  const problem = useProblemText()
  const wordOf = (reason: AbsenceReason | null) => {
    const kind = attendanceKindOf({ observation: 'absent', reason })
    return reason === null || !kind ? t('noReason') : ui(`attendance.${kind}.word`)
  }
  const found = run.absences.flatMap(absence => {
    const saving = reasons.savingOf(absence)
    return saving ? [{ absence, saving }] : []
  })
  const refused = found.flatMap(({ absence, saving }) =>
    saving.is === 'refused' ? [{ absence, saving }] : [],
  )
  const clashed = found.flatMap(({ absence, saving }) => (saving.is === 'clash' ? [{ absence, saving }] : []))
  const [firstRefused] = refused
  const [firstClash] = clashed
  return (
    <>
      {firstRefused && (
        <div role="alert" className={styles.trouble}>
          <p>{t('failed', { count: refused.length, reason: problem(firstRefused.saving.error) })}</p>
          <Button
            onClick={() =>
              void reasons.give(
                refused.map(({ absence }) => absence),
                () => firstRefused.saving.given,
              )
            }
          >
            {ui('retry')}
          </Button>
        </div>
      )}
      {firstClash && (
        <div role="alert" className={styles.trouble}>
          <p>{t('changed', { name: run.studentName, theirs: wordOf(firstClash.saving.theirs.reason) })}</p>
          <div className={styles.choices}>
            <Button look="primary" onClick={() => clashed.forEach(({ absence }) => reasons.dismiss(absence))}>
              {t('takeTheirs', { theirs: wordOf(firstClash.saving.theirs.reason) })}
            </Button>
            <Button
              onClick={() =>
                void reasons.give(
                  clashed.map(({ absence }) => absence),
                  () => firstClash.saving.given,
                )
              }
            >
              {t('keepMine', { mine: wordOf(firstClash.saving.given.reason) })}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
