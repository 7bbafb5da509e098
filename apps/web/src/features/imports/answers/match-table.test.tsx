import type { ImportAnswers } from '@diary/contracts/imports'
import { screen, within } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { renderAt } from '#testing/render.tsx'
import { runMade } from '../testing/run-made.ts'
import { withMatch } from './answers.ts'
import { MatchTable } from './match-table.tsx'

const [question] = runMade().questions

function Subjects() {
  const [answers, setAnswers] = useState<ImportAnswers>({ values: {}, matches: {} })
  if (question?.type !== 'match') return null
  return (
    <MatchTable
      question={question}
      answers={answers}
      isDisabled={false}
      onChange={(item, value) => setAnswers(withMatch(answers, question.key, item, value))}
    />
  )
}

const rowOf = (name: RegExp) =>
  within(screen.getByRole('table', { name: 'Предметы' })).getByRole('row', { name })

test('what wants a look comes first; the others are one press away', async () => {
  const user = await renderAt('/imports', <Subjects />)
  expect(rowOf(/^Труд/).textContent).toContain('нужно выбрать')
  expect(rowOf(/^Алгебра и начала/).textContent).toContain('догадка, проверьте')
  expect(screen.queryByRole('row', { name: /^Физ-ра/ })).toBeNull()
  await user.click(screen.getByRole('radio', { name: 'Все (4)' }))
  expect(rowOf(/^Физ-ра/).textContent).toContain('как в прошлый раз')
  expect(screen.getByLabelText<HTMLSelectElement>('«Физ-ра» в школе').value).toBe('f1')
})

test('a choice is marked as the person’s own and stays in sight', async () => {
  const user = await renderAt('/imports', <Subjects />)
  await user.selectOptions(screen.getByLabelText('«Труд» в школе'), 'Завести новый')
  expect(rowOf(/^Труд/).textContent).toContain('выбрано вами')
  // A guess that is agreed with needs no press; one that is not can be changed, and not taken away.
  const guess = screen.getByLabelText('«Алгебра и начала» в школе')
  expect(within(guess).queryByRole('option', { name: 'не выбрано' })).toBeNull()
})
