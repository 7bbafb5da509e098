import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../import-error.ts'
import { readSource } from '../source-file.ts'
import { isZip, unzip } from './zip.ts'

/** The CSV files of a package by their names, and what else lay beside them. */
export type OneRosterPackage = { name: string; files: Map<string, Buffer>; others: string[] }

export const packageMegabytesMax = 50
const entriesMax = 200

/** Whether bytes may be a OneRoster package: an archive with a manifest. */
export function isOneRoster(bytes: Uint8Array): boolean {
  return (
    isZip(bytes) && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('manifest.csv')
  )
}

/** The package in a ZIP archive; its files may all lie in one folder of it. */
export function packageInZip(bytes: Buffer, name: string): OneRosterPackage {
  if (!isZip(bytes)) refuse(texts => texts.oneRoster.notZip)
  const { files, others } = unzip(bytes, path => /\.csv$/i.test(path) && !isLitter(path))
  const manifests = [...files.keys()].filter(path => path.toLowerCase().split('/').at(-1) === 'manifest.csv')
  const folder = manifests.length === 1 ? (manifests[0] ?? '').slice(0, -'manifest.csv'.length) : ''
  const own = new Map<string, Buffer>()
  for (const [path, content] of files) {
    const inside = path.startsWith(folder) ? path.slice(folder.length) : path
    if (inside.includes('/')) others.push(path)
    else own.set(inside.toLowerCase(), content)
  }
  return { name: withoutEnding(name), files: own, others: others.filter(path => !isLitter(path)) }
}

/** The package in a folder of the disk. */
export async function packageInFolder(path: string): Promise<OneRosterPackage> {
  const names = await readdir(path)
  if (names.length > entriesMax) refuse(texts => texts.oneRoster.zipEntries(names.length, entriesMax))
  const files = new Map<string, Buffer>()
  const others: string[] = []
  let bytes = 0
  for (const name of names.toSorted()) {
    if (!/\.csv$/i.test(name)) {
      others.push(name)
      continue
    }
    const content = await readSource(join(path, name), packageMegabytesMax)
    bytes += content.length
    if (bytes > 5 * packageMegabytesMax * 1024 * 1024) {
      refuse(texts => texts.unpacksTooBig(5 * packageMegabytesMax))
    }
    files.set(name.toLowerCase(), content)
  }
  const folder =
    path
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? path
  return { name: folder, files, others: others.filter(other => !isLitter(other)) }
}

/** The package at a path: a folder, or a ZIP archive. */
export async function packageAt(path: string): Promise<OneRosterPackage> {
  const isFolder = await stat(path).then(
    found => found.isDirectory(),
    (error: NodeJS.ErrnoException) => refuse(texts => texts.cannotOpen(path, error.code ?? error.message)),
  )
  if (isFolder) return packageInFolder(path)
  return packageInZip(await readSource(path, packageMegabytesMax), path.split(/[/\\]/).at(-1) ?? path)
}

const withoutEnding = (name: string) => name.replace(/\.zip$/i, '')
/** What the finders of operating systems leave behind. */
const isLitter = (path: string) => /(^|\/)(__MACOSX\/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)/i.test(path)
