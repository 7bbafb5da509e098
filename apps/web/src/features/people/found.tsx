import { peopleApi } from '@diary/contracts/people'
import { IconChevronRight, IconUserSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { goThroughFound } from './found-keys.ts'
import { Matched } from './matched.tsx'
import type { Looking } from './people-screen.tsx'
import styles from './people-screen.module.css'

/** Those who were found, page by page, with what of the name matched. */
export function Found({ looking, onWiden }: { looking: Looking; onWiden: () => void }) {
  const { t } = useTranslation('people')
  const { search, kind, classId } = looking
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(peopleApi.list, {
    query: { ...(search && { search }), ...(kind && { kind }), ...(classId && { classId }) },
  })
  if (items.length === 0)
    return search || kind || classId ? (
      <EmptyState
        icon={<IconUserSearch size={30} stroke={1.5} />}
        title={t('nothing.title')}
        text={t('nothing.text')}
        action={<Button onClick={onWiden}>{t('nothing.action')}</Button>}
      />
    ) : (
      <EmptyState title={t('nobody.title')} text={t('nobody.text')} />
    )
  return (
    <>
      <ul className={styles.people} aria-label={t('found')}>
        {items.map(person => (
          <li key={person.id}>
            <Link to={`/people/${person.id}`} className={styles.person} onKeyDown={goThroughFound}>
              <span className={styles.name}>
                <Matched name={person.name} search={search} />
              </span>
              <span className={styles.what}>
                {person.kinds.map(own => (
                  <Badge key={own} tone={own === 'staff' ? 'accent' : 'plain'}>
                    {t(`oneOf.${own}`)}
                  </Badge>
                ))}
                {person.note}
              </span>
              <IconChevronRight size={18} aria-hidden className={styles.chevron} />
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && (
        <div className={styles.more}>
          <Button isBusy={isFetchingMore} onClick={fetchMore}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
