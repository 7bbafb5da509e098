import type { HomeworkItem } from '@diary/contracts/diary'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import styles from './due-day.module.css'

// A correction of a slip right after publishing is not worth a remark.
const changedAfter = 5 * 60_000

interface DueDayProps {
  day: string
  today: string
  items: readonly HomeworkItem[]
}

/** Everything that is due on one day. */
export function DueDay({ day, today, items }: DueDayProps) {
  const { t } = useTranslation('homework')
  const formats = useFormats()
  const distance = daysBetween(today, day)
  const minutes = items.reduce((sum, item) => sum + (item.minutes ?? 0), 0)
  return (
    <Card
      title={`${formats.weekday(day)}, ${formats.day(day)}`}
      aside={
        <span className={styles.aside}>
          {minutes > 0 && (
            <span className={styles.note}>{t('about', { duration: formats.duration(minutes) })}</span>
          )}
          {distance === 1 && <Badge tone="accent">{t('tomorrow')}</Badge>}
          {distance === 0 && <Badge>{t('today')}</Badge>}
          {distance < 0 && <Badge>{t('past')}</Badge>}
        </span>
      }
    >
      <ul>
        {items.map(item => (
          <li key={item.id} className={styles.item}>
            <p className={styles.subject}>{item.subject.title}</p>
            <div>
              <p className={styles.text}>{item.text}</p>
              <p className={styles.note}>
                {t('given', { day: formats.day(item.givenOn) })}
                {item.teacher !== null && ` · ${item.teacher}`}
                {item.minutes !== null && ` · ${t('about', { duration: formats.duration(item.minutes) })}`}
              </p>
              {item.updatedAt.getTime() - item.publishedAt.getTime() > changedAfter && (
                <p className={styles.changed}>{t('changed', { at: formats.moment(item.updatedAt) })}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
