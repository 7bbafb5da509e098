import type { Lack, Lesson } from '@diary/contracts/lessons'
import { IconCheck, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { Badge } from '#ui/display/badge.tsx'
import styles from './lesson-card.module.css'

interface LessonCardProps {
  lesson: Lesson & { lacks: readonly Lack[] }
  isNow: boolean
  onOpen: () => void
}

/** A lesson in the day: its number in the margin, what it is, and a chip for each thing that is still missing. */
export function LessonCard({ lesson, isNow, onOpen }: LessonCardProps) {
  const { t } = useTranslation('teacherDay')
  const { number, startsAt, endsAt, subject, group, room, topic, status, change, lacks } = lesson
  const isCancelled = status === 'cancelled'
  return (
    <li className={styles.card} data-now={isNow || undefined} data-cancelled={isCancelled || undefined}>
      <div className={styles.margin}>
        <span className={styles.number} aria-label={t('number', { number })}>
          {number}
        </span>
        {startsAt !== null && endsAt !== null && (
          <span className={styles.time}>
            <time>{startsAt}</time>
            <time>{endsAt}</time>
          </span>
        )}
      </div>
      <div className={styles.body}>
        <h2 className={styles.title}>
          <button type="button" className={styles.open} onClick={onOpen}>
            {subject.title}
            <span className={styles.group}>{group}</span>
          </button>
        </h2>
        <p className={styles.note}>{[room && t('room', { room }), topic].filter(Boolean).join(' · ')}</p>
        <ul className={styles.chips} aria-label={lacks.length > 0 ? t('lacksLabel') : undefined}>
          {isCancelled && (
            <li>
              <Badge tone="bad">{t('cancelled')}</Badge>
            </li>
          )}
          {!isCancelled && change !== null && (
            <li>
              <Badge>{t('substitution')}</Badge>
            </li>
          )}
          {lacks.map(lack => (
            <li key={lack}>
              <Badge tone="warn">{t(`lacks.${lack}`)}</Badge>
            </li>
          ))}
          {!isCancelled && lacks.length === 0 && status === 'held' && (
            <li>
              <Badge tone="good" icon={<IconCheck size={14} aria-hidden />}>
                {t('done')}
              </Badge>
            </li>
          )}
        </ul>
      </div>
      <Link to={`/gradebooks/${lesson.gradebookId}`} className={styles.gradebook}>
        {t('gradebook')}
        <IconChevronRight size={18} aria-hidden />
      </Link>
    </li>
  )
}
