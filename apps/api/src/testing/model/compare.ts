import { ApiProblem } from '@diary/contracts/call'
import { type Diary, diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { expect } from 'vitest'
import { enter, idOf } from '../classroom.ts'
import { days, type Guardian, type Run } from './ground.ts'
import type { Cell } from './register.ts'

/** Reads the register as each teacher and the diary as each guardian: all of it must be what the model says, and no more. */
export async function compareReads(run: Run): Promise<void> {
  const expected = pageOf(run)
  const [pages] = await Promise.all([
    Promise.all(run.ground.teachers.map(({ caller }) => readPage(run, caller))),
    Promise.all(run.ground.guardians.map(guardian => compareDiary(run, guardian))),
  ])
  for (const page of pages) expect(page).toEqual(expected)
}

const readPage = async ({ gradebook }: Run, caller: Run['ground']['teachers'][0]['caller']) => {
  const page = await caller.call(gradebooksApi.show, {
    params: { gradebookId: idOf(gradebook) },
    query: { from: days[0], to: days[1] },
  })
  return page.lessons.map(({ id, topic, isHomeworkNone, status, version, works, absences, homework }) => ({
    id,
    topic,
    isHomeworkNone,
    isHeld: status === 'held',
    version,
    works: byId(
      works.map(({ id, topic, version, marks }) => ({ id, topic, version, marks: marksOf(marks) })),
    ),
    absences: byStudent(
      absences.map(({ studentId, observation, lateMinutes, reason, version }) => ({
        studentId,
        observation,
        lateMinutes,
        reason,
        version,
      })),
    ),
    homework: byId(homework.map(({ id, text, version }) => ({ id, text, version }))),
  }))
}

const marksOf = (
  marks: readonly { studentId: string; value: string | null; comment: string | null; version: number }[],
) =>
  byStudent(marks.map(({ studentId, value, comment, version }) => ({ studentId, value, comment, version })))

function pageOf({ register, ground: { students } }: Run) {
  const each = <State extends object>(cellFor: (studentId: string) => Cell<State>) =>
    byStudent(
      students.flatMap(({ id: studentId }) => {
        const { live, version } = cellFor(studentId)
        return live ? [{ studentId, ...live, version }] : []
      }),
    )
  return [...register.lessons].map(([id, { live, version }]) => ({
    id,
    ...live,
    version,
    works: byId(
      living(register.works, id).map(work => ({
        ...work,
        marks: each(studentId => register.mark(work.id, studentId)),
      })),
    ),
    absences: each(studentId => register.absence(id, studentId)),
    homework: byId(living(register.homework, id)),
  }))
}

const living = <State extends object>(
  things: ReadonlyMap<string, Cell<State> & { lessonId: string }>,
  of: string,
) =>
  [...things].flatMap(([id, { live, version, lessonId }]) =>
    live && lessonId === of ? [{ id, ...live, version }] : [],
  )

async function compareDiary(run: Run, guardian: Guardian): Promise<void> {
  const { student } = guardian
  if (!guardian.isActive) {
    const code = await read(guardian).then(() => 'read', codeOf)
    // The token from before is worth nothing at once, and signing in anew gives no child.
    if (code !== 'token-stale') return expect(code).toBe('not-allowed')
    guardian.caller = await enter(run.ground.api, guardian.person)
    return expect(await read(guardian).then(() => 'read', codeOf)).toBe('not-allowed')
  }
  const shown = await read(guardian).catch(async (refusal: unknown) => {
    // A right that came back is in the next token.
    if (!(refusal instanceof ApiProblem) || !/^(token-stale|not-allowed)$/.test(refusal.code)) throw refusal
    guardian.caller = await enter(run.ground.api, guardian.person)
    return read(guardian)
  })
  expect(lessonsShown(run, shown)).toEqual(lessonsOf(run, student.id))
  const [stranger] = run.ground.students.filter(({ id }) => id !== student.id)
  // Every text a teacher writes about a child holds the child's id.
  expect(JSON.stringify(shown)).not.toContain(stranger?.id)
}

const codeOf = (refusal: ApiProblem) => refusal.code

const read = ({ caller, student }: Guardian) =>
  caller.call(diaryApi.show, {
    params: { studentId: idOf(student) },
    query: { from: days[0], to: days[1] },
  })

const lessonsShown = ({ register }: Run, diary: Diary) =>
  diary.days.flatMap(({ lessons }) =>
    lessons
      .filter(({ id }) => register.lessons.has(id))
      .map(({ id, topic, isHomeworkNone, status, works, absence, homework }) => ({
        id,
        topic,
        isHomeworkNone,
        isHeld: status === 'held',
        works: byId(
          works.map(({ id, topic, mark }) => ({
            id,
            topic,
            mark: mark && { value: mark.value, comment: mark.comment },
          })),
        ),
        absence: absence && {
          observation: absence.observation,
          lateMinutes: absence.lateMinutes,
          reason: absence.reason,
        },
        homework: byId(homework.map(({ id, text, version }) => ({ id, text, version }))),
      })),
  )

const lessonsOf = ({ register }: Run, studentId: string) =>
  [...register.lessons].map(([id, { live }]) => ({
    id,
    ...live,
    works: byId(
      living(register.works, id).map(({ id, topic }) => ({
        id,
        topic,
        mark: register.mark(id, studentId).live ?? null,
      })),
    ),
    absence: register.absence(id, studentId).live ?? null,
    homework: byId(living(register.homework, id)),
  }))

const byId = <T extends { id: string }>(items: T[]) =>
  items.sort((one, other) => (one.id < other.id ? -1 : 1))
const byStudent = <T extends { studentId: string }>(items: T[]) =>
  items.sort((one, other) => (one.studentId < other.studentId ? -1 : 1))
