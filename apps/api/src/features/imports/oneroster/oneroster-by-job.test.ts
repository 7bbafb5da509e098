import { importsApi, type ImportRun } from '@diary/contracts/imports'
import { newId } from '@diary/db/id'
import { expect, test, vi } from 'vitest'
import { testApi, type Caller } from '#testing/api'
import { enter } from '#testing/classroom'
import { makeAsc } from '../asc/make-asc.ts'
import { changed, makeOneRoster, smallSchool } from '../oneroster-package/make-oneroster.ts'

const api = testApi({ jobs: { works: true, queue: `test-${newId()}`, pollSeconds: 0.5 } })

/** Asks again until nothing runs, as the screen does. */
const settled = async (by: Caller, { id }: Pick<ImportRun, 'id'>): Promise<ImportRun> =>
  vi.waitFor(
    async () => {
      const now = await by.call(importsApi.show, { params: { importId: id } })
      expect(now.can.cancel || (now.state === 'uploaded' && now.recognised === null)).toBe(false)
      return now
    },
    { timeout: 30_000, interval: 100 },
  )

const change = (run: ImportRun) => ({ params: { importId: run.id }, ifVersion: run.version })

async function tried(by: Caller, fileName: string, bytes: Uint8Array): Promise<ImportRun> {
  const given = await by.call(importsApi.create, { query: { fileName }, file: new Uint8Array(bytes) })
  const read = await settled(by, given)
  if (!read.can.try) return read
  await by.call(importsApi.try, change(read))
  return settled(by, read)
}

test('a package goes through the browser: what is found, the trial row by row, the import, the way back', async () => {
  const school = await api.make.school()
  const secretary = await enter(api, await api.make.staff({ school, as: ['secretary'] }))
  const trial = await tried(secretary, 'export.zip', makeOneRoster(smallSchool))
  expect(trial).toMatchObject({ kind: 'oneroster', state: 'tried', can: { apply: true } })
  expect(trial.recognised).toContainEqual({ label: { ru: 'Учеников', en: 'Students' }, value: '4' })
  expect(trial.notices.map(({ text }) => text.en)).toContain(
    'file users.csv: The column password was not read: passwords are not imported, everybody chooses one at the first visit',
  )
  const made = trial.counts.find(({ subject }) => subject === 'student')
  expect(made?.counts.created).toBe(4)
  await secretary.call(importsApi.apply, change(trial))
  const done = await settled(secretary, trial)
  expect(done).toMatchObject({ state: 'applied', can: { undo: true } })

  const again = await tried(secretary, 'export.zip', makeOneRoster(smallSchool))
  expect(again).toMatchObject({ state: 'tried', isNothingToChange: true })
  await secretary.call(importsApi.undo, change(done))
  expect(await settled(secretary, done)).toMatchObject({ state: 'undone' })
})

test('a bad package and a bad timetable end refused, each mistake with its place', async () => {
  const school = await api.make.school()
  const secretary = await enter(api, await api.make.staff({ school, as: ['secretary'] }))
  const sketch = changed(smallSchool, 'enrollments', { sourcedId: 'e2', userSourcedId: 'nobody' })
  const bad = await tried(secretary, 'export.zip', makeOneRoster(sketch))
  expect(bad).toMatchObject({
    state: 'refused',
    notices: [
      {
        severity: 'error',
        text: {
          ru: 'файл enrollments.csv, строка 3, столбец «userSourcedId»: Идентификатора «nobody» в users.csv нет',
        },
        place: { file: 'enrollments.csv', line: 3, columnName: 'userSourcedId' },
      },
    ],
  })
  const asc = makeAsc({ classes: { '5А': [] }, lessons: [{ subject: 'Химия', for: ['5А'] }] })
  const unplaced = await tried(secretary, 'расписание.xml', Buffer.from(asc))
  expect(unplaced).toMatchObject({ kind: 'asc', state: 'refused' })
  expect(unplaced.notices[0]?.text.ru).toContain('нет поставленных уроков')
})
