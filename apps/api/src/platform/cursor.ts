import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from './problem.ts'

/** Makes and reads the `next` of paged lists: a sort key that cannot be forged, bound to one list and one person. */
export interface Cursors {
  seal(list: string, personId: string, key: readonly string[]): string
  /** Throws `cursor-invalid` for anything not sealed for this list and person. */
  open(list: string, personId: string, cursor: string): string[]
}

/** Cursors signed with a secret of the installation. */
export function cursors(secret: Buffer): Cursors {
  const sign = (list: string, personId: string, text: string) =>
    createHmac('sha256', secret).update(`${list}\n${personId}\n${text}`).digest().subarray(0, 16)
  return {
    seal(list, personId, key) {
      const text = JSON.stringify(key)
      return `${Buffer.from(text).toString('base64url')}.${sign(list, personId, text).toString('base64url')}`
    },
    open(list, personId, cursor) {
      const [body = '', seal = ''] = cursor.split('.')
      const text = Buffer.from(body, 'base64url').toString()
      const given = Buffer.from(seal, 'base64url')
      const due = sign(list, personId, text)
      if (given.length !== due.length || !timingSafeEqual(given, due)) throw new Problem('cursor-invalid')
      return JSON.parse(text) as string[]
    },
  }
}
