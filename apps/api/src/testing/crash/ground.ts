import { openAuthDatabase } from '@diary/db/auth-client'
import { openDatabase } from '@diary/db/client'
import type { MadeAccount, MadeGradebook, MadeSchool, MadeStudent } from '@diary/db/make/made'
import { maker, testPassword } from '@diary/db/make/maker'
import { rows } from '@diary/db/make/rows'
import { randomUUID } from 'node:crypto'
import { passwords } from '#platform/passwords'
import { type ApiProcess, type Ask, askPatiently, today } from './api-process.ts'

/** A class whose teacher will write many marks at once. */
export interface Ground {
  readonly school: MadeSchool
  readonly gradebook: MadeGradebook
  readonly students: readonly MadeStudent[]
  readonly account: MadeAccount
  readonly guardian: MadeAccount
  readonly secretary: MadeAccount
  /** A lesson of its own with so many works. */
  newWorks(count: number): Promise<{ lessonId: string; workIds: string[] }>
  close(): Promise<void>
}

export async function makeGround(
  urls: { app: string; auth: string },
  studentsCount: number,
): Promise<Ground> {
  const app = openDatabase(urls.app, { size: 4 })
  const auth = openAuthDatabase(urls.auth, { size: 1 })
  const make = maker({ app, auth, hashPassword: passwords().hash, today })
  const school = await make.school()
  const teacher = await make.teacher({ school })
  const fifth = await make.schoolClass({ school, title: '5А' })
  const students = await Promise.all(
    Array.from({ length: studentsCount }, () => make.student({ class: fifth })),
  )
  const [first] = students
  if (!first) throw new Error('A class has students')
  const gradebook = await make.gradebook({ class: fifth, teacher })
  const guardian = await make.guardian({ of: first })
  return {
    school,
    gradebook,
    students,
    account: await make.account({ person: teacher }),
    guardian: await make.account({ person: guardian }),
    secretary: await make.account({ person: await make.staff({ school, as: ['secretary'] }) }),
    async newWorks(count) {
      const lesson = await make.lesson({ gradebook, day: today, isHeld: true })
      const workTypeId = school.workTypeIds.get('Работа на уроке') ?? ''
      const works = Array.from({ length: count }, () => ({
        ...rows.work({ schoolId: school.id, lessonId: lesson.id, workTypeId, createdById: teacher.id }),
        id: randomUUID(),
      }))
      await make.insert(school.id, { work: works })
      return { lessonId: lesson.id, workIds: works.map(({ id }) => id) }
    },
    async close() {
      await app.close()
      await auth.close()
    },
  }
}

/** Signs in over the wire; the token is believed by every process of the installation. */
export async function signIn(api: ApiProcess, { login }: MadeAccount): Promise<Record<string, string>> {
  const body = { login, password: testPassword }
  const { status, body: said } = await askPatiently(api, { method: 'POST', path: '/session', body })
  if (status !== 200) throw new Error(`Signing in answered ${status}: ${said}`)
  return { authorization: `Bearer ${(JSON.parse(said) as { accessToken: string }).accessToken}` }
}

/** A mark where there was none; its value follows from its place, so that what is found can be told from what was sent. */
export const markOf = (
  headers: Record<string, string>,
  workId: string,
  studentId: string,
  value: string,
): Ask => ({
  method: 'PUT',
  path: `/works/${workId}/marks/${studentId}`,
  headers: { ...headers, 'if-none-match': '*' },
  body: { value },
})
