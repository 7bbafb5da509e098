import { attendanceApi } from '@diary/contracts/attendance'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { absenceOf, idOf } from '#testing/staff.ts'
import { othersOf, toRuns } from './runs.ts'

type Words = Parameters<typeof absenceOf>[2]

const item = (student: number, day: string, number = 1, words: Words = {}) => ({
  ...absenceOf(student, 'absent', words),
  lessonId: idOf(Number(day.slice(8)) * 10 + number),
  day,
  number,
  subject: 'Алгебра',
  studentName: student === 11 ? 'Акимов Мирон' : 'Балашова Ольга',
  can: { excuse: true },
})

const absences = (...items: ReturnType<typeof item>[]) =>
  z.decode(attendanceApi.ofClass.response, { from: '2026-11-01', to: '2026-11-30', className: '7А', items })
    .items

test('days in a row are one run, over a weekend too; a day at school ends it', () => {
  const runs = toRuns(
    absences(
      item(11, '2026-11-19', 2),
      item(11, '2026-11-19', 1),
      item(11, '2026-11-20'),
      item(11, '2026-11-23'),
      item(11, '2026-11-25'),
    ),
  )
  expect(runs.map(({ from, to, absences }) => [from, to, absences.length])).toEqual([
    ['2026-11-25', '2026-11-25', 1],
    ['2026-11-19', '2026-11-23', 4],
  ])
})

test('Thursday and Monday are no run: on Friday the student was there', () => {
  expect(toRuns(absences(item(11, '2026-11-19'), item(11, '2026-11-23')))).toHaveLength(2)
})

test('what is open comes first, however old', () => {
  const runs = toRuns(
    absences(item(11, '2026-11-23', 1, { reason: 'ill' }), item(12, '2026-11-10'), item(12, '2026-11-16')),
  )
  expect(runs.map(({ to, openCount }) => [to, openCount])).toEqual([
    ['2026-11-16', 1],
    ['2026-11-10', 1],
    ['2026-11-23', 0],
  ])
})

test('lateness needs no reason and stands apart', () => {
  const late = { ...item(11, '2026-11-23'), observation: 'late' as const }
  const there = { ...item(12, '2026-11-23'), observation: 'present' as const }
  expect(toRuns(absences(late, there))).toEqual([])
  expect(othersOf(absences(late, there))).toHaveLength(1)
})
