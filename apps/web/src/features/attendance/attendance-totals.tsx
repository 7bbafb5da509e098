import type { AttendanceOfTerm } from '@diary/contracts/diary'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import styles from './attendance-totals.module.css'

const reasons = ['ill', 'excused', 'schoolEvent', 'unexcused', 'withoutReason'] as const

/** The term in numbers: how much was missed of how much, and why. */
export function AttendanceTotals({ totals }: { totals: AttendanceOfTerm['totals'] }) {
  const { t } = useTranslation('attendance')
  const formats = useFormats()
  return (
    <section className={styles.totals} aria-label={t('totals')}>
      <p className={styles.main}>
        <strong className={styles.figure}>{formats.number(totals.lessonsMissed)}</strong>
        <span>
          {t('missedLessons', { count: totals.lessonsMissed })}
          <span className={styles.note}>{t('ofHeld', { count: totals.lessonsHeld })}</span>
          {totals.daysMissed > 0 && (
            <span className={styles.note}>{t('wholeDays', { count: totals.daysMissed })}</span>
          )}
        </span>
      </p>
      <dl className={styles.reasons}>
        {reasons
          .filter(reason => totals[reason] > 0)
          .map(reason => (
            <div key={reason} className={styles.reason} data-reason={reason}>
              <dt>{t(`reason.${reason}`)}</dt>
              <dd>{formats.number(totals[reason])}</dd>
            </div>
          ))}
        <div className={styles.reason} data-reason="late">
          <dt>{t('reason.late')}</dt>
          <dd>{formats.number(totals.late)}</dd>
        </div>
      </dl>
    </section>
  )
}
