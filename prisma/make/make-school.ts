import { uuidv7 } from 'uuidv7'
import { dateOf } from '../day.ts'
import type {
  Day,
  Given,
  Ground,
  MadeClass,
  MadeGradebook,
  MadeGroup,
  MadePerson,
  MadeSchool,
  MadeStudent,
} from './made.ts'
import { rows, workTypeRows } from './rows.ts'

/** Factories of the school itself: its year, classes, study groups and gradebooks. */
export function schoolMaker({ insert, startsOn, endsOn }: Ground) {
  const subjects = new Map<string, Promise<string>>()

  async function school(it: Given<'school'> = {}): Promise<MadeSchool> {
    const id = it.id ?? uuidv7()
    const [yearId, schemeId, bellScheduleId] = [uuidv7(), uuidv7(), uuidv7()]
    const year = Number(startsOn.slice(0, 4))
    const quarters = [
      [`${year}-09-01`, `${year}-10-24`],
      [`${year}-11-02`, `${year}-12-30`],
      [`${year + 1}-01-11`, `${year + 1}-03-26`],
      [`${year + 1}-04-05`, `${year + 1}-05-26`],
    ] as const
    const termIds = [uuidv7(), uuidv7(), uuidv7(), uuidv7()] as const
    const types = workTypeRows(id, startsOn)
    const made = rows.school({ ...it, id })
    await insert(id, {
      school: [made],
      academicYear: [
        {
          schoolId: id,
          id: yearId,
          title: `${year}/${year + 1}`,
          startsOn: dateOf(startsOn),
          endsOn: dateOf(endsOn),
        },
      ],
      termScheme: [{ schoolId: id, id: schemeId, yearId, kind: 'quarter', title: 'Четверти' }],
      term: quarters.map(([from, until], index) => ({
        schoolId: id,
        id: termIds[index as 0],
        schemeId,
        ordinal: index + 1,
        title: `${index + 1} четверть`,
        startsOn: dateOf(from),
        endsOn: dateOf(until),
      })),
      termSchemeRule: [{ schoolId: id, yearId, schemeId, id: uuidv7() }],
      bellSchedule: [
        { schoolId: id, id: bellScheduleId, title: 'Первая смена', shift: 1, validFrom: dateOf(startsOn) },
      ],
      bellSlot: Array.from({ length: 8 }, (_, index) => ({
        schoolId: id,
        bellScheduleId,
        number: index + 1,
        startMinute: 480 + index * 55,
        endMinute: 480 + index * 55 + 40,
      })),
      workType: types,
    })
    const workTypeIds = new Map<string, string>(types.map(type => [type.title, type.id]))
    return {
      schoolId: id,
      id,
      title: made.title,
      yearId,
      startsOn,
      endsOn,
      schemeId,
      termIds,
      bellScheduleId,
      workTypeIds,
    }
  }

  async function schoolClass({
    school: of,
    teacher: classTeacher,
    ...it
  }: Given<'schoolClass'> & { school: MadeSchool; teacher?: MadePerson }): Promise<MadeClass> {
    const id = it.id ?? uuidv7()
    const groupId = uuidv7()
    const title = it.title ?? '5А'
    const { schoolId, yearId } = of
    await insert(schoolId, {
      schoolClass: [rows.schoolClass({ ...it, schoolId, yearId, id, title })],
      studyGroup: [{ schoolId, id: groupId, yearId, kind: 'whole_class', title }],
      studyGroupClass: [{ schoolId, groupId, classId: id }],
      capacity: classTeacher
        ? [
            rows.capacity({
              schoolId,
              staffId: classTeacher.id,
              kind: 'class_teacher',
              classId: id,
              fromOn: dateOf(startsOn),
            }),
          ]
        : [],
    })
    return { schoolId, school: of, id, title, groupId }
  }

  async function group({
    classes,
    students,
    ...it
  }: Given<'studyGroup'> & { classes: MadeClass[]; students: MadeStudent[] }): Promise<MadeGroup> {
    const [first] = classes
    if (!first) throw new Error('A study group takes its students from a class')
    const { schoolId, school: of } = first
    const id = it.id ?? uuidv7()
    const title = it.title ?? `${classes.map(one => one.title).join('+')} ${id.slice(-4)}`
    const kind = it.kind ?? (classes.length > 1 ? 'stream' : 'part')
    await insert(schoolId, {
      studyGroup: [{ schoolId, yearId: of.yearId, id, title, kind }],
      studyGroupClass: classes.map(one => ({ schoolId, groupId: id, classId: one.id })),
      groupMembership: students.map(student =>
        rows.membership({ schoolId, groupId: id, studentId: student.id, fromOn: dateOf(startsOn) }),
      ),
    })
    return { schoolId, school: of, id, title }
  }

  function subject({ school: of, ...it }: Given<'subject'> & { school: MadeSchool }): Promise<string> {
    const { schoolId } = of
    const title = it.title ?? 'Математика'
    const key = `${schoolId}/${title}`
    const found = subjects.get(key)
    if (found) return found
    const id = uuidv7()
    const made = insert(schoolId, { subject: [{ ...it, schoolId, id, title }] }).then(() => id)
    subjects.set(key, made)
    return made
  }

  async function gradebook({
    class: of,
    group: given,
    teacher,
    subject: title = 'Математика',
    from = startsOn,
    until,
    ...it
  }: Given<'gradebook'> & {
    class?: MadeClass
    group?: MadeGroup
    teacher: MadePerson
    subject?: string
    from?: Day
    until?: Day
  }): Promise<MadeGradebook> {
    const place = given ?? of
    if (!place) throw new Error('A gradebook belongs to a class or to a study group')
    const { schoolId, school: at } = place
    const id = it.id ?? uuidv7()
    const groupId = given ? given.id : (of?.groupId ?? '')
    const subjectId = await subject({ school: at, title })
    const untilOn = until ? dateOf(until) : null
    await insert(schoolId, {
      gradebook: [{ isMarked: true, ...it, schoolId, id, groupId, subjectId }],
      teaching: [
        { schoolId, id: uuidv7(), gradebookId: id, staffId: teacher.id, fromOn: dateOf(from), untilOn },
      ],
    })
    return { schoolId, school: at, id, subjectId, groupId, teacher }
  }

  return { school, schoolClass, group, subject, gradebook }
}
