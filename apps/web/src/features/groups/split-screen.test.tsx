import { classGroups, groupsApi, type ClassGroups } from '@diary/contracts/groups'
import { meApi } from '@diary/contracts/session'
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { queryClient } from '#platform/api.ts'
import { answer, asked, reply, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { bodyOf, idOf, teacher } from '#testing/staff.ts'
import { SplitScreen } from './split-screen.tsx'

const classId = idOf(3) as never
const surnames = Array.from({ length: 30 }, (_, index) => `Ученик ${String(index + 1).padStart(2, '0')}`)
const groupOf = (number: number, studentIds: string[], version = 1) => ({
  id: idOf(number),
  title: `8А английский ${number - 40}`,
  kind: 'part' as const,
  classes: [{ id: idOf(3), title: '8А' }],
  studentIds,
  gradebooks: [],
  version,
})
const dataWith = (first: string[], second: string[], version = 1): ClassGroups =>
  z.decode(classGroups, {
    on: '2026-11-23',
    students: surnames.map((name, index) => ({ id: idOf(100 + index), name })),
    groups: [groupOf(41, first, version), groupOf(42, second, version)],
  })
const idsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => idOf(100 + from - 1 + index))

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(meApi.show, teacher)
  answer(groupsApi.list, dataWith([], []))
})

async function open() {
  const user = await renderAt('/classes/x/split', <SplitScreen classId={classId} classTitle="8А" />)
  const grid = await screen.findByRole('grid', { name: 'Ученики по группам' })
  grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  return { user, grid }
}
const savedLast = () => {
  const last = asked.findLast(({ what }) => what.startsWith('PUT'))
  return (bodyOf(last?.init ?? {}) as { groups: { studentIds: string[] }[] }).groups.map(
    ({ studentIds }) => studentIds,
  )
}
const changedMeanwhile = (theirs: ClassGroups) =>
  Response.json(
    {
      type: '/problems/changed-meanwhile',
      title: 'changed-meanwhile',
      status: 412,
      code: 'changed-meanwhile',
      current: z.encode(classGroups, theirs),
    },
    { status: 412 },
  )
const saved = (first: string[], second: string[]) => () =>
  Response.json({ ...z.encode(classGroups, dataWith(first, second, 2)), inNone: [], inSeveral: [] })

test('a class of 30 is split in two with the keyboard alone and saved once', async () => {
  const { user } = await open()
  reply(groupsApi.split, saved(idsOf(1, 15), idsOf(16, 30)))
  await user.keyboard(`${'1'.repeat(15)}${'2'.repeat(15)}`)
  await user.keyboard('{Control>}s{/Control}')
  expect(await screen.findByText(/Сохранено. Группы действуют с 23 ноября/)).toBeTruthy()
  const puts = asked.filter(({ what }) => what.startsWith('PUT'))
  expect(puts).toHaveLength(1)
  expect(puts.map(({ init }) => (bodyOf(init) as { groups: { studentIds: string[] }[] }).groups)).toEqual([
    [
      { groupId: idOf(41), version: 1, studentIds: idsOf(1, 15) },
      { groupId: idOf(42), version: 1, studentIds: idsOf(16, 30) },
    ],
  ])
})

test('a range goes together; what was done is said, counted and taken back', async () => {
  const { user, grid } = await open()
  await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}2')
  const rows = within(grid).getAllByRole('row')
  expect(within(rows[1] as HTMLElement).getByLabelText('здесь: 8А английский 2')).toBeTruthy()
  expect(within(rows[3] as HTMLElement).getByLabelText('здесь: 8А английский 2')).toBeTruthy()
  expect(screen.getByText(/3 ученика — 8А английский 2/)).toBeTruthy()
  expect(document.activeElement?.getAttribute('aria-label')).toBe('здесь: 8А английский 2')
  await user.keyboard('{Control>}z{/Control}')
  expect(screen.getByText(/Все изменения сохранены/)).toBeTruthy()
})

test('evenly by alphabet is one press', async () => {
  const { user } = await open()
  reply(groupsApi.split, saved(idsOf(1, 15), idsOf(16, 30)))
  await user.click(screen.getByRole('button', { name: 'Поровну по алфавиту' }))
  await user.click(screen.getByRole('button', { name: /Сохранить с 23 ноября/ }))
  expect(await screen.findByText(/Сохранено/)).toBeTruthy()
  expect(savedLast()).toEqual([idsOf(1, 15), idsOf(16, 30)])
})

test('somebody else moved another student: both moves are saved', async () => {
  const { user } = await open()
  const theirs = dataWith([], [idOf(129)], 5)
  let tries = 0
  reply(groupsApi.split, () => {
    tries += 1
    return tries === 1 ? changedMeanwhile(theirs) : saved([idOf(100)], [idOf(129)])()
  })
  await user.keyboard('1{Control>}s{/Control}')
  expect(await screen.findByText(/Сохранено/)).toBeTruthy()
  const last = asked.findLast(({ what }) => what.startsWith('PUT'))
  expect(bodyOf(last?.init ?? {})).toMatchObject({
    groups: [
      { version: 5, studentIds: [idOf(100)] },
      { version: 5, studentIds: [idOf(129)] },
    ],
  })
})

test('both moved the same student: both versions are shown, and a person decides', async () => {
  const { user } = await open()
  const theirs = dataWith([], [idOf(100)], 5)
  let tries = 0
  reply(groupsApi.split, () => {
    tries += 1
    return tries === 1 ? changedMeanwhile(theirs) : saved([idOf(100)], [])()
  })
  await user.keyboard('1{Control>}s{/Control}')
  const clash = await screen.findByRole('alert')
  expect(clash.textContent).toContain('8А английский 2')
  expect(clash.textContent).toContain('8А английский 1')
  await user.click(within(clash).getByRole('button', { name: 'Записать моё' }))
  await user.click(screen.getByRole('button', { name: /Сохранить с 23 ноября/ }))
  expect(await screen.findByText(/Сохранено/)).toBeTruthy()
  expect(savedLast()).toEqual([[idOf(100)], []])
})
