import { crc32, inflateRawSync } from 'node:zlib'
import { refuse } from '../import-error.ts'

const megabyte = 1024 * 1024
/** What a package may unpack to, all its files together. */
const unpackedMax = 256 * megabyte
const entriesMax = 200
/** Text of a school packs to a tenth or a thirtieth; what packs better is not a list of people. */
const ratioMax = 200
const ratioFree = 8 * megabyte

type Entry = {
  name: string
  method: number
  packed: number
  crc: number
  local: number
  isEncrypted: boolean
}

export const isZip = (bytes: Uint8Array) =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/**
 * The files of a ZIP archive that are wanted, and the names of the others, which are never unpacked. The sizes an archive
 * states are not believed: unpacking stops at the limit.
 */
export function unzip(
  bytes: Buffer,
  isWanted: (name: string) => boolean,
): { files: Map<string, Buffer>; others: string[] } {
  const files = new Map<string, Buffer>()
  const others: string[] = []
  let left = unpackedMax
  for (const entry of entriesOf(bytes)) {
    if (entry.name.endsWith('/')) continue
    if (isOutside(entry.name)) refuse(texts => texts.oneRoster.zipPath(entry.name.slice(0, 100)))
    if (!isWanted(entry.name)) {
      others.push(entry.name)
      continue
    }
    if (files.has(entry.name)) refuse(texts => texts.oneRoster.zipTwice(entry.name))
    const content = contentOf(bytes, entry, left)
    left -= content.length
    files.set(entry.name, content)
  }
  return { files, others }
}

function entriesOf(bytes: Buffer): Entry[] {
  // The record at the end may be followed by a comment of at most 65,535 bytes.
  const end = bytes.lastIndexOf('PK\u0005\u0006')
  if (end < 0 || end < bytes.length - 22 - 65_535 || end + 22 > bytes.length) return broken('PK')
  const [count, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)]
  if (count === 0xffff || start === 0xffffffff) refuse(texts => texts.oneRoster.zip64)
  if (count > entriesMax) refuse(texts => texts.oneRoster.zipEntries(count, entriesMax))
  const entries: Entry[] = []
  let at = start
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) return broken('central directory')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength).normalize('NFC'),
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      local: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function contentOf(bytes: Buffer, entry: Entry, left: number): Buffer {
  const { name, method, packed, local, crc } = entry
  const file = name.slice(0, 100)
  if (entry.isEncrypted) refuse(texts => texts.oneRoster.zipEncrypted, { file })
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) return broken(file)
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  if (start + packed > bytes.length) return broken(file)
  const body = bytes.subarray(start, start + packed)
  const most = Math.min(left, Math.max(ratioFree, packed * ratioMax))
  const content = method === 0 ? body : method === 8 ? inflated(body, most, file) : broken(file)
  if (content.length > most) refuse(texts => texts.unpacksTooBig(Math.ceil(most / megabyte)), { file })
  return crc32(content) === crc ? content : broken(`CRC ${file}`)
}

function inflated(body: Buffer, most: number, file: string): Buffer {
  try {
    return inflateRawSync(body, { maxOutputLength: most })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      return refuse(texts => texts.unpacksTooBig(Math.ceil(most / megabyte)), { file })
    }
    if (code?.startsWith('Z_') === true) return broken(`${code} ${file}`)
    throw error
  }
}

const isOutside = (name: string) =>
  // oxlint-disable-next-line no-control-regex
  name.startsWith('/') || /\\|^[A-Za-z]:|[\u0000-\u001f]/.test(name) || name.split('/').includes('..')

function broken(why: string): never {
  return refuse(texts => texts.oneRoster.zipBroken(why))
}
