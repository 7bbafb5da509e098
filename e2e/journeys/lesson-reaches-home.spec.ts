import { expect, test } from '@playwright/test'
import { signIn, someone } from './people.ts'

const topic = 'Решение задач на доказательство'
const text = '№ 412, 415; повторить правило на с. 96'

test('a lesson is filled in, and its homework is at home in one glance', async ({ browser }) => {
  const [teacher, parent] = await Promise.all([
    someone(browser, { viewport: { width: 1440, height: 900 } }),
    someone(browser, { viewport: { width: 360, height: 740 } }),
  ])
  await Promise.all([signIn(teacher, 'teacher'), signIn(parent, 'father')])

  await test.step('the teacher writes the topic, the homework and who was away', async () => {
    const lesson = teacher.getByRole('listitem').filter({ hasText: '8А' }).first()
    await expect(lesson).toContainText('нет темы')
    await lesson.getByRole('heading').getByRole('button').click()
    const panel = teacher.getByRole('dialog')
    await panel.getByLabel('Тема', { exact: true }).fill(topic)
    await panel.getByLabel('Урок проведён').check()
    await panel.getByRole('button', { name: 'Отсутствующих нет' }).click()
    await panel.getByLabel('Что задано').fill(text)
    await panel.getByRole('button', { name: 'Задать', exact: true }).click()
    await expect(panel.getByText(/Опубликовано/)).toBeVisible()
    await teacher.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(lesson).toContainText('Заполнен')
    await teacher.reload()
    await expect(lesson).toContainText(topic)
    await expect(lesson).toContainText('Заполнен')
  })

  await test.step('the family reads what is for the next lesson, and what was taught', async () => {
    await parent.goto('/')
    await parent.getByRole('navigation').getByRole('link', { name: 'Задания' }).click()
    // The next lesson of the subject may be in this week or in the next.
    const next = parent
      .getByRole('link', { name: /Следующая неделя/ })
      .or(parent.getByRole('button', { name: /Следующая неделя/ }))
    await expect(async () => {
      if (!(await parent.getByText(text).isVisible())) await next.click()
      await expect(parent.getByText(text)).toBeVisible({ timeout: 3000 })
    }).toPass()
    await parent.getByRole('navigation').getByRole('link', { name: 'Неделя' }).click()
    await expect(parent.getByText(topic)).toBeVisible()
  })
})
