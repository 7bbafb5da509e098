import { createHash } from 'node:crypto'

/** What is kept of a mailed link. */
export const hashOfLink = (token: string): Buffer => createHash('sha256').update(token).digest()
