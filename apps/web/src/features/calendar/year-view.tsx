import { dayKind, type Calendar } from '@diary/contracts/calendar'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { useToday } from '#platform/today.ts'
import { monthsOf } from './months.ts'
import styles from './calendar.module.css'

/** The school year at a glance. What it shows stands in words beside it, so it is a picture for those who listen. */
export function YearView({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('calendar')
  const formats = useFormats()
  const today = useToday()
  const shown = new Set(calendar.entries.map(({ kind }) => kind))
  return (
    <div>
      <ul className={styles.legend} aria-label={t('legend')}>
        {dayKind.options
          .filter(kind => shown.has(kind))
          .map(kind => (
            <li key={kind} className={styles.legendItem}>
              <span className={styles.day} data-kind={kind} aria-hidden />
              {t(`kind.${kind}`)}
            </li>
          ))}
      </ul>
      <div className={styles.months} aria-hidden>
        {monthsOf(calendar.year, calendar.entries).map(({ month, days }) => (
          <div key={month} className={styles.month}>
            <p className={styles.monthName}>{formats.month(month)}</p>
            <div className={styles.days}>
              {days.map(({ day, number, weekday, entry }) => (
                <span
                  key={day}
                  className={styles.day}
                  data-kind={entry?.kind}
                  data-some={(entry && entry.classIds.length > 0) || undefined}
                  data-off={weekday === 7 || undefined}
                  data-today={day === today || undefined}
                  data-weekday={number === 1 ? weekday : undefined}
                  title={entry?.title}
                >
                  {number}
                </span>
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
