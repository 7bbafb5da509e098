import { formatAverage, formatFraction } from '@diary/grading/average'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#platform/format.ts'
import { useLanguage } from '#platform/i18n.ts'
import type { PendingOfRow } from '../register/pending.ts'
import { averageOf, type Column, type Row } from '../register/register.ts'
import { pendingIn } from '../register/shown.ts'
import { GridCell } from './grid-cell.tsx'
import styles from './grid-row.module.css'
import { ShortName } from './short-name.tsx'

interface GridRowProps {
  row: Row
  rowIndex: number
  columns: readonly Column[]
  /** The column of the active cell, when it is in this row. */
  activeColumn: number | undefined
  pending: PendingOfRow | undefined
  hasAverage: boolean
}

/** One student: the name, a cell for each column, the average. Drawn again only when something of it changed. */
export const GridRow = memo(function GridRow({
  row,
  rowIndex,
  columns,
  activeColumn,
  pending,
  hasAverage,
}: GridRowProps) {
  const { t } = useTranslation('gradebook')
  const language = useLanguage()
  const formats = useFormats()
  const average = averageOf(row)
  const averageText = average && formatAverage(average, language)
  const exact =
    average && t('page.averageExact', { average: averageText ?? '', fraction: formatFraction(average) })
  return (
    <tr data-row={rowIndex} className={styles.row}>
      <th scope="row" className={styles.student}>
        <span className={styles.line}>
          <span className={styles.number} aria-hidden>
            {rowIndex + 1}
          </span>
          <span className={styles.name} title={row.name}>
            <ShortName name={row.name} />
          </span>
        </span>
        {row.joinedOn !== null && (
          <span className={styles.note}>{t('page.joinedOn', { day: formats.shortDay(row.joinedOn) })}</span>
        )}
        {row.leftOn !== null && (
          <span className={styles.note}>{t('page.leftOn', { day: formats.shortDay(row.leftOn) })}</span>
        )}
        {hasAverage && averageText && (
          <span className={styles.averageBelow} title={exact ?? undefined}>
            {t('page.averageShort')} {averageText} · {row.marksCount}
          </span>
        )}
      </th>
      {row.cells.map((cell, index) => {
        const column = columns[index]
        if (!column) return null
        return (
          <GridCell
            key={index}
            cell={cell}
            column={column}
            columnIndex={index}
            isActive={activeColumn === index}
            {...pendingIn(pending, column)}
          />
        )
      })}
      {hasAverage && (
        <>
          <td className={styles.average} title={exact ?? t('page.noAverage')}>
            {averageText ?? '–'}
          </td>
          <td className={styles.count}>{row.marksCount}</td>
        </>
      )}
    </tr>
  )
})
