import { ApiProblem } from '@diary/contracts/call'
import { attendanceApi } from '@diary/contracts/attendance'
import { homeworkApi } from '@diary/contracts/homework'
import { lessonsApi } from '@diary/contracts/lessons'
import { marksApi, markValue } from '@diary/contracts/marks'
import { worksApi } from '@diary/contracts/works'
import { beforeAll, expect, test } from 'vitest'
import { type Caller, testApi } from '#testing/api'
import { behindTheWalls, historyOf } from '#testing/behind'
import { enter, idOf, makeClassroom } from '#testing/classroom'

const api = testApi({ poolSize: 8 })
const behind = behindTheWalls()
let it: Awaited<ReturnType<typeof makeClassroom>>
let teacher: Caller
let classTeacher: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  teacher = await enter(api, it.teacher)
  classTeacher = await enter(api, it.classTeacher)
})

type Write = (number: number, ifVersion: number) => Promise<{ version: number }>
const newLesson = () => api.make.lesson({ gradebook: it.gradebook })

/** Each thing that two people can edit: how it is made, and how it is written the n-th time, each time differently. */
const things: Record<string, () => Promise<{ id: string; write: Write }>> = {
  async mark() {
    const work = await api.make.work({ lesson: await newLesson() })
    const { id } = await api.make.mark({ work, student: it.student, value: 'na' })
    const params = { workId: idOf(work), studentId: idOf(it.student) }
    const body = (number: number) => ({
      value: markValue.options[number % 5] ?? '5',
      isDebt: false,
      isMadeUp: false,
      comment: `${number}`,
    })
    return {
      id,
      write: (number, ifVersion) => teacher.call(marksApi.put, { params, body: body(number), ifVersion }),
    }
  },
  async absence() {
    const lesson = await newLesson()
    const { id } = await api.make.absence({ lesson, student: it.student })
    const params = { lessonId: idOf(lesson), studentId: idOf(it.student) }
    return {
      id,
      write: (number, ifVersion) =>
        teacher.call(attendanceApi.put, {
          params,
          body: { observation: 'late', lateMinutes: number + 1 },
          ifVersion,
        }),
    }
  },
  async reason() {
    const lesson = await newLesson()
    const { id } = await api.make.absence({ lesson, student: it.student })
    const params = { lessonId: idOf(lesson), studentId: idOf(it.student) }
    return {
      id,
      write: (number, ifVersion) =>
        classTeacher.call(attendanceApi.putReason, {
          params,
          body: { reason: 'ill', note: `${number}` },
          ifVersion,
        }),
    }
  },
  async lesson() {
    const { id } = await newLesson()
    const params = { lessonId: id as never }
    return {
      id,
      write: (number, ifVersion) =>
        teacher.call(lessonsApi.update, { params, body: { topic: `${number}` }, ifVersion }),
    }
  },
  async work() {
    const work = await api.make.work({ lesson: await newLesson() })
    const params = { workId: idOf(work) }
    return {
      id: work.id,
      write: (number, ifVersion) =>
        teacher.call(worksApi.update, { params, body: { topic: `${number}` }, ifVersion }),
    }
  },
  async homework() {
    const { id } = await api.make.homework({ lesson: await newLesson() })
    const params = { homeworkId: id as never }
    return {
      id,
      write: (number, ifVersion) =>
        teacher.call(homeworkApi.update, { params, body: { text: `${number}` }, ifVersion }),
    }
  },
}

test.each(Object.keys(things))(
  'of many who saw the same %s exactly one writes, and the others are shown it',
  async kind => {
    const made = await things[kind]?.()
    if (!made) throw new Error('A thing to write')
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, number) => made.write(number, 1).catch((refusal: unknown) => refusal)),
    )
    const [won, ...others] = outcomes.filter(outcome => !(outcome instanceof ApiProblem))
    expect([won, others]).toEqual([expect.objectContaining({ version: 2 }), []])
    // What is shown of a refusal stands as on the wire.
    const shown: unknown = JSON.parse(JSON.stringify(won))
    for (const lost of outcomes.filter(outcome => outcome instanceof ApiProblem))
      expect([lost.code, lost.current]).toEqual(['changed-meanwhile', shown])
  },
)

test.each(Object.keys(things))(
  'of writers who look again when they come too late, nobody’s %s is lost',
  async kind => {
    const made = await things[kind]?.()
    if (!made) throw new Error('A thing to write')
    const writers = 8
    const patient = async (number: number) => {
      for (let seen = 1; ;) {
        const refusal = await made.write(number, seen).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        if (!refusal) return
        if (!(refusal instanceof ApiProblem) || refusal.code !== 'changed-meanwhile') throw refusal
        seen = (refusal.current as { version: number }).version
      }
    }
    await Promise.all(Array.from({ length: writers }, (_, number) => patient(number)))
    const changes = (await historyOf(behind, made.id)).filter(({ action }) => action === 'change')
    expect(changes).toHaveLength(writers)
    // Each change begins where the one before ended.
    for (const [index, { before }] of changes.entries()) {
      const previous = changes[index - 1]?.after ?? before
      for (const [name, value] of Object.entries(before ?? {}))
        if (previous && name in previous) expect(previous[name]).toEqual(value)
    }
  },
)
