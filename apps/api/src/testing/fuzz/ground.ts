import type { Endpoint } from '@diary/contracts/endpoint'
import type { MadePerson } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import type { TestApi } from '../api.ts'
import { type BehindTheWalls } from '../behind.ts'
import { enter, makeClassroom } from '../classroom.ts'
import type { Ids } from './from-schema.ts'

export const askers = ['teacher', 'guardian', 'deputy', 'secretary', 'classTeacher', 'nobody'] as const
export type Asker = (typeof askers)[number]

/** A school with something of everything, the ids of it all, and those who ask. */
export interface FuzzGround {
  readonly schoolId: string
  readonly ids: Ids
  /** The bearer token of an asker; empty for nobody. */
  token(asker: Asker): string
  /** After someone has signed out everywhere. */
  enterAgain(asker: Asker): Promise<void>
}

export async function makeFuzzGround(api: TestApi): Promise<FuzzGround> {
  const { make } = api
  const it = await makeClassroom(api)
  const { school, gradebook, student, classmate, fifth } = it
  const held = await make.lesson({ gradebook, day: '2026-11-20', isHeld: true })
  const later = await make.lesson({ gradebook, day: '2026-12-01' })
  const lessons = [
    await make.lesson({ gradebook, number: 2 }),
    await make.lesson({ gradebook, number: 3, status: 'cancelled', change: 'cancel' }),
    later,
  ]
  const open = await make.work({ lesson: held })
  const works = [await make.work({ lesson: held, withdrawnAt: new Date() })]
  for (const work of [open, ...works]) await make.mark({ work, student })
  await make.absence({ lesson: held, student: classmate, reason: 'ill' })
  const whole = await make.homework({ lesson: held })
  const homework = [await make.homework({ lesson: held, students: [student], text: 'одному' })]
  const staff = (as: 'deputy' | 'secretary') => make.staff({ school, as: [as] })
  const persons: Record<Exclude<Asker, 'nobody'>, MadePerson> = {
    teacher: it.teacher,
    guardian: it.guardian,
    classTeacher: it.classTeacher,
    deputy: await staff('deputy'),
    secretary: await staff('secretary'),
  }
  const tokens = new Map<Asker, string>()
  const enterAgain = async (asker: Asker) => {
    if (asker !== 'nobody') tokens.set(asker, (await enter(api, persons[asker])).token)
  }
  for (const asker of askers) await enterAgain(asker)

  const foreign = await makeClassroom(api)
  // The first is the school's own and free to be worked with: it is met most often.
  const idsOf = (...[first, ...things]: [{ id: string }, ...{ id: string }[]]) => [
    ...[first, first, first, ...things].map(({ id }) => id),
    randomUUID(),
  ]
  const known: Record<string, string[]> = {
    studentId: idsOf(student, classmate, foreign.student),
    gradebookId: idsOf(gradebook, foreign.gradebook),
    lessonId: idsOf(held, ...lessons),
    dueLessonId: idsOf(later, ...lessons),
    workId: idsOf(open, ...works),
    homeworkId: idsOf(whole, ...homework),
    classId: idsOf(fifth, foreign.fifth),
    personId: idsOf(student, it.teacher, foreign.teacher),
    schoolId: idsOf(school, foreign.school),
    termId: [...school.termIds, randomUUID()],
    workTypeId: [...school.workTypeIds.values(), randomUUID()],
  }
  return {
    schoolId: school.id,
    ids: name => known[name.replace(/s$/, '')] ?? [randomUUID()],
    token: asker => tokens.get(asker) ?? '',
    enterAgain,
  }
}

/** Everything of the school that a request could change, as one text. */
export async function snapshotOf(behind: BehindTheWalls, schoolId: string): Promise<string> {
  const tables = [
    'lesson',
    'lesson_teacher',
    'work',
    'mark',
    'absence',
    'homework',
    'history',
    'idempotency_key',
  ]
  const more = [
    'person',
    'capacity',
    'guardianship',
    'enrolment',
    'group_membership',
    'work_type',
    'teaching',
  ]
  const [row] = await behind.rows<{ print: string }>(
    `select concat_ws(' ', ${[...tables, ...more]
      .map(
        table =>
          `(select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) from ${table} t where school_id = $1)`,
      )
      .join(', ')}) as print`,
    [schoolId],
  )
  return row?.print ?? ''
}

export const labelOf = ({ method, path }: Endpoint) => `${method} ${path}`
