import type { MarkOfSubject, MarksOfTerm } from '@diary/contracts/diary'
import { formatAverage, formatFraction } from '@diary/grading/average'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { useLanguage } from '#platform/i18n.ts'
import { MarkBadge, useMarkWords } from '#ui/display/mark-badge.tsx'
import styles from './subject-marks.module.css'

/** A subject's line: its average, its marks in order of the lessons, and below them what the pressed one is for. */
export function SubjectMarks({ subject, average, marks, termMark }: MarksOfTerm['subjects'][number]) {
  const { t } = useTranslation('marks')
  const formats = useFormats()
  const language = useLanguage()
  const words = useMarkWords()
  const [openId, setOpenId] = useState<string>()
  const detailsId = useId()
  const open = marks.find(({ workId }) => workId === openId)

  return (
    <li className={styles.subject}>
      <h2 className={styles.title}>{subject.title}</h2>
      <p className={styles.average}>
        {average ? (
          <>
            <span className={styles.averageLabel}>{t('average')} </span>
            <strong
              className={styles.averageValue}
              title={t('fraction', { fraction: formatFraction(average) })}
            >
              {formatAverage(average, language)}
            </strong>
          </>
        ) : (
          <span className={styles.averageLabel}>{t('noAverage')}</span>
        )}
        {termMark !== null && (
          <span className={styles.termMark}>
            {t('termMark')} <strong>{termMark}</strong>
          </span>
        )}
      </p>
      {marks.length > 0 ? (
        <ul className={styles.marks}>
          {marks.map(mark => (
            <li key={mark.workId}>
              <button
                type="button"
                className={styles.mark}
                aria-expanded={mark.workId === openId}
                aria-controls={detailsId}
                aria-label={t('markLabel', {
                  mark: words(mark.value).short,
                  work: mark.work.type.title,
                  day: formats.day(mark.day),
                })}
                onClick={() => setOpenId(mark.workId === openId ? undefined : mark.workId)}
              >
                <MarkBadge value={mark.value} />
                <span className={styles.work}>{mark.work.type.abbreviation}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.none}>{t('noMarks')}</p>
      )}
      <div id={detailsId} className={styles.details} aria-live="polite">
        {open && <MarkDetails mark={open} />}
      </div>
    </li>
  )
}

function MarkDetails({ mark }: { mark: MarkOfSubject }) {
  const { t } = useTranslation('marks')
  const formats = useFormats()
  const words = useMarkWords()
  const { work, value, day, givenBy, givenAt, comment, isMadeUp, debtDueOn } = mark
  return (
    <div className={styles.card}>
      <MarkBadge value={value} size="large" />
      <div>
        <p className={styles.cardTitle}>{work.type.title}</p>
        {work.topic !== null && <p>{work.topic}</p>}
        {work.description !== null && <p className={styles.note}>{work.description}</p>}
        {comment !== null && <p>«{comment}»</p>}
        <p className={styles.note}>{t('lessonOn', { day: formats.weekdayAndDay(day) })}</p>
        <p className={styles.note}>{t('given', { name: givenBy, at: formats.moment(givenAt) })}</p>
        <p className={styles.note}>
          {words(value).full}
          {' · '}
          {work.countsInAverage && work.weight > 0
            ? t('weight', { weight: formats.number(work.weight) })
            : t('notCounted')}
        </p>
        {isMadeUp && <p className={styles.note}>{t('madeUp')}</p>}
        {debtDueOn !== null && (
          <p className={styles.note}>{t('debtDueOn', { day: formats.day(debtDueOn) })}</p>
        )}
      </div>
    </div>
  )
}
