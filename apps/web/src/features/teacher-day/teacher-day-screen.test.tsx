import { attendanceApi } from '@diary/contracts/attendance'
import { lessonsApi, type Lack, type Lesson } from '@diary/contracts/lessons'
import { meApi } from '@diary/contracts/session'
import { screen, within } from '@testing-library/react'
import { useLocation } from 'react-router-dom'
import { beforeEach, expect, test } from 'vitest'
import { queryClient } from '#platform/api.ts'
import { answer, asked, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { idOf, lessonOf, teacher } from '#testing/staff.ts'
import { TeacherDayScreen } from './teacher-day-screen.tsx'

const day = teacher.school.today

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(meApi.show, teacher)
  answer(attendanceApi.ofClass, { from: day, to: day, className: '7А', items: [] })
})

const answerDay = (items: (Lesson & { lacks: Lack[] })[]) => answer(lessonsApi.list, { day, items })

function Where() {
  return <output>{useLocation().search}</output>
}

test('a lesson says what it still lacks, and one press leads to the first gap', async () => {
  answerDay([
    { ...lessonOf({ id: idOf(20), status: 'held' }), lacks: [] },
    { ...lessonOf({ id: idOf(21), group: '8Б' }), lacks: ['topic', 'homework'] },
  ])
  const user = await renderAt(
    '/today',
    <>
      <TeacherDayScreen />
      <Where />
    </>,
  )
  const lacks = await screen.findByRole('list', { name: 'Осталось заполнить' })
  expect(
    within(lacks)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['нет темы', 'нет задания'])
  expect(screen.getByText('Не заполнен 1 урок')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'К следующему пробелу' }))
  expect(screen.getByText(`?lesson=${idOf(21)}`)).toBeTruthy()
})

test('the days before and after are one press away', async () => {
  answerDay([])
  const user = await renderAt('/today', <TeacherDayScreen />)
  expect(await screen.findByText('В этот день уроков нет')).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'Предыдущий день' }))
  expect(await screen.findByRole('heading', { name: 'Воскресенье, 22 ноября' })).toBeTruthy()
  expect(asked.map(({ url }) => url.searchParams.get('day'))).toContain('2026-11-22')
})

test('a class teacher is led to the absences of the class', async () => {
  answerDay([])
  await renderAt('/today', <TeacherDayScreen />)
  const link = await screen.findByRole('link', { name: 'Пропуски 7А' })
  expect(link.getAttribute('href')).toBe(`/absences?class=${idOf(3)}`)
})
