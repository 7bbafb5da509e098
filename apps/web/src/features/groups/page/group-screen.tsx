import { groupsApi, type GroupPage } from '@diary/contracts/groups'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconArrowsSplit, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { AddSubject } from './add-subject.tsx'
import { AppointTeacher } from './appoint-teacher.tsx'
import { ChangeSubject } from './change-subject.tsx'
import { RenameGroup } from './rename-group.tsx'
import styles from './group-screen.module.css'

interface GroupScreenProps {
  groupId: GroupPage['id']
  /** Whether the reader may open people. */
  canOpenPeople: boolean
}

/** A study group: what it is taught and by whom, and who is in it today. */
export function GroupScreen({ groupId, canOpenPeople }: GroupScreenProps) {
  const { t } = useTranslation('groups')
  const { data: group } = useSuspenseQuery(query(groupsApi.show, { params: { groupId } }))
  const [doing, setDoing] = useState<{ what: 'rename' | 'add' | 'change' | 'teach'; id?: string }>()
  const close = () => setDoing(undefined)
  const chosen = group.gradebooks.find(({ id }) => id === doing?.id)
  const [schoolClass] = group.classes
  return (
    <>
      <PageTitle
        title={group.title}
        note={[t(`page.kind.${group.kind}`), group.classes.map(({ title }) => title).join(', ')]
          .filter(Boolean)
          .join(' · ')}
        actions={
          <LinkButton
            to={schoolClass ? `/classes/${schoolClass.id}` : '/classes'}
            look="quiet"
            icon={<IconArrowLeft size={20} />}
          >
            {t('split.back')}
          </LinkButton>
        }
      />
      <div className={styles.actions}>
        {schoolClass && ['part', 'stream'].includes(group.kind) && (
          <LinkButton
            to={`/classes/${schoolClass.id}/split?groups=${group.id}`}
            icon={<IconArrowsSplit size={20} />}
          >
            {t('page.members')}
          </LinkButton>
        )}
        <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setDoing({ what: 'rename' })}>
          {t('page.rename')}
        </Button>
      </div>
      <div className={styles.columns}>
        <Card title={t('page.subjects')} aside={<Badge>{group.gradebooks.length}</Badge>}>
          {group.gradebooks.length === 0 && <p className={styles.note}>{t('page.noSubjects')}</p>}
          <ul>
            {group.gradebooks.map(({ id, subject, isMarked, teachers }) => (
              <li key={id} className={styles.subject}>
                <div className={styles.words}>
                  <p className={styles.name}>
                    <strong>{subject}</strong>
                    {!isMarked && <Badge>{t('page.unmarked')}</Badge>}
                  </p>
                  {teachers.length === 0 ? (
                    <p className={styles.missing}>{t('page.nobodyTeaches')}</p>
                  ) : (
                    <ul className={styles.teachers}>
                      {teachers.map(teacher => (
                        <li key={teacher.teachingId}>
                          {canOpenPeople ? (
                            <Link to={`/people/${teacher.id}`}>{teacher.name}</Link>
                          ) : (
                            teacher.name
                          )}
                        </li>
                      ))}
                    </ul>
                  )}
                </div>
                <div className={styles.buttons} role="group" aria-label={subject}>
                  <Button look="quiet" onClick={() => setDoing({ what: 'teach', id })}>
                    {t(teachers.length === 0 ? 'page.appoint' : 'page.replace')}
                  </Button>
                  <Button look="quiet" onClick={() => setDoing({ what: 'change', id })}>
                    {t('page.change')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
          <div className={styles.under}>
            <Button icon={<IconPlus size={20} />} onClick={() => setDoing({ what: 'add' })}>
              {t('page.add')}
            </Button>
          </div>
        </Card>
        <Card title={t('page.students')} aside={<Badge>{group.students.length}</Badge>}>
          {group.students.length === 0 ? (
            <p className={styles.note}>{t('page.nobody')}</p>
          ) : (
            <ol className={styles.students}>
              {group.students.map(({ id, name }) => (
                <li key={id} className={styles.student}>
                  {canOpenPeople ? <Link to={`/people/${id}`}>{name}</Link> : name}
                </li>
              ))}
            </ol>
          )}
        </Card>
      </div>
      {doing?.what === 'rename' && <RenameGroup of={group} onClose={close} />}
      {doing?.what === 'add' && <AddSubject group={group} onClose={close} />}
      {doing?.what === 'change' && chosen && (
        <ChangeSubject key={chosen.id} of={chosen} group={group.title} onClose={close} />
      )}
      {doing?.what === 'teach' && chosen && (
        <AppointTeacher key={chosen.id} of={chosen} group={group.title} onClose={close} />
      )}
    </>
  )
}
