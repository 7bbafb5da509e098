import { diaryApi } from '@diary/contracts/diary'
import type { Child } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { Card } from '#ui/display/card.tsx'
import { MarkBadge } from '#ui/display/mark-badge.tsx'
import styles from './new-marks.module.css'

const newFor = 7 * 86_400_000
const shownMax = 4

/** The marks of the last seven days, the latest first, each with what it was given for. */
export function NewMarks({ studentId }: { studentId: Child['id'] }) {
  const { t } = useTranslation('diary')
  const formats = useFormats()
  const { data, dataUpdatedAt } = useSuspenseQuery(
    query(diaryApi.marks, { params: { studentId }, query: {} }),
  )
  // A class without marks has no subjects here: then nothing is said about marks at all.
  if (data.subjects.length === 0) return null

  const marks = data.subjects
    .flatMap(({ subject, marks }) => marks.map(mark => ({ subject, ...mark })))
    .filter(mark => dataUpdatedAt - mark.givenAt.getTime() < newFor)
    .sort((one, other) => other.givenAt.getTime() - one.givenAt.getTime())
    .slice(0, shownMax)

  return (
    <Card title={t('newMarks.title')}>
      {marks.length > 0 ? (
        <ul className={styles.marks}>
          {marks.map(mark => (
            <li key={mark.workId} className={styles.mark}>
              <MarkBadge value={mark.value} size="large" />
              <div className={styles.words}>
                <p className={styles.subject}>{mark.subject.title}</p>
                <p className={styles.note}>
                  {[mark.work.type.title, mark.work.topic].filter(Boolean).join(' · ')}
                </p>
                <p className={styles.note}>
                  {t('newMarks.lessonOn', { day: formats.day(mark.day) })} · {mark.givenBy}
                </p>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.note}>{t('newMarks.empty')}</p>
      )}
      <Link to={`/children/${studentId}/marks`} className={styles.all}>
        {t('newMarks.all')}
      </Link>
    </Card>
  )
}
