import { createHash } from 'node:crypto'
import type { ScopedWork } from '@diary/db/client'
import type { Order } from './order.ts'

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
  readonly #sql: ScopedWork['sql']
  readonly #schoolId: string
  readonly #source: string

  private constructor(sql: ScopedWork['sql'], schoolId: string, source: string) {
    this.#sql = sql
    this.#schoolId = schoolId
    this.#source = source
  }

  static async open(
    { sql }: Pick<ScopedWork, 'sql'>,
    schoolId: string,
    source: string,
  ): Promise<ExternalIds> {
    const ids = new ExternalIds(sql, schoolId, source)
    const rows = await sql<{ key: string; id: string }>({
      name: 'oneroster-external-ids',
      text: `select kind || ' ' || external_id as key, internal_id as id from external_id
        where school_id = $1 and source = $2`,
      values: [schoolId, source],
    })
    for (const { key, id } of rows) ids.#known.set(key, id)
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

  async save({ insert }: Pick<Order, 'insert'>): Promise<void> {
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
    const moved = rows.filter(({ isKnown }) => isKnown)
    if (moved.length > 0) {
      await this.#sql({
        name: 'oneroster-external-ids-moved',
        text: `update external_id e set internal_id = n."internalId"
          from json_to_recordset($3::json) n (kind text, "externalId" text, "internalId" uuid)
          where e.school_id = $1 and e.source = $2 and e.kind = n.kind and e.external_id = n."externalId"`,
        values: [name.schoolId, name.source, JSON.stringify(moved)],
      })
    }
    await insert(
      'externalId',
      rows.filter(({ isKnown }) => !isKnown).map(({ isKnown: _isKnown, ...row }) => ({ ...name, ...row })),
    )
  }
}

/** An id made of two may be longer than the database keeps. */
const fitting = (externalId: string) =>
  externalId.length <= lengthMax ? externalId : createHash('sha256').update(externalId).digest('hex')
