import type { DiaryLesson } from '@diary/contracts/diary'
import { IconChevronDown, IconNotebook } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AbsenceBadge } from '#ui/display/absence-badge.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { MarkBadge } from '#ui/display/mark-badge.tsx'
import { VisuallyHidden } from '#ui/display/visually-hidden.tsx'
import { isRoomNumber } from './lesson.ts'
import { LessonDetails } from './lesson-details.tsx'
import styles from './lesson-row.module.css'

interface LessonRowProps {
  lesson: DiaryLesson
  /** It is going on right now. */
  isNow?: boolean
}

/** One line of the diary: number in the margin, subject and homework on the ruling, marks at the right. */
export function LessonRow({ lesson, isNow = false }: LessonRowProps) {
  const { t } = useTranslation('diary')
  const [isOpen, setIsOpen] = useState(false)
  const detailsId = useId()
  const { number, startsAt, subject, room, status, topic, change, absence, homeworkDue } = lesson
  const marked = lesson.works.flatMap(work => (work.mark ? [{ work, mark: work.mark }] : []))
  const place = room !== null && isRoomNumber(room) ? t('inRoom', { room }) : room
  const note = topic ?? place

  return (
    <li className={styles.row} data-status={status} data-now={isNow || undefined}>
      <div className={styles.margin}>
        <span className={styles.number}>
          <VisuallyHidden>{t('lessonNumber', { number })}</VisuallyHidden>
          <span aria-hidden>{number}</span>
        </span>
        {startsAt !== null && <time className={styles.time}>{startsAt}</time>}
      </div>
      <div className={styles.body}>
        <h3 className={styles.subject}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-controls={detailsId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {subject.title}
            <IconChevronDown className={styles.chevron} size={18} aria-hidden />
          </button>
        </h3>
        {(isNow || change !== null || status === 'cancelled' || absence !== null) && (
          <div className={styles.badges}>
            {isNow && <Badge tone="strong">{t('now')}</Badge>}
            {status === 'cancelled' && <Badge tone="bad">{t('cancelled')}</Badge>}
            {status !== 'cancelled' && change !== null && (
              <Badge tone="warn">{t(`change.${change.kind}`)}</Badge>
            )}
            {absence !== null && <AbsenceBadge {...absence} />}
          </div>
        )}
        {homeworkDue.map(item => (
          <p key={item.id} className={styles.homework}>
            <IconNotebook className={styles.homeworkIcon} size={18} aria-hidden />
            <VisuallyHidden>{t('homeworkDue')}: </VisuallyHidden>
            <span>{item.text}</span>
          </p>
        ))}
        {note !== null && !isOpen && <p className={styles.note}>{note}</p>}
      </div>
      {marked.length > 0 && (
        <ul className={styles.marks} aria-label={t('marks')}>
          {marked.map(({ work, mark }) => (
            <li key={work.id} className={styles.mark}>
              <MarkBadge value={mark.value} />
              <abbr className={styles.work} title={work.type.title}>
                {work.type.abbreviation}
              </abbr>
            </li>
          ))}
        </ul>
      )}
      <div id={detailsId} className={styles.details} hidden={!isOpen}>
        {isOpen && <LessonDetails lesson={lesson} />}
      </div>
    </li>
  )
}
