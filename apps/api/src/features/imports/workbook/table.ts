export type Cell = string | number | Date | null
export type TableRow = { line: number; cells: Cell[] }
/** Takes one row of a table; a CSV file has no sheet. What it awaits lets others run. */
export type OnRow = (sheet: string | undefined, row: TableRow) => Promise<void> | void

export const rowsMax = 200_000
export const columnsMax = 100
/** As many as a cell of a spreadsheet can hold. */
export const cellCharactersMax = 32_767
