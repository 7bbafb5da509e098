import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import styles from './person-screen.module.css'

/** A person with everything the school keeps in order: contacts, classes, family, work. */
export function PersonScreen({ personId }: { personId: PersonInList['id'] }) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const { data: person } = useSuspenseQuery(query(peopleApi.show, { params: { personId } }))
  const span = (from: string, until: string | null) =>
    [t('since', { day: formats.dayOfYear(from) }), until && t('until', { day: formats.dayOfYear(until) })]
      .filter(Boolean)
      .join(' ')

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
        <Card title={t('contacts')}>
          <dl className={styles.facts}>
            <Fact name={t('birthOn')}>
              {person.birthOn === null ? t('unknown') : formats.dayOfYear(person.birthOn)}
            </Fact>
            <Fact name={t('account')}>{t(person.hasAccount ? 'hasAccount' : 'noAccount')}</Fact>
            {person.contacts.map(({ kind, value }) => (
              <Fact key={`${kind} ${value}`} name={t(kind)}>
                <a href={`${kind === 'phone' ? 'tel' : 'mailto'}:${value}`}>{value}</a>
              </Fact>
            ))}
          </dl>
          {person.contacts.length === 0 && <p className={styles.note}>{t('noContacts')}</p>}
        </Card>
        {person.enrolments.length > 0 && (
          <Listed title={t('enrolments')}>
            {person.enrolments.map(({ className, classId, fromOn, untilOn }) => (
              <Item key={`${classId} ${fromOn}`} to={`/classes/${classId}`} name={className}>
                {span(fromOn, untilOn)}
              </Item>
            ))}
          </Listed>
        )}
        {person.guardians.length > 0 && (
          <Listed title={t('guardians')}>
            {person.guardians.map(({ id, name, kind, fromOn, untilOn, ground }) => (
              <Item key={`${id} ${fromOn}`} to={`/people/${id}`} name={name}>
                {[t(`guardianship.${kind}`), span(fromOn, untilOn), ground && t('ground', { ground })]
                  .filter(Boolean)
                  .join(' · ')}
              </Item>
            ))}
          </Listed>
        )}
        {person.children.length > 0 && (
          <Listed title={t('children')}>
            {person.children.map(({ id, name, className, kind, fromOn, untilOn }) => (
              <Item key={`${id} ${fromOn}`} to={`/people/${id}`} name={name}>
                {[className, t(`guardianship.${kind}`), span(fromOn, untilOn)].filter(Boolean).join(' · ')}
              </Item>
            ))}
          </Listed>
        )}
        {person.capacities.length > 0 && (
          <Listed title={t('capacities')}>
            {person.capacities.map(({ kind, className, fromOn, untilOn }) => (
              <Item key={`${kind} ${className} ${fromOn}`} name={t(`capacity.${kind}`)}>
                {[className, span(fromOn, untilOn)].filter(Boolean).join(' · ')}
              </Item>
            ))}
          </Listed>
        )}
        {person.groups.length > 0 && (
          <Listed title={t('groups')}>
            {person.groups.map(({ title, fromOn, untilOn }) => (
              <Item key={`${title} ${fromOn}`} name={title}>
                {span(fromOn, untilOn)}
              </Item>
            ))}
          </Listed>
        )}
      </div>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Listed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <ul className={styles.items}>{children}</ul>
    </Card>
  )
}

function Item({ name, to, children }: { name: string; to?: string; children: ReactNode }) {
  return (
    <li className={styles.item}>
      {to === undefined ? <strong>{name}</strong> : <Link to={to}>{name}</Link>}
      <span className={styles.note}>{children}</span>
    </li>
  )
}
