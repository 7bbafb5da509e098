import { uuidv7 } from 'uuidv7'
import { addDays, dateOf } from '../day.ts'
import type {
  Day,
  Given,
  Ground,
  MadeGradebook,
  MadeLesson,
  MadePerson,
  MadeThing,
  MadeWork,
} from './made.ts'
import { rows } from './rows.ts'
import type { WorkTypeTitle } from './rows.ts'

/** Factories of what happens in lessons: works, marks, absences and homework. */
export function lessonMaker({ insert, today }: Ground) {
  async function lesson({
    gradebook: of,
    day = today,
    number = 1,
    isHeld = false,
    substitute,
    ...it
  }: Omit<Given<'lesson'>, 'day'> & {
    gradebook: MadeGradebook
    day?: Day
    isHeld?: boolean
    substitute?: MadePerson
  }): Promise<MadeLesson> {
    const { schoolId } = of
    const id = it.id ?? uuidv7()
    const startMinute = 480 + (number - 1) * 55
    const held = isHeld
      ? {
          status: 'held' as const,
          heldAt: new Date(),
          attendanceAt: new Date(),
          topic: 'Сложение и вычитание',
        }
      : {}
    const change = substitute
      ? { change: 'teacher' as const, changeWas: { teacher: of.teacher.lastName } }
      : {}
    await insert(schoolId, {
      lesson: [
        rows.lesson({
          startMinute,
          endMinute: startMinute + 40,
          ...held,
          ...change,
          ...it,
          schoolId,
          id,
          gradebookId: of.id,
          day: dateOf(day),
          number,
        }),
      ],
      lessonTeacher: substitute
        ? [
            rows.lessonTeacher({ schoolId, lessonId: id, staffId: of.teacher.id, isActual: false }),
            rows.lessonTeacher({
              schoolId,
              lessonId: id,
              staffId: substitute.id,
              isPlanned: false,
              isActual: true,
            }),
          ]
        : [
            rows.lessonTeacher({
              schoolId,
              lessonId: id,
              staffId: of.teacher.id,
              isActual: isHeld ? true : null,
            }),
          ],
    })
    return { schoolId, id, day, gradebook: of }
  }

  async function work({
    lesson: of,
    type = 'Работа на уроке',
    ...it
  }: Given<'work'> & { lesson: MadeLesson; type?: WorkTypeTitle }): Promise<MadeWork> {
    const { schoolId, gradebook: book } = of
    const id = it.id ?? uuidv7()
    const workTypeId = book.school.workTypeIds.get(type)
    if (!workTypeId) throw new Error(`The school has no work type «${type}»`)
    await insert(schoolId, {
      work: [rows.work({ createdById: book.teacher.id, ...it, schoolId, id, lessonId: of.id, workTypeId })],
    })
    return { schoolId, id, lesson: of }
  }

  async function mark({
    work: of,
    student: child,
    ...it
  }: Given<'mark'> & { work: MadeWork; student: MadePerson }): Promise<MadeThing> {
    const { schoolId } = of
    const id = it.id ?? uuidv7()
    const givenById = it.givenById ?? of.lesson.gradebook.teacher.id
    await insert(schoolId, {
      mark: [rows.mark({ ...it, schoolId, id, workId: of.id, studentId: child.id, givenById })],
    })
    return { schoolId, id }
  }

  async function absence({
    lesson: of,
    student: child,
    ...it
  }: Given<'absence'> & { lesson: MadeLesson; student: MadePerson }): Promise<MadeThing> {
    const { schoolId } = of
    const id = it.id ?? uuidv7()
    const observedById = it.observedById ?? of.gradebook.teacher.id
    const reason = it.reason ? { reasonById: observedById, reasonAt: new Date() } : {}
    await insert(schoolId, {
      absence: [
        rows.absence({ ...reason, ...it, schoolId, id, lessonId: of.id, studentId: child.id, observedById }),
      ],
    })
    return { schoolId, id }
  }

  async function homework({
    lesson: of,
    due,
    students = [],
    ...it
  }: Omit<Given<'homework'>, 'dueOn'> & {
    lesson: MadeLesson
    due?: MadeLesson | Day
    students?: MadePerson[]
  }): Promise<MadeThing> {
    const { schoolId } = of
    const id = it.id ?? uuidv7()
    const dueOn = typeof due === 'string' ? due : (due?.day ?? addDays(of.day, 1))
    await insert(schoolId, {
      homework: [
        rows.homework({
          createdById: of.gradebook.teacher.id,
          ...it,
          schoolId,
          id,
          lessonId: of.id,
          dueLessonId: typeof due === 'object' ? due.id : null,
          dueOn: dateOf(dueOn),
          studentIds: students.map(one => one.id),
        }),
      ],
    })
    return { schoolId, id }
  }

  return { lesson, work, mark, absence, homework }
}
