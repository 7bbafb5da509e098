import {
  importAnswers,
  importFact,
  importKind,
  importNotice,
  importQuestion,
  importRun,
  type ImportInList,
  type ImportKind,
  type ImportRun,
} from '@diary/contracts/imports'
import type { Prisma } from '@diary/db/client'
import { z } from 'zod'
import type { Actor } from '#access/actor'
import { canImport } from '#access/can'
import { fullName, type NameParts } from '#platform/names'

/** What is selected of a run for the list. */
export const importInListSelect = {
  id: true,
  kind: true,
  state: true,
  fileName: true,
  at: true,
  byId: true,
  finishedAt: true,
  undoneAt: true,
  undoneById: true,
} satisfies Prisma.ImportRunSelect
export const importSelect = {
  ...importInListSelect,
  recognised: true,
  mapping: true,
  counts: true,
  notices: true,
  progress: true,
  cancelAt: true,
  version: true,
} satisfies Prisma.ImportRunSelect

type ListRow = Prisma.ImportRunGetPayload<{ select: typeof importInListSelect }>
export type ImportRow = Prisma.ImportRunGetPayload<{ select: typeof importSelect }>
/** The names of those who imported and undid, by id. */
export type Names = ReadonlyMap<string, NameParts>

/** Before there were several kinds of timetables, theirs was called so. */
export const kindOf = (kind: string): ImportKind => (kind === 'timetable' ? 'fet' : importKind.parse(kind))

export function toImportInList(row: ListRow, names: Names): ImportInList {
  const by = (id: string | null) => {
    const name = id === null ? undefined : names.get(id)
    return name === undefined
      ? null
      : { id: id as NonNullable<ImportInList['by']>['id'], name: fullName(name) }
  }
  return {
    id: row.id as ImportInList['id'],
    kind: kindOf(row.kind),
    state: row.state,
    fileName: row.fileName,
    at: row.at,
    by: by(row.byId),
    finishedAt: row.finishedAt,
    undoneAt: row.undoneAt,
    undoneBy: by(row.undoneById),
  }
}

const recognition = z.object({ facts: z.array(importFact), questions: z.array(importQuestion) })
// Runs from before there were trials counted in their own way.
const counted = z.object({ subjects: importRun.shape.counts, isNothingToChange: z.boolean() })

export function toImport(
  row: ImportRow,
  actor: Actor,
  known: { names: Names; isLast: boolean; hasFile: boolean },
): ImportRun {
  const recognised = row.recognised === null ? undefined : recognition.parse(row.recognised)
  const counts = counted.safeParse(row.counts).data
  return {
    ...toImportInList(row, known.names),
    progress: row.progress === null ? null : importRun.shape.progress.parse(row.progress),
    isCancelling: row.cancelAt !== null,
    recognised: recognised?.facts ?? null,
    questions: recognised?.questions ?? [],
    answers: importAnswers.parse(row.mapping ?? {}),
    counts: counts?.subjects ?? [],
    isNothingToChange: counts?.isNothingToChange ?? false,
    notices: z.array(importNotice).parse(row.notices ?? []),
    can: mayBe(row, canImport(actor, { kind: row.kind }), known),
    version: row.version,
  }
}

const restingStates = new Set(['uploaded', 'tried', 'refused', 'failed', 'cancelled', 'undone'])

/** What can be done to a run as it stands, by one who may import its kind. */
function mayBe(
  { state, recognised }: Pick<ImportRow, 'state' | 'recognised'>,
  isAllowed: boolean,
  { isLast, hasFile }: { isLast: boolean; hasFile: boolean },
): ImportRun['can'] {
  const isRead = recognised !== null && hasFile
  const isAtRest = restingStates.has(state) && isRead
  const isReading = state === 'uploaded' && recognised === null
  const isUnderWay = isReading || state === 'trying' || state === 'applying' || state === 'undoing'
  return {
    answer: isAllowed && isAtRest,
    try: isAllowed && isAtRest,
    apply: isAllowed && isRead && state === 'tried',
    cancel: isAllowed && isUnderWay,
    undo: isAllowed && state === 'applied' && isLast,
  }
}
