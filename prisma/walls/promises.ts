/** What the second wall promises of a table, said apart from its policies. */
export interface TablePromise {
  /** Which rows of the own school a guardian reads, as SQL over `:me` and `:children`. */
  readonly guardian: string
  /** Which a member of staff reads. */
  readonly staff: string
  /** Whose rows are added and changed: the school's by its staff and the system, or only the person's own. */
  readonly writers: readonly Kind[]
  /** Whoever writes it writes only what they may read: their own. */
  readonly isOwn?: true
  /** What nobody's request deletes: the system alone does, when an import is undone. */
  readonly isOnlyUndone?: true
}
/** How one speaks to the database. */
export type Kind = 'guardian' | 'staff' | 'system'

const all = 'true'
const none = 'false'
const byStaff = ['staff', 'system'] as const
const shared: TablePromise = { guardian: all, staff: all, writers: byStaff }
const ofStudent: TablePromise = {
  guardian: 'student_id = any (:children) or student_id = :me',
  staff: all,
  writers: byStaff,
}

const undone = { isOnlyUndone: true } as const
const staffOnly: TablePromise = { guardian: none, staff: all, writers: byStaff }

/** A line for every table: the school, always; what is of one student and contacts, for the named children, the person, the staff. */
export const promises: Readonly<Record<string, TablePromise>> = {
  academic_year: { ...shared, ...undone },
  bell_schedule: shared,
  bell_slot: shared,
  calendar_entry: shared,
  calendar_entry_class: shared,
  capacity: { ...shared, ...undone },
  gradebook: shared,
  lesson: shared,
  lesson_teacher: shared,
  room: { ...shared, ...undone },
  school_class: { ...shared, ...undone },
  staff: { ...shared, ...undone },
  study_group: { ...shared, ...undone },
  study_group_class: shared,
  subject: shared,
  teaching: shared,
  term: { ...shared, ...undone },
  term_scheme: { ...shared, ...undone },
  term_scheme_rule: shared,
  timetable_row: shared,
  timetable_row_teacher: shared,
  timetable_version: shared,
  work: shared,
  work_type: shared,
  absence: ofStudent,
  enrolment: { ...ofStudent, ...undone },
  group_membership: ofStudent,
  mark: ofStudent,
  term_mark: ofStudent,
  student: { ...ofStudent, ...undone, guardian: 'id = any (:children) or id = :me' },
  contact: { ...ofStudent, guardian: 'person_id = any (:children) or person_id = :me' },
  person: { ...ofStudent, ...undone, guardian: 'is_staff or id = any (:children) or id = :me' },
  guardian: { ...ofStudent, ...undone, guardian: 'id = :me' },
  guardianship: { ...ofStudent, ...undone, guardian: 'guardian_id = :me' },
  homework: { ...ofStudent, guardian: "student_ids = '{}' or student_ids && :children" },
  // Triggers write it on behalf of whoever changes something.
  history: {
    guardian: 'student_id = any (:children)',
    staff: all,
    writers: ['guardian', 'staff', 'system'],
  },
  idempotency_key: {
    guardian: 'person_id = :me',
    staff: 'person_id = :me',
    writers: ['guardian', 'staff', 'system'],
    isOwn: true,
  },
  import_run: staffOnly,
  import_file: staffOnly,
  import_row: staffOnly,
  import_change: staffOnly,
  import_memory: staffOnly,
  external_id: staffOnly,
  activation_code: staffOnly,
  school: { guardian: all, staff: all, writers: ['system'] },
}
