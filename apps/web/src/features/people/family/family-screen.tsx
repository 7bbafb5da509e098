import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { useSuspenseQuery } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Table } from '#ui/display/table.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { useSpan } from '../person/parts.tsx'
import styles from './family.module.css'

/** A family: who represents which child, and on what ground. */
export function FamilyScreen({ personId }: { personId: PersonInList['id'] }) {
  const { t } = useTranslation('people')
  const span = useSpan()
  const { data } = useSuspenseQuery(query(peopleApi.family, { params: { personId } }))
  const { children, guardians, guardianships } = data
  return (
    <>
      <PageTitle
        title={t('family.title')}
        note={children.map(({ name }) => name).join(', ')}
        actions={
          <LinkButton to={`/people/${personId}`} look="quiet" icon={<IconArrowLeft size={20} />}>
            {t('family.back')}
          </LinkButton>
        }
      />
      {guardianships.length === 0 ? (
        <EmptyState
          title={t('family.nobody.title')}
          text={t('family.nobody.text')}
          action={<LinkButton to={`/people/${personId}`}>{t('family.back')}</LinkButton>}
        />
      ) : (
        <Table
          label={t('family.table')}
          rows={guardians}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'guardian',
              label: t('family.guardian'),
              isName: true,
              cell: ({ id, name, contacts, hasAccount }) => (
                <span className={styles.who}>
                  <Link to={`/people/${id}`}>{name}</Link>
                  <span className={styles.note}>
                    {[
                      ...contacts.map(({ value }) => value),
                      t(hasAccount ? 'family.comes' : 'noAccount'),
                    ].join(' · ')}
                  </span>
                </span>
              ),
            },
            ...children.map(child => ({
              key: child.id as string,
              label: [child.name, child.className].filter(Boolean).join(', '),
              cell: ({ id }: (typeof guardians)[number]) => {
                const rights = guardianships.filter(
                  ({ guardianId, studentId }) => guardianId === id && (studentId as string) === child.id,
                )
                if (rights.length === 0) return <span className={styles.note}>{t('family.noRight')}</span>
                return (
                  <ul className={styles.rights}>
                    {rights.map(right => (
                      <li key={right.id} className={styles.right}>
                        <Badge tone={right.isActive ? 'good' : 'plain'}>
                          {t(`guardianship.${right.kind}`)}
                          {!right.isActive && `, ${t('rights.inactive')}`}
                        </Badge>
                        <span className={styles.note}>
                          {[span(right.fromOn, right.untilOn), right.ground].filter(Boolean).join(' · ')}
                        </span>
                      </li>
                    ))}
                  </ul>
                )
              },
            })),
          ]}
        />
      )}
    </>
  )
}
