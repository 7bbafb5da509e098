import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { AttendanceLetter } from '#ui/display/attendance-letter.tsx'
import { useMarkWords } from '#ui/display/mark-badge.tsx'
import { VisuallyHidden } from '#ui/display/visually-hidden.tsx'
import type { MarkValue } from '@diary/contracts/marks'
import type { Pending } from '../register/pending.ts'
import type { Cell, Column } from '../register/register.ts'
import { shownIn } from '../register/shown.ts'
import styles from './grid-cell.module.css'

interface GridCellProps {
  cell: Cell
  column: Column
  columnIndex: number
  isActive: boolean
  mark: Pending | undefined
  attendance: Pending | undefined
}

/** A cell of the register. Clicks and keys are heard by the grid, so that a thousand cells have no listeners. */
export const GridCell = memo(function GridCell({
  cell,
  column,
  columnIndex,
  isActive,
  mark,
  attendance,
}: GridCellProps) {
  const { t } = useTranslation('gradebook')
  const words = useMarkWords()
  const shown = shownIn(cell, mark, attendance)
  const text = shown.value === undefined ? undefined : words(shown.value as MarkValue | null)
  return (
    <td
      className={styles.cell}
      tabIndex={isActive ? 0 : -1}
      aria-disabled={!cell.isOpen || undefined}
      data-column={columnIndex}
      data-closed={!cell.isOpen || undefined}
      data-today={column.isToday || undefined}
      data-first={column.isFirst || undefined}
      data-away={shown.attendance === 'absent' || undefined}
      data-state={shown.state}
      data-comment={shown.hasComment || undefined}
    >
      {text && (
        <span
          className={styles.mark}
          data-value={shown.value ?? 'debt'}
          data-made-up={shown.isMadeUp || undefined}
        >
          {text.short}
        </span>
      )}
      {/* Absent is absent from all works of the lesson; lateness is said once. */}
      {shown.attendance && (column.isFirst || shown.attendance !== 'late') && (
        <span className={text ? styles.corner : styles.letter}>
          <AttendanceLetter kind={shown.attendance} isBare />
        </span>
      )}
      {(shown.hasComment || shown.isMadeUp || shown.state) && (
        <VisuallyHidden>
          {[
            shown.isMadeUp && t('pad.madeUpMark'),
            shown.hasComment && t('pad.comment'),
            shown.state && t(`state.${shown.state}`),
          ]
            .filter(Boolean)
            .join(', ')}
        </VisuallyHidden>
      )}
    </td>
  )
})
