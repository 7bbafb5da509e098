import { importBytesMax } from '@diary/contracts/imports'
import { screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { asked, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import { UploadCard } from './upload-card.tsx'

beforeEach(startAnswering)

const card = (
  <UploadCard
    kinds={[{ kind: 'roster', extensions: ['csv'] }]}
    onGiven={() => {
      throw new Error('taken')
    }}
  />
)

const sized = (size: number) => {
  const file = new File([], 'Список.csv')
  Object.defineProperty(file, 'size', { value: size })
  return file
}

test.each([
  [0, '«Список.csv» не принят. Файл пуст.'],
  [importBytesMax + 1, '«Список.csv» не принят. Он больше 50 МБ.'],
])('a file of %i bytes is refused in words of its own, without being sent', async (size, words) => {
  const user = await renderAt('/imports', card)
  await user.upload(await screen.findByLabelText(/^Перетащите файл сюда/), sized(size))
  expect(screen.getByRole('alert').textContent).toContain(words)
  expect(asked).toEqual([])
})
