import { attendanceApi } from '@diary/contracts/attendance'
import { problems } from '@diary/contracts/problem'
import { meApi } from '@diary/contracts/session'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { queryClient } from '#platform/api.ts'
import { answer, asked, reply, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { absenceOf, idOf, teacher, bodyOf } from '#testing/staff.ts'
import { AbsencesScreen } from './absences-screen.tsx'

const item = (lesson: number, day: string) => ({
  ...absenceOf(11, 'absent'),
  lessonId: idOf(lesson),
  day,
  number: 1,
  subject: 'Алгебра',
  studentName: 'Акимов Мирон Олегович',
  can: { excuse: true },
})

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(meApi.show, teacher)
  answer(
    attendanceApi.ofClass,
    z.decode(attendanceApi.ofClass.response, {
      from: '2026-11-02',
      to: '2026-11-29',
      className: '7А',
      items: [item(21, '2026-11-19'), item(22, '2026-11-20')],
    }),
  )
})

const puts = () =>
  asked
    .filter(({ what }) => what.startsWith('PUT'))
    .map(({ what, init }) => ({
      what,
      body: bodyOf(init),
      ifMatch: new Headers(init.headers).get('if-match'),
    }))

test('one tap gives the reason of a whole run of days', async () => {
  reply(attendanceApi.putReason, () => Response.json(absenceOf(11, 'absent', { reason: 'ill', version: 2 })))
  const user = await renderAt('/absences', <AbsencesScreen />)
  const run = await screen.findByRole('group', { name: /Акимов.*Причина всех 2 урока/ })
  await user.click(within(run).getByRole('button', { name: 'болезнь' }))
  expect(await screen.findByText(/записано/)).toBeTruthy()
  expect(puts()).toEqual(
    [21, 22].map(lesson => ({
      what: `PUT /lessons/${idOf(lesson)}/attendance/${idOf(11)}/reason`,
      body: { reason: 'ill', note: null },
      ifMatch: '"1"',
    })),
  )
  expect(within(run).getByRole('button', { name: 'болезнь' }).getAttribute('aria-pressed')).toBe('true')
})

test('a reason that somebody else gave meanwhile is shown, and may be kept', async () => {
  const theirs = absenceOf(11, 'absent', { reason: 'unexcused', version: 3 })
  reply(attendanceApi.putReason, ({ init }) => {
    if (new Headers(init.headers).get('if-match') === '"3"')
      return Response.json({ ...theirs, reason: 'ill', version: 4 })
    const code = 'changed-meanwhile'
    const details = { type: `/problems/${code}`, title: code, status: problems[code], code, current: theirs }
    return Response.json(details, { status: problems[code] })
  })
  const user = await renderAt('/absences', <AbsencesScreen />)
  const run = await screen.findByRole('group', { name: /Причина всех/ })
  await user.click(within(run).getByRole('button', { name: 'болезнь' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Сейчас записано «неуважительная причина»')
  await user.click(screen.getByRole('button', { name: 'Записать «болезнь»' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(
    puts()
      .slice(2)
      .map(({ ifMatch }) => ifMatch),
  ).toEqual(['"3"', '"3"'])
})

test('who is no class teacher is led to the classes', async () => {
  answer(meApi.show, { ...teacher, capacities: [] })
  await renderAt('/absences', <AbsencesScreen />)
  expect(await screen.findByRole('link', { name: 'К классам' })).toBeTruthy()
})
