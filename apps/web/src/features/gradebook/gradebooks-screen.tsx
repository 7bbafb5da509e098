import { gradebooksApi, type Gradebook } from '@diary/contracts/gradebooks'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
import { Card } from '#ui/display/card.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './gradebooks-screen.module.css'

const anyGradebook = { query: { limit: 100 } }

/** The gradebooks one teaches or oversees, by subject; typing leaves those that are meant. */
export function GradebooksScreen() {
  const { t } = useTranslation('gradebook')
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(gradebooksApi.list, anyGradebook)
  const [search, setSearch] = useState('')
  const wanted = normal(useDeferredValue(search))

  // Searching means in all of them, so the rest is read while something is typed.
  useEffect(() => {
    if (wanted && hasMore && !isFetchingMore) fetchMore()
  }, [wanted, hasMore, isFetchingMore, fetchMore])

  const shown = wanted ? items.filter(gradebook => isMeant(gradebook, wanted)) : items
  return (
    <>
      <PageTitle title={t('list.title')} />
      {items.length === 0 ? (
        <EmptyState title={t('list.empty.title')} text={t('list.empty.text')} />
      ) : (
        <>
          <div className={styles.search}>
            <TextField label={t('list.search')} type="search" value={search} onChange={setSearch} />
          </div>
          <div className={styles.subjects}>
            {bySubject(shown).map(({ title, gradebooks }) => (
              <Card key={title} title={title}>
                <ul className={styles.groups}>
                  {gradebooks.map(gradebook => (
                    <li key={gradebook.id}>
                      <Link to={`/gradebooks/${gradebook.id}`} className={styles.group}>
                        <span className={styles.name}>{gradebook.group}</span>
                        {!gradebook.can.edit && (
                          <span className={styles.teachers}>{gradebook.teachers.join(', ')}</span>
                        )}
                        {!gradebook.isMarked && <Badge>{t('list.unmarked')}</Badge>}
                      </Link>
                    </li>
                  ))}
                </ul>
              </Card>
            ))}
          </div>
          {wanted && hasMore && <p role="status">{t('list.forSearch')}</p>}
          {shown.length === 0 && !hasMore && (
            <EmptyState title={t('list.nothing.title')} text={t('list.nothing.text')} />
          )}
          {!wanted && hasMore && (
            <div className={styles.more}>
              <Button isBusy={isFetchingMore} onClick={fetchMore}>
                {t('list.more')}
              </Button>
            </div>
          )}
        </>
      )}
    </>
  )
}

const normal = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е')

/** Each typed word is somewhere in the subject, the group, its classes or its teachers. */
function isMeant({ subject, group, classes, teachers }: Gradebook, wanted: string): boolean {
  const text = normal([subject.title, group, ...classes.map(({ title }) => title), ...teachers].join(' '))
  return wanted.split(/\s+/).every(word => text.includes(word))
}

function bySubject(gradebooks: readonly Gradebook[]) {
  const subjects = new Map<string, Gradebook[]>()
  for (const gradebook of gradebooks) {
    const { title } = gradebook.subject
    subjects.set(title, [...(subjects.get(title) ?? []), gradebook])
  }
  return [...subjects]
    .map(([title, ofSubject]) => ({ title, gradebooks: ofSubject.toSorted(byGroup) }))
    .toSorted((one, other) => one.title.localeCompare(other.title, 'ru'))
}

// 10 «А» comes after 9 «Б».
const byGroup = (one: Gradebook, other: Gradebook) =>
  one.group.localeCompare(other.group, 'ru', { numeric: true })
