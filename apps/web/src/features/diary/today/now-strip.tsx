import { useTranslation } from 'react-i18next'
import { isRoomNumber, type Moment } from '../lesson.ts'
import styles from './now-strip.module.css'

/** Where the child is right now, in one line. */
export function NowStrip({ moment }: { moment: Moment }) {
  const { t } = useTranslation('diary')
  const room = (value: string | null) =>
    value === null ? '' : `, ${isRoomNumber(value) ? t('inRoom', { room: value }) : value}`
  switch (moment.at) {
    case 'lesson': {
      const { lesson, next } = moment
      return (
        <section className={styles.strip} data-live>
          <p className={styles.what}>
            {t('todayPage.during', { number: lesson.number, time: lesson.endsAt })}
          </p>
          <p className={styles.subject}>
            {lesson.subject.title}
            <span className={styles.room}>{room(lesson.room)}</span>
          </p>
          <p className={styles.next}>
            {next
              ? t('todayPage.nextAt', { subject: next.subject.title, time: next.startsAt })
              : t('todayPage.last')}
          </p>
        </section>
      )
    }
    case 'break': {
      const { next, isFirst } = moment
      return (
        <section className={styles.strip}>
          <p className={styles.what}>{t(isFirst ? 'todayPage.before' : 'todayPage.break')}</p>
          <p className={styles.subject}>
            {next.subject.title}
            <span className={styles.room}>{room(next.room)}</span>
          </p>
          <p className={styles.next}>
            {t('todayPage.breakNext', { number: next.number, time: next.startsAt })}
          </p>
        </section>
      )
    }
    default:
      return (
        <section className={styles.strip}>
          <p className={styles.subject}>{t('todayPage.end')}</p>
        </section>
      )
  }
}
