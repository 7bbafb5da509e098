import { classesApi } from '@diary/contracts/classes'
import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { queryClient } from '#platform/api.ts'
import { answer, asked, reply, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { bodyOf, idOf } from '#testing/staff.ts'
import { PeopleScreen } from './people-screen.tsx'

const person = (number: number, name: string): PersonInList => ({
  id: idOf(number) as never,
  name,
  kinds: ['student'],
  note: '7А',
})

const lists = () => asked.filter(({ what }) => what === 'GET /people')
const searches = () => lists().map(({ url }) => url.searchParams.get('search'))

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(classesApi.list, { items: [] })
  answer(peopleApi.list, url => {
    if (url.searchParams.get('search')) return { items: [person(3, 'Вебер Назар')], next: null }
    return url.searchParams.get('after')
      ? { items: [person(2, 'Балашова Ольга')], next: null }
      : { items: [person(1, 'Акимов Мирон')], next: 'more' }
  })
})

test('a word typed is asked for once, when the typing rests', async () => {
  const user = await renderAt('/people', <PeopleScreen canAdd />)
  await screen.findByText('Акимов Мирон')
  await user.type(screen.getByLabelText('Фамилия, имя или отчество'), 'вебер')
  expect(await screen.findByRole('link', { name: /Вебер Назар/ })).toBeTruthy()
  expect(screen.queryByText('Акимов Мирон')).toBeNull()
  expect(searches()).toEqual([null, 'вебер'])
})

test('the list goes on where it ended', async () => {
  const user = await renderAt('/people', <PeopleScreen canAdd />)
  await user.click(await screen.findByRole('button', { name: 'Показать ещё' }))
  expect(await screen.findByText('Балашова Ольга')).toBeTruthy()
  expect(screen.getByText('Акимов Мирон')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Показать ещё' })).toBeNull()
})

test('a kind of person is chosen beside the search', async () => {
  const user = await renderAt('/people', <PeopleScreen canAdd />)
  await screen.findByText('Акимов Мирон')
  await user.click(screen.getByRole('radio', { name: 'Сотрудники' }))
  await waitFor(() => expect(lists().at(-1)?.url.searchParams.get('kind')).toBe('staff'))
})

test('the arrows go from the field through those found and back; what matched is marked', async () => {
  const user = await renderAt('/people', <PeopleScreen canAdd />)
  const field = screen.getByRole('searchbox')
  await user.type(field, 'вебер')
  const link = await screen.findByRole('link', { name: /Вебер Назар/ })
  expect(link.querySelector('mark')?.textContent).toBe('Вебер')
  await user.keyboard('{ArrowDown}')
  expect(document.activeElement).toBe(link)
  await user.keyboard('{ArrowUp}')
  expect(document.activeElement).toBe(field)
})

test('who is alike is shown before somebody new is made, and made only when said to be another', async () => {
  const user = await renderAt('/people', <PeopleScreen canAdd />)
  reply(peopleApi.create, () =>
    Response.json(
      {
        type: '/problems/person-duplicate',
        title: 'person-duplicate',
        status: 409,
        code: 'person-duplicate',
        current: {
          duplicates: [{ ...person(9, 'Вебер Назар'), birthOn: '2014-03-02', alike: ['name'] }],
        },
      },
      { status: 409 },
    ),
  )
  await user.click(screen.getByRole('button', { name: 'Новый ученик' }))
  await user.type(await screen.findByLabelText('Фамилия'), 'Вебер')
  await user.type(screen.getByLabelText('Имя'), 'Назар')
  await user.click(screen.getByRole('button', { name: 'Добавить' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('похожее имя')
  await user.click(screen.getByRole('button', { name: 'Это другой человек, добавить нового' }))
  await waitFor(() => expect(asked.filter(({ what }) => what === 'POST /people')).toHaveLength(2))
  const bodies = asked.filter(({ what }) => what === 'POST /people').map(({ init }) => bodyOf(init))
  expect(bodies).toMatchObject([{ isSomeoneElse: false }, { isSomeoneElse: true }])
})
