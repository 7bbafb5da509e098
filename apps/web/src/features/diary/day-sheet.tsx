import type { DiaryDay } from '@diary/contracts/diary'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { Badge } from '#ui/display/badge.tsx'
import styles from './day-sheet.module.css'
import { LessonRow } from './lesson-row.tsx'

interface DaySheetProps {
  day: DiaryDay
  isToday: boolean
  /** Instead of the weekday, where the page has said it already. */
  title?: string | undefined
  /** The lesson that is going on. */
  currentLessonId?: string | undefined
}

/** One day of the diary, as on paper: the weekday above, a ruled line for each lesson. */
export function DaySheet({ day: { day, holiday, lessons }, isToday, title, currentLessonId }: DaySheetProps) {
  const { t } = useTranslation('diary')
  const formats = useFormats()
  const headingId = `day-${day}`
  return (
    <section className={styles.sheet} aria-labelledby={headingId} data-today={isToday || undefined}>
      <header className={styles.header}>
        <h2 id={headingId} className={styles.title}>
          {title ?? (
            <>
              {formats.weekday(day)}, <span className={styles.date}>{formats.day(day)}</span>
            </>
          )}
        </h2>
        {isToday && title === undefined && <Badge tone="accent">{t('today')}</Badge>}
      </header>
      {lessons.length > 0 ? (
        <ol>
          {lessons.map(lesson => (
            <LessonRow key={lesson.id} lesson={lesson} isNow={lesson.id === currentLessonId} />
          ))}
        </ol>
      ) : (
        <p className={styles.free}>{holiday ?? t('noLessons')}</p>
      )}
    </section>
  )
}
