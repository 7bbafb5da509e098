import type { ReactNode } from 'react'
import styles from './table.module.css'

interface Column<Row> {
  key: string
  label: string
  cell: (row: Row) => ReactNode
  /** The cell that names the row. */
  isName?: boolean
}

interface TableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

/** Rows and columns; on a phone each row becomes a small sheet with the columns' names beside the words. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  // A table laid out as blocks would lose its roles: they are said outright.
  return (
    <div className={styles.table} role="table" aria-label={label}>
      <div role="rowgroup" className={styles.head}>
        <div role="row" className={styles.row}>
          {columns.map(column => (
            <span key={column.key} role="columnheader" className={styles.columnName}>
              {column.label}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body}>
        {rows.map(row => (
          <div key={keyOf(row)} role="row" className={styles.row}>
            {columns.map(column =>
              column.isName === true ? (
                <div key={column.key} role="rowheader" className={styles.name}>
                  {column.cell(row)}
                </div>
              ) : (
                <div key={column.key} role="cell" className={styles.cell} data-label={column.label}>
                  {column.cell(row)}
                </div>
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  )
}
