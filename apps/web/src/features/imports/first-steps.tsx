import { classesApi } from '@diary/contracts/classes'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { LinkButton } from '#ui/controls/button.tsx'
import styles from './imports.module.css'

/** What an empty school does first; says nothing once there are classes with students. */
export function FirstSteps() {
  const { t } = useTranslation('imports')
  const { data: classes } = useSuspenseQuery(query(classesApi.list, {}))
  if (classes.items.some(({ studentsCount }) => studentsCount > 0)) return null
  const words = classes.items.length === 0 ? 'nothing' : 'noStudents'
  return (
    <section
      className={`${styles.callout} ${styles.first}`}
      data-tone="good"
      aria-label={t(`first.${words}.title`)}
    >
      <strong>{t(`first.${words}.title`)}</strong>
      <p>{t(`first.${words}.text`)}</p>
      <div className={styles.actions}>
        <LinkButton to="/imports" look="primary">
          {t('first.action')}
        </LinkButton>
      </div>
    </section>
  )
}
