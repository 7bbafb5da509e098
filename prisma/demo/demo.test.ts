import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { dayOf, weekdayOf } from '../day.ts'
import { fillOrder } from './draft.ts'
import { tellDemonstration } from './fill.ts'
import { secondSchool, storyClass } from './school/schools.ts'
import { yearAround } from './year.ts'

const day = '2026-11-23'
const told = tellDemonstration(day)
const [school] = told.drafts
if (!school) throw new Error('No school was told')

const dayText = (date: Date | string) => (typeof date === 'string' ? date.slice(0, 10) : dayOf(date))
const byId = <T extends { id?: string }>(rows: readonly T[]) => new Map(rows.map(row => [row.id ?? '', row]))
const lessons = byId(school.rowsOf('lesson'))
const books = byId(school.rowsOf('gradebook'))
const classes = byId(school.rowsOf('schoolClass'))
const groups = byId(school.rowsOf('studyGroup'))
const works = byId(school.rowsOf('work'))
const classOfGroup = new Map(
  school.rowsOf('studyGroupClass').map(it => [it.groupId, classes.get(it.classId)]),
)
const gradeOf = (lessonId: string) =>
  classOfGroup.get(books.get(lessons.get(lessonId)?.gradebookId ?? '')?.groupId ?? '')?.grade
const personOf = (login: string) => told.accounts.find(it => it.login === login)?.persons[0]?.personId
const childrenOf = (login: string) =>
  school
    .rowsOf('guardianship')
    .filter(it => it.guardianId === personOf(login) && !it.untilOn)
    .map(it => it.studentId)
const classOf = (studentId: string) =>
  classes.get(school.rowsOf('enrolment').find(it => it.studentId === studentId && !it.untilOn)?.classId ?? '')

describe('the days of the demonstration', () => {
  test.each([
    ['an ordinary Monday', '2026-11-23', '2026-11-23', 2026],
    ['a Sunday', '2026-11-22', '2026-11-23', 2026],
    ['autumn holidays', '2026-10-28', '2026-11-02', 2026],
    ['a public holiday', '2026-11-04', '2026-11-05', 2026],
    ['the first day', '2026-09-01', '2026-09-01', 2026],
    ['the eve of the year', '2026-08-31', '2026-09-01', 2026],
    ['the last day of December', '2026-12-31', '2027-01-11', 2026],
    ['a leap day', '2028-02-29', '2028-02-29', 2027],
    ['July, when the past year is over', '2026-07-10', '2026-07-10', 2025],
    ['a first of September that is a Sunday', '2030-09-01', '2030-09-02', 2030],
  ])('%s', (_, asked, today, year) => {
    expect(yearAround(asked)).toMatchObject({ today, year })
  })

  test('terms follow each other without a day in common', () => {
    for (let year = 2024; year < 2040; year += 1) {
      const { quarters, lessonsUntil } = yearAround(`${year}-10-01`)
      const days = quarters.flatMap(it => [it.from, it.until])
      expect(days).toEqual(days.toSorted())
      expect(days.at(-1)).toBe(lessonsUntil)
    }
  })
})

