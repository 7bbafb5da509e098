import type { ScopedWork } from '@diary/db/client'
import { nameImportSql } from '@diary/db/scope'

/** Does the work with the database recording every row of it under this import. */
export async function recorded<T>({ sql }: ScopedWork, importId: string, work: () => Promise<T>): Promise<T> {
  const name = (id: string) => sql({ name: 'imports-record', text: nameImportSql, values: [id] })
  await name(importId)
  const done = await work()
  await name('')
  return done
}
