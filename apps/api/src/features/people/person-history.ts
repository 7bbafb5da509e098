import type { PersonEvent } from '@diary/contracts/people'
import { fullNameSql } from '#platform/names'

/** A row of the history as the database has it. */
export interface HistoryRow {
  id: string
  at: Date
  key: string
  by: string | null
  subject: PersonEvent['subject']
  action: PersonEvent['action']
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  /** What else the row is about, as it is or was. */
  guardianId: string | null
  guardian: string | null
  student: string | null
  classTitle: string | null
  groupTitle: string | null
  why: string | null
}

/**
 * A page of what happened to a person, newest first: as a student by the column, as a guardian and a member of staff by the rows
 * of the rights. A change holds only what changed; whom it is about stands in the row that was written when the thing was made,
 * or, of things older than the history or made by the system, in the thing itself. $1 school, $2 person, $3 and $4 the
 * moment and id of the page before (empty: the first page), $5 how many.
 */
export const personHistorySql = `
with own as (
  select h.* from history h where h.school_id = $1 and h.student_id = $2
    and h.subject in ('enrolment', 'group_membership', 'guardianship')
  union
  select h.* from guardianship r join history h on h.school_id = r.school_id and h.subject = 'guardianship' and h.subject_id = r.id
    where r.school_id = $1 and r.guardian_id = $2
  union
  select h.* from capacity r join history h on h.school_id = r.school_id and h.subject = 'capacity' and h.subject_id = r.id
    where r.school_id = $1 and r.staff_id = $2
), page as (
  select * from own where $3::timestamptz is null or (at, id) < ($3::timestamptz, $4::uuid)
  order by at desc, id desc limit $5
)
select h.id, h.at, to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key, h.subject, h.action, h.before, h.after, h.why,
  (select ${fullNameSql('b')} from person b where b.school_id = $1 and b.id = h.by_id) as by,
  r.guardian_id as "guardianId",
  (select ${fullNameSql('b')} from person b where b.school_id = $1 and b.id = r.guardian_id) as guardian,
  (select ${fullNameSql('b')} from person b where b.school_id = $1 and b.id = r.student_id) as student,
  (select b.title from school_class b where b.school_id = $1 and b.id = coalesce(e.class_id, k.class_id)) as "classTitle",
  (select b.title from study_group b where b.school_id = $1 and b.id = coalesce(m.group_id, (h.before ->> 'group_id')::uuid)) as "groupTitle"
from page h
left join guardianship r on h.subject = 'guardianship' and r.school_id = $1 and r.id = h.subject_id
left join enrolment e on h.subject = 'enrolment' and e.school_id = $1 and e.id = h.subject_id
left join capacity k on h.subject = 'capacity' and k.school_id = $1 and k.id = h.subject_id
left join group_membership m on h.subject = 'group_membership' and m.school_id = $1 and m.id = h.subject_id
order by h.at desc, h.id desc`

const fields = {
  from_on: 'fromOn',
  until_on: 'untilOn',
  kind: 'kind',
  ground: 'ground',
  order_number: 'order',
  end_order_number: 'endOrder',
  end_reason: 'endReason',
} as const

// Of a history these are texts alone: days, kinds, orders, grounds.
const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** A row of the history as one reads it: what it was and what it became, about whom. */
export function toPersonEvent(row: HistoryRow, personId: string): PersonEvent {
  const isGuardian = row.guardianId === personId
  const about = {
    enrolment: row.classTitle,
    capacity: row.classTitle,
    group_membership: row.groupTitle,
    guardianship: isGuardian ? row.student : row.guardian,
  }[row.subject]
  return {
    id: row.id,
    at: row.at,
    by: row.by,
    subject: row.subject,
    action: row.action,
    about,
    changes: Object.entries(fields).flatMap(([column, field]) => {
      const [before, after] = [text(row.before?.[column]), text(row.after?.[column])]
      return before === after ? [] : [{ field, before, after }]
    }),
    why: row.why,
  }
}
