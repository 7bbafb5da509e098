import type {
  ImportAction,
  ImportAnswers,
  ImportFact,
  ImportKind,
  ImportQuestion,
  ImportRow,
  ImportSubject,
} from '@diary/contracts/imports'
import type { ScopedWork } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import type { Notice } from './import-error.ts'

/** A file as it was given. */
export type ImportFile = { readonly name: string; readonly bytes: Buffer }

/** What is known when a file is read: the school it is for, and how the last such file was answered. */
export type ReadingContext = {
  /** Reads alone: what is written here is taken back. */
  readonly work: ScopedWork
  readonly schoolId: string
  readonly today: DayText
  /** The answers given to the last file of this kind; a proposal made of them says `from: 'memory'`. */
  readonly remembered: ImportAnswers
  readonly job: ImportJob
}

/** What was recognised in a file, and what is asked about it. Every question says what is proposed. */
export type Recognised = {
  facts: ImportFact[]
  questions: ImportQuestion[]
  notices: Notice[]
}

export type WritingOrder = {
  readonly schoolId: string
  readonly today: DayText
  /** Every question is answered: where the person said nothing, by what was proposed. */
  readonly answers: ImportAnswers
}

/**
 * A row that no written row of the database tells of: what is left alone, and what somebody has to decide. What is created,
 * changed and removed is recorded by the database itself and needs no word of the importer; whoever tells it better names
 * the table in `tells`.
 */
export type ToldRow = {
  subject: ImportSubject
  action: ImportAction
  title: string
  details?: ImportRow['details']
}

export type Written = {
  rows: ToldRow[]
  notices: Notice[]
  /** Tables whose record is not shown, because `rows` tells of it. */
  tells?: readonly string[]
  /** Kept beside the counts, for the next file: the institution a timetable is of. */
  facts?: Readonly<Record<string, string | number>>
  /** What turned out to need a decision only while writing; asked beside the questions of the reading. */
  questions?: ImportQuestion[]
}

/** How an importer speaks with the job it runs in. */
export type ImportJob = {
  /**
   * Says how far it is; call it every few hundred rows. It lets others run, and throws when somebody has cancelled the import:
   * let that pass through.
   */
  progress: (done: number, of?: number) => Promise<void>
  readonly signal: AbortSignal
}

/**
 * One kind of file. Throws `ImportError` with every refusal at once when the file can't be taken. The same `write` is the trial:
 * the core takes its transaction back.
 */
export type Importer = {
  readonly kind: ImportKind
  readonly extensions: readonly string[]
  /** A cheap look at the first bytes (and the name, where they don't tell): whether the file is of this kind. */
  readonly fits: (file: ImportFile) => boolean
  readonly recognise: (file: ImportFile, context: ReadingContext) => Promise<Recognised>
  /** In the import's one transaction, with the school locked. */
  readonly write: (
    work: ScopedWork,
    file: ImportFile,
    order: WritingOrder,
    job: ImportJob,
  ) => Promise<Written>
}

/** The answer to a question of one value, as `answers` has it; empty when there is none. */
export const valueIn = (answers: ImportAnswers, question: string): string | undefined =>
  answers.values[question] === '' ? undefined : answers.values[question]

/** What was chosen for one item of a match. */
export const matchIn = (answers: ImportAnswers, question: string, item: string): string | undefined => {
  const chosen = answers.matches[question]
  return chosen !== undefined && Object.hasOwn(chosen, item) ? chosen[item] : undefined
}

/** A job for those who run an importer by hand: nobody looks on, nobody cancels. */
export const unwatched: ImportJob = {
  progress: async () => undefined,
  signal: new AbortController().signal,
}
