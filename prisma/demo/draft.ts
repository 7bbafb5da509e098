import type { Model, Rows } from '../make/insert.ts'
import { deterministicIds } from './random.ts'

/** The rows of one school while it is being told, table by table. */
export interface Draft {
  readonly schoolId: string
  id(moment?: Date): string
  add<M extends Model>(model: M, ...more: Rows[M][]): void
  rowsOf<M extends Model>(model: M): readonly Rows[M][]
  count(): number
}

/** Begins the draft of a school; its ids depend on the seed alone. */
export function draftOf(seed: string, begins: Date): Draft {
  const ids = deterministicIds(seed)
  const drafted: { [M in Model]?: Rows[M][] } = {}
  const begun = begins.getTime()
  return {
    schoolId: ids(begun),
    id: moment => ids(moment?.getTime() ?? begun),
    add(model, ...more) {
      const rows = drafted[model]
      if (rows) rows.push(...more)
      else drafted[model] = more as (typeof drafted)[typeof model]
    },
    rowsOf: model => drafted[model] ?? [],
    count: () => Object.values(drafted).reduce((sum, rows) => sum + rows.length, 0),
  }
}

/** The order in which tables can be filled: what is referred to comes first. */
export const fillOrder = [
  'school',
  'academicYear',
  'termScheme',
  'term',
  'subject',
  'room',
  'workType',
  'bellSchedule',
  'bellSlot',
  'schoolClass',
  'termSchemeRule',
  'calendarEntry',
  'calendarEntryClass',
  'studyGroup',
  'studyGroupClass',
  'person',
  'contact',
  'staff',
  'student',
  'guardian',
  'capacity',
  'enrolment',
  'groupMembership',
  'guardianship',
  'gradebook',
  'teaching',
  'timetableVersion',
  'timetableRow',
  'timetableRowTeacher',
  'lesson',
  'lessonTeacher',
  'work',
  'mark',
  'absence',
  'homework',
  'termMark',
] as const satisfies readonly Model[]
