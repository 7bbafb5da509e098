import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

/** Who the demonstration school lets in. */
export type Login =
  | 'parent'
  | 'parent2'
  | 'father'
  | 'teacher'
  | 'class-teacher'
  | 'deputy'
  | 'head'
  | 'secretary'
  | 'admin'

export const password = 'demo-2026-diary'

/** One person at one browser of their own: what the page says in red is a failure. */
export async function someone(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options)
  const page = await context.newPage()
  page.on('pageerror', error => {
    throw error
  })
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) throw new Error(message.text())
  })
  return page
}

/** Signs in through the screen and waits for the first page of that person. */
export async function signIn(page: Page, login: Login): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Логин').fill(login)
  await page.getByLabel('Пароль', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** A token of someone's, for asking the API past the screens. */
export async function tokenOf(page: Page, login: Login): Promise<string> {
  const answer = await page.request.post('/api/v1/session', { data: { login, password } })
  expect(answer.status()).toBe(200)
  return ((await answer.json()) as { accessToken: string }).accessToken
}

/** Asks the API as someone. */
export async function ask(
  page: Page,
  token: string,
  path: string,
): Promise<{ status: number; text: string }> {
  const answer = await page.request.get(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status(), text: await answer.text() }
}

/** Brings a place of the navigation into sight: a phone's bar has no room for all of an office's. */
export async function showPlace(page: Page, name: string): Promise<void> {
  const navigation = page.getByRole('navigation')
  if (await navigation.getByRole('link', { name }).first().isVisible()) return
  const more = navigation.getByRole('button', { name: 'Ещё' })
  if (await more.isVisible()) await more.click()
}
