import type { ImportTexts } from './import-texts.ts'
import { en } from './import-texts.ts'

/** Where in somebody's file a thing was found, as far as it is known. */
export type Place = { file?: string; line?: number; column?: number; sheet?: string; columnName?: string }

/** What is said about a file: the sentence is chosen when it is shown, in the reader's language. */
export type Notice = { say: (texts: ImportTexts) => string; place?: Place | undefined }

/** A file that can't be taken as it is. Nothing has been written when this is thrown. */
export class ImportError extends Error {
  readonly notices: readonly Notice[]

  constructor(...notices: readonly Notice[]) {
    super(notices.map(notice => sentence(notice, en)).join('\n'))
    this.name = 'ImportError'
    this.notices = notices
  }
}

/** Refuses the file at a place in it. */
export function refuse(say: Notice['say'], place?: Place): never {
  throw new ImportError({ say, place })
}

/** A notice as one line of text, its place first. */
export function sentence(notice: Notice, texts: ImportTexts): string {
  const place = notice.place === undefined ? '' : texts.place(notice.place)
  return place === '' ? notice.say(texts) : `${place}: ${notice.say(texts)}`
}
