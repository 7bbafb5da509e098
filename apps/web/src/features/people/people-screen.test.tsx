import { peopleApi, type PersonInList } from '@diary/contracts/people'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { queryClient } from '#platform/api.ts'
import { answer, asked, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { idOf } from '#testing/staff.ts'
import { PeopleScreen } from './people-screen.tsx'

const person = (number: number, name: string): PersonInList => ({
  id: idOf(number) as never,
  name,
  kinds: ['student'],
  note: '7А',
})

beforeEach(() => {
  startAnswering()
  queryClient.clear()
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
  expect(await screen.findByText('Вебер Назар')).toBeTruthy()
  expect(screen.queryByText('Акимов Мирон')).toBeNull()
  expect(asked.map(({ url }) => url.searchParams.get('search'))).toEqual([null, 'вебер'])
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
  await waitFor(() => expect(asked.at(-1)?.url.searchParams.get('kind')).toBe('staff'))
})
