import type { Prisma } from '../generated/client.ts'

/** The rows of every table that the factories fill, as Prisma takes them. */
export interface Rows {
  school: Prisma.SchoolCreateManyInput
  academicYear: Prisma.AcademicYearCreateManyInput
  termScheme: Prisma.TermSchemeCreateManyInput
  term: Prisma.TermCreateManyInput
  termSchemeRule: Prisma.TermSchemeRuleCreateManyInput
  calendarEntry: Prisma.CalendarEntryCreateManyInput
  calendarEntryClass: Prisma.CalendarEntryClassCreateManyInput
  bellSchedule: Prisma.BellScheduleCreateManyInput
  bellSlot: Prisma.BellSlotCreateManyInput
  schoolClass: Prisma.SchoolClassCreateManyInput
  subject: Prisma.SubjectCreateManyInput
  room: Prisma.RoomCreateManyInput
  studyGroup: Prisma.StudyGroupCreateManyInput
  studyGroupClass: Prisma.StudyGroupClassCreateManyInput
  groupMembership: Prisma.GroupMembershipCreateManyInput
  gradebook: Prisma.GradebookCreateManyInput
  teaching: Prisma.TeachingCreateManyInput
  person: Prisma.PersonCreateManyInput
  contact: Prisma.ContactCreateManyInput
  student: Prisma.StudentCreateManyInput
  enrolment: Prisma.EnrolmentCreateManyInput
  guardian: Prisma.GuardianCreateManyInput
  guardianship: Prisma.GuardianshipCreateManyInput
  staff: Prisma.StaffCreateManyInput
  capacity: Prisma.CapacityCreateManyInput
  timetableVersion: Prisma.TimetableVersionCreateManyInput
  timetableRow: Prisma.TimetableRowCreateManyInput
  timetableRowTeacher: Prisma.TimetableRowTeacherCreateManyInput
  lesson: Prisma.LessonCreateManyInput
  lessonTeacher: Prisma.LessonTeacherCreateManyInput
  workType: Prisma.WorkTypeCreateManyInput
  work: Prisma.WorkCreateManyInput
  mark: Prisma.MarkCreateManyInput
  termMark: Prisma.TermMarkCreateManyInput
  absence: Prisma.AbsenceCreateManyInput
  homework: Prisma.HomeworkCreateManyInput
  account: Prisma.AccountCreateManyInput
  accountPerson: Prisma.AccountPersonCreateManyInput
  externalId: Prisma.ExternalIdCreateManyInput
  importRun: Prisma.ImportRunCreateManyInput
  importFile: Prisma.ImportFileCreateManyInput
  importRow: Prisma.ImportRowCreateManyInput
  importChange: Prisma.ImportChangeCreateManyInput
}
export type Model = keyof Rows

/** Sends one statement on an open transaction. */
export type Run = (text: string, values: unknown[]) => Promise<unknown>

// More rows in one statement are no faster, and the JSON text stays around a megabyte.
const rowsAtOnce = 2000

/** Inserts many rows of one table with few statements; what a row leaves out takes the column's default. */
export async function insertRows<M extends Model>(run: Run, model: M, rows: readonly Rows[M][]) {
  const table = snake(model)
  for (const [keys, alike] of byKeys(rows)) {
    const columns = keys.map(key => columnOf(model, key)).join(', ')
    const names = keys.map(key => `"${columnOf(model, key)}"`).join(', ')
    const text = `insert into ${table} (${columns}) select ${names} from json_populate_recordset(null::${table}, $1::json)`
    for (let from = 0; from < alike.length; from += rowsAtOnce)
      await run(text, [jsonOf(model, keys, alike.slice(from, from + rowsAtOnce))])
  }
}

type Plain = Record<string, unknown>

function byKeys<M extends Model>(rows: readonly Rows[M][]): Map<string[], Plain[]> {
  const found = new Map<string, { keys: string[]; alike: Plain[] }>()
  for (const row of rows) {
    const keys = Object.keys(row).filter(key => (row as Plain)[key] !== undefined)
    const signature = keys.join()
    const group = found.get(signature)
    if (group) group.alike.push(row)
    else found.set(signature, { keys, alike: [row] })
  }
  return new Map([...found.values()].map(it => [it.keys, it.alike]))
}

function jsonOf(model: Model, keys: string[], rows: Plain[]): string {
  const columns = keys.map(key => [key, columnOf(model, key)] as const)
  return JSON.stringify(
    rows.map(row => Object.fromEntries(columns.map(([key, column]) => [column, plainOf(row[key])]))),
  )
}

function plainOf(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

function columnOf(model: Model, key: string): string {
  return model === 'enrolment' && key === 'order' ? 'order_number' : snake(key)
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
