import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './split-grid.module.css'
import { chosenOf, columnOf, countsOf, type Split, type SplitAction } from './split.ts'

interface SplitGridProps {
  split: Split
  nameOf: (studentId: string) => string
  /** The columns' titles; the first is of those in no group. */
  titles: readonly string[]
  /** Who was moved and is not saved. */
  moved: readonly string[]
  onAct: (action: SplitAction) => void
  onSave: () => void
}

/** A class as a table: a row a student, a column a group. The student stands in one cell of the row, and the keys move it. */
export function SplitGrid({ split, nameOf, titles, moved, onAct, onSave }: SplitGridProps) {
  const { t } = useTranslation('groups')
  const grid = useRef<HTMLDivElement>(null)
  const counts = countsOf(split)
  const chosen = new Set(chosenOf(split))
  const movedNow = new Set(moved)
  const activeId = split.students[split.active]
  const activeColumn = activeId === undefined ? 0 : columnOf(split, activeId)

  // The focus is where the student is.
  useEffect(() => {
    if (!grid.current?.contains(document.activeElement)) return
    const cell = grid.current.querySelector<HTMLElement>(
      `[data-row="${split.active}"][data-column="${activeColumn}"]`,
    )
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [split.active, activeColumn])

  // On a phone the patronymic is left out, unless it tells two apart.
  const firstWords = split.students.map(student => shortOf(nameOf(student)))
  const isAlone = (name: string) => firstWords.filter(words => words === shortOf(name)).length === 1

  const handleKey = (event: KeyboardEvent) => {
    const action = actionOf(event)
    if (action === 'save') onSave()
    else if (action) onAct(action)
    if (action) event.preventDefault()
  }
  const handleClick = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    if (!cell) return
    const row = Number(cell.dataset['row'])
    const column = cell.dataset['column']
    if (event.shiftKey) onAct({ do: 'go', to: row, isRange: true })
    else if (column === undefined) onAct({ do: 'go', to: row })
    else onAct({ do: 'put-row', row, column: Number(column) })
  }

  return (
    <div className={styles.scroll}>
      <div
        ref={grid}
        role="grid"
        tabIndex={-1}
        aria-label={t('split.grid')}
        aria-multiselectable
        aria-rowcount={split.students.length + 1}
        className={styles.grid}
        data-columns={titles.length}
        onKeyDown={handleKey}
        onClick={handleClick}
      >
        <div role="row" className={`${styles.row} ${styles.head}`}>
          <span role="columnheader" className={styles.corner}>
            {t('split.student')}
          </span>
          {titles.map((title, column) => (
            <span key={split.columns[column]} role="columnheader" className={styles.columnHead}>
              <kbd className={styles.key} aria-hidden>
                {column}
              </kbd>
              <span className={styles.title}>{title}</span>
              <span className={styles.count}>{counts[column]}</span>
            </span>
          ))}
        </div>
        {split.students.map((student, row) => {
          const place = columnOf(split, student)
          return (
            <div
              key={student}
              role="row"
              aria-rowindex={row + 2}
              aria-selected={chosen.has(student)}
              data-moved={movedNow.has(student) || undefined}
              className={styles.row}
            >
              <span role="rowheader" data-row={row} className={styles.name}>
                <span className={styles.number} aria-hidden>
                  {row + 1}
                </span>
                <Name name={nameOf(student)} isAlone={isAlone(nameOf(student))} />
              </span>
              {titles.map((title, column) => (
                <span
                  key={split.columns[column]}
                  role="gridcell"
                  tabIndex={row === split.active && column === place ? 0 : -1}
                  data-row={row}
                  data-column={column}
                  data-here={column === place || undefined}
                  data-none={column === 0 || undefined}
                  aria-label={column === place ? t('split.here', { group: title }) : title}
                  className={styles.cell}
                >
                  {column === place && <IconCheck size={20} stroke={2.5} aria-hidden />}
                </span>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const shortOf = (name: string) => name.split(' ').slice(0, 2).join(' ')

function Name({ name, isAlone }: { name: string; isAlone: boolean }) {
  const short = shortOf(name)
  if (!isAlone || short === name) return <span>{name}</span>
  return (
    <span>
      {short} <span className={styles.middle}>{name.slice(short.length + 1)}</span>
    </span>
  )
}

function actionOf(event: KeyboardEvent): SplitAction | 'save' | undefined {
  const isRange = event.shiftKey
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey) return undefined
    // By the place of the key: the layout may be Russian.
    if (event.code === 'KeyA') return { do: 'select-all' }
    if (event.code === 'KeyZ') return { do: 'undo' }
    if (event.code === 'KeyS') return 'save'
    return undefined
  }
  if (event.altKey) return undefined
  switch (event.key) {
    case 'ArrowDown':
      return { do: 'step', by: 1, isRange }
    case 'ArrowUp':
      return { do: 'step', by: -1, isRange }
    case 'PageDown':
      return { do: 'step', by: 10, isRange }
    case 'PageUp':
      return { do: 'step', by: -10, isRange }
    case 'Home':
      return { do: 'go', to: 0, isRange }
    case 'End':
      return { do: 'go', to: Number.MAX_SAFE_INTEGER, isRange }
    case 'ArrowLeft':
      return { do: 'shift', by: -1 }
    case 'ArrowRight':
      return { do: 'shift', by: 1 }
    case 'Backspace':
    case 'Delete':
      return { do: 'put', column: 0, isMovingOn: true }
    default: {
      const digit =
        /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? (/^\d$/.test(event.key) ? event.key : undefined)
      return digit === undefined ? undefined : { do: 'put', column: Number(digit), isMovingOn: true }
    }
  }
}
