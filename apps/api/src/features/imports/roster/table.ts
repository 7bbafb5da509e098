export type Cell = string | number | Date | null
export type TableRow = { line: number; cells: Cell[] }
/** The rows of a sheet, or of a whole CSV file, which has no name. */
export type Table = { sheet: string | undefined; rows: TableRow[] }

export const rowsMax = 200_000
export const columnsMax = 100
