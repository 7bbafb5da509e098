import { crc32, createInflateRaw, deflateRawSync } from 'node:zlib'
import { refuse } from '../import-error.ts'

const megabyte = 1024 * 1024
/** What all of an archive may unpack to. */
export const unpackedMax = 512 * megabyte
const entriesMax = 5000
const chunkSize = 64 * 1024

type Entry = { name: string; method: number; packed: Buffer; crc: number }

/** A ZIP archive in memory. Sizes it states are believed when they are too large; its files are unpacked as a stream and counted. */
export class Archive {
  readonly #entries = new Map<string, Entry>()
  #left = unpackedMax

  constructor(bytes: Buffer) {
    try {
      const end = bytes.lastIndexOf('PK\u0005\u0006')
      let at = bytes.readUInt32LE(end + 16)
      const count = bytes.readUInt16LE(end + 10)
      if (end < 0 || count > entriesMax) refuse(texts => texts.badXlsx('ZIP'))
      let stated = 0
      for (let index = 0; index < count; index += 1) {
        stated += bytes.readUInt32LE(at + 24)
        if (stated > unpackedMax) refuse(texts => texts.unpacksTooBig(unpackedMax / megabyte))
        const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)]
        const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, '')
        if ((bytes.readUInt16LE(at + 8) & 1) === 1) refuse(texts => texts.encrypted)
        const local = bytes.readUInt32LE(at + 42)
        const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
        this.#entries.set(name, {
          name,
          method: bytes.readUInt16LE(at + 10),
          packed: bytes.subarray(start, start + packed),
          crc: bytes.readUInt32LE(at + 16),
        })
        at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
      }
    } catch (error) {
      refuseBroken(error)
    }
  }

  get names(): string[] {
    return [...this.#entries.keys()]
  }

  /** The bytes of a file piece by piece; nothing when there is no such file. */
  async *chunks(name: string): AsyncGenerator<Buffer, void, undefined> {
    const entry = this.#entries.get(name)
    if (entry === undefined) return
    let crc = 0
    try {
      for await (const chunk of unpack(entry)) {
        this.#left -= chunk.length
        if (this.#left < 0) refuse(texts => texts.unpacksTooBig(unpackedMax / megabyte))
        crc = crc32(chunk, crc)
        yield chunk
      }
    } catch (error) {
      refuseBroken(error)
    }
    if (crc !== entry.crc) refuse(texts => texts.badXlsx(`CRC ${name.slice(0, 100)}`))
  }
}

async function* unpack({ method, packed }: Entry): AsyncGenerator<Buffer> {
  if (method !== 0 && method !== 8) refuse(texts => texts.badXlsx(`ZIP ${method}`))
  if (method === 0) {
    for (let at = 0; at < packed.length; at += chunkSize) yield packed.subarray(at, at + chunkSize)
    return
  }
  const inflate = createInflateRaw({ chunkSize })
  inflate.end(packed)
  for await (const chunk of inflate) yield chunk as Buffer
}

function refuseBroken(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS' || code?.startsWith('Z_'))
    refuse(texts => texts.badXlsx(code))
  throw error
}

// Midnight of 1 January 1980, the first moment a ZIP archive can name: the same content is the same bytes on any day.
const dosDate = 0x0021

/** A ZIP archive of deflated files, in the order given. */
export function makeZip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain, { level: 9 })
    const file = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(dosDate, 8)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(plain.length, 18)
    common.writeUInt16LE(file.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, file, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, file]))
    bodies.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, Buffer.from('PK\u0005\u0006'), end])
}
