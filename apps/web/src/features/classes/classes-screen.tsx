import { classesApi } from '@diary/contracts/classes'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconBooks, IconCalendar, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { groupedBy } from '#platform/grouped-by.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { NewClass } from './class-form.tsx'
import styles from './classes.module.css'

interface ClassesScreenProps {
  canAdd: boolean
  canReadCalendar: boolean
  canReadSubjects: boolean
}

/** The classes of the current year, grade by grade. */
export function ClassesScreen({ canAdd, canReadCalendar, canReadSubjects }: ClassesScreenProps) {
  const { t } = useTranslation('classes')
  const { data } = useSuspenseQuery(query(classesApi.list, {}))
  const navigate = useNavigate()
  const [isMaking, setIsMaking] = useState(false)
  const sorted = data.items.toSorted(
    (one, other) => one.grade - other.grade || one.title.localeCompare(other.title, 'ru', { numeric: true }),
  )
  return (
    <>
      <PageTitle
        title={t('title')}
        actions={
          <>
            {canReadSubjects && (
              <LinkButton look="quiet" to="/subjects" icon={<IconBooks size={20} />}>
                {t('subjects')}
              </LinkButton>
            )}
            {canReadCalendar && (
              <LinkButton look="quiet" to="/calendar?part=bells" icon={<IconCalendar size={20} />}>
                {t('bells')}
              </LinkButton>
            )}
          </>
        }
      />
      {canAdd && (
        <div className={styles.actions}>
          <Button icon={<IconPlus size={20} />} onClick={() => setIsMaking(true)}>
            {t('form.new')}
          </Button>
        </div>
      )}
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
      {isMaking && (
        <NewClass
          onClose={() => setIsMaking(false)}
          onMade={({ id }) => {
            setIsMaking(false)
            void navigate(`/classes/${id}`)
          }}
        />
      )}
    </>
  )
}
