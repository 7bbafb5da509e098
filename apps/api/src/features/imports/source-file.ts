import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { refuse } from './import-error.ts'

const megabyte = 1024 * 1024

/** The bytes of a file a person gave; a file over the limit is refused before anything of it is read. */
export async function readSource(path: string, megabytesMax: number): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) =>
    refuse(texts => texts.cannotOpen(path, error.code ?? error.message)),
  )
  try {
    const { size } = await file
      .stat()
      .then(stat => (stat.isFile() ? stat : refuse(texts => texts.notAFile(path))))
    if (size > megabytesMax * megabyte) {
      refuse(texts => texts.tooBig(Math.ceil(size / megabyte), megabytesMax))
    }
    if (size === 0) refuse(texts => texts.emptyFile)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** The text of an XML file in UTF-8 or UTF-16 with its mark; anything else is refused where it first goes wrong. */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be')
  const body = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  const first = body.findIndex(byte => byte > 0x20)
  if (first < 0 || body[first] !== 0x3c) refuse(texts => texts.notXml, { line: 1 })
  if (body[first + 1] === 0) refuse(texts => texts.utf16WithoutMark, { line: 1 })
  const text = decodeUtf8(body)
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(text.slice(0, 300))?.[1]
  if (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared)) {
    refuse(texts => texts.declaredEncoding(declared), { line: 1 })
  }
  return text
}

/** The text of bytes that must be UTF-8; the refusal names the first byte that is not. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  // A line feed is never a part of another character in UTF-8, so lines can be looked at one by one.
  let line = 1
  for (let start = 0; start <= bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start)
    const end = feed < 0 ? bytes.length : feed
    const part = bytes.subarray(start, end)
    if (!isUtf8(part)) {
      const column = new TextDecoder('utf-8').decode(part).indexOf('\uFFFD') + 1
      refuse(texts => texts.notUtf8, { line, column })
    }
    start = end + 1
  }
  throw new Error('bytes that are not UTF-8 have a line that is not')
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuse(texts => texts.notUtf16)
  }
}
