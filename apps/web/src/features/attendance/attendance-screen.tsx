import { diaryApi } from '@diary/contracts/diary'
import { termId } from '@diary/contracts/primitives'
import { meApi, type Child } from '@diary/contracts/session'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconMoodSmile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { Card } from '#ui/display/card.tsx'
import { Select } from '#ui/fields/select.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { AbsenceList } from './absence-list.tsx'
import { AttendanceTotals } from './attendance-totals.tsx'
import styles from './attendance-screen.module.css'

/** Missed lessons of a term with their reasons; lateness stands apart, since a late child was there. */
export function AttendanceScreen({ studentId }: { studentId: Child['id'] }) {
  const { t } = useTranslation('attendance')
  const formats = useFormats()
  const [search, setSearch] = useSearchParams()
  const asked = termId.safeParse(search.get('term'))
  const { data: me } = useSuspenseQuery(query(meApi.show, {}))
  const { data } = useSuspenseQuery(
    query(diaryApi.attendance, { params: { studentId }, query: asked.success ? { termId: asked.data } : {} }),
  )
  const { term, terms, items, totals } = data
  const begun = terms.filter(({ id, startsOn }) => startsOn <= me.school.today || id === term?.id)
  const late = items.filter(({ observation }) => observation === 'late')
  const missed = items.filter(({ observation }) => observation === 'absent')
  const other = items.filter(({ observation }) => observation === 'exempt' || observation === 'remote')

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
      <div className={styles.page}>
        {term && <AttendanceTotals totals={totals} />}
        {items.length === 0 && (
          <EmptyState
            icon={<IconMoodSmile size={30} stroke={1.5} />}
            title={t('empty.title')}
            text={term ? t('empty.text') : t('empty.noTerm')}
          />
        )}
        {missed.length > 0 && (
          <Card title={t('missed')}>
            <AbsenceList items={missed} />
          </Card>
        )}
        {late.length > 0 && (
          <Card title={t('late')}>
            <AbsenceList items={late} />
          </Card>
        )}
        {other.length > 0 && (
          <Card title={t('other')}>
            <AbsenceList items={other} />
          </Card>
        )}
      </div>
    </>
  )
}
