import { groupsApi } from '@diary/contracts/groups'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
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
        <Card>
          <ul aria-label={t('subjects.title')}>
            {sorted.map(({ id, title, isMarked }) => (
              <li key={id} className={styles.line}>
                <span className={styles.name}>
                  {title}
                  {!isMarked && <Badge>{t('page.unmarked')}</Badge>}
                </span>
                <span role="group" aria-label={title}>
                  <Button look="quiet" onClick={() => setDoing(id)}>
                    {t('page.change')}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {doing === 'new' && <NewSubject onClose={close} />}
      {subject && <ChangeSubjectOfSchool key={subject.id} of={subject} onClose={close} />}
    </>
  )
}
