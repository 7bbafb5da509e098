import {
  importActions,
  importsApi,
  importSubjects,
  type ImportAction,
  type ImportRow,
  type ImportRun,
  type ImportSubject,
} from '@diary/contracts/imports'
import { IconFilterOff } from '@tabler/icons-react'
import { useEffect, useState, useTransition } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge, type Tone } from '#ui/display/badge.tsx'
import { TextSkeleton } from '#ui/display/skeleton.tsx'
import { Table } from '#ui/display/table.tsx'
import { Select } from '#ui/fields/select.tsx'
import { TextField } from '#ui/fields/text-field.tsx'
import { Boundary } from '#ui/states/boundary.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import { Changes } from './changes.tsx'
import styles from './outcome.module.css'

const typingMs = 250
const tones: Record<ImportAction, Tone> = {
  created: 'good',
  changed: 'accent',
  unchanged: 'plain',
  removed: 'warn',
  question: 'bad',
}

/** What is looked for among the rows: it stands in the address. */
export function useRowFilter() {
  const [params, setParams] = useSearchParams()
  const filter = {
    search: params.get('search') ?? '',
    action: importActions.find(action => action === params.get('action')),
    subject: importSubjects.find(subject => subject === params.get('subject')),
  }
  const narrow = (change: Partial<typeof filter>) => {
    const { search, action, subject } = { ...filter, ...change }
    setParams(
      { ...(search && { search }), ...(action && { action }), ...(subject && { subject }) },
      { replace: true, preventScrollReset: true },
    )
  }
  return { filter, narrow }
}

/** Row by row what is made, changed and left alone: searched by words, narrowed by kind and by what happens to it. */
export function Rows({ run }: { run: ImportRun }) {
  const { t } = useTranslation('imports')
  const { filter, narrow } = useRowFilter()
  const [typed, setTyped] = useState(filter.search)
  const [isPending, startTransition] = useTransition()
  const { search } = filter

  useEffect(() => {
    if (typed.trim() === search) return undefined
    const timer = setTimeout(() => startTransition(() => narrow({ search: typed.trim() })), typingMs)
    return () => clearTimeout(timer)
  })

  return (
    <section className={styles.rows} aria-label={t('rows.title')}>
      <h2>{t('rows.title')}</h2>
      <div className={styles.tools}>
        <TextField label={t('rows.search')} type="search" maxLength={100} value={typed} onChange={setTyped} />
        <Select<ImportSubject | ''>
          label={t('rows.subject')}
          value={filter.subject ?? ''}
          options={[
            { value: '', label: t('rows.anySubject') },
            ...run.counts.map(({ subject }) => ({ value: subject, label: t(`subjects.${subject}`) })),
          ]}
          onChange={subject =>
            startTransition(() => narrow({ subject: subject === '' ? undefined : subject }))
          }
        />
        <Select<ImportAction | ''>
          label={t('rows.action')}
          value={filter.action ?? ''}
          options={[
            { value: '', label: t('rows.anyAction') },
            ...importActions.map(value => ({ value, label: t(`actions.${value}`) })),
          ]}
          onChange={action => startTransition(() => narrow({ action: action === '' ? undefined : action }))}
        />
      </div>
      <Boundary skeleton={<TextSkeleton lines={8} />}>
        <div data-busy={isPending || undefined} className={styles.found}>
          <Found
            run={run}
            filter={filter}
            onWiden={() => {
              setTyped('')
              narrow({ search: '', action: undefined, subject: undefined })
            }}
          />
        </div>
      </Boundary>
    </section>
  )
}

interface FoundProps {
  run: ImportRun
  filter: ReturnType<typeof useRowFilter>['filter']
  onWiden: () => void
}

function Found({ run, filter: { search, action, subject }, onWiden }: FoundProps) {
  const { t } = useTranslation('imports')
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(importsApi.rows, {
    params: { importId: run.id },
    query: { ...(search && { search }), ...(action && { action }), ...(subject && { subject }) },
  })
  if (items.length === 0)
    return search || action || subject ? (
      <EmptyState
        icon={<IconFilterOff size={30} stroke={1.5} />}
        title={t('rows.nothing.title')}
        text={t('rows.nothing.text')}
        action={<Button onClick={onWiden}>{t('rows.nothing.action')}</Button>}
      />
    ) : (
      <EmptyState title={t('rows.none.title')} text={t('rows.none.text')} />
    )
  return (
    <>
      <RowTable rows={items} />
      {hasMore && (
        <div className={styles.more}>
          <Button isBusy={isFetchingMore} onClick={fetchMore}>
            {t('rows.more')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Rows as they were found; what changes shows what it was and what it will be. */
export function RowTable({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation('imports')
  return (
    <Table<ImportRow>
      label={t('rows.title')}
      rows={rows}
      keyOf={({ number }) => String(number)}
      columns={[
        { key: 'title', label: t('rows.name'), isName: true, cell: ({ title }) => title },
        { key: 'subject', label: t('rows.subject'), cell: ({ subject }) => t(`oneOf.${subject}`) },
        {
          key: 'action',
          label: t('rows.action'),
          cell: ({ action }) => <Badge tone={tones[action]}>{t(`actions.${action}`)}</Badge>,
        },
        {
          key: 'details',
          label: t('rows.details'),
          cell: row => <Changes row={row} />,
        },
      ]}
    />
  )
}
