import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type Login, signIn, someone } from './people.ts'

/** Every screen a person has, by the links of their own navigation. */
const screensOf: Record<string, readonly string[]> = {
  parent: ['Сегодня', 'Неделя', 'Задания', 'Оценки', 'Пропуски'],
  teacher: ['Мои уроки', 'Журналы'],
  'class-teacher': ['Мои уроки', 'Журналы', 'Пропуски'],
  secretary: ['Люди', 'Год', 'Движение', 'Загрузка', 'Классы'],
}

const looks = [
  { name: 'phone, light', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'desktop, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
] as const

for (const look of looks)
  for (const [login, screens] of Object.entries(screensOf))
    test(`${login}: every screen is accessible (${look.name})`, async ({ browser }, info) => {
      // The office has three times as many screens as anybody else.
      if (login === 'secretary') test.slow()
      const page = await someone(browser, {
        viewport: look.viewport,
        colorScheme: look.colorScheme,
        reducedMotion: 'reduce',
      })
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible()
      const check = async (name: string) => {
        // The place before may still stand while the next one loads.
        await page.waitForLoadState('networkidle')
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const { violations } = await new AxeBuilder({ page }).analyze()
        await info.attach(`${login} ${name} ${look.name}`, {
          body: await page.screenshot(),
          contentType: 'image/png',
        })
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([])
        // Nothing sticks out sideways.
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0)
      }
      await check('sign-in')
      await signIn(page, login as Login)
      for (const screen of screens) {
        const link = page.getByRole('navigation').getByRole('link', { name: screen }).first()
        await link.click()
        await expect(link).toHaveAttribute('aria-current', 'page')
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
