import { movementsApi, type MovementSummary } from '@diary/contracts/movements'
import { day as dayShape } from '@diary/contracts/primitives'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router-dom'
import { query } from '#platform/api.ts'
import { useFormats } from '#platform/format.ts'
import { usePages } from '#platform/pages.ts'
import { Button, LinkButton } from '#ui/controls/button.tsx'
import { Badge, type Tone } from '#ui/display/badge.tsx'
import { Table } from '#ui/display/table.tsx'
import { DateField } from '#ui/fields/date-field.tsx'
import { PageTitle } from '#ui/shell/page-title.tsx'
import { EmptyState } from '#ui/states/empty-state.tsx'
import styles from './movements.module.css'

const tones: Record<'arrived' | 'moved' | 'left', Tone> = { arrived: 'good', moved: 'accent', left: 'warn' }

/** Students who came, changed class or left in a period, and what that makes of the classes. */
export function MovementsScreen() {
  const { t } = useTranslation('movements')
  const [search, setSearch] = useSearchParams()
  const from = dayShape.safeParse(search.get('from'))
  const to = dayShape.safeParse(search.get('to'))
  const period = { ...(from.success && { from: from.data }), ...(to.success && { to: to.data }) }
  const { data: summary } = useSuspenseQuery(query(movementsApi.summary, { query: period }))
  const go = (part: Record<string, string>) => {
    const next = { ...Object.fromEntries(search), ...part }
    setSearch(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')), {
      replace: true,
    })
  }
  return (
    <>
      <PageTitle title={t('title')} note={t('note')} />
      <div className={styles.tools}>
        <DateField label={t('from')} value={summary.from} onChange={value => go({ from: value })} />
        <DateField
          label={t('to')}
          value={summary.to}
          error={summary.to < summary.from ? t('backwards') : undefined}
          onChange={value => go({ to: value })}
        />
      </div>
      <Totals summary={summary} />
      <h2 className={styles.heading}>{t('list')}</h2>
      <Moves period={period} />
      <h2 className={styles.heading}>{t('byClass')}</h2>
      <Table
        label={t('byClass')}
        rows={summary.classes}
        keyOf={({ classId }) => classId}
        columns={[
          {
            key: 'class',
            label: t('class'),
            isName: true,
            cell: ({ classId, title }) => <Link to={`/classes/${classId}`}>{title}</Link>,
          },
          ...(['atBeginning', 'arrived', 'left', 'movedIn', 'movedOut', 'atEnd'] as const).map(key => ({
            key,
            label: t(`counts.${key}`),
            cell: (row: MovementSummary['classes'][number]) => row[key] || '–',
          })),
        ]}
      />
    </>
  )
}

function Totals({ summary: { total } }: { summary: MovementSummary }) {
  const { t } = useTranslation('movements')
  return (
    <dl className={styles.totals}>
      {(['atBeginning', 'arrived', 'left', 'atEnd'] as const).map(key => (
        <div key={key} className={styles.total}>
          <dt>{t(`counts.${key}`)}</dt>
          <dd>{total[key]}</dd>
        </div>
      ))}
    </dl>
  )
}

function Moves({ period }: { period: { from?: MovementSummary['from']; to?: MovementSummary['to'] } }) {
  const { t } = useTranslation('movements')
  const formats = useFormats()
  const { items, hasMore, isFetchingMore, fetchMore } = usePages(movementsApi.list, { query: period })
  if (items.length === 0)
    return (
      <EmptyState
        title={t('nothing.title')}
        text={t('nothing.text')}
        action={<LinkButton to="/people?kind=student">{t('nothing.action')}</LinkButton>}
      />
    )
  return (
    <>
      <Table
        label={t('list')}
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'student',
            label: t('student'),
            isName: true,
            cell: ({ studentId, student }) => <Link to={`/people/${studentId}`}>{student}</Link>,
          },
          { key: 'day', label: t('day'), cell: ({ day }) => formats.dayOfYear(day) },
          {
            key: 'kind',
            label: t('what'),
            cell: ({ kind, fromClass, toClass }) => (
              <span className={styles.what}>
                <Badge tone={tones[kind]}>{t(`kind.${kind}`)}</Badge>
                {[fromClass, toClass].filter(Boolean).join(' → ')}
              </span>
            ),
          },
          { key: 'order', label: t('order'), cell: ({ order }) => order ?? '' },
          { key: 'reason', label: t('reason'), cell: ({ reason }) => reason ?? '' },
        ]}
      />
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
