import { randomBytes } from 'node:crypto'
import { chownSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start.ts'

/** Passwords of the database's roles; each data folder has its own. */
export interface Secrets {
  superuser: string
  owner: string
  app: string
  auth: string
}

/** Reads the passwords of a data folder, or makes them once while there is no cluster that has others. */
export function readSecrets(dataDir: string, hasCluster: boolean): Secrets {
  const path = join(dataDir, 'database.json')
  const known = readKnown(path)
  if (known) return known
  if (hasCluster)
    throw new CannotStart(
      `В ${dataDir} есть база данных, но нет файла database.json с её паролями. Верните его из резервной копии.`,
    )
  const secrets = { superuser: password(), owner: password(), app: password(), auth: password() }
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  // Whoever owns the folder must be able to start the product after root did.
  const folder = statSync(dataDir)
  if (process.getuid?.() === 0) chownSync(draft, folder.uid, folder.gid)
  try {
    linkSync(draft, path)
    return secrets
  } catch (error) {
    // Another process was first; its passwords are the ones the cluster gets.
    const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readKnown(path) : undefined
    if (theirs) return theirs
    throw error
  } finally {
    rmSync(draft)
  }
}

function readKnown(path: string): Secrets | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Secrets
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new CannotStart(`Файл ${path} с паролями базы не читается: ${message}`)
  }
}

// 24 bytes in base64url stand in a connection string as they are.
const password = () => randomBytes(24).toString('base64url')
