import { classesApi } from '@diary/contracts/classes'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { groupedBy } from '#platform/grouped-by.ts'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './classes.module.css'

/** The classes of the current year, grade by grade. */
export function ClassesScreen() {
  const { t } = useTranslation('classes')
  const { data } = useSuspenseQuery(query(classesApi.list, {}))
  const sorted = data.items.toSorted(
    (one, other) => one.grade - other.grade || one.title.localeCompare(other.title, 'ru', { numeric: true }),
  )
  return (
    <>
      <PageTitle title={t('title')} />
      {sorted.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} />}
      <div className={styles.grades}>
        {[...groupedBy(sorted, ({ grade }) => grade)].map(([grade, classes]) => (
          <section key={grade} className={styles.ofGrade} aria-label={t('grade', { grade })}>
            <h2 className={styles.grade}>{t('grade', { grade })}</h2>
            <ul className={styles.classes}>
              {classes.map(({ id, title, shift, studentsCount, classTeachers }) => (
                <li key={id}>
                  <Link to={`/classes/${id}`} className={styles.class}>
                    <span className={styles.title}>{title}</span>
                    <span className={styles.teacher}>{classTeachers.join(', ') || t('noClassTeacher')}</span>
                    <span className={styles.note}>
                      {t('students', { count: studentsCount })} · {t('shift', { shift })}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}
