import type { ImportNotice, SaidInBoth } from '@diary/contracts/imports'

interface Words {
  error: string
  warning: string
  columns: readonly string[]
}

/** The notices as a table that spreadsheets open: with the mark that tells them it is UTF-8, and `;` as a Russian one expects. */
export function noticesTable(
  notices: readonly ImportNotice[],
  said: (text: SaidInBoth) => string,
  words: Words,
): string {
  const rows = notices.map(({ severity, text, place }) => [
    words[severity],
    place?.file ?? '',
    place?.sheet ?? '',
    place?.line === undefined ? '' : String(place.line),
    place?.columnName ?? (place?.column === undefined ? '' : String(place.column)),
    said(text),
  ])
  return `\uFEFF${[words.columns, ...rows].map(cells => cells.map(cellOf).join(';')).join('\r\n')}\r\n`
}

// What comes out of somebody's file must not become a formula in somebody else's spreadsheet.
const cellOf = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
