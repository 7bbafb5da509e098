import { expect, test, type Browser, type Page } from '@playwright/test'
import { throwawayFolder } from '@diary/db/server/testing'
import { runDiary, startProduct } from '../run/product.ts'
import { rosterFile, studentOf, teacherOf, timetableFile } from './moving-in-files.ts'
import { someone } from './people.ts'

// A Wednesday in the middle of the second quarter.
const day = '2026-11-18'
const adminPassword = 'осенний-листопад-42'

/** An empty database, and schools in it with the administrator that the command line makes. */
async function emptyPlace() {
  const { dataDir, remove } = throwawayFolder()
  const { url, stop } = await startProduct({ dataDir, day, env: { DEMO: '0', REQUESTS_PER_MINUTE: '0' } })
  const end = async () => {
    await stop()
    remove()
  }
  const found = (school: string, login: string) =>
    runDiary(['create-admin', '--login', login, '--name', 'Секретарёва Мария Ивановна', '--school', school], {
      dataDir,
      day,
      env: { DIARY_PASSWORD: adminPassword },
    })
  return { url, end, found }
}

/** Somebody at a browser who waits, but not for ever. */
async function atWork(browser: Browser, baseURL: string, size: { width: number; height: number }) {
  const page = await someone(browser, { baseURL, viewport: size })
  page.setDefaultTimeout(30_000)
  return page
}
const desk = { width: 1440, height: 900 }
const phone = { width: 360, height: 740 }

async function enter(page: Page, login: string) {
  await page.goto('/')
  await page.getByLabel('Логин').fill(login)
  await page.getByLabel('Пароль', { exact: true }).fill(adminPassword)
  await page.getByRole('button', { name: 'Войти' }).click()
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

/** Makes codes on the page that is open, prints them, and answers the code of one person. */
async function codeFor(page: Page, button: RegExp, name: string): Promise<string> {
  await page.getByRole('button', { name: button }).click()
  const ready = page.getByRole('dialog', { name: 'Коды готовы' })
  const printed = page.waitForEvent('download')
  await ready.getByRole('button', { name: 'Письма (PDF)' }).click()
  expect((await printed).suggestedFilename()).toMatch(/\.pdf$/)
  const code = await ready.getByRole('listitem').filter({ hasText: name }).getByRole('code').textContent()
  await ready.getByRole('button', { name: 'Готово' }).click()
  await expect(ready).toBeHidden()
  return code ?? ''
}

/** The first visit with a code from the school: code and birth date, a login of one's own, in. */
async function activate(page: Page, given: { code: string; birthOn: string; login: string }) {
  await page.goto('/activate')
  await page.getByLabel('Код из школы').fill(given.code)
  await page.getByLabel('Дата рождения').fill(given.birthOn)
  await page.getByRole('button', { name: 'Дальше' }).click()
  await page.getByLabel('Имя для входа').fill(given.login)
  await page.getByLabel('Пароль', { exact: true }).fill('тихий-вечер-у-реки-17')
  await page.getByRole('button', { name: 'Открыть дневник' }).click()
  await expect(page).not.toHaveURL(/activate/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('a school moves in: from an empty database to a mark that a parent sees', async ({ browser }) => {
  test.setTimeout(300_000)
  const { url: baseURL, end, found } = await emptyPlace()
  try {
    await found('Школа на новом месте', 'office')
    const office = await atWork(browser, baseURL, desk)

    await test.step('an empty school says what to begin with', async () => {
      await enter(office, 'office')
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

    // On that Wednesday 7А has Russian.
    const subject = 'Русский язык'
    const teacher = teacherOf(subject)
    const student = studentOf('7А', 0)
    const codes = { teacher: '', parent: '' }
    await test.step('codes for a teacher and for the parents of a class, as letters', async () => {
      await office.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Входы' }).click()
      await office.getByLabel('Фамилия или имя').fill(teacher.lastName)
      await office.getByRole('checkbox', { name: teacher.fullName }).check()
      codes.teacher = await codeFor(office, /^Код для 1 человека/, teacher.fullName)
      await office.getByLabel('Фамилия или имя').fill('')
      await office.getByLabel('Класс ребёнка').selectOption('7А')
      codes.parent = await codeFor(office, /^Коды классу 7А/, student.mother)
    })

    const work = await atWork(browser, baseURL, desk)
    await test.step('the teacher comes with the code and gives a mark', async () => {
      await activate(work, { code: codes.teacher, birthOn: teacher.birthOn, login: 'teacher-1' })
      await work
        .getByRole('listitem')
        .filter({ hasText: '7А' })
        .getByRole('link', { name: /Журнал/ })
        .first()
        .click()
      const grid = work.getByRole('grid', { name: 'Журнал: ученики и уроки' })
      const cell = grid
        .getByRole('row', { name: new RegExp(`${student.lastName} ${student.firstName}`) })
        .locator('[data-today]')
        .first()
      await cell.click()
      await work.keyboard.press('5')
      const question = work.getByRole('dialog', { name: 'За что эта оценка?' })
      await question.getByRole('button', { name: 'Записать работу и поставить «5»' }).click()
      await expect(work.getByText('Всё сохранено')).toBeVisible()
      await expect(cell).toHaveText(/5/)
    })

    const home = await atWork(browser, baseURL, phone)
    await test.step('the parent comes with the code and sees it', async () => {
      await activate(home, { code: codes.parent, birthOn: student.birthOn, login: 'parent-1' })
      await home.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Оценки' }).click()
      const line = home.getByRole('listitem').filter({ has: home.getByRole('heading', { name: subject }) })
      await expect(line.getByRole('button', { name: /^5.*18 ноября/ })).toBeVisible()
    })

    await test.step('another school adds its child to the same sign-in', async () => {
      await found('Школа у реки', 'office-2')
      const other = await atWork(browser, baseURL, desk)
      await enter(other, 'office-2')
      await expect(other.getByText('Школа пока пустая')).toBeVisible()
      const { mother } = student
      const sister = { firstName: 'Зоя', birthOn: '2016-02-29' }
      const file = [
        'Фамилия;Имя;Класс;Дата рождения;Представитель;Кем приходится',
        `${student.lastName}а;${sister.firstName};3Б;29.02.2016;${mother};мать`,
      ]
      await importFile(other, 'Сестра.csv', file.join('\n'))
      await apply(other)
      await other.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Входы' }).click()
      await other.getByRole('checkbox', { name: mother }).check()
      const code = await codeFor(other, /^Код для 1 человека/, mother)

      await home.goto('/activate')
      await home.getByLabel('Код из школы').fill(code)
      await home.getByLabel('Дата рождения').fill(sister.birthOn)
      await home.getByRole('button', { name: 'Дальше' }).click()
      await home.getByRole('button', { name: 'Добавить к моему входу' }).click()
      await expect(home).not.toHaveURL(/activate/)
      await expect(home.getByText(sister.firstName).first()).toBeVisible()
      // One sign-in, two schools: each is a choice away.
      await home.goto('/account')
      await home.getByLabel('Школа').selectOption('Школа на новом месте')
      await expect(home).toHaveURL(/children/)
      await expect(home.getByText(student.firstName).first()).toBeVisible()
      await expect(home.getByText(sister.firstName)).toHaveCount(0)
    })
  } finally {
    await end()
  }
})
