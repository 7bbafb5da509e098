import { diaryLesson } from '@diary/contracts/diary'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { diaryWith, lessonWith } from '#testing/family.ts'
import { momentOf, nextDayWithLessons } from './lesson.ts'

const lessons = [
  lessonWith({ startsAt: '08:00', endsAt: '08:45' }, 1),
  lessonWith({ startsAt: '09:00', endsAt: '09:45', status: 'cancelled' }, 2),
  lessonWith({ startsAt: '10:00', endsAt: '10:45' }, 3),
].map(lesson => z.decode(diaryLesson, lesson))

test.each([
  ['07:30', { at: 'break', isFirst: true, next: lessons[0] }],
  ['08:00', { at: 'lesson', lesson: lessons[0], next: lessons[2] }],
  ['08:44', { at: 'lesson', lesson: lessons[0], next: lessons[2] }],
  ['09:10', { at: 'break', isFirst: false, next: lessons[2] }],
  ['10:30', { at: 'lesson', lesson: lessons[2], next: undefined }],
  ['10:45', { at: 'end' }],
])('at %s the child is where the bells say; a cancelled lesson is free time', (time, moment) => {
  expect(momentOf(lessons, time)).toEqual(moment)
})

test('without lessons there is no moment to show', () => {
  expect(momentOf([], '09:00')).toBeUndefined()
})

test('homework is for the next day with lessons, not for a day on which all are cancelled', () => {
  const { days } = diaryWith('2026-11-23', '2026-11-26', {
    '2026-11-23': [lessonWith({})],
    '2026-11-24': [lessonWith({ status: 'cancelled' })],
    '2026-11-25': [],
    '2026-11-26': [lessonWith({})],
  })
  expect(nextDayWithLessons(days, '2026-11-23')?.day).toBe('2026-11-26')
  expect(nextDayWithLessons(days, '2026-11-26')).toBeUndefined()
})
