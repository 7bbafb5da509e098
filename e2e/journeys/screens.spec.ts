import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type Login, showPlace, signIn, someone } from './people.ts'

/** Every screen a person has, by the links of their own navigation. */
const screensOf: Record<string, readonly string[]> = {
  parent: ['Сегодня', 'Неделя', 'Задания', 'Оценки', 'Пропуски'],
  teacher: ['Мои уроки', 'Журналы'],
  'class-teacher': ['Мои уроки', 'Журналы', 'Пропуски'],
  secretary: ['Люди', 'Год', 'Движение', 'Загрузка', 'Классы'],
}

const sizes = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1440, height: 900 },
} as const

for (const [size, viewport] of Object.entries(sizes))
  for (const [login, screens] of Object.entries(screensOf))
    test(`${login}: every screen is accessible (${size})`, async ({ browser }, info) => {
      // The office has three times as many screens as anybody else.
      if (login === 'secretary') test.slow()
      const page = await someone(browser, { viewport, colorScheme: 'light', reducedMotion: 'reduce' })
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible()
      const look = async (name: string, rules: { runOnly?: string[] } = {}) => {
        // There are no frames, so axe need not open a page of its own to sum up; only what it finds is worked out in full.
        const { violations } = await new AxeBuilder({ page })
          .setLegacyMode(true)
          .options({ resultTypes: ['violations'], ...rules })
          .analyze()
        await info.attach(`${login} ${name} ${size}`, {
          body: await page.screenshot(),
          contentType: 'image/png',
        })
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([])
      }
      const check = async (name: string) => {
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await look(name)
        // Nothing sticks out sideways.
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0)
        // The dark theme is the same page in other colours.
        await page.emulateMedia({ colorScheme: 'dark' })
        await look(`${name}, dark`, { runOnly: ['color-contrast'] })
        await page.emulateMedia({ colorScheme: 'light' })
      }
      await check('sign-in')
      await signIn(page, login as Login)
      for (const screen of screens) {
        await showPlace(page, screen)
        const link = page.getByRole('navigation').getByRole('link', { name: screen }).first()
        // The first of them is where one already is.
        if ((await link.getAttribute('aria-current')) !== 'page') {
          await link.click()
          // A new place takes the focus to its heading; until then the one before stands.
          await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
        }
        await check(screen)
      }
      if (login === 'teacher') {
        await page.getByRole('navigation').getByRole('link', { name: 'Журналы' }).first().click()
        await page.getByRole('main').getByRole('link', { name: /8А/ }).first().click()
        await expect(page.getByRole('grid')).toBeVisible()
        await check('gradebook')
      }
      if (login === 'secretary') {
        await page.getByRole('navigation').getByRole('link', { name: 'Классы' }).first().click()
        await page.getByRole('main').getByRole('link', { name: /8А/ }).first().click()
        await expect(page.getByRole('heading', { level: 1 })).toContainText('8А')
        await check('class')
        await page.getByRole('link', { name: '8А / английский 1' }).click()
        await expect(page.getByRole('heading', { level: 1 })).toContainText('английский 1')
        await check('group')
        await page.goto('/subjects')
        await check('subjects')
        await page.goBack()
        await page.goBack()
        await page.getByRole('link', { name: 'Разделить на группы' }).click()
        await expect(page.getByRole('grid', { name: 'Ученики по группам' })).toBeVisible()
        await check('split')
        for (const part of ['terms', 'bells']) {
          await page.goto(`/calendar?part=${part}`)
          await page.getByRole('button', { name: 'Изменить' }).first().click()
          await expect(page.getByRole('dialog')).toBeVisible()
          await check(part)
        }
        await page.goto('/staff')
        await check('staff')
        await page.goto('/people?search=Кузнецов Матвей')
        await page.getByRole('link', { name: /Кузнецов Матвей/ }).click()
        await expect(page.getByRole('heading', { level: 1 })).toContainText('Кузнецов')
        await check('student')
        await page.getByRole('button', { name: 'Добавить родителя' }).click()
        await page.getByRole('combobox', { name: 'Родитель или представитель' }).fill('ив')
        await expect(page.getByRole('option').first()).toBeVisible()
        await check('new guardian')
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
        await page.getByRole('link', { name: 'Вся семья' }).click()
        await expect(page.getByRole('table', { name: 'Дети и их представители' })).toBeVisible()
        await check('family')
      }
      await page.goto('/account')
      await check('account')
    })
