import { gradebooksApi, type Gradebook } from '@diary/contracts/gradebooks'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { groupedBy } from '#platform/grouped-by.ts'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge } from '#ui/display/badge.tsx'
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
          <GradebookList title={t('list.own')} gradebooks={shown.filter(({ can }) => can.edit)} />
          <GradebookList title={t('list.others')} gradebooks={shown.filter(({ can }) => !can.edit)} />
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

function GradebookList({ title, gradebooks }: { title: string; gradebooks: readonly Gradebook[] }) {
  const { t } = useTranslation('gradebook')
  if (gradebooks.length === 0) return null
  return (
    <section className={styles.list} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.subjects}>
        {bySubject(gradebooks).map(([subject, ofSubject]) => (
          <li key={subject} className={styles.subject}>
            <h3 className={styles.name}>{subject}</h3>
            <ul className={styles.groups}>
              {ofSubject.map(gradebook => (
                <li key={gradebook.id}>
                  <Link to={`/gradebooks/${gradebook.id}`} className={styles.group}>
                    {gradebook.group}
                    {!gradebook.can.edit && gradebook.teachers.length > 0 && (
                      <span className={styles.teachers}>{gradebook.teachers.join(', ')}</span>
                    )}
                    {!gradebook.isMarked && <Badge>{t('list.unmarked')}</Badge>}
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

const normal = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е')

/** Each typed word is somewhere in the subject, the group, its classes or its teachers. */
function isMeant({ subject, group, classes, teachers }: Gradebook, wanted: string): boolean {
  const text = normal([subject.title, group, ...classes.map(({ title }) => title), ...teachers].join(' '))
  return wanted.split(/\s+/).every(word => text.includes(word))
}

const bySubject = (gradebooks: readonly Gradebook[]) =>
  [...groupedBy(gradebooks.toSorted(byGroup), ({ subject }) => subject.title)].toSorted(([one], [other]) =>
    one.localeCompare(other, 'ru'),
  )

// 10 «А» comes after 9 «Б».
const byGroup = (one: Gradebook, other: Gradebook) =>
  one.group.localeCompare(other.group, 'ru', { numeric: true })
