import { sessionApi } from '@diary/contracts/session'
import { screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { currentSession } from '#platform/session/session.ts'
import { answer, asked, refuse, startAnswering } from '#testing/answers.ts'
import { sessionOf } from '#testing/family.ts'
import { renderAt } from '#testing/render.tsx'
import { SignInScreen } from './sign-in-screen.tsx'

beforeEach(() => {
  startAnswering()
})

test('a parent signs in; the login is sent in lower case and without spaces around it', async () => {
  answer(sessionApi.open, sessionOf('mother', 1))
  const user = await renderAt('/sign-in', <SignInScreen hasEnded={false} />)
  await user.type(screen.getByLabelText('Логин'), ' Parent ')
  await user.type(screen.getByLabelText('Пароль'), 'a long password{Enter}')
  expect(asked.at(-1)?.init.body).toBe('{"login":"parent","password":"a long password"}')
  expect(currentSession()).toBeDefined()
})

test('empty fields are named, the first takes the focus, and nothing is sent', async () => {
  const user = await renderAt('/sign-in', <SignInScreen hasEnded={false} />)
  await user.click(screen.getByRole('button', { name: 'Войти' }))
  expect(document.activeElement).toBe(screen.getByLabelText('Логин'))
  expect(screen.getByRole('textbox', { name: 'Логин', description: /Введите логин/ })).toBeTruthy()
  expect(screen.getByText('Введите пароль.')).toBeTruthy()
  expect(asked).toHaveLength(0)
})

test('a wrong password is said in words and is ready to be typed again', async () => {
  refuse(sessionApi.open, 'wrong-credentials')
  const user = await renderAt('/sign-in', <SignInScreen hasEnded={false} />)
  await user.type(screen.getByLabelText('Логин'), 'parent')
  await user.type(screen.getByLabelText('Пароль'), 'wrong{Enter}')
  expect(await screen.findByText(/Логин или пароль не подходит/)).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByLabelText('Пароль'))
})

test('the password can be looked at', async () => {
  const user = await renderAt('/sign-in', <SignInScreen hasEnded={false} />)
  const field = screen.getByLabelText('Пароль')
  expect(field.getAttribute('type')).toBe('password')
  await user.click(screen.getByRole('button', { name: 'Показать пароль' }))
  expect(field.getAttribute('type')).toBe('text')
})

test('who was thrown out is told why', async () => {
  await renderAt('/sign-in', <SignInScreen hasEnded />)
  expect(screen.getByRole('alert').textContent).toContain('Сеанс закончился')
})
