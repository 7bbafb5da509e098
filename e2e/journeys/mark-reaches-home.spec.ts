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

  await test.step('the teacher gives a 5 for today’s lesson, with a word', async () => {
    const lesson = teacher.getByRole('listitem').filter({ hasText: '8А' })
    await lesson.getByRole('link', { name: /Журнал/ }).first().click()
    const grid = teacher.getByRole('grid', { name: 'Журнал: ученики и уроки' })
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
    await parent.reload()
    await parent.getByRole('link', { name: 'Оценки' }).click()
    const subject = parent.getByRole('listitem').filter({ hasText: 'Алгебра' }).or(parent.getByRole('listitem').filter({ hasText: 'Геометрия' }))
    await expect(subject.first()).toBeVisible()
    const { studentId, token } = await childOf(parent)
    const seen = await ask(parent, token, `/children/${studentId}/diary?from=2026-11-18&to=2026-11-18`)
    expect(seen.text).toContain(comment)
    await parent.getByRole('link', { name: 'Сегодня' }).click()
    await expect(parent.getByText('Соловьёва Ирина Викторовна').or(parent.getByText(comment)).first()).toBeAttached()
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
  const me = JSON.parse((await ask(page, token, '/me')).text) as { children: { id: string; className: string }[] }
  const studentId = me.children.find(({ className }) => className === '8А')?.id ?? ''
  return { studentId, token }
}

const withoutInstance = (text: string) => text.replace(/"instance":"[^"]*"/, '')
