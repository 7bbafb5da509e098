import type { ImportField, ImportSubject } from '@diary/contracts/imports'

/** A row of the database as its trigger recorded it. */
export type Json = Readonly<Record<string, unknown>>

export type ColumnOf = {
  column: string
  field: ImportField
  names?: 'person' | 'class' | 'group' | 'subject' | 'gradebook'
}
/** How the rows of a table are shown to a person. */
export type ShownTable = {
  subject: ImportSubject
  /** Which of its columns names the thing: a text, or the id of what has the name. */
  title: { column: string; names?: ColumnOf['names'] }
  columns: readonly ColumnOf[]
}

const days: readonly ColumnOf[] = [
  { column: 'from_on', field: 'from_on' },
  { column: 'until_on', field: 'until_on' },
]
const spans: readonly ColumnOf[] = [
  { column: 'starts_on', field: 'from_on' },
  { column: 'ends_on', field: 'until_on' },
]
const kind: ColumnOf = { column: 'kind', field: 'kind' }
const title = { column: 'title' }
const person = (column: string) => ({ column, names: 'person' as const })
const role = (subject: ImportSubject): ShownTable => ({ subject, title: person('id'), columns: [] })

/**
 * The tables whose rows are shown one by one. Those that only tie others together are told by what they tie; lessons, of
 * which there are tens of thousands, by their gradebook.
 */
export const shownTables: Readonly<Record<string, ShownTable>> = {
  academic_year: { subject: 'year', title, columns: spans },
  term: { subject: 'term', title, columns: spans },
  calendar_entry: { subject: 'holiday', title, columns: [kind, ...spans] },
  school_class: {
    subject: 'school_class',
    title,
    columns: [
      { column: 'title', field: 'title' },
      { column: 'grade', field: 'grade' },
      { column: 'shift', field: 'shift' },
      { column: 'days_in_week', field: 'days_in_week' },
      { column: 'is_marked', field: 'is_marked' },
    ],
  },
  subject: { subject: 'subject', title, columns: [{ column: 'title', field: 'title' }] },
  room: { subject: 'room', title, columns: [{ column: 'title', field: 'title' }] },
  study_group: { subject: 'study_group', title, columns: [{ column: 'title', field: 'title' }, kind] },
  student: role('student'),
  guardian: role('guardian'),
  staff: {
    subject: 'staff',
    title: person('id'),
    columns: [{ column: 'position', field: 'position' }],
  },
  contact: {
    subject: 'contact',
    title: person('person_id'),
    columns: [{ column: 'value', field: 'contact' }],
  },
  enrolment: {
    subject: 'enrolment',
    title: person('student_id'),
    columns: [
      { column: 'class_id', field: 'class', names: 'class' },
      ...days,
      { column: 'end_reason', field: 'reason' },
    ],
  },
  group_membership: {
    subject: 'membership',
    title: person('student_id'),
    columns: [{ column: 'group_id', field: 'group', names: 'group' }, ...days],
  },
  guardianship: {
    subject: 'guardianship',
    title: person('guardian_id'),
    columns: [{ column: 'student_id', field: 'student', names: 'person' }, kind, ...days],
  },
  capacity: {
    subject: 'capacity',
    title: person('staff_id'),
    columns: [kind, { column: 'class_id', field: 'class', names: 'class' }, ...days],
  },
  gradebook: {
    subject: 'gradebook',
    title: { column: 'id', names: 'gradebook' },
    columns: [{ column: 'is_marked', field: 'is_marked' }],
  },
  teaching: {
    subject: 'teaching',
    title: person('staff_id'),
    columns: [{ column: 'gradebook_id', field: 'subject', names: 'gradebook' }, ...days],
  },
  timetable_version: {
    subject: 'timetable_version',
    title: { column: 'valid_from' },
    columns: [
      { column: 'valid_from', field: 'from_on' },
      { column: 'valid_to', field: 'until_on' },
      { column: 'source', field: 'source' },
    ],
  },
  timetable_row: {
    subject: 'timetable_row',
    title: { column: 'gradebook_id', names: 'gradebook' },
    columns: [
      { column: 'weekday', field: 'weekday' },
      { column: 'number', field: 'number' },
      { column: 'week', field: 'week' },
    ],
  },
}

/** What a person is, as the rows of `student`, `guardian` and `staff` tell; these are the columns they share. */
export const personColumns: readonly ColumnOf[] = [
  { column: 'birth_on', field: 'birth_on' },
  { column: 'sex', field: 'sex' },
  { column: 'archived_at', field: 'archived_at' },
]

/** Every table that is recorded, parents before those that refer to them: the order in which rows can be put back. */
export const recordedTables = [
  'academic_year',
  'term_scheme',
  'term',
  'bell_schedule',
  'bell_slot',
  'calendar_entry',
  'subject',
  'room',
  'school_class',
  'calendar_entry_class',
  'term_scheme_rule',
  'study_group',
  'study_group_class',
  'person',
  'contact',
  'student',
  'guardian',
  'staff',
  'enrolment',
  'guardianship',
  'capacity',
  'group_membership',
  'gradebook',
  'teaching',
  'timetable_version',
  'timetable_row',
  'timetable_row_teacher',
  'lesson',
  'lesson_teacher',
  'external_id',
] as const
