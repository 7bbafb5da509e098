import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { IconChevronRight, IconUserSearch } from '@tabler/icons-react'
import { useEffect, useOptimistic, useState, useTransition } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router-dom'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './people-screen.module.css'

type Kind = PersonInList['kinds'][number]
const kinds: readonly Kind[] = ['student', 'guardian', 'staff']
// Long enough for a fast typist to finish a word, short enough not to be felt.
const typingMs = 250

/** Everybody in the school, found by a few letters. What is looked for stands in the address. */
export function PeopleScreen() {
  const { t } = useTranslation('people')
  const [searchParams, setSearchParams] = useSearchParams()
  const search = searchParams.get('search') ?? ''
  const kind = kinds.find(candidate => candidate === searchParams.get('kind'))
  const [typed, setTyped] = useState(search)
  const [isPending, startTransition] = useTransition()
  // The choice is seen at once, while those it shows are still on their way.
  const [chosen, setChosen] = useOptimistic<Kind | 'anybody'>(kind ?? 'anybody')

  useEffect(() => {
    if (typed.trim() === search) return undefined
    const timer = setTimeout(
      () => startTransition(() => setSearchParams(placeOf(typed.trim(), kind), { replace: true })),
      typingMs,
    )
    return () => clearTimeout(timer)
  }, [typed, search, kind, setSearchParams])

  return (
    <>
      <PageTitle title={t('title')} />
      <div className={styles.tools}>
        <TextField label={t('search')} type="search" maxLength={100} value={typed} onChange={setTyped} />
        <Choice<Kind | 'anybody'>
          label={t('kind')}
          hasHiddenLabel
          value={chosen}
          options={[
            { value: 'anybody', label: t('anybody') },
            ...kinds.map(value => ({ value, label: t(`kinds.${value}`) })),
          ]}
          onChange={next =>
            startTransition(() => {
              setChosen(next)
              setSearchParams(placeOf(typed.trim(), next === 'anybody' ? undefined : next), { replace: true })
            })
          }
        />
      </div>
      <Boundary skeleton={<TextSkeleton lines={10} />}>
        <div data-busy={isPending || undefined} className={styles.results}>
          <Found
            search={search}
            kind={kind}
            onWiden={() => {
              setTyped('')
              setSearchParams({}, { replace: true })
            }}
          />
        </div>
      </Boundary>
    </>
  )
}

function placeOf(search: string, kind: Kind | undefined) {
  return { ...(search && { search }), ...(kind && { kind }) }
}

interface FoundProps {
  search: string
  kind: Kind | undefined
  onWiden: () => void
}

function Found({ search, kind, onWiden }: FoundProps) {
  const { t } = useTranslation('people')
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(peopleApi.list, {
    query: { ...(search && { search }), ...(kind && { kind }) },
  })
  if (items.length === 0) {
    return search || kind ? (
      <EmptyState
        icon={<IconUserSearch size={30} stroke={1.5} />}
        title={t('nothing.title')}
        text={t('nothing.text')}
        action={<Button onClick={onWiden}>{t('nothing.action')}</Button>}
      />
    ) : (
      <EmptyState title={t('nobody.title')} text={t('nobody.text')} />
    )
  }
  return (
    <>
      <ul className={styles.people} aria-label={t('found')}>
        {items.map(person => (
          <li key={person.id}>
            <Link to={`/people/${person.id}`} className={styles.person}>
              <span className={styles.name}>{person.name}</span>
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
