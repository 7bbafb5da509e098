import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
} from 'react'
import { useTranslation } from 'react-i18next'
import { meaningOf, moved, type KeyMeaning, type Move, type Place } from '../register/keys.ts'
import type { PendingOfPage } from '../register/pending.ts'
import type { Register } from '../register/register.ts'
import { GridHead } from './grid-head.tsx'
import { GridRow } from './grid-row.tsx'
import styles from './grid.module.css'

/** Lets the page lead the teacher to a cell. */
export interface GridHandle {
  focus: (place: Place) => void
}

interface GridProps {
  ref?: Ref<GridHandle>
  register: Register
  pending: PendingOfPage
  active: Place
  hasAverage: boolean
  /** What stands below and needs room. */
  below: 'nothing' | 'pad' | 'pad with trouble'
  onMove: (place: Place) => void
  /** A key that is not a move was pressed in the cell. */
  onKey: (meaning: KeyMeaning, place: Place) => void
  onChoose: (place: Place) => void
  onOpenLesson: (column: number) => void
}

/**
 * The register as an ARIA grid: one stop of Tab, arrows inside. Listens once for all its cells; which cell is meant is
 * read from the element.
 */
export function Grid({
  ref,
  register,
  pending,
  active,
  hasAverage,
  below,
  onMove,
  onKey,
  onChoose,
  onOpenLesson,
}: GridProps) {
  const { t } = useTranslation('gradebook')
  const frame = useRef<HTMLDivElement>(null)
  const { rows, columns } = register

  useScrollToToday(frame, register)

  const focus = (place: Place) => {
    const cell = frame.current?.querySelector<HTMLElement>(
      `[data-row="${place.row}"] [data-column="${headColumn(columns, place)}"]`,
    )
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  useImperativeHandle(ref, () => ({ focus }))

  // With the pad below, the page moves up so far that the register has all the room between it and the cover.
  useEffect(() => {
    if (below !== 'nothing') frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [below])

  const handleKeyDown = (event: KeyboardEvent) => {
    const place = placeOf(event.target)
    const meaning = place && meaningOf(event)
    if (!place || !meaning) return
    // In the heads Enter and Space belong to the button, and marks have no place.
    if (place.row < 0 && meaning.does !== 'move') return
    event.preventDefault()
    if (meaning.does !== 'move') return onKey(meaning, place)
    const from = place.row < 0 ? edgeOfHead(columns, place, meaning.to) : place
    const to = moved(from, meaning.to, rows.length, columns.length)
    onMove(to)
    focus(to)
  }

  const handleClick = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (!place) return
    if (place.row < 0) onOpenLesson(place.column)
    else onChoose(place)
  }

  const handleFocus = (event: { target: EventTarget }) => {
    const place = placeOf(event.target)
    if (
      place &&
      (place.row !== active.row || place.column !== headColumn(columns, { ...active, row: place.row }))
    ) {
      onMove(place)
    }
  }

  return (
    <div ref={frame} className={styles.frame} data-average={hasAverage || undefined} data-below={below}>
      <table
        // A table may be a grid, says ARIA in HTML; the rule does not know that exception.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={t('page.grid')}
        aria-rowcount={rows.length + 1}
        className={styles.grid}
        style={{ '--columns': columns.length } as CSSProperties}
        onKeyDown={handleKeyDown}
        onClick={handleClick}
        onFocus={handleFocus}
      >
        <colgroup>
          <col className={styles.names} />
          <col className={styles.column} span={columns.length} />
          {hasAverage && <col className={styles.total} span={2} />}
        </colgroup>
        <GridHead
          columns={columns}
          activeColumn={active.column}
          isActiveRow={active.row < 0}
          hasAverage={hasAverage}
        />
        <tbody>
          {rows.map((row, index) => (
            <GridRow
              key={row.id}
              row={row}
              rowIndex={index}
              columns={columns}
              activeColumn={active.row === index ? active.column : undefined}
              pending={pending.get(row.id)}
              hasAverage={hasAverage}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The lesson of today, or else the last one before it, stands in the middle when the page opens. */
function useScrollToToday(frame: { current: HTMLDivElement | null }, { columns }: Register) {
  const index = columnOfToday(columns)
  const isDone = useRef(false)
  useLayoutEffect(() => {
    const head = frame.current?.querySelector<HTMLElement>(
      `[data-row="-1"] [data-column="${index}"]`,
    )?.parentElement
    if (isDone.current || !frame.current || !head) return
    isDone.current = true
    frame.current.scrollTo({ left: head.offsetLeft - frame.current.clientWidth / 2 })
  }, [frame, index])
}

/** The first column of today's lesson, or of the last one before. */
export function columnOfToday(columns: Register['columns']): number {
  const today = columns.findIndex(column => column.isToday)
  if (today >= 0) return today
  const last = columns.findLastIndex(column => !column.isFuture)
  return last < 0 ? 0 : columns.findIndex(column => column.lessonId === columns[last]?.lessonId)
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element)) return undefined
  const cell = target.closest('[data-column]')
  const row = cell?.closest('[data-row]')
  if (!cell || !row) return undefined
  return { row: Number(row.getAttribute('data-row')), column: Number(cell.getAttribute('data-column')) }
}

/** A lesson's head spans its works and is found at the first of them. */
function headColumn(columns: Register['columns'], { row, column }: Place): number {
  if (row >= 0) return column
  return columns.findIndex(({ lessonId }) => lessonId === columns[column]?.lessonId)
}

/** To the right of a head that spans several works stands the next lesson's head. */
function edgeOfHead(columns: Register['columns'], { row, column }: Place, to: Move): Place {
  const span = columns[column]?.span ?? 1
  return { row, column: to === 'right' ? column + span - 1 : column }
}
