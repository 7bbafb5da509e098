import type { ImportKind } from '@diary/contracts/imports'
import type { Prisma, ScopedWork } from '@diary/db/client'
import type { Written } from '../importer.ts'
import { toNotice } from './notices.ts'
import { recordOf } from './record.ts'
import { saveRows } from './run-rows.ts'

export type Applied = {
  schoolId: string
  importId: string
  kind: ImportKind
  fileName: string | null
  fingerprint: Uint8Array<ArrayBuffer>
  at: Date
  written: Written
}

/** Makes the run of an import that was applied by hand, from the command line: it stands in the list and can be undone. */
export async function recordApplied(
  work: ScopedWork,
  { schoolId, importId, kind, fileName, fingerprint, at, written }: Applied,
): Promise<void> {
  const { rows, counts, isNothingToChange } = await recordOf(work, schoolId, importId, written)
  await work.db.importRun.create({
    data: {
      schoolId,
      id: importId,
      kind,
      fileName,
      fingerprint,
      state: 'applied',
      at,
      startedAt: at,
      finishedAt: at,
      counts: { ...written.facts, subjects: counts, isNothingToChange } satisfies Prisma.InputJsonObject,
      notices: written.notices.map(notice => toNotice(notice, 'warning')) as Prisma.InputJsonArray,
    },
  })
  await saveRows(work.sql, schoolId, importId, rows)
}
