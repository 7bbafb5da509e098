import { importsApi, type ImportInList, type ImportState } from '@diary/contracts/imports'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { useFormats } from '#platform/format.ts'
import { usePages } from '#platform/pages.ts'
import { Button } from '#ui/controls/button.tsx'
import { Badge, type Tone } from '#ui/display/badge.tsx'
import { Table } from '#ui/display/table.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './imports.module.css'

const tones: Record<ImportState, Tone> = {
  uploaded: 'accent',
  trying: 'accent',
  tried: 'accent',
  refused: 'bad',
  applying: 'accent',
  applied: 'good',
  failed: 'bad',
  cancelled: 'plain',
  undoing: 'warn',
  undone: 'plain',
}

/** Who imported what and when, the latest first; each leads to where it stands. */
export function History() {
  const { t } = useTranslation('imports')
  const formats = useFormats()
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(importsApi.list, { query: {} })
  if (items.length === 0) return <EmptyState title={t('history.none.title')} text={t('history.none.text')} />
  return (
    <section className={styles.stack} aria-labelledby="imports-history">
      <h2 id="imports-history">{t('history.title')}</h2>
      <Table<ImportInList>
        label={t('history.title')}
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'file',
            label: t('history.file'),
            isName: true,
            cell: run => (
              <Link to={`/imports/${run.id}`}>{run.fileName ?? t(`kinds.${run.kind}.short`)}</Link>
            ),
          },
          { key: 'kind', label: t('history.kind'), cell: ({ kind }) => t(`kinds.${kind}.short`) },
          { key: 'at', label: t('history.at'), cell: ({ at }) => formats.moment(at) },
          { key: 'by', label: t('history.by'), cell: ({ by }) => by?.name ?? t('byServer') },
          {
            key: 'state',
            label: t('history.state'),
            cell: ({ state }) => <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>,
          },
        ]}
      />
      {hasMore && (
        <div className={styles.more}>
          <Button isBusy={isFetchingMore} onClick={fetchMore}>
            {t('rows.more')}
          </Button>
        </div>
      )}
    </section>
  )
}
