import type { AttendanceOfTerm } from '@diary/contracts/diary'
import { useTranslation } from 'react-i18next'
import { groupedBy } from '#platform/grouped-by.ts'
import { useFormats } from '#platform/format.ts'
import { AbsenceBadge } from '#ui/display/absence-badge.tsx'
import styles from './absence-list.module.css'

type Item = AttendanceOfTerm['items'][number]

/** Lessons by day, the latest first. */
export function AbsenceList({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation('attendance')
  const formats = useFormats()
  const days = [...groupedBy(items, ({ day }) => day)].sort(([one], [other]) => (one < other ? 1 : -1))
  return (
    <ul className={styles.days}>
      {days.map(([day, lessons]) => (
        <li key={day} className={styles.day}>
          <h3 className={styles.date}>
            {formats.day(day)}
            <span className={styles.weekday}>{formats.shortWeekday(day)}</span>
          </h3>
          <ul className={styles.lessons}>
            {lessons.map(lesson => (
              <li key={lesson.lessonId} className={styles.lesson}>
                <span>
                  {t('lesson', { number: lesson.number, subject: lesson.subject })}
                  {lesson.reasonNote !== null && <span className={styles.note}>{lesson.reasonNote}</span>}
                </span>
                <AbsenceBadge {...lesson} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
