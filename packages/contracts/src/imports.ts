import { z } from 'zod'
import { api } from './endpoint.ts'
import { day, importId, instant, pageOf, paging, personId, version } from './primitives.ts'

/** Who may look at imports. Rosters are written by the first two; timetables by all four. */
const office = ['secretary', 'admin', 'deputy', 'head'] as const

/** A file to be imported is at most so large. */
export const importBytesMax = 50 * 1024 * 1024

/** What kinds of files there are: a timetable of FET or aSc, a table of people, a OneRoster package. */
export const importKinds = ['fet', 'asc', 'roster', 'oneroster'] as const
export const importKind = z.enum(importKinds)
export type ImportKind = z.infer<typeof importKind>

/**
 * Where an import stands. `uploaded`: read, or being read while `recognised` is empty; then it is tried and applied.
 * `refused`: the file can't be taken. `failed`: something broke; nothing was written. Only `applied` has written to the school.
 */
export const importState = z.enum([
  'uploaded',
  'trying',
  'tried',
  'refused',
  'applying',
  'applied',
  'failed',
  'cancelled',
  'undoing',
  'undone',
])
export type ImportState = z.infer<typeof importState>

/** A sentence in both languages: the reader's is shown. */
export const saidInBoth = z.object({ ru: z.string(), en: z.string() })
export type SaidInBoth = z.infer<typeof saidInBoth>

/** What kind of thing a row of a trial is about. */
export const importSubjects = [
  'year',
  'term',
  'holiday',
  'school_class',
  'subject',
  'room',
  'study_group',
  'gradebook',
  'student',
  'guardian',
  'staff',
  'contact',
  'enrolment',
  'membership',
  'guardianship',
  'capacity',
  'teaching',
  'bells',
  'timetable_version',
  'timetable_row',
  'lesson',
  'external_id',
] as const
export const importSubject = z.enum(importSubjects)
export type ImportSubject = z.infer<typeof importSubject>

/** `question`: somebody has to decide, or look; nothing is written for it as long as it is open. */
export const importActions = ['created', 'changed', 'unchanged', 'removed', 'question'] as const
export const importAction = z.enum(importActions)
export type ImportAction = z.infer<typeof importAction>

/** By what name a value of a row is shown. */
export const importFields = [
  'name',
  'title',
  'grade',
  'shift',
  'days_in_week',
  'is_marked',
  'kind',
  'birth_on',
  'sex',
  'class',
  'group',
  'student',
  'guardian',
  'teacher',
  'teachers',
  'subject',
  'room',
  'position',
  'contact',
  'from_on',
  'until_on',
  'weekday',
  'week',
  'number',
  'day',
  'time',
  'lessons',
  'reason',
  'source',
  'external_id',
  'archived_at',
] as const
export const importField = z.enum(importFields)
export type ImportField = z.infer<typeof importField>

/** One thing that an import makes, changes, leaves alone or asks about. */
export const importRow = z.object({
  number: z.int(),
  subject: importSubject,
  action: importAction,
  title: z.string(),
  /** What it is now and will be; of what is made only `after`, of what goes only `before`. Values are as people write them. */
  details: z.array(
    z.object({ field: importField, before: z.string().nullable(), after: z.string().nullable() }),
  ),
})
export type ImportRow = z.infer<typeof importRow>

/** What is wrong with a file or worth knowing, with its place in the file. */
export const importNotice = z.object({
  severity: z.enum(['error', 'warning']),
  /** The whole sentence, its place first. */
  text: saidInBoth,
  place: z
    .object({
      file: z.string().optional(),
      sheet: z.string().optional(),
      line: z.int().optional(),
      column: z.int().optional(),
      columnName: z.string().optional(),
    })
    .nullable(),
})
export type ImportNotice = z.infer<typeof importNotice>

const option = z.object({ value: z.string(), title: saidInBoth })
const asked = {
  key: z.string(),
  title: saidInBoth,
  hint: saidInBoth.nullable(),
  /** Without an answer nothing is tried. What is proposed counts as an answer. */
  isRequired: z.boolean(),
}

/** What is asked about a file. `proposed` is what will be taken when nobody says otherwise: remembered, found or guessed. */
export const importQuestion = z.discriminatedUnion('type', [
  z.object({ type: z.literal('day'), ...asked, proposed: day.nullable() }),
  z.object({
    type: z.literal('number'),
    ...asked,
    min: z.int(),
    max: z.int(),
    proposed: z.int().nullable(),
  }),
  z.object({
    type: z.literal('choice'),
    ...asked,
    options: z.array(option),
    proposed: z.string().nullable(),
  }),
  /** A list of names of the file, for each of which one of the school's is chosen. */
  z.object({
    type: z.literal('match'),
    ...asked,
    /** For all of the items that have none of their own. */
    options: z.array(option),
    items: z.array(
      z.object({
        /** The name in the file. */
        key: z.string(),
        title: z.string(),
        note: saidInBoth.nullable(),
        options: z.array(option).nullable(),
        proposed: z.string().nullable(),
        /** `certain` needs nobody's look; `guess` does. */
        from: z.enum(['certain', 'memory', 'guess', 'none']),
      }),
    ),
  }),
])
export type ImportQuestion = z.infer<typeof importQuestion>

const key = z.string().min(1).max(300)
/** Answers by the keys of the questions: a day, number or choice in `values`; of a match each item by its key in `matches`. */
export const importAnswers = z.strictObject({
  values: z.record(z.string().max(60), z.string().max(300)).default({}),
  matches: z.record(z.string().max(60), z.record(key, z.string().max(300))).default({}),
})
export type ImportAnswers = z.infer<typeof importAnswers>

