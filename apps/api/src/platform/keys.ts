import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What signs and verifies access tokens: one key signs, and the one before it is still believed. */
export interface SigningKeys {
  readonly kid: string
  readonly privatePem: string
  /** Every key that is believed, by its id. */
  readonly publicPems: ReadonlyMap<string, string>
}

/** A key's id: a thumbprint of its public half. */
function kidOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 16)
}

const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

function keysOf(currentPem: string, previousPem?: string): SigningKeys {
  const current = createPublicKey(createPrivateKey(currentPem))
  if (current.asymmetricKeyType !== 'ed25519') throw new Error('The signing key must be Ed25519')
  const believed = [current, ...(previousPem ? [createPublicKey(previousPem)] : [])]
  return {
    kid: kidOf(current),
    privatePem: currentPem,
    publicPems: new Map(believed.map(key => [kidOf(key), pemOf(key)])),
  }
}

/**
 * The installation's keys: from the environment (`JWT_PRIVATE_KEY`, and `JWT_PREVIOUS_KEY` while it still overlaps, both
 * PEM), or kept in the folder, where the first start makes them.
 */
export function loadSigningKeys(folder: string, env: NodeJS.ProcessEnv = process.env): SigningKeys {
  if (env.JWT_PRIVATE_KEY) return keysOf(env.JWT_PRIVATE_KEY, env.JWT_PREVIOUS_KEY)
  const current = join(folder, 'signing-key.pem')
  const previous = join(folder, 'signing-key-previous.pem')
  if (!existsSync(current)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      writeFileSync(current, newKeyPem(), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process of the same installation was first: its key is ours too.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return keysOf(
    readFileSync(current, 'utf8'),
    existsSync(previous) ? readFileSync(previous, 'utf8') : undefined,
  )
}

/** Makes a new signing key; tokens of the one before it stay good until they expire. Processes take it at their next start. */
export function rotateSigningKey(folder: string): void {
  const current = join(folder, 'signing-key.pem')
  const fresh = join(folder, 'signing-key-next.pem')
  writeFileSync(fresh, newKeyPem(), { mode: 0o600 })
  renameSync(current, join(folder, 'signing-key-previous.pem'))
  renameSync(fresh, current)
}

const newKeyPem = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** A secret of the installation for cursors and throttling keys: from `DIARY_SECRET`, or made and kept in the folder. */
export function loadSecret(folder: string, env: NodeJS.ProcessEnv = process.env): Buffer {
  if (env.DIARY_SECRET) return createHash('sha256').update(env.DIARY_SECRET).digest()
  const file = join(folder, 'secret')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}