describe('the demonstration school', () => {
  test('has its six hundred children in twenty-four classes, and forty teachers', () => {
    const teachers = school.rowsOf('capacity').filter(it => it.kind === 'teacher')
    expect(school.rowsOf('student')).toHaveLength(600)
    expect(classes.size).toBe(24)
    expect(teachers).toHaveLength(40)
    expect(school.rowsOf('school')).toMatchObject([{ isDemo: true }])
    expect(new Set([...classes.values()].map(it => it.grade))).toEqual(
      new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    )
  })

  test('is nowhere in two places: no teacher, room or class has two lessons at once', () => {
    const seen = new Map<string, string>()
    const clashes: string[] = []
    const take = (what: string, by: string) => {
      if ((seen.get(what) ?? by) !== by) clashes.push(what)
      seen.set(what, by)
    }
    const teachers = groupsOf(school.rowsOf('lessonTeacher').map(it => [it.lessonId, it]))
    for (const [id, lesson] of lessons) {
      if (lesson.status === 'cancelled') continue
      const at = `${dayText(lesson.day)} ${lesson.startMinute}`
      const group = groups.get(books.get(lesson.gradebookId)?.groupId ?? '')
      for (const { staffId, isPlanned } of teachers.get(id) ?? [])
        if (!isPlanned || lesson.change !== 'teacher') take(`${at} teacher ${staffId}`, id)
      take(`${at} room ${lesson.roomId}`, id)
      // Halves of a class share the hour with each other, the whole class with nobody.
      const one = classOfGroup.get(group?.id ?? '')?.id
      take(
        `${at} class ${one}`,
        group?.kind === 'part' ? (group.title.split(' / ')[1]?.replace(/ \d$/, '') ?? '') : id,
      )
    }
    expect(clashes).toEqual([])
  })

  test('rests on Sundays and holidays, and below the eighth grade on Saturdays', () => {
    const days = [...lessons].map(([id, it]) => ({ on: dayText(it.day), grade: gradeOf(id) ?? 0 }))
    expect(days.filter(({ on, grade }) => told.year.isFree(on, grade))).toEqual([])
    expect(days.filter(({ on, grade }) => weekdayOf(on) === 6 && grade < 8)).toEqual([])
  })

  test('has told every past lesson and none of the future', () => {
    const withHomework = new Set(school.rowsOf('homework').map(it => it.lessonId))
    const held = [...lessons].filter(([, it]) => it.status === 'held')
    const planned = [...lessons.values()].filter(it => it.status === 'planned')
    expect(held.filter(([, it]) => !it.topic?.trim() || !it.content?.trim() || !it.attendanceAt)).toEqual([])
    expect(
      held.filter(([id, it]) => dayText(it.day) < day && withHomework.has(id) === it.isHomeworkNone),
    ).toEqual([])
    expect(planned.filter(it => dayText(it.day) < day || it.topic !== null)).toEqual([])
    const today = [...lessons.values()].filter(it => dayText(it.day) === day)
    expect(today.map(it => it.status)).toEqual(expect.arrayContaining(['held', 'planned']))
  })

  test('gives the first grade no marks and no homework', () => {
    const first = school.rowsOf('work').filter(it => gradeOf(it.lessonId) === 1)
    expect(first).toEqual([])
    expect(school.rowsOf('homework').filter(it => gradeOf(it.lessonId) === 1)).toEqual([])
  })

  test('marks those who were there, or who made the work up', () => {
    const absent = new Set(
      school
        .rowsOf('absence')
        .filter(it => it.observation === 'absent')
        .map(it => `${it.lessonId} ${it.studentId}`),
    )
    const wrong = school
      .rowsOf('mark')
      .filter(
        it => !it.isMadeUp && !it.isDebt && absent.has(`${works.get(it.workId)?.lessonId} ${it.studentId}`),
      )
    expect(wrong).toEqual([])
    const late = school.rowsOf('mark').filter(it => it.givenAt && new Date(it.givenAt) > told.year.now)
    expect(late).toEqual([])
  })

  test('has marks as a school has: many fours, few twos, about two lessons in five', () => {
    const marks = school.rowsOf('mark')
    const share = (value: string) => marks.filter(it => it.value === value).length / marks.length
    expect(share('2')).toBeGreaterThan(0.01)
    expect(share('2')).toBeLessThan(0.08)
    expect(share('3')).toBeGreaterThan(0.15)
    expect(share('5')).toBeGreaterThan(0.2)
    expect(share('4')).toBeGreaterThan(share('5'))
    const members = new Map<string, number>()
    for (const it of school.rowsOf('groupMembership'))
      members.set(it.groupId, (members.get(it.groupId) ?? 0) + 1)
    const seats = [...lessons.values()]
      .map(it => ({ it, book: books.get(it.gradebookId) }))
      .filter(({ it, book }) => it.status === 'held' && book?.isMarked)
      .reduce((sum, { book }) => sum + (members.get(book?.groupId ?? '') ?? 0), 0)
    expect(marks.length / seats).toBeGreaterThan(0.3)
    expect(marks.length / seats).toBeLessThan(0.5)
  })

  test('speaks without gaps', () => {
    const texts = [
      ...school.rowsOf('homework').map(it => it.text),
      ...school.rowsOf('work').flatMap(it => [it.topic, it.description]),
      ...[...lessons.values()].flatMap(it => [it.topic, it.content]),
    ].filter(text => text != null)
    expect(texts.filter(text => /[{}]|undefined|NaN|null|—\s*$/.test(text))).toEqual([])
  })

  test('has the people one signs in as', () => {
    const [elder, younger] = childrenOf('parent')
    expect([elder, younger].map(id => classOf(id ?? '')?.title)).toEqual([storyClass, '3Б'])
    expect(classOf(elder ?? '')?.shift).not.toBe(classOf(younger ?? '')?.shift)
    expect(childrenOf('father')).toEqual([elder])
    expect(childrenOf('parent2').map(id => classOf(id)?.title)).toEqual([storyClass])
    expect(childrenOf('parent2')).not.toContain(elder)
    const tutor = school
      .rowsOf('capacity')
      .find(it => it.kind === 'class_teacher' && it.staffId === personOf('class-teacher'))
    expect(classes.get(tutor?.classId ?? '')?.title).toBe(storyClass)
    for (const kind of ['deputy', 'head', 'secretary', 'admin'] as const)
      expect(school.rowsOf('capacity').some(it => it.kind === kind && it.staffId === personOf(kind))).toBe(
        true,
      )
    expect(told.accounts.find(it => it.login === 'teacher')?.persons).toHaveLength(2)
  })

  test('lets the teacher meet the story’s class every day, today with a lesson still to fill in', () => {
    const mine = new Set(
      school
        .rowsOf('lessonTeacher')
        .filter(it => it.staffId === personOf('teacher'))
        .map(it => it.lessonId),
    )
    const met = [...lessons].filter(([id, it]) => {
      const group = books.get(it.gradebookId)?.groupId ?? ''
      return mine.has(id) && classOfGroup.get(group)?.title === storyClass
    })
    expect(new Set(met.map(([, it]) => weekdayOf(dayText(it.day))))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(met.filter(([, it]) => dayText(it.day) === day).map(([, it]) => it.status)).toEqual(['planned'])
  })

  test('leaves the class teacher a reason to ask for', () => {
    const open = school.rowsOf('absence').filter(it => {
      const group = books.get(lessons.get(it.lessonId)?.gradebookId ?? '')?.groupId ?? ''
      return it.observation === 'absent' && !it.reason && classOfGroup.get(group)?.title === storyClass
    })
    expect(open.length).toBeGreaterThan(0)
  })

  test('is the same whenever it is told of the same day', () => {
    expect(digest(tellDemonstration(day))).toBe(digest(told))
    for (const other of ['2026-08-31', '2027-07-01', '2028-02-29']) {
      const once = tellDemonstration(other, [secondSchool])
      expect(digest(tellDemonstration(other, [secondSchool]))).toBe(digest(once))
    }
  }, 120_000)
})

function digest({ drafts, accounts }: ReturnType<typeof tellDemonstration>): string {
  const hash = createHash('sha256').update(JSON.stringify(accounts))
  for (const draft of drafts) for (const model of fillOrder) hash.update(JSON.stringify(draft.rowsOf(model)))
  return hash.digest('hex')
}

function groupsOf<T>(pairs: [string, T][]): Map<string, T[]> {
  const out = new Map<string, T[]>()
  for (const [key, value] of pairs) out.set(key, [...(out.get(key) ?? []), value])
  return out
}
