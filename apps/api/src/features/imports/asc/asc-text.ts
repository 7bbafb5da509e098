import { refuse } from '../import-error.ts'
import { decodeXml } from '../source-file.ts'

/** The encodings aSc writes on the Windows of its users; UTF-8 and UTF-16 are read as in every other XML file. */
const encodings = /^(windows-125\d|cp125\d|iso-8859-\d{1,2}|koi8-[ru]|ibm866)$/i

/** Whether a file is a timetable of aSc: its first element says so, in whatever encoding. */
export function isAsc(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 8_000))
    .toString('latin1')
    .replaceAll('\u0000', '')
    .replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '')
  return /<\s*([A-Za-z_][\w.-]*)/.exec(head)?.[1]?.toLowerCase() === 'timetable'
}

/** The text of an aSc file in the encoding it declares. */
export function ascText(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 300)).toString('latin1')
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1]
  if (declared === undefined || /^(utf-?(8|16(le|be)?)|us-ascii)$/i.test(declared)) {
    return decodeXml(bytes)
  }
  if (!encodings.test(declared)) {
    refuse(texts => texts.asc.unknownEncoding(declared.slice(0, 50)), { line: 1 })
  }
  return new TextDecoder(declared.replace(/^cp/i, 'windows-')).decode(bytes)
}
