import { expect } from 'vitest'
import type { Run } from './ground.ts'
import type { Cell, Register } from './register.ts'

interface HistoryRow {
  subject: string
  subjectId: string
  before: Fields | null
  after: Fields | null
  byId: string | null
}
type Fields = Record<string, unknown>

/** The history must be the model's own list, change by change: nothing missing, nothing twice, each continuing the one before. */
export async function compareHistory({ register, ground: { behind } }: Run): Promise<void> {
  const lessonIds = [...register.lessons.keys()]
  const rows = await behind.rows<HistoryRow & { place: string }>(
    `select h.subject, h.subject_id as "subjectId", h.before, h.after, h.by_id as "byId",
       case h.subject when 'mark' then (select m.work_id || ' ' || m.student_id from mark m where m.id = h.subject_id)
         when 'absence' then h.lesson_id || ' ' || h.student_id else h.subject_id::text end as place
     from history h
     where h.subject in ('mark', 'absence', 'lesson', 'work', 'homework') and (h.lesson_id = any ($1)
       or h.subject_id in (select m.id from mark m join work w on w.id = m.work_id where w.lesson_id = any ($1)))
     order by h.at`,
    [lessonIds],
  )
  for (const subject of ['mark', 'absence', 'lesson', 'work', 'homework'] as const) {
    const told = new Map<string, { state: unknown; by: string | null }[]>()
    const fields = new Map<string, Fields>()
    for (const row of rows.filter(it => it.subject === subject)) {
      const was = fields.get(row.place) ?? (subject === 'lesson' ? (row.before ?? {}) : {})
      for (const [name, value] of Object.entries(row.before ?? {}))
        if (name in was) expect(was[name], `${subject} ${row.place}: ${name} before`).toEqual(value)
      const is = { ...was, ...row.after }
      fields.set(row.place, is)
      const states = told.get(row.place) ?? []
      told.set(row.place, [...states, { state: stateIn[subject](is), by: row.byId }])
    }
    expect(told, `the history of every ${subject}`).toEqual(pastOf(register, subject))
  }
}

const stateIn = {
  mark: (it: Fields) => (it.withdrawn_at ? undefined : { value: it.value, comment: it.comment }),
  absence: (it: Fields) =>
    it.withdrawn_at
      ? undefined
      : { observation: it.observation, lateMinutes: it.late_minutes, reason: it.reason },
  work: (it: Fields) => (it.withdrawn_at ? undefined : { topic: it.topic }),
  homework: (it: Fields) => (it.withdrawn_at ? undefined : { text: it.text }),
  // A lesson begins outside the history: what has not changed yet is as the timetable made it.
  lesson: (it: Fields) => ({
    topic: it.topic ?? null,
    isHomeworkNone: it.is_homework_none ?? false,
    isHeld: it.status === 'held',
  }),
} satisfies Record<string, (it: Fields) => unknown>

function pastOf(register: Register, subject: keyof typeof stateIn) {
  const cells: ReadonlyMap<string, Cell<unknown>> = {
    mark: register.marks,
    absence: register.absences,
    lesson: register.lessons,
    work: register.works,
    homework: register.homework,
  }[subject]
  return new Map([...cells].flatMap(([place, { past }]) => (past.length > 0 ? [[place, past] as const] : [])))
}
