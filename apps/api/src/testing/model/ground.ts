import type { MadeGradebook, MadePerson, MadeSchool, MadeStudent } from '@diary/db/make/made'
import { randomUUID } from 'node:crypto'
import type { Caller, TestApi } from '../api.ts'
import { type BehindTheWalls } from '../behind.ts'
import { enter } from '../classroom.ts'
import { cellOf, Register } from './register.ts'

/** Two teachers of one gradebook, the second of whom is the class teacher; two students, each with one guardian. */
export interface Ground {
  readonly api: TestApi
  readonly behind: BehindTheWalls
  readonly school: MadeSchool
  readonly teachers: readonly [Actor, Actor]
  readonly students: readonly [MadeStudent, MadeStudent]
  readonly guardians: readonly [Guardian, Guardian]
  readonly newRun: () => Promise<Run>
}

export interface Actor {
  readonly person: MadePerson
  caller: Caller
}

/** A guardian's own child, and whether the right to read about it stands. */
export interface Guardian extends Actor {
  readonly student: MadeStudent
  isActive: boolean
}

/** One gradebook with two lessons and a work, and the model of it. */
export interface Run {
  readonly ground: Ground
  readonly gradebook: MadeGradebook
  readonly register: Register
  /** Everything that was made with an idempotency key: how it was asked for and what it was answered. */
  readonly created: { url: string; body: unknown; key: string; answer: string; by: number }[]
}

export const days = ['2026-11-20', '2026-11-23'] as const

/** Makes the people once; every run gets a gradebook of its own. */
export async function makeGround(api: TestApi, behind: BehindTheWalls): Promise<Ground> {
  const { make } = api
  const school = await make.school()
  const persons = [await make.teacher({ school }), await make.teacher({ school })] as const
  const fifth = await make.schoolClass({ school, title: '5А', teacher: persons[1] })
  const students = [await make.student({ class: fifth }), await make.student({ class: fifth })] as const
  const actor = async (person: MadePerson) => ({ person, caller: await enter(api, person) })
  const guardian = async (student: MadeStudent): Promise<Guardian> => ({
    ...(await actor(await make.guardian({ of: student }))),
    student,
    isActive: true,
  })
  const ground: Omit<Ground, 'newRun'> = {
    api,
    behind,
    school,
    teachers: [await actor(persons[0]), await actor(persons[1])],
    students,
    guardians: [await guardian(students[0]), await guardian(students[1])],
  }

  async function newRun(): Promise<Run> {
    const gradebook = await make.gradebook({
      class: fifth,
      teacher: persons[0],
      subject: `Предмет ${randomUUID()}`,
    })
    const { id: schoolId, startsOn } = school
    await make.insert(schoolId, {
      teaching: [
        {
          schoolId,
          id: randomUUID(),
          gradebookId: gradebook.id,
          staffId: persons[1].id,
          fromOn: new Date(startsOn),
        },
      ],
    })
    const register = new Register()
    for (const day of days) {
      const lesson = await make.lesson({ gradebook, day })
      register.lessons.set(lesson.id, cellOf({ topic: null, isHomeworkNone: false, isHeld: false }))
      const work = await make.work({ lesson })
      register.works.set(work.id, { ...cellOf({ topic: null }, null), lessonId: lesson.id })
    }
    for (const guardian of ground.guardians) await setGuardianship(whole, guardian, true)
    return { ground: whole, gradebook, register, created: [] }
  }
  const whole: Ground = { ...ground, newRun }
  return whole
}

/** Ends a guardianship, or lets it stand again. The guardian's token is good for nothing from that moment on. */
export async function setGuardianship(
  { behind }: Ground,
  guardian: Guardian,
  isActive: boolean,
): Promise<void> {
  if (guardian.isActive === isActive) return
  await behind.rows(`update guardianship set until_on = $3 where guardian_id = $1 and student_id = $2`, [
    guardian.person.id,
    guardian.student.id,
    isActive ? null : '2026-11-22',
  ])
  guardian.isActive = isActive
}
