import type { AuthDatabase } from '@diary/db/auth-client'
import type { Database } from '@diary/db/client'
import type { ImportTexts } from '../../features/imports/import-texts.ts'
import type { DiaryTexts } from './diary-texts.ts'

export type Databases = { database: Database; auth: AuthDatabase }

/** What a command is given: the words it speaks, where it writes, and a way into the database. */
export type Setting = {
  texts: DiaryTexts
  importTexts: ImportTexts
  /** The result, for the person or the program that asked. */
  print: (line: string) => void
  /** What happens meanwhile, and what is wrong: never a part of the result. */
  tell: (line: string) => void
  env: Readonly<Record<string, string | undefined>>
  now: () => Date
  /** Opens the databases for one piece of work; the embedded server is started when nobody has it running. */
  withDatabases: <T>(work: (databases: Databases) => Promise<T>) => Promise<T>
}

/** A sentence for the person at the terminal; the command ends with 1. */
export class CommandRefused extends Error {}

export type Values = Readonly<Record<string, string | boolean | undefined>>
