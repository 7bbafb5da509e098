import { createHash } from 'node:crypto'
import type { Db } from '@diary/db/client'

export type ExternalKind =
  | 'school'
  | 'person'
  | 'class'
  | 'group'
  | 'gradebook'
  | 'subject'
  | 'enrolment'
  | 'membership'
  | 'teaching'
  | 'capacity'
  | 'guardianship'

const lengthMax = 255

/** What another system calls the school's things: how a renamed person or class is met again at the next import. */
export class ExternalIds {
  readonly #known = new Map<string, string>()
  readonly #put = new Map<string, string>()
  readonly #db: Db
  readonly #schoolId: string
  readonly #source: string

  private constructor(db: Db, schoolId: string, source: string) {
    this.#db = db
    this.#schoolId = schoolId
    this.#source = source
  }

  static async open(db: Db, schoolId: string, source: string): Promise<ExternalIds> {
    const ids = new ExternalIds(db, schoolId, source)
    const rows = await db.externalId.findMany({
      where: { schoolId, source },
      select: { kind: true, externalId: true, internalId: true },
    })
    for (const { kind, externalId, internalId } of rows) ids.#known.set(`${kind} ${externalId}`, internalId)
    return ids
  }

  get(kind: ExternalKind, externalId: string): string | undefined {
    const key = `${kind} ${fitting(externalId)}`
    return this.#put.get(key) ?? this.#known.get(key)
  }

  put(kind: ExternalKind, externalId: string, internalId: string): void {
    const key = `${kind} ${fitting(externalId)}`
    if (this.#known.get(key) !== internalId) this.#put.set(key, internalId)
  }

  /** What was known of a kind before this import. */
  known(kind: ExternalKind): [externalId: string, internalId: string][] {
    const start = `${kind} `
    return [...this.#known].flatMap(([key, internalId]) =>
      key.startsWith(start) ? [[key.slice(start.length), internalId] as [string, string]] : [],
    )
  }

  async save(): Promise<void> {
    const rows = [...this.#put].map(([key, internalId]) => {
      const at = key.indexOf(' ')
      return {
        kind: key.slice(0, at),
        externalId: key.slice(at + 1),
        internalId,
        isKnown: this.#known.has(key),
      }
    })
    const name = { schoolId: this.#schoolId, source: this.#source }
    for (const { kind, externalId, internalId } of rows.filter(({ isKnown }) => isKnown)) {
      await this.#db.externalId.update({
        where: { schoolId_source_kind_externalId: { ...name, kind, externalId } },
        data: { internalId },
      })
    }
    await this.#db.externalId.createMany({
      data: rows.filter(({ isKnown }) => !isKnown).map(({ isKnown: _isKnown, ...row }) => ({ ...name, ...row })),
    })
  }
}

/** An id made of two may be longer than the database keeps. */
const fitting = (externalId: string) =>
  externalId.length <= lengthMax ? externalId : createHash('sha256').update(externalId).digest('hex')
