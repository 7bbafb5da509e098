import { staffApi } from '@diary/contracts/staff'
import { IconArrowLeft, IconUserSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { useFormats } from '#platform/format.ts'
import { usePages } from '#platform/pages.ts'
import { useRested } from '#platform/people-search.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { Table } from '#ui/display/table.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import people from '../people-screen.module.css'

/** The staff with what each may act as, and since when. */
export function StaffScreen() {
  const { t } = useTranslation('people')
  const [typed, setTyped] = useState('')
  const search = useRested(typed).trim()
  return (
    <>
      <PageTitle
        title={t('staff.title')}
        actions={
          <LinkButton to="/people" look="quiet" icon={<IconArrowLeft size={20} />}>
            {t('back')}
          </LinkButton>
        }
      />
      <div className={people.tools}>
        <TextField label={t('search')} type="search" maxLength={100} value={typed} onChange={setTyped} />
      </div>
      <Boundary skeleton={<TextSkeleton lines={10} />}>
        <Found search={search} />
      </Boundary>
    </>
  )
}

function Found({ search }: { search: string }) {
  const { t } = useTranslation('people')
  const formats = useFormats()
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(staffApi.list, {
    query: { ...(search && { search }) },
  })
  if (items.length === 0)
    return (
      <EmptyState
        icon={<IconUserSearch size={30} stroke={1.5} />}
        title={t(search ? 'nothing.title' : 'staff.nobody.title')}
        text={t(search ? 'nothing.text' : 'staff.nobody.text')}
        action={!search && <LinkButton to="/people?kind=staff">{t('staff.nobody.action')}</LinkButton>}
      />
    )
  return (
    <>
      <Table
        label={t('staff.title')}
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('staff.name'),
            isName: true,
            cell: ({ id, name }) => <Link to={`/people/${id}`}>{name}</Link>,
          },
          { key: 'position', label: t('fields.position'), cell: ({ position }) => position ?? '' },
          {
            key: 'capacities',
            label: t('capacities'),
            cell: ({ capacities }) => (
              <span className={people.what}>
                {capacities.map(({ id, kind, className, fromOn, isActive }) => (
                  <Badge key={id} tone={isActive ? 'accent' : 'plain'}>
                    {[
                      t(`capacity.${kind}`),
                      className,
                      !isActive && t('since', { day: formats.shortDay(fromOn) }),
                    ]
                      .filter(Boolean)
                      .join(' ')}
                  </Badge>
                ))}
              </span>
            ),
          },
          {
            key: 'teachings',
            label: t('staff.teachings'),
            cell: ({ teachingsCount }) => (teachingsCount > 0 ? formats.number(teachingsCount) : ''),
          },
        ]}
      />
      {hasMore && (
        <div className={people.more}>
          <Button isBusy={isFetchingMore} onClick={fetchMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
