import { diaryApi } from '@diary/contracts/diary'
import { meApi } from '@diary/contracts/session'
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { queryClient } from '#platform/api.ts'
import { answer, asked, refuse, startAnswering } from '#testing/answers.ts'
import { diaryWith, homeworkWith, lessonWith, me, workWithFive } from '#testing/family.ts'
import { renderAt } from '#testing/render.tsx'
import { WeekScreen } from './week-screen.tsx'

const [child] = me.children
if (!child) throw new Error('The mother of these tests has a child')
const studentId = child.id

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(meApi.show, me)
})

function answerWeek(lessons: Parameters<typeof lessonWith>[0][]) {
  answer(diaryApi.show, url => {
    const from = url.searchParams.get('from') ?? ''
    const days =
      from === '2026-11-23' ? { '2026-11-23': lessons.map((words, at) => lessonWith(words, at + 1)) } : {}
    return diaryWith(from, url.searchParams.get('to') ?? '', days)
  })
}

test('a lesson shows its homework and mark, and opens to say what the mark is for', async () => {
  answerWeek([
    { topic: 'Сложение дробей', works: [workWithFive], homeworkDue: [homeworkWith('№ 345', '2026-11-23')] },
  ])
  const user = await renderAt('/children/1/week', <WeekScreen studentId={studentId} />)
  const day = await screen.findByRole('region', { name: /Понедельник, 23 ноября/ })
  expect(within(day).getByText('№ 345')).toBeTruthy()
  expect(within(day).getByRole('list', { name: 'Оценки' }).textContent).toBe('5 (отлично)КР')
  await user.click(within(day).getByRole('button', { name: 'Математика' }))
  expect(within(day).getByText(/Контрольная работа/)).toBeTruthy()
  expect(within(day).getByText('Дроби')).toBeTruthy()
  expect(within(day).getByText('Поставил(а): Кузнецов Олег Игоревич')).toBeTruthy()
})

test('a substitution says who was and who is', async () => {
  answerWeek([
    {
      teacher: 'Орлов Павел Андреевич',
      change: { kind: 'teacher', was: { teacher: 'Иванова Анна Петровна' }, reason: 'болезнь' },
    },
  ])
  const user = await renderAt('/children/1/week', <WeekScreen studentId={studentId} />)
  expect(await screen.findByText('Замена учителя')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Математика' }))
  expect(screen.getByText('Иванова Анна Петровна').parentElement?.textContent).toBe(
    'Иванова Анна Петровна → Орлов Павел Андреевич',
  )
})

test('the weeks before and after are loaded ahead', async () => {
  answerWeek([{}])
  await renderAt('/children/1/week', <WeekScreen studentId={studentId} />)
  await screen.findByRole('heading', { name: 'Неделя' })
  const starts = asked
    .filter(({ what }) => what.endsWith('/diary'))
    .map(({ url }) => url.searchParams.get('from'))
  expect(starts.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ])
})

test('a week without lessons says so', async () => {
  answerWeek([])
  await renderAt('/children/1/week', <WeekScreen studentId={studentId} />)
  expect(await screen.findByText('На этой неделе уроков нет')).toBeTruthy()
})

test('a stranger’s child does not exist', async () => {
  refuse(diaryApi.show, 'not-found')
  await renderAt('/children/1/week', <WeekScreen studentId={studentId} />)
  expect(await screen.findByText('Такой страницы нет')).toBeTruthy()
})
