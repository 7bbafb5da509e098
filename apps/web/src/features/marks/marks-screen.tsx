import { diaryApi } from '@diary/contracts/diary'
import { termId } from '@diary/contracts/primitives'
import { meApi, type Child } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconChecklist } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { Select } from '#ui/fields/select.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './marks-screen.module.css'
import { SubjectMarks } from './subject-marks.tsx'

/** A child's marks of a term, subject by subject. */
export function MarksScreen({ studentId }: { studentId: Child['id'] }) {
  const { t } = useTranslation('marks')
  const formats = useFormats()
  const [search, setSearch] = useSearchParams()
  const asked = termId.safeParse(search.get('term'))
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const { data } = useSuspenseQuery(
    query(diaryApi.marks, { params: { studentId }, query: asked.success ? { termId: asked.data } : {} }),
  )
  const { term, terms, subjects } = data
  // A term that has not begun has nothing to show yet.
  const begun = terms.filter(({ id, startsOn }) => startsOn <= me.school.today || id === term?.id)

  return (
    <>
      <PageTitle
        title={t('title')}
        note={term ? formats.days(term.startsOn, term.endsOn) : undefined}
        actions={
          term &&
          begun.length > 1 && (
            <Select
              label={t('term')}
              hasHiddenLabel
              value={term.id}
              options={begun.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={id => setSearch({ term: id }, { replace: true })}
            />
          )
        }
      />
      {subjects.length > 0 ? (
        <>
          <p className={styles.hint}>{t('hint')}</p>
          <ul className={styles.subjects}>
            {subjects.map(subject => (
              <SubjectMarks key={subject.subject.id} {...subject} />
            ))}
          </ul>
        </>
      ) : (
        <EmptyState
          icon={<IconChecklist size={30} stroke={1.5} />}
          title={t('empty.title')}
          text={term ? t('empty.text') : t('empty.noTerm')}
        />
      )}
    </>
  )
}
