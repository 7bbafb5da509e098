import type { Sql } from '@diary/db/client'
import type { DayText } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { insertRows, type Model, type Rows } from '@diary/db/make/insert'
import { createHash } from 'node:crypto'
import type { Sex } from '../roster/roster.ts'

export type PersonPatch = {
  lastName?: string
  firstName?: string
  middleName?: string
  birthOn?: DayText
  sex?: Sex
  isStaff?: true
  position?: string
}

type Ended = 'enrolment' | 'group_membership' | 'capacity'

// In this order every row finds those it points to.
const order = [
  'schoolClass',
  'studyGroup',
  'studyGroupClass',
  'subject',
  'person',
  'student',
  'guardian',
  'staff',
  'contact',
  'enrolment',
  'groupMembership',
  'guardianship',
  'capacity',
  'gradebook',
  'teaching',
] as const satisfies readonly Model[]
type Written = (typeof order)[number]
const withoutId: ReadonlySet<Written> = new Set<Written>(['studyGroupClass'])

/** What is to be written: collected first, then sent with few statements however many rows there are. */
export class Changes {
  readonly #schoolId: string
  readonly #rows = new Map<Written, Rows[Written][]>()
  readonly #patches = new Map<string, PersonPatch>()
  readonly #ends = new Map<Ended, { id: string; until_on: DayText }[]>()
  readonly #removed: string[] = []

  constructor(schoolId: string) {
    this.#schoolId = schoolId
  }

  add<M extends Written>(model: M, row: Omit<Rows[M], 'schoolId'>): void {
    const rows = this.#rows.get(model) ?? []
    const own = withoutId.has(model) ? {} : { id: newId() }
    rows.push({ schoolId: this.#schoolId, ...own, ...row } as unknown as Rows[Written])
    this.#rows.set(model, rows)
  }

  patch(personId: string, patch: PersonPatch): void {
    if (Object.keys(patch).length > 0)
      this.#patches.set(personId, { ...patch, ...this.#patches.get(personId) })
  }

  isPatched = (personId: string) => this.#patches.has(personId)

  end(table: Ended, id: string, untilOn: DayText): void {
    this.#ends.set(table, [...(this.#ends.get(table) ?? []), { id, until_on: untilOn }])
  }

  /** A capacity that would have ended before it began never was. */
  removeCapacity(id: string): void {
    this.#removed.push(id)
  }

  count(model: Written): number {
    return this.#rows.get(model)?.length ?? 0
  }

  get size(): number {
    const sum = (lists: Iterable<readonly unknown[]>) =>
      [...lists].reduce((all, { length }) => all + length, 0)
    return sum(this.#rows.values()) + sum(this.#ends.values()) + this.#patches.size + this.#removed.length
  }

  async save(sql: Sql, progress: (done: number, of: number) => Promise<void>): Promise<void> {
    const run = (text: string, values: readonly unknown[]) =>
      sql({
        name: `roster-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`,
        text,
        values,
      })
    let done = 0
    const all = this.size
    const step = async (count: number) => {
      done += count
      await progress(done, all)
    }
    await step(0)
    // What ends makes room for what begins.
    for (const [table, rows] of this.#ends) {
      await run(
        `update ${table} t set until_on = n.until_on from json_populate_recordset(null::${table}, $2::json) n
        where t.school_id = $1 and t.id = n.id`,
        [this.#schoolId, JSON.stringify(rows)],
      )
      await step(rows.length)
    }
    if (this.#removed.length > 0)
      await run('delete from capacity where school_id = $1 and id = any($2::uuid[])', [
        this.#schoolId,
        this.#removed,
      ])
    await this.#savePatches(run)
    await step(this.#removed.length + this.#patches.size)
    for (const model of order) {
      const rows = this.#rows.get(model) ?? []
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const some = rows.slice(from, from + rowsAtOnce)
        await insertRows(run, model, some as never)
        await step(some.length)
      }
    }
  }

  async #savePatches(run: (text: string, values: readonly unknown[]) => Promise<unknown>): Promise<void> {
    if (this.#patches.size === 0) return
    const people = [...this.#patches].map(([id, patch]) => ({
      id,
      last_name: patch.lastName,
      first_name: patch.firstName,
      middle_name: patch.middleName,
      birth_on: patch.birthOn,
      sex: patch.sex,
      is_staff: patch.isStaff,
    }))
    await run(
      `update person t set last_name = coalesce(n.last_name, t.last_name),
        first_name = coalesce(n.first_name, t.first_name), middle_name = coalesce(n.middle_name, t.middle_name),
        birth_on = coalesce(n.birth_on, t.birth_on), sex = coalesce(n.sex, t.sex),
        is_staff = coalesce(n.is_staff, t.is_staff)
      from json_populate_recordset(null::person, $2::json) n where t.school_id = $1 and t.id = n.id`,
      [this.#schoolId, JSON.stringify(people)],
    )
    const positions = [...this.#patches].flatMap(([id, { position }]) =>
      position === undefined ? [] : [{ id, position }],
    )
    if (positions.length > 0)
      await run(
        `update staff t set position = n.position from json_populate_recordset(null::staff, $2::json) n
        where t.school_id = $1 and t.id = n.id`,
        [this.#schoolId, JSON.stringify(positions)],
      )
  }
}

const rowsAtOnce = 1000
