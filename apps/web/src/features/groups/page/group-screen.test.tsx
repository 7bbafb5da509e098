import { groupPage, groupsApi, subject } from '@diary/contracts/groups'
import { meApi } from '@diary/contracts/session'
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { queryClient } from '#platform/api.ts'
import { answer, asked, refuse, reply, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { bodyOf, idOf, teacher } from '#testing/staff.ts'
import { GroupScreen } from './group-screen.tsx'

const russian = {
  id: idOf(50),
  groupId: idOf(41),
  subjectId: idOf(60),
  subject: 'Русский язык',
  isMarked: true,
  teachers: [{ id: idOf(1), name: 'Белова Наталья Сергеевна', teachingId: idOf(70), version: 1 }],
  version: 3,
}
const group = z.decode(groupPage, {
  id: idOf(41),
  title: '8А русский 1',
  kind: 'part',
  classes: [{ id: idOf(3), title: '8А' }],
  studentIds: [idOf(100)],
  students: [{ id: idOf(100), name: 'Абрамов Илья' }],
  gradebooks: [russian],
  version: 1,
})

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(meApi.show, teacher)
  answer(groupsApi.show, group)
  answer(groupsApi.subjects, {
    items: z.decode(z.array(subject), [
      { id: idOf(60), title: 'Русский язык', isMarked: true, version: 1 },
      { id: idOf(61), title: 'Логика', isMarked: false, version: 1 },
    ]),
  })
})
const open = () => renderAt('/groups/x', <GroupScreen groupId={group.id} canOpenPeople />)
const lastSent = (method: string) => asked.findLast(({ what }) => what.startsWith(method))

test('a group gets a subject with marks or without, as the subject usually is, by the keyboard', async () => {
  const user = await open()
  expect(await screen.findByText('Абрамов Илья')).toBeTruthy()
  reply(groupsApi.putSubject, () =>
    Response.json({ ...russian, id: idOf(51), subjectId: idOf(61), subject: 'Логика', isMarked: false }),
  )
  screen.getByRole('button', { name: 'Добавить предмет' }).focus()
  await user.keyboard('{Enter}')
  const sheet = await screen.findByRole('dialog')
  const choice = await within(sheet).findByRole('combobox', { name: 'Предмет' })
  expect(within(choice).queryByRole('option', { name: 'Русский язык' })).toBeNull()
  await user.selectOptions(choice, 'Логика')
  await user.click(within(sheet).getByRole('button', { name: 'Добавить' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(bodyOf(lastSent('PUT')?.init ?? {})).toEqual({ isMarked: false })
})

test('a subject that has lessons is not taken away, and it is said why', async () => {
  const user = await open()
  refuse(groupsApi.removeSubject, 'gradebook-in-use')
  const row = await screen.findByRole('group', { name: 'Русский язык' })
  await user.click(within(row).getByRole('button', { name: 'Изменить' }))
  await user.click(await screen.findByRole('button', { name: 'Убрать предмет у группы' }))
  await user.click(await screen.findByRole('button', { name: 'Убрать' }))
  expect(await screen.findByText(/уже есть уроки или часы/)).toBeTruthy()
})
