import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { VisuallyHidden } from '#ui/display/visually-hidden.tsx'
import type { Column } from '../register/register.ts'
import styles from './grid-head.module.css'

interface GridHeadProps {
  columns: readonly Column[]
  activeColumn: number
  /** The active cell is a head: the arrow keys led above the first student. */
  isActiveRow: boolean
  hasAverage: boolean
}

/** Months as a ribbon, then the days as buttons that open their lessons, then the works. */
export const GridHead = memo(function GridHead({
  columns,
  activeColumn,
  isActiveRow,
  hasAverage,
}: GridHeadProps) {
  const { t } = useTranslation('gradebook')
  const formats = useFormats()
  const hasWorks = columns.some(column => column.abbreviation !== null)
  const rowSpan = hasWorks ? 3 : 2
  const activeLesson = columns[activeColumn]?.lessonId
  return (
    <thead className={styles.head}>
      <tr>
        <th scope="col" rowSpan={rowSpan} className={styles.students}>
          {t('page.students')}
        </th>
        {monthsOf(columns).map(({ day, span }) => (
          <th key={day} scope="colgroup" colSpan={span} className={styles.month}>
            <span className={styles.monthName}>{formats.month(day)}</span>
          </th>
        ))}
        {hasAverage && (
          <>
            <th scope="col" rowSpan={rowSpan} className={styles.average}>
              <abbr title={t('page.average')}>{t('page.averageShort')}</abbr>
            </th>
            <th scope="col" rowSpan={rowSpan} className={styles.count}>
              {t('page.marksCount')}
            </th>
          </>
        )}
      </tr>
      <tr data-row={-1}>
        {columns.map((column, index) =>
          column.isFirst ? (
            <HeadOfDay
              key={column.lessonId}
              column={column}
              columnIndex={index}
              isActive={isActiveRow && column.lessonId === activeLesson}
              isOver={column.lessonId === activeLesson}
            />
          ) : null,
        )}
      </tr>
      {hasWorks && (
        <tr>
          {columns.map(column => (
            <HeadOfWork key={column.key} column={column} />
          ))}
        </tr>
      )}
    </thead>
  )
})

const HeadOfWork = memo(function HeadOfWork({ column }: { column: Column }) {
  const { t } = useTranslation('gradebook')
  const formats = useFormats()
  const place = { className: styles.work, 'data-first': column.isFirst || undefined }
  // A lesson without a work has nothing to head: an empty head would be announced for nothing.
  if (column.abbreviation === null) return <td {...place} />
  const title = t('page.work', { title: column.workTitle ?? '', weight: formats.number(column.weight) })
  return (
    <th scope="col" {...place}>
      <abbr title={[title, column.workTopic].filter(Boolean).join('. ')}>{column.abbreviation}</abbr>
    </th>
  )
})

interface HeadOfDayProps {
  column: Column
  columnIndex: number
  isActive: boolean
  isOver: boolean
}

const HeadOfDay = memo(function HeadOfDay({ column, columnIndex, isActive, isOver }: HeadOfDayProps) {
  const { t } = useTranslation('gradebook')
  const formats = useFormats()
  const label = t('page.openLesson', {
    day: formats.day(column.day),
    topic: column.topic ?? t('page.noTopic'),
  })
  const notes = [
    column.isToday && t('page.today'),
    column.isCancelled && t('page.cancelled'),
    column.isUnfinished && t('page.unfinished'),
  ].filter(Boolean)
  return (
    <th
      scope="colgroup"
      colSpan={column.span}
      className={styles.day}
      data-today={column.isToday || undefined}
      data-cancelled={column.isCancelled || undefined}
      data-future={column.isFuture || undefined}
      data-over={isOver || undefined}
    >
      <button
        type="button"
        className={styles.open}
        tabIndex={isActive ? 0 : -1}
        data-column={columnIndex}
        title={[label, ...notes].join('. ')}
      >
        <span aria-hidden className={styles.weekday}>
          {formats.shortWeekday(column.day)}
        </span>
        <span aria-hidden className={styles.date}>
          {Number(column.day.slice(8))}
        </span>
        <VisuallyHidden>{[label, ...notes].join('. ')}</VisuallyHidden>
        {column.isUnfinished && <span className={styles.gap} />}
      </button>
    </th>
  )
})

function monthsOf(columns: readonly Column[]) {
  const months: { day: string; span: number }[] = []
  for (const { day } of columns) {
    const last = months.at(-1)
    if (last && last.day.slice(0, 7) === day.slice(0, 7)) last.span += 1
    else months.push({ day, span: 1 })
  }
  return months
}
