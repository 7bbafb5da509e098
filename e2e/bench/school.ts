import { call } from '@diary/contracts/call'
import { diaryApi } from '@diary/contracts/diary'
import type { Answer, Endpoint, Sent } from '@diary/contracts/endpoint'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import type { Day } from '@diary/contracts/primitives'
import { type Child, meApi, sessionApi } from '@diary/contracts/session'
import { worksApi } from '@diary/contracts/works'
import { addDays, mondayOf } from '@diary/db/day'

/** Someone signed in over HTTP. */
export async function signIn(url: string, login: string, password: string) {
  const { accessToken } = await call(sessionApi.open, { body: { login, password } }, (path, init) =>
    fetch(url + path, init),
  )
  const headers = { authorization: `Bearer ${accessToken}` }
  return {
    headers,
    call: <E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<Answer<E>> =>
      call(endpoint, sent, (path, init) =>
        fetch(url + path, { ...init, headers: { ...init.headers, ...headers } }),
      ),
  }
}

/** What the benchmark asks of the demonstration school: a full diary week, a full gradebook page, cells to write marks into. */
export async function findCases(url: string, password: string) {
  const guardian = await signIn(url, 'parent', password)
  const me = await guardian.call(meApi.show, {})
  const child = me.children[0]
  if (!child) throw new Error('The demonstration parent has children')
  const from = await fullestWeek(guardian, child.id, mondayOf(me.school.schoolDay) as Day)
  const teacher = await signIn(url, 'teacher', password)
  const { items } = await teacher.call(gradebooksApi.list, { query: { limit: 100 } })
  const pages = await Promise.all(
    items
      .filter(({ isMarked }) => isMarked)
      .map(({ id }) => teacher.call(gradebooksApi.show, { params: { gradebookId: id }, query: {} })),
  )
  const page = pages.toSorted(
    (a, b) => b.students.length * b.lessons.length - a.students.length * a.lessons.length,
  )[0]
  const lesson = page?.lessons
    .filter(({ status, absences }) => status === 'held' && absences.length === 0)
    .at(-1)
  const type = page?.workTypes[0]
  if (!page || !lesson || !type)
    throw new Error('The demonstration teacher has a gradebook with a held lesson')
  // Works of our own, a mark of the first student each: every connection writes its own cells.
  const works = await Promise.all(
    Array.from({ length: 32 }, () =>
      teacher.call(worksApi.create, { params: { lessonId: lesson.id }, body: { workTypeId: type.id } }),
    ),
  )
  const teacherId = (await teacher.call(meApi.show, {})).person.id
  return {
    schoolId: me.school.id,
    studentId: child.id,
    from,
    to: addDays(from, 6) as Day,
    today: me.school.today,
    gradebookId: page.gradebook.id,
    gradebookFrom: page.from,
    gradebookTo: page.to,
    teacherId,
    workIds: works.map(({ id }) => id),
    markedStudentId: page.students[0]?.id ?? '',
    guardianHeaders: guardian.headers,
    teacherHeaders: teacher.headers,
  }
}
export type Cases = Awaited<ReturnType<typeof findCases>>

/** Of the last weeks, the one with the most lessons: holidays would make the figures better than they are. */
async function fullestWeek(
  guardian: Awaited<ReturnType<typeof signIn>>,
  studentId: Child['id'],
  monday: Day,
): Promise<Day> {
  const mondays = [-1, -2, -3, -4].map(weeks => addDays(monday, weeks * 7) as Day)
  const sizes = await Promise.all(
    mondays.map(async from => {
      const diary = await guardian.call(diaryApi.show, {
        params: { studentId },
        query: { from, to: addDays(from, 6) },
      })
      return JSON.stringify(diary).length
    }),
  )
  return mondays[sizes.indexOf(Math.max(...sizes))] ?? monday
}
