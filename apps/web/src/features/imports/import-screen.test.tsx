import { importsApi, type ImportRow } from '@diary/contracts/imports'
import { screen, waitFor, within } from '@testing-library/react'
import { Route, Routes, useParams } from 'react-router-dom'
import { beforeEach, expect, test } from 'vitest'
import { queryClient } from '#platform/api.ts'
import { answer, asked, refuse, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { bodyOf } from '#testing/staff.ts'
import { ImportScreen } from './import-screen.tsx'
import { runMade } from './testing/run-made.ts'

const { id } = runMade()

function Place() {
  return <ImportScreen importId={id} stage={useParams()['stage']} />
}

const open = (stage = '') =>
  renderAt(
    `/imports/${id}/${stage}`,
    <Routes>
      <Route path="/imports/:importId/:stage?" element={<Place />} />
    </Routes>,
  )

const counts = { created: 0, changed: 0, unchanged: 0, removed: 0, question: 0 }
const tried = runMade({
  state: 'tried',
  version: 3,
  counts: [
    { subject: 'student', counts: { ...counts, created: 2, changed: 1 } },
    { subject: 'guardian', counts: { ...counts, question: 1 } },
  ],
  can: { answer: true, try: true, apply: true, cancel: false, undo: false },
})
const rows: ImportRow[] = [
  {
    number: 1,
    subject: 'student',
    action: 'changed',
    title: 'Ёлкин Пётр',
    details: [{ field: 'class', before: '5А', after: '5Б' }],
  },
  { number: 2, subject: 'guardian', action: 'question', title: 'Ким Юна', details: [] },
]

beforeEach(() => {
  startAnswering()
  queryClient.clear()
  answer(importsApi.list, { items: [], next: null })
  answer(importsApi.rows, url => ({
    items: rows.filter(({ action }) => (url.searchParams.get('action') ?? action) === action),
    next: null,
  }))
})

test('a file that was recognised leads to what is asked about it', async () => {
  answer(importsApi.show, runMade())
  const user = await open()
  expect(await screen.findByText('Классов')).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'Дальше: соответствия' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Что чему соответствует' })).toBeTruthy()
  expect(screen.getByText('Соответствия').closest('li')?.getAttribute('aria-current')).toBe('step')
})

test('what is missing is asked for before anything is sent; then answers and trial go one after the other', async () => {
  answer(importsApi.show, runMade())
  answer(importsApi.answer, runMade({ version: 2 }))
  answer(importsApi.try, tried)
  const user = await open('answers')
  await user.click(await screen.findByRole('button', { name: 'Дальше: проба' }))
  expect(screen.getByRole('alert').textContent).toContain('Не хватает 1 ответа')
  expect(asked.some(({ what }) => what.startsWith('PUT'))).toBe(false)
  await user.selectOptions(screen.getByLabelText('«Труд» в школе'), 'Завести новый')
  await user.click(screen.getByRole('button', { name: 'Дальше: проба' }))
  expect(await screen.findByText('Проба готова, ничего ещё не записано')).toBeTruthy()
  const put = asked.find(({ what }) => what.startsWith('PUT'))
  const post = asked.find(({ what }) => what.startsWith('POST'))
  expect(bodyOf(put?.init ?? {})).toMatchObject({ matches: { subjects: { Труд: 'new', 'Физ-ра': 'f1' } } })
  expect(new Headers(put?.init.headers).get('if-match')).toBe('"1"')
  expect(new Headers(post?.init.headers).get('if-match')).toBe('"2"')
})

test('who was overtaken is told so, sees how it is now, and loses no answer', async () => {
  answer(importsApi.show, runMade())
  refuse(importsApi.answer, 'changed-meanwhile')
  const user = await open('answers')
  await user.selectOptions(await screen.findByLabelText('«Труд» в школе'), 'Завести новый')
  answer(importsApi.show, runMade({ version: 2 }))
  await user.click(screen.getByRole('button', { name: 'Дальше: проба' }))
  expect(await screen.findByText('Пока вы отвечали, загрузку изменил кто-то другой')).toBeTruthy()
  expect(screen.getByLabelText<HTMLSelectElement>('«Труд» в школе').value).toBe('new')
  await user.click(screen.getByRole('button', { name: 'Взять сохранённые' }))
  expect(screen.getByLabelText<HTMLSelectElement>('«Труд» в школе').value).toBe('')
})

test('a trial shows what changes from what to what, and its numbers narrow the rows', async () => {
  answer(importsApi.show, tried)
  const user = await open('trial')
  const table = await screen.findByRole('table', { name: 'Строка за строкой' })
  const changed = within(table).getByRole('row', { name: /Ёлкин Пётр/ })
  expect(within(changed).getByRole('deletion').textContent).toBe('5А')
  expect(within(changed).getByRole('insertion').textContent).toBe('5Б')
  await user.click(screen.getByRole('button', { name: /ждёт решения/ }))
  await waitFor(() => expect(screen.queryByRole('row', { name: /Ёлкин Пётр/ })).toBeNull())
  expect(await screen.findByRole('row', { name: /Ким Юна/ })).toBeTruthy()
  expect(asked.at(-1)?.url.searchParams.get('action')).toBe('question')
})

test('a job at work is followed until it ends, wherever the page was opened', async () => {
  answer(
    importsApi.show,
    runMade({
      state: 'trying',
      progress: { step: 'comparing', done: 1200, of: 4500 },
      can: { answer: false, try: false, apply: false, cancel: true, undo: false },
    }),
  )
  await open('answers')
  expect(await screen.findByRole('progressbar', { name: 'Сравниваем со школой' })).toBeTruthy()
  expect(screen.getByText(/1.200 из 4.500/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Остановить' })).toBeTruthy()
  answer(importsApi.show, tried)
  expect(await screen.findByText('Проба готова, ничего ещё не записано', {}, { timeout: 5000 })).toBeTruthy()
})

test('undoing asks first and names the version that was seen', async () => {
  const applied = runMade({
    state: 'applied',
    version: 5,
    finishedAt: '2026-11-23T03:05:00.000Z',
    counts: tried.counts,
    can: { answer: false, try: false, apply: false, cancel: false, undo: true },
  })
  answer(importsApi.show, applied)
  answer(importsApi.undo, { ...applied, state: 'undone', version: 6, can: { ...applied.can, undo: false } })
  const user = await open()
  await user.click(await screen.findByRole('button', { name: 'Отменить загрузку' }))
  const question = await screen.findByRole('dialog', { name: 'Отменить эту загрузку?' })
  expect(asked.some(({ what }) => what.startsWith('POST'))).toBe(false)
  await user.click(within(question).getByRole('button', { name: 'Отменить загрузку' }))
  expect(await screen.findByText('Загрузка отменена')).toBeTruthy()
  expect(new Headers(asked.find(({ what }) => what.startsWith('POST'))?.init.headers).get('if-match')).toBe(
    '"5"',
  )
})