/** What was found in a file, in a line each: «Классов: 17». */
export const importFact = z.object({ label: saidInBoth, value: z.string() })
export type ImportFact = z.infer<typeof importFact>

export const importSteps = ['waiting', 'reading', 'comparing', 'writing', 'recording', 'undoing'] as const

const importCounts = z.object({
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  question: z.int(),
})

/** An import in the list: who imported what and when. */
export const importInList = z.object({
  id: importId,
  kind: importKind,
  state: importState,
  fileName: z.string().nullable(),
  at: instant,
  by: z.object({ id: personId, name: z.string() }).nullable(),
  finishedAt: instant.nullable(),
  undoneAt: instant.nullable(),
  undoneBy: z.object({ id: personId, name: z.string() }).nullable(),
})
export type ImportInList = z.infer<typeof importInList>

/** An import with all that is known of it. `version` counts answers and changes of state, not progress. */
export const importRun = importInList.extend({
  /** Of what runs at this moment; asked for again until it is empty. */
  progress: z.object({ step: z.enum(importSteps), done: z.int(), of: z.int().nullable() }).nullable(),
  isCancelling: z.boolean(),
  recognised: z.array(importFact).nullable(),
  questions: z.array(importQuestion),
  answers: importAnswers,
  /** By kind of thing, in the order to be shown; empty before a trial. */
  counts: z.array(z.object({ subject: importSubject, counts: importCounts })),
  /** A trial found that the school has all of it already. */
  isNothingToChange: z.boolean(),
  notices: z.array(importNotice),
  can: z.object({
    answer: z.boolean(),
    try: z.boolean(),
    apply: z.boolean(),
    cancel: z.boolean(),
    undo: z.boolean(),
  }),
  version,
})
export type ImportRun = z.infer<typeof importRun>

const params = z.object({ importId })

export const importsApi = api({
  kinds: {
    method: 'GET',
    path: '/imports/kinds',
    summary: 'The kinds of files that can be imported, and which of them the caller may',
    access: { by: office, on: 'school' },
    response: z.object({
      items: z.array(z.object({ kind: importKind, extensions: z.array(z.string()), canImport: z.boolean() })),
    }),
  },
  list: {
    method: 'GET',
    path: '/imports',
    summary: 'Imports of the school, the latest first: who imported what and when',
    access: { by: office, on: 'school' },
    query: paging,
    response: pageOf(importInList),
  },
  create: {
    method: 'POST',
    path: '/imports',
    summary: 'Give a file to be imported. Its kind is found by what is in it; it is read as a job.',
    access: { by: office, on: 'school' },
    creates: true,
    takesFile: { bytesMax: importBytesMax },
    query: z.object({
      fileName: z
        .string()
        .trim()
        .min(1)
        .max(255)
        .refine(text => !/[\p{Cc}\p{Cs}]/u.test(text), { message: 'No control characters' }),
      /** When the person knows better. */
      kind: importKind.optional(),
    }),
    response: importRun,
    problems: ['import-unknown-file', 'not-allowed'],
  },
  show: {
    method: 'GET',
    path: '/imports/:importId',
    summary: 'An import with its state, progress, questions, counts and notices',
    access: { by: office, on: 'import' },
    params,
    response: importRun,
  },
  answer: {
    method: 'PUT',
    path: '/imports/:importId/answers',
    summary:
      'Answer the questions about a file; all of the answers at once. They are remembered for the next file.',
    access: { by: office, on: 'import' },
    guard: 'change',
    params,
    body: importAnswers,
    response: importRun,
    problems: ['import-not-ready', 'import-answer-invalid'],
  },
  try: {
    method: 'POST',
    path: '/imports/:importId/trial',
    summary: 'Find out, row by row, what the import would do. Nothing is written.',
    access: { by: office, on: 'import' },
    guard: 'change',
    params,
    response: importRun,
    problems: ['import-not-ready'],
  },
  rows: {
    method: 'GET',
    path: '/imports/:importId/rows',
    summary: 'What a trial found or an import did, row by row',
    access: { by: office, on: 'import' },
    params,
    query: paging.extend({
      search: z
        .string()
        .trim()
        .max(100)
        .refine(text => !/\p{Cc}/u.test(text), { message: 'No control characters' })
        .optional(),
      action: importAction.optional(),
      subject: importSubject.optional(),
    }),
    response: pageOf(importRow),
  },
  apply: {
    method: 'POST',
    path: '/imports/:importId/application',
    summary: 'Write the import to the school, all of it or nothing',
    access: { by: office, on: 'import' },
    guard: 'change',
    params,
    response: importRun,
    problems: ['import-not-ready'],
  },
  cancel: {
    method: 'POST',
    path: '/imports/:importId/cancellation',
    summary: 'Stop what runs; nothing of it remains',
    access: { by: office, on: 'import' },
    guard: 'change',
    params,
    response: importRun,
    problems: ['import-not-ready'],
  },
  undo: {
    method: 'POST',
    path: '/imports/:importId/undoing',
    summary: 'Take back the last import, as long as nothing was built on it',
    access: { by: office, on: 'import' },
    guard: 'change',
    params,
    response: importRun,
    problems: ['import-not-ready', 'import-not-last'],
  },
  report: {
    method: 'GET',
    path: '/imports/:importId/report',
    summary: 'The result of an import as a table to keep',
    access: { by: office, on: 'import' },
    params,
    query: z.object({ language: z.enum(['ru', 'en']).default('ru') }),
    response: z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() }),
  },
})
