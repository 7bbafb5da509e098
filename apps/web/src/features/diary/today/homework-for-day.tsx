import type { HomeworkItem } from '@diary/contracts/diary'
import type { Child } from '@diary/contracts/session'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { daysBetween, weekdayOf } from '#platform/days.ts'
import { useFormats } from '#platform/format.ts'
import { Card } from '#ui/display/card.tsx'
import styles from './homework-for-day.module.css'

interface HomeworkForDayProps {
  studentId: Child['id']
  /** The next day with lessons; there may be none in sight. */
  day: string | undefined
  today: string
  items: readonly HomeworkItem[]
}

/** "What is for tomorrow?", answered in one glance. */
export function HomeworkForDay({ studentId, day, today, items }: HomeworkForDayProps) {
  const { t } = useTranslation('diary')
  const formats = useFormats()
  const to = `/children/${studentId}/homework`
  if (day === undefined) {
    return (
      <Card title={t('homeworkFor.tomorrow')}>
        <p className={styles.empty}>{t('homeworkFor.noDay')}</p>
      </Card>
    )
  }
  const weekday = String(weekdayOf(day)) as '1' | '2' | '3' | '4' | '5' | '6' | '7'
  const title =
    daysBetween(today, day) === 1 ? t('homeworkFor.tomorrow') : t(`homeworkFor.weekday.${weekday}`)
  return (
    <Card title={title} aside={<span className={styles.date}>{formats.day(day)}</span>}>
      {items.length > 0 ? (
        <ul className={styles.items}>
          {items.map(item => (
            <li key={item.id} className={styles.item}>
              <span className={styles.subject}>{item.subject.title}</span>
              <span className={styles.text}>{item.text}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.empty}>{t('homeworkFor.empty')}</p>
      )}
      <Link to={to} className={styles.all}>
        {t('homeworkFor.all')}
      </Link>
    </Card>
  )
}
