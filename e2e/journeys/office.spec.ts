import { expect, type Locator, type Page, test } from '@playwright/test'
import { signIn, someone, tokenOf } from './people.ts'

const desk = { viewport: { width: 1440, height: 900 } }

test('a class of thirty is split into two language groups with the keyboard alone', async ({ browser }) => {
  const page = await someone(browser, desk)
  const classId = await test.step('a class with thirty students', async () => {
    const token = await tokenOf(page, 'secretary')
    const made = await post<{ id: string }>(page, token, '/classes', { title: '8Ж', grade: 8 })
    for (let number = 0; number < 30; number += 1) await enrol(page, token, made.id, surnames[number] ?? '')
    return made.id
  })
  await signIn(page, 'secretary')
  await page.goto(`/classes/${classId}`)
  await expect(page.getByRole('heading', { name: '8Ж класс' })).toBeVisible()

  const began = Date.now()
  await press(page, page.getByRole('link', { name: 'Разделить на группы' }))
  await press(page, page.getByRole('button', { name: 'Новое деление' }).first())
  const form = page.getByRole('dialog', { name: /Новое деление/ })
  await tabTo(page, form.getByLabel('Название'))
  await page.keyboard.type('английский язык')
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid', { name: 'Ученики по группам' })
  await expect(grid).toBeVisible()
  await expect(form).toBeHidden()
  await tabTo(page, grid.locator('[tabindex="0"]'))
  for (let number = 0; number < 30; number += 1) await page.keyboard.press(number % 2 === 0 ? '1' : '2')
  // The one who was put wrong goes over with a range of three, and back.
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(grid.getByRole('columnheader', { name: /английский язык 2/ })).toContainText('17')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+s')
  await expect(page.getByText(/Сохранено. Группы действуют с 18 ноября/)).toBeVisible()
  const seconds = (Date.now() - began) / 1000
  test.info().annotations.push({ type: 'split of thirty, seconds', description: seconds.toFixed(1) })
  expect(seconds).toBeLessThan(60)

  await page.reload()
  for (const group of ['1', '2'])
    await expect(grid.getByRole('columnheader', { name: new RegExp(`язык ${group}`) })).toContainText('15')
})

test('two secretaries who change the same phone see both versions, and nothing is lost', async ({
  browser,
}) => {
  const [first, second] = await Promise.all([someone(browser, desk), someone(browser, desk)])
  const token = await tokenOf(first, 'secretary')
  const { id } = await post<{ id: string }>(first, token, '/people', {
    kind: 'guardian',
    lastName: 'Двукова',
    firstName: 'Инга',
    isSomeoneElse: true,
  })
  await Promise.all([signIn(first, 'secretary'), signIn(second, 'admin')])
  const open = async (page: Page) => {
    await page.goto(`/people/${id}`)
    await page.getByRole('button', { name: 'Изменить' }).click()
    return page.getByRole('dialog', { name: /Двукова/ })
  }
  const [one, other] = await Promise.all([open(first), open(second)])
  await one.getByLabel('Телефон').fill('+7 913 000-00-01')
  await other.getByLabel('Телефон').fill('+7 913 000-00-02')
  await other.getByLabel('Отчество').fill('Петровна')
  await one.getByRole('button', { name: 'Сохранить', exact: true }).click()
  await expect(one).toBeHidden()
  await other.getByRole('button', { name: 'Сохранить', exact: true }).click()
  const clash = other.getByRole('alert')
  await expect(clash).toContainText('0001')
  await expect(clash).toContainText('000-00-02')
  await clash.getByRole('button', { name: 'Записать моё' }).click()
  await expect(other).toBeHidden()
  await expect(second.getByRole('heading', { level: 1 })).toContainText('Двукова Инга Петровна')
  await expect(second.getByRole('link', { name: /0002/ })).toBeVisible()
})

test('a student changes class by an order, and the movement of students says so', async ({ browser }) => {
  const page = await someone(browser, desk)
  await signIn(page, 'secretary')
  await page.goto('/people')
  await page.getByRole('button', { name: 'Новый ученик' }).click()
  const form = page.getByRole('dialog', { name: 'Новый ученик' })
  await form.getByLabel('Фамилия').fill('Переходько')
  await form.getByLabel('Имя').fill('Савелий')
  await form.getByRole('button', { name: 'Добавить' }).click()
  const arrival = page.getByRole('dialog', { name: 'Зачисление в класс' })
  await arrival.getByLabel('Класс').selectOption('7А')
  await arrival.getByLabel('С какого дня').fill('2026-11-09')
  await arrival.getByLabel('Номер приказа').fill('12-к')
  await arrival.getByRole('button', { name: 'Зачислить' }).click()
  await expect(arrival).toBeHidden()
  await page.getByRole('button', { name: 'Перевести в другой класс' }).click()
  const move = page.getByRole('dialog', { name: 'Перевод из 7А класса' })
  await move.getByLabel('Новый класс').selectOption('7Б')
  await move.getByLabel('Номер приказа').fill('15-к')
  await move.getByRole('button', { name: 'Перевести' }).click()
  await expect(move).toBeHidden()
  await expect(page.getByRole('link', { name: '7Б', exact: true })).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Движение' }).click()
  const rows = page
    .getByRole('table', { name: 'Прибыли, перешли, выбыли' })
    .getByRole('row', { name: /Переходько/ })
  await expect(rows.first()).toContainText('7А → 7Б')
  await expect(rows.first()).toContainText('15-к')
  await expect(rows.nth(1)).toContainText('12-к')
})

/** Goes to a thing as those do who have no mouse, and presses it. */
async function press(page: Page, target: Locator) {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  for (let tries = 0; tries < 80; tries += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('The keyboard does not get there')
}

async function enrol(page: Page, token: string, classId: string, lastName: string) {
  const person = await post<{ id: string }>(page, token, '/people', {
    kind: 'student',
    lastName,
    firstName: 'Женя',
    isSomeoneElse: true,
  })
  await post(page, token, `/people/${person.id}/arrival`, { classId, fromOn: '2026-09-01', order: '1-к' })
}

async function post<Answer>(page: Page, token: string, path: string, data: object): Promise<Answer> {
  const answer = await page.request.post(`/api/v1${path}`, {
    data,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as Answer
}

const surnames = [...'абвгдежзиклмнопрстуфхцчшщэюя', 'ёж', 'яр'].map(
  beginning => `${beginning.slice(0, 1).toUpperCase()}${beginning.slice(1)}рбатов`,
)
