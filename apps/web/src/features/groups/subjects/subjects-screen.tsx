import { groupsApi } from '@diary/contracts/groups'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Table } from '#ui/display/table.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { ChangeSubjectOfSchool, NewSubject } from './subject-form.tsx'
import styles from '../page/group-screen.module.css'

/** The subjects the school teaches. */
export function SubjectsScreen() {
  const { t } = useTranslation('groups')
  const { data } = useSuspenseQuery(query(groupsApi.subjects, {}))
  const [doing, setDoing] = useState<string>()
  const close = () => setDoing(undefined)
  const subject = data.items.find(({ id }) => id === doing)
  const sorted = data.items.toSorted((one, other) => one.title.localeCompare(other.title, 'ru'))
  return (
    <>
      <PageTitle
        title={t('subjects.title')}
        note={t('subjects.note')}
        actions={
          <LinkButton to="/classes" look="quiet" icon={<IconArrowLeft size={20} />}>
            {t('subjects.back')}
          </LinkButton>
        }
      />
      <div className={styles.actions}>
        <Button icon={<IconPlus size={20} />} onClick={() => setDoing('new')}>
          {t('subjects.new')}
        </Button>
      </div>
      {sorted.length === 0 ? (
        <EmptyState title={t('subjects.none.title')} text={t('subjects.none.text')} />
      ) : (
        <Table
          label={t('subjects.title')}
          rows={sorted}
          keyOf={({ id }) => id}
          columns={[
            { key: 'title', label: t('division.subject'), isName: true, cell: ({ title }) => title },
            {
              key: 'marks',
              label: t('subjects.marks'),
              cell: ({ isMarked }) => t(isMarked ? 'page.yes' : 'page.no'),
            },
            {
              key: 'change',
              label: '',
              cell: ({ id, title }) => (
                <span role="group" aria-label={title}>
                  <Button look="quiet" onClick={() => setDoing(id)}>
                    {t('page.change')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      {doing === 'new' && <NewSubject onClose={close} />}
      {subject && <ChangeSubjectOfSchool key={subject.id} of={subject} onClose={close} />}
    </>
  )
}
