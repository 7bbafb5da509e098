import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { ask, signIn, someone, tokenOf } from './people.ts'

const login = 'mama.artema'
const first = 'синие варежки на верёвке'
const second = 'красный трамвай у моста'

test('a code on paper opens the diary, and a new one sets a forgotten password', async ({ browser }) => {
  test.setTimeout(180_000)
  const secretary = await someone(browser, { viewport: { width: 1440, height: 900 } })
  const guardian = await someone(browser, { viewport: { width: 360, height: 740 } })
  await signIn(secretary, 'secretary')
  const token = await tokenOf(secretary, 'secretary')
  const { items } = JSON.parse(
    (await ask(secretary, token, '/sign-ins?kind=guardian&state=none&limit=100')).text,
  ) as { items: { personId: string; name: string; hasBirthDate: boolean; children: { name: string }[] }[] }
  // Somebody whose name nobody else has, or the choice below would be no choice.
  const chosen = items.find(
    ({ name, hasBirthDate, children }) =>
      hasBirthDate && children.length === 1 && items.filter(other => other.name === name).length === 1,
  )
  if (!chosen) throw new Error('The demonstration has nobody left without an account')
  const { children } = JSON.parse((await ask(secretary, token, `/people/${chosen.personId}`)).text) as {
    children: { studentId: string }[]
  }
  const { birthOn } = JSON.parse((await ask(secretary, token, `/people/${children[0]?.studentId}`)).text) as {
    birthOn: string
  }

  const code = await test.step('the secretary makes a code and prints the letter', async () => {
    const letter = await letterFor(secretary, chosen.name)
    expect(letter).toContain('Вход в электронный дневник')
    expect(letter).toContain(chosen.name)
    await isAccessible(secretary)
    return codeIn(letter)
  })

  await test.step('the guardian gives code and birth date, chooses a login, and is in the child’s diary', async () => {
    await guardian.goto(`/activate#${code.toLowerCase()}`)
    // The code is in the field, and no longer in the address.
    await expect(guardian.getByLabel('Код из школы')).toHaveValue(code)
    await expect(guardian).toHaveURL(/\/activate$/)
    await isAccessible(guardian)
    await guardian.getByLabel('Дата рождения').fill('2001-01-01')
    await guardian.getByRole('button', { name: 'Дальше' }).click()
    await expect(guardian.getByRole('alert')).toContainText('не подошли')
    await guardian.getByLabel('Дата рождения').fill(birthOn)
    await guardian.getByRole('button', { name: 'Дальше' }).click()
    await expect(guardian.getByRole('heading', { level: 1 })).toContainText('Здравствуйте')
    await guardian.getByLabel('Имя для входа').fill('secretary')
    await guardian.getByLabel('Пароль', { exact: true }).fill(first)
    await expect(guardian.getByText('имя для входа уже занято')).toBeVisible()
    await guardian.getByLabel('Имя для входа').fill(login)
    await isAccessible(guardian)
    await guardian.getByRole('button', { name: 'Открыть дневник' }).click()
    await expect(guardian).toHaveURL(/\/children\/.+\/today/)
    await expect(guardian.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(guardian.getByRole('navigation').getByRole('link', { name: 'Неделя' })).toBeVisible()
  })

  await test.step('the secretary sees who has come; a new code sets a new password', async () => {
    const letter = await letterFor(secretary, chosen.name, 'Вошёл')
    const forgetful = await someone(browser, { viewport: { width: 360, height: 740 } })
    await forgetful.goto('/')
    await forgetful.getByRole('link', { name: 'Забыли пароль?' }).click()
    await expect(forgetful.getByText('не отправляет писем')).toBeVisible()
    await isAccessible(forgetful)
    await forgetful.getByRole('link', { name: 'У меня есть код из школы' }).click()
    // As it is read aloud: small letters, spaces, О for nought.
    await forgetful
      .getByLabel('Код из школы')
      .fill(codeIn(letter).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'о'))
    await forgetful.getByLabel('Дата рождения').fill(birthOn)
    await forgetful.getByRole('button', { name: 'Дальше' }).click()
    await expect(forgetful.getByText(`Ваше имя для входа: ${login}`)).toBeVisible()
    await forgetful.getByLabel('Пароль', { exact: true }).fill(second)
    await forgetful.getByRole('button', { name: 'Задать пароль и войти' }).click()
    await expect(forgetful).toHaveURL(/\/children\/.+\/today/)
    // The other device is out.
    await guardian.reload()
    await expect(guardian.getByRole('button', { name: 'Войти' })).toBeVisible()
  })
})

/** Makes a code for one person on the screen, and reads the letter that comes. */
async function letterFor(page: Page, name: string, state = 'Нет кода'): Promise<string> {
  await page.goto('/sign-ins')
  await page.getByLabel('Фамилия или имя').fill(name)
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText(state)
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Код для 1 человека' }).click()
  const dialog = page.getByRole('dialog')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Письма (PDF)' }).click(),
  ])
  const text = await textOf(await readFile(await download.path()))
  await dialog.getByRole('button', { name: 'Готово' }).click()
  await expect(dialog).toBeHidden()
  return text
}

async function textOf(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const { items } = await (await document.getPage(1)).getTextContent()
  return items.map(item => ('str' in item ? item.str : '')).join(' ')
}

function codeIn(text: string): string {
  const [code] = /[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){4}/.exec(text) ?? []
  if (code === undefined) throw new Error('There is no code in the letter')
  return code
}

async function isAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
