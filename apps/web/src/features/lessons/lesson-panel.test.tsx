import { attendanceApi } from '@diary/contracts/attendance'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { homeworkApi } from '@diary/contracts/homework'
import { lesson as lessonShape, lessonsApi, type Lesson } from '@diary/contracts/lessons'
import { problems } from '@diary/contracts/problem'
import { sessionApi } from '@diary/contracts/session'
import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { queryClient } from '#platform/api.ts'
import { signOut } from '#platform/session/session.ts'
import { answer, asked, reply, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { absenceOf, idOf, lessonInPage, lessonOf, pageWith, bodyOf } from '#testing/staff.ts'
import { LessonPanel } from './lesson-panel.tsx'

beforeEach(async () => {
  startAnswering()
  answer(sessionApi.close, undefined)
  // Nothing half typed in one test is found again in the next.
  await signOut()
  queryClient.clear()
  asked.length = 0
  answer(gradebooksApi.show, pageWith([lessonInPage(21, '2026-11-23')]))
})

async function open(lesson: Lesson) {
  answer(lessonsApi.show, lesson)
  const user = await renderAt(`/today?lesson=${lesson.id}`, <LessonPanel />)
  await screen.findByLabelText('Тема')
  return user
}

const changes = () =>
  asked
    .filter(({ what }) => !what.startsWith('GET'))
    .map(({ what, init }) => ({
      what,
      body: bodyOf(init),
      ifMatch: new Headers(init.headers).get('if-match'),
    }))

const wire = (lesson: Lesson) => z.encode(lessonShape, lesson)

/** A server on which somebody else was faster. */
function answerAfterConflict(theirs: Lesson) {
  reply(lessonsApi.update, ({ init }) => {
    if (new Headers(init.headers).get('if-match') !== `"${theirs.version}"`) {
      const code = 'changed-meanwhile'
      const details = {
        type: `/problems/${code}`,
        title: code,
        status: problems[code],
        code,
        current: wire(theirs),
      }
      return Response.json(details, { status: problems[code] })
    }
    const saved = { ...theirs, ...bodyOf(init), version: theirs.version + 1 }
    return Response.json(wire(saved))
  })
}

test('a topic is saved when its field is left', async () => {
  reply(lessonsApi.update, () => Response.json(wire(lessonOf({ topic: 'Дроби', version: 2 }))))
  const user = await open(lessonOf())
  await user.type(screen.getByLabelText('Тема'), 'Дроби')
  expect(screen.getByText('Ещё не сохранено')).toBeTruthy()
  await user.tab()
  expect(await screen.findByText('Сохранено')).toBeTruthy()
  expect(changes()).toEqual([
    { what: `PATCH /lessons/${idOf(21)}`, body: { topic: 'Дроби' }, ifMatch: '"1"' },
  ])
})

test('what somebody else wrote in another field is kept, and nobody is asked', async () => {
  answerAfterConflict(lessonOf({ content: 'Решали задачи', version: 5 }))
  const user = await open(lessonOf())
  await user.type(screen.getByLabelText('Тема'), 'Дроби')
  await user.tab()
  await screen.findByText('Сохранено')
  expect(screen.getByLabelText<HTMLTextAreaElement>('Что делали на уроке').value).toBe('Решали задачи')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('two topics for one lesson are shown side by side, and the teacher decides', async () => {
  answerAfterConflict(lessonOf({ topic: 'Проценты', version: 5 }))
  const user = await open(lessonOf())
  await user.type(screen.getByLabelText('Тема'), 'Дроби')
  await user.tab()
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Проценты')
  expect(alert.textContent).toContain('Дроби')
  await user.click(screen.getByRole('button', { name: 'Записать моё' }))
  await screen.findByText('Сохранено')
  expect(changes().at(-1)).toEqual({
    what: `PATCH /lessons/${idOf(21)}`,
    body: { topic: 'Дроби' },
    ifMatch: '"5"',
  })
})

test('leaving theirs gives one’s own up', async () => {
  answerAfterConflict(lessonOf({ topic: 'Проценты', version: 5 }))
  const user = await open(lessonOf())
  await user.type(screen.getByLabelText('Тема'), 'Дроби')
  await user.tab()
  await user.click(await screen.findByRole('button', { name: 'Оставить как сейчас' }))
  expect(screen.getByLabelText<HTMLInputElement>('Тема').value).toBe('Проценты')
  expect(changes()).toHaveLength(1)
})

test('one tap says that a student is absent', async () => {
  reply(attendanceApi.put, () => Response.json(absenceOf(11, 'absent')))
  const user = await open(lessonOf())
  const toggle = screen.getByRole('button', { name: /Акимов Мирон Олегович: нет на уроке/ })
  await user.click(toggle)
  expect(toggle.getAttribute('aria-pressed')).toBe('true')
  expect(changes()).toMatchObject([
    { what: `PUT /lessons/${idOf(21)}/attendance/${idOf(11)}`, body: { observation: 'absent' } },
  ])
})

test('closing the panel saves homework that was typed and not given yet', async () => {
  reply(homeworkApi.create, ({ init }) =>
    Response.json({
      id: idOf(41),
      lessonId: idOf(21),
      text: bodyOf(init).text,
      dueOn: '2026-11-25',
      dueLessonId: null,
      minutes: null,
      studentIds: [],
      publishedAt: '2026-11-23T03:00:00.000Z',
      updatedAt: '2026-11-23T03:00:00.000Z',
      version: 1,
    }),
  )
  const user = await open(lessonOf())
  await user.type(screen.getByLabelText('Что задано'), '№ 345')
  await user.click(screen.getByRole('button', { name: 'Закрыть' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(changes()).toMatchObject([{ what: `POST /lessons/${idOf(21)}/homework`, body: { text: '№ 345' } }])
})

test('what cannot be saved keeps the panel open, and is found again when it was left all the same', async () => {
  reply(lessonsApi.update, () => {
    throw new TypeError('Failed to fetch')
  })
  const user = await open(lessonOf())
  await user.type(screen.getByLabelText('Тема'), 'Дроби')
  await user.click(screen.getByRole('button', { name: 'Закрыть' }))
  expect(await screen.findByText(/Сохранить не получилось/)).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Тема').value).toBe('Дроби')
})

test('who may not fill the lesson in sees it and nothing to press', async () => {
  await open(lessonOf({ can: { edit: false } }))
  expect(screen.getByLabelText<HTMLInputElement>('Тема').disabled).toBe(true)
  expect(screen.queryByRole('button', { name: 'Отсутствующих нет' })).toBeNull()
  expect(screen.queryByLabelText('Что задано')).toBeNull()
})
