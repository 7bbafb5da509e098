import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { EditPerson } from './edit-person.tsx'
import { HistoryCard } from './history-card.tsx'
import { Fact, Item, Listed, useSpan } from './parts.tsx'
import styles from './person.module.css'
import { RightsCard } from './rights-card.tsx'
import { StaysCard } from './stays-card.tsx'
import { WorkCard } from './work-card.tsx'

/** A person with everything the school keeps in order: contacts, classes, family, work, and what became of it. */
export function PersonScreen({ personId }: { personId: PersonInList['id'] }) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const span = useSpan()
  const { data: person } = useSuspenseQuery(query(peopleApi.show, { params: { personId } }))
  const [isEditing, setIsEditing] = useState(false)
  const isStudent = person.kinds.includes('student')

  return (
    <>
      <PageTitle
        title={person.name}
        note={
          <span className={styles.kinds}>
            {person.kinds.map(kind => (
              <Badge key={kind} tone={kind === 'staff' ? 'accent' : 'plain'}>
                {t(`oneOf.${kind}`)}
              </Badge>
            ))}
            {person.note}
          </span>
        }
        actions={
          <LinkButton to="/people" look="quiet" icon={<IconArrowLeft size={20} />}>
            {t('back')}
          </LinkButton>
        }
      />
      <div className={styles.cards}>
        <Card
          title={t('contacts')}
          aside={
            person.can.edit && (
              <Button look="quiet" icon={<IconPencil size={20} />} onClick={() => setIsEditing(true)}>
                {t('edit')}
              </Button>
            )
          }
        >
          <dl className={styles.facts}>
            <Fact name={t('birthOn')}>
              {person.birthOn === null ? t('unknown') : formats.dayOfYear(person.birthOn)}
            </Fact>
            {person.position !== null && <Fact name={t('fields.position')}>{person.position}</Fact>}
            <Fact name={t('account')}>{t(person.hasAccount ? 'hasAccount' : 'noAccount')}</Fact>
            {person.contacts.map(({ kind, value }) => (
              <Fact key={`${kind} ${value}`} name={t(kind)}>
                <a href={`${kind === 'phone' ? 'tel' : 'mailto'}:${value}`}>{value}</a>
              </Fact>
            ))}
          </dl>
          {person.contacts.length === 0 && <p className={styles.note}>{t('noContacts')}</p>}
        </Card>
        {isStudent && <StaysCard person={person} />}
        {isStudent && <RightsCard person={person} isChild />}
        {(person.kinds.includes('guardian') || person.children.length > 0) && (
          <RightsCard person={person} isChild={false} />
        )}
        {person.kinds.includes('staff') && <WorkCard person={person} />}
        {person.groups.length > 0 && (
          <Listed title={t('groups')} count={person.groups.length}>
            {person.groups.map(({ groupId, title, subjects, fromOn, untilOn }) => (
              <Item key={`${groupId} ${fromOn}`} name={title}>
                {[subjects.join(', '), span(fromOn, untilOn)].filter(Boolean).join(' · ')}
              </Item>
            ))}
          </Listed>
        )}
        <Boundary skeleton={<TextSkeleton lines={4} />}>
          <HistoryCard personId={personId} />
        </Boundary>
      </div>
      {isEditing && <EditPerson person={person} onClose={() => setIsEditing(false)} />}
    </>
  )
}
