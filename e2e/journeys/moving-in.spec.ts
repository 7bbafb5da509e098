import { expect, test, type Page } from '@playwright/test'
import { throwawayFolder } from '@diary/db/server/testing'
import { runDiary, startProduct } from '../run/product.ts'
import { rosterFile, timetableFile } from './moving-in-files.ts'
import { someone } from './people.ts'

// A Wednesday in the middle of the second quarter.
const day = '2026-11-18'
const adminPassword = 'осенний-листопад-42'

/** A school of its own: an empty database and the administrator that the command line made. */
async function emptySchool() {
  const { dataDir, remove } = throwawayFolder()
  const { url, stop } = await startProduct({ dataDir, day, env: { DEMO: '0', REQUESTS_PER_MINUTE: '0' } })
  const end = async () => {
    await stop()
    remove()
  }
  try {
    await runDiary(
      [
        'create-admin',
        '--login',
        'office',
        '--name',
        'Секретарёва Мария Ивановна',
        '--school',
        'Школа на новом месте',
      ],
      { dataDir, day, env: { DIARY_PASSWORD: adminPassword } },
    )
  } catch (error) {
    await end()
    throw error
  }
  return { url, end }
}

/** Gives a file and goes through it to its result; what is asked is agreed with. */
async function importFile(page: Page, name: string, content: string) {
  await page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Загрузка' }).click()
  await page
    .getByLabel('Перетащите файл сюда или выберите его')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Что в файле')
  const next = page.getByRole('link', { name: 'Дальше: соответствия' })
  const trial = page.getByRole('button', { name: 'Дальше: проба' })
  await expect(next.or(trial)).toBeVisible({ timeout: 60_000 })
  if (await next.isVisible()) {
    await next.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Что чему соответствует')
  }
  await trial.click()
  await expect(page.getByText('Проба готова, ничего ещё не записано')).toBeVisible({ timeout: 60_000 })
}

async function apply(page: Page) {
  await page.getByRole('button', { name: 'Загрузить в школу' }).click()
  await expect(page.getByText('Загружено')).toBeVisible({ timeout: 60_000 })
}

test('a school moves in: from an empty database to a mark that a parent sees', async ({ browser }) => {
  test.setTimeout(300_000)
  const { url: baseURL, end } = await emptySchool()
  try {
    const office = await someone(browser, { baseURL, viewport: { width: 1440, height: 900 } })

    await test.step('an empty school says what to begin with', async () => {
      await office.goto('/')
      await office.getByLabel('Логин').fill('office')
      await office.getByLabel('Пароль', { exact: true }).fill(adminPassword)
      await office.getByRole('button', { name: 'Войти' }).click()
      await expect(office.getByText('Школа пока пустая')).toBeVisible()
      await office.getByRole('link', { name: 'К загрузке данных' }).click()
      await expect(office.getByRole('heading', { level: 1 })).toHaveText('Загрузка данных')
    })

    await test.step('the list of its seventeen classes', async () => {
      await importFile(office, 'Список школы.csv', rosterFile())
      const rows = office.getByRole('region', { name: 'Строка за строкой' })
      await rows.getByLabel('Найти: имя, класс, предмет').fill('агеева алла')
      await expect(rows.getByRole('rowheader', { name: /Агеева Алла/ }).first()).toBeVisible()
      // A closed tab comes back to where the import is.
      await office.reload()
      await expect(office.getByText('Проба готова, ничего ещё не записано')).toBeVisible()
      await apply(office)
    })

    await test.step('the timetable', async () => {
      await importFile(office, 'school.fet', timetableFile())
      await apply(office)
    })
  } finally {
    await end()
  }
})
