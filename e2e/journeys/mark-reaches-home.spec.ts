import { expect, test } from '@playwright/test'
import { ask, signIn, someone, tokenOf } from './people.ts'

const comment = 'Решил у доски задачу со звёздочкой'

test('a mark reaches home, and nobody else’s home', async ({ browser }) => {
  const [teacher, parent, classmate] = await Promise.all([
    someone(browser, { viewport: { width: 1440, height: 900 } }),
    someone(browser, { viewport: { width: 360, height: 740 } }),
    someone(browser, { viewport: { width: 360, height: 740 } }),
  ])
  await Promise.all([signIn(teacher, 'teacher'), signIn(parent, 'parent'), signIn(classmate, 'parent2')])

  let subject = ''
  await test.step('the teacher gives a 5 for today’s lesson, with a word', async () => {
    const lesson = teacher.getByRole('listitem').filter({ hasText: '8А' })
    await lesson
      .getByRole('link', { name: /Журнал/ })
      .first()
      .click()
    const grid = teacher.getByRole('grid', { name: 'Журнал: ученики и уроки' })
    await expect(grid).toBeVisible()
    subject = ((await teacher.getByRole('heading', { level: 1 }).textContent()) ?? '').split(',')[0] ?? ''
    const student = grid.getByRole('row', { name: /Кузнецов Матвей/ })
    // The register marks today's column; there is nothing in it yet.
    await student.locator('[data-today]').first().click()
    await teacher.keyboard.press('5')
    const question = teacher.getByRole('dialog', { name: 'За что эта оценка?' })
    await question.getByRole('button', { name: 'Записать работу и поставить «5»' }).click()
    await expect(teacher.getByText('Всё сохранено')).toBeVisible()
    await expect(student.locator('[data-today]').first()).toHaveText(/5/)
    await student.locator('[data-today]').first().click()
    await teacher.keyboard.press('Enter')
    const note = teacher.getByRole('dialog', { name: 'Комментарий к оценке' })
    await note.getByLabel('Что увидит семья').fill(comment)
    await note.getByRole('button', { name: 'Сохранить' }).click()
    await expect(note).toBeHidden()
    await expect(teacher.getByText('Всё сохранено')).toBeVisible()
  })

  await test.step('the parent sees it with the kind of work, the teacher and the word', async () => {
    await parent.goto('/')
    await parent.getByRole('navigation').getByRole('link', { name: 'Оценки' }).click()
    const line = parent.getByRole('listitem').filter({ has: parent.getByRole('heading', { name: subject }) })
    await line.getByRole('button', { name: /^5.*18 ноября/ }).click()
    const told = parent.getByText(comment).locator('xpath=..')
    await expect(told).toContainText('Ответ на уроке')
    await expect(told).toContainText('Соловьёва Ирина Викторовна')
    await expect(told).toContainText('18 ноября')
  })

  await test.step('a classmate’s parent finds it nowhere', async () => {
    const { studentId } = await childOf(parent)
    const token = await tokenOf(classmate, 'parent2')
    for (const path of ['diary', 'marks', 'attendance', 'homework']) {
      const foreign = await ask(classmate, token, `/children/${studentId}/${path}`)
      const nothing = await ask(classmate, token, `/children/01a00000-0000-7000-8000-000000000000/${path}`)
      expect(foreign.status).toBe(404)
      expect(withoutInstance(foreign.text)).toBe(withoutInstance(nothing.text))
    }
    await classmate.goto(`/children/${studentId}/today`)
    await expect(classmate.getByText(comment)).toHaveCount(0)
    await expect(classmate.getByText('Матвей')).toHaveCount(0)
  })
})

async function childOf(page: Parameters<typeof tokenOf>[0]) {
  const token = await tokenOf(page, 'parent')
  const me = JSON.parse((await ask(page, token, '/me')).text) as {
    children: { id: string; className: string }[]
  }
  const studentId = me.children.find(({ className }) => className === '8А')?.id ?? ''
  return { studentId, token }
}

const withoutInstance = (text: string) => text.replace(/"instance":"[^"]*"/, '')
