import { expect, test } from '@playwright/test'
import { password, signIn, someone } from './people.ts'

test('a wrong password says so and keeps the login; the right one lets in', async ({ browser }) => {
  const page = await someone(browser)
  await page.goto('/')
  await page.getByLabel('Логин').fill('head')
  await page.getByLabel('Пароль', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Войти' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('Логин')).toHaveValue('head')
  await page.getByLabel('Пароль', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
})

test('a session outlives a reload and a second tab, and ends in both at once', async ({ browser }) => {
  const page = await someone(browser)
  await signIn(page, 'admin')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).not.toHaveURL(/sign-in/)
  const second = await page.context().newPage()
  await second.goto('/account')
  await second.getByRole('button', { name: 'Выйти', exact: true }).click()
  await expect(second.getByRole('button', { name: 'Войти' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible()
  // Nothing of the person stays in the browser.
  expect(await second.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  await page.goto('/people')
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible()
})

test('everything is there in English too', async ({ browser }) => {
  const page = await someone(browser, { locale: 'en-GB' })
  await signInInAnyLanguage(page)
  await page.goto('/account')
  await page
    .getByRole('radio', { name: 'English' })
    .or(page.getByRole('button', { name: 'English' }))
    .first()
    .check({ force: true })
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Classes' }).first()).toBeVisible()
})

async function signInInAnyLanguage(page: Parameters<typeof signIn>[0]) {
  await page.goto('/')
  await page.getByLabel(/Логин|Login/).fill('deputy')
  await page.getByLabel(/^(Пароль|Password)$/).fill(password)
  await page.getByRole('button', { name: /Войти|Sign in/ }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}
