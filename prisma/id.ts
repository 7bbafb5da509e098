import { uuidv7 } from 'uuidv7'

/** An id for a new row, where the row's children must know it before it is written. */
export function newId(): string {
  return uuidv7()
}
