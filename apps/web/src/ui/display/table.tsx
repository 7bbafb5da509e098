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
  // The roles are said again because a table laid out as blocks loses them.
  return (
    <table className={styles.table} role="table" aria-label={label}>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row">
          {columns.map(column => (
            <th key={column.key} role="columnheader" scope="col" className={styles.columnName}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className={styles.body}>
        {rows.map(row => (
          <tr key={keyOf(row)} role="row" className={styles.row}>
            {columns.map(column =>
              column.isName === true ? (
                <th key={column.key} role="rowheader" scope="row" className={styles.name}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} role="cell" className={styles.cell} data-label={column.label}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
