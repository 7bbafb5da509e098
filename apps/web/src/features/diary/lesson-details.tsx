import type { DiaryLesson } from '@diary/contracts/diary'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MarkBadge } from '#ui/display/mark-badge.tsx'
import { changesOf } from './lesson.ts'
import styles from './lesson-details.module.css'
import { useFormats } from '#platform/format.ts'

/** Everything there is to know about a lesson: opened below its line. */
export function LessonDetails({ lesson }: { lesson: DiaryLesson }) {
  const { t } = useTranslation('diary')
  const formats = useFormats()
  const { startsAt, endsAt, teacher, room, group, change } = lesson
  return (
    <dl className={styles.details}>
      {change !== null &&
        changesOf(lesson).map(({ what, was, is }) => (
          <Fact key={what} name={t(`was.${what}`)}>
            <s>{what === 'day' ? formats.day(was) : was}</s>
            {is !== null && ` → ${is}`}
          </Fact>
        ))}
      {change?.reason && <Fact name={t('reason')}>{change.reason}</Fact>}
      {lesson.topic !== null && <Fact name={t('topic')}>{lesson.topic}</Fact>}
      {lesson.content !== null && <Fact name={t('content')}>{lesson.content}</Fact>}
      {lesson.works.map(({ id, type, topic, description, weight, mark }) => (
        <Fact key={id} name={t('work')}>
          <span className={styles.work}>
            <span>
              {type.title}
              {weight !== 1 && ` · ${t('weight', { weight: formats.number(weight) })}`}
              {topic !== null && <span className={styles.note}>{topic}</span>}
              {description !== null && <span className={styles.note}>{description}</span>}
              {mark?.comment && <span className={styles.note}>«{mark.comment}»</span>}
              {mark === null && <span className={styles.note}>{t('notMarked')}</span>}
              {mark !== null && <span className={styles.note}>{t('givenBy', { name: mark.givenBy })}</span>}
            </span>
            {mark !== null && <MarkBadge value={mark.value} />}
          </span>
        </Fact>
      ))}
      {lesson.homework.map(({ id, text, dueOn, minutes }) => (
        <Fact key={id} name={t('homeworkGiven')}>
          {text}
          <span className={styles.note}>
            {t('dueOn', { day: formats.day(dueOn) })}
            {minutes !== null && ` · ${t('about', { duration: formats.duration(minutes) })}`}
          </span>
        </Fact>
      ))}
      {lesson.homework.length === 0 && lesson.isHomeworkNone && (
        <Fact name={t('homeworkGiven')}>{t('noHomework')}</Fact>
      )}
      {lesson.absence?.reasonNote && <Fact name={t('absence')}>{lesson.absence.reasonNote}</Fact>}
      {teacher !== null && <Fact name={t('teacher')}>{teacher}</Fact>}
      {room !== null && <Fact name={t('room')}>{room}</Fact>}
      {group !== null && <Fact name={t('group')}>{group}</Fact>}
      {startsAt !== null && endsAt !== null && <Fact name={t('time')}>{`${startsAt}–${endsAt}`}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  )
}
