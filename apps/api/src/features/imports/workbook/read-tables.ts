import { refuse, type Notice } from '../import-error.ts'
import { readCsv } from './read-csv.ts'
import { readWorkbook } from './read-workbook.ts'
import type { OnRow } from './table.ts'

/** Whether bytes begin like a ZIP archive, as every XLSX file does. */
export const isZip = (bytes: Buffer) => bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'

/** Reads the rows of an XLSX or CSV file; which of the two it is, is found, not asked. Answers the cells that are at fault. */
export async function readTables(bytes: Buffer, onRow: OnRow): Promise<Notice[]> {
  if (isZip(bytes)) return readWorkbook(bytes, onRow)
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0xd0cf11e0) {
    const isEncrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    refuse(texts => (isEncrypted ? texts.encrypted : texts.oldExcel))
  }
  // Documents are renamed to be taken; they may be text from end to end.
  if (/^(?:%PDF-|\{\\rtf)/.test(bytes.subarray(0, 8).toString('latin1'))) refuse(texts => texts.notATable)
  return readCsv(bytes, onRow)
}
