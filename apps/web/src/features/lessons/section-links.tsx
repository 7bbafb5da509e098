import type { Lesson } from '@diary/contracts/lessons'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './lessons.module.css'

export const sections = ['lesson', 'attendance', 'homework', 'works'] as const
export type Section = (typeof sections)[number]

/** Where a section stands in the panel. */
export const idOf = (section: Section) => `lesson-${section}`

/** The parts of a lesson at a glance: which are complete, and one tap to each. */
export function SectionLinks({ lesson, isMarked }: { lesson: Lesson; isMarked: boolean }) {
  const { t } = useTranslation('lessons')
  const isDone: Record<Section, boolean> = {
    lesson: lesson.status === 'held' && lesson.topic !== null,
    attendance: lesson.attendanceAt !== null,
    homework: lesson.isHomeworkNone || lesson.homework.length > 0,
    works: lesson.works.length > 0,
  }
  // A lesson may well have no work: that is no gap.
  const shown = sections.filter(section => section !== 'works' || isMarked)
  return (
    <ul className={styles.links}>
      {shown.map(section => (
        <li key={section}>
          <button
            type="button"
            className={styles.link}
            data-gap={(!isDone[section] && section !== 'works') || undefined}
            onClick={() => document.getElementById(idOf(section))?.scrollIntoView({ behavior: 'smooth' })}
          >
            {isDone[section] && <IconCheck size={16} aria-label={t('done')} />}
            {t(`${section}.title`)}
          </button>
        </li>
      ))}
    </ul>
  )
}
