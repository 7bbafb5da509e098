import { attendanceApi } from '@diary/contracts/attendance'
import { gradebooksApi, type GradebookPage } from '@diary/contracts/gradebooks'
import { marksApi } from '@diary/contracts/marks'
import { problems } from '@diary/contracts/problem'
import { worksApi } from '@diary/contracts/works'
import { screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { queryClient } from '#platform/api.ts'
import { signOut } from '#platform/session/session.ts'
import { sessionApi } from '@diary/contracts/session'
import { answer, asked, refusal, reply, startAnswering } from '#testing/answers.ts'
import { renderAt } from '#testing/render.tsx'
import {
  absenceOf,
  firstStudent,
  idOf,
  lessonInPage,
  markOf,
  pageWith,
  secondStudent,
  workOf,
  bodyOf,
} from '#testing/staff.ts'
import { GradebookScreen } from './gradebook-screen.tsx'

const test23 = lessonInPage(21, '2026-11-23', { works: [workOf(31, [markOf(secondStudent, '3')])] })

beforeEach(async () => {
  startAnswering()
  answer(sessionApi.close, undefined)
  // What one test left unsent is nothing to the next.
  await signOut()
  queryClient.clear()
  asked.length = 0
  reply(marksApi.put, ({ init }) => {
    const { value, isMadeUp, comment } = bodyOf(init)
    return Response.json(markOf(firstStudent, value, { isMadeUp, comment: comment ?? null, version: 7 }))
  })
  reply(attendanceApi.put, ({ init }) => {
    const { observation, lateMinutes } = bodyOf(init)
    return Response.json(
      absenceOf(firstStudent, observation, { lateMinutes: lateMinutes ?? null, version: 7 }),
    )
  })
})

async function open(page: GradebookPage) {
  answer(gradebooksApi.show, page)
  const user = await renderAt('/', <GradebookScreen gradebookId={page.gradebook.id} range={{}} />)
  const grid = await screen.findByRole('grid')
  return { user, grid, cell: (row: number, column: number) => cellIn(grid, row, column) }
}

function cellIn(grid: HTMLElement, row: number, column: number) {
  const cell = within(within(grid).getAllByRole('row')[row + headRowsOf(grid)] ?? grid).getAllByRole(
    // What it is by its element; the grid around it makes a gridcell of it.
    'cell',
  )[column]
  if (!cell) throw new Error(`The register has no cell ${row}, ${column}`)
  return cell
}
const headRowsOf = (grid: HTMLElement) => grid.querySelectorAll('thead tr').length

const sent = () =>
  asked
    .filter(({ what }) => !what.startsWith('GET'))
    .map(({ what, init }) => ({
      what,
      body: bodyOf(init),
      ifMatch: new Headers(init.headers).get('if-match'),
      ifNoneMatch: new Headers(init.headers).get('if-none-match'),
    }))

const markPath = (student: number) => `/works/${idOf(31)}/marks/${idOf(student)}`
const attendancePath = (student: number) => `/lessons/${idOf(21)}/attendance/${idOf(student)}`

test('one key is one mark: new where there is none, corrected with its version where there is one', async () => {
  const { user, cell } = await open(pageWith([test23]))
  await user.click(cell(0, 0))
  await user.keyboard('5{ArrowDown}4')
  expect((await screen.findAllByText('сохранено')).length).toBeGreaterThan(0)
  expect(sent()).toEqual([
    {
      what: `PUT ${markPath(firstStudent)}`,
      body: { value: '5', isDebt: false, isMadeUp: false },
      ifMatch: null,
      ifNoneMatch: '*',
    },
    {
      what: `PUT ${markPath(secondStudent)}`,
      body: { value: '4', isDebt: false, isMadeUp: false },
      ifMatch: '"1"',
      ifNoneMatch: null,
    },
  ])
  expect(cell(0, 0).textContent).toContain('5')
})

test.each(['н', 'y', 'n', 'Н'])('the key %s says that the student is absent', async key => {
  const { user, cell } = await open(pageWith([test23]))
  await user.click(cell(0, 0))
  await user.keyboard(key)
  expect(sent()).toEqual([
    {
      what: `PUT ${attendancePath(firstStudent)}`,
      body: { observation: 'absent' },
      ifMatch: null,
      ifNoneMatch: '*',
    },
  ])
})

test('lateness asks for the minutes and gives the focus back to the cell', async () => {
  const { user, cell } = await open(pageWith([test23]))
  await user.click(cell(0, 0))
  await user.keyboard('о')
  expect(await screen.findByRole('dialog', { name: 'На сколько минут опоздание?' })).toBeTruthy()
  await user.keyboard('7{Enter}')
  expect(sent().map(({ body }) => body)).toEqual([{ observation: 'late', lateMinutes: 7 }])
  expect(document.activeElement).toBe(cell(0, 0))
})

test('Delete withdraws the mark first, then the absence', async () => {
  answer(marksApi.withdraw, undefined)
  const late = { ...test23, absences: [absenceOf(secondStudent, 'late', { version: 4 })] }
  const { user, cell } = await open(pageWith([late]))
  await user.click(cell(1, 0))
  await user.keyboard('{Delete}')
  await screen.findAllByText('сохранено')
  await user.keyboard('{Delete}')
  expect(sent()).toMatchObject([
    { what: `DELETE ${markPath(secondStudent)}`, ifMatch: '"1"' },
    { what: `PUT ${attendancePath(secondStudent)}`, body: { observation: 'present' }, ifMatch: '"4"' },
  ])
})

test('a mark in a lesson without a work asks for its kind once, and makes it once', async () => {
  reply(worksApi.create, ({ init }) => {
    const { workTypeId } = bodyOf(init)
    const { marks: _, ...work } = workOf(31)
    return Response.json({ ...work, lessonId: idOf(21), type: { ...work.type, id: workTypeId } })
  })
  const { user, cell } = await open(pageWith([lessonInPage(21, '2026-11-23')]))
  await user.click(cell(0, 0))
  await user.keyboard('5')
  const dialog = await screen.findByRole('dialog', { name: 'За что эта оценка?' })
  // What is done in every lesson is offered, not the test.
  expect(within(dialog).getByRole<HTMLSelectElement>('combobox').selectedOptions[0]?.textContent).toContain(
    'Ответ на уроке',
  )
  await user.click(within(dialog).getByRole('button', { name: 'Записать работу и поставить «5»' }))
  await screen.findAllByText('сохранено')
  await user.keyboard('{ArrowDown}4')
  await screen.findAllByText('сохранено')
  expect(sent()).toMatchObject([
    { what: `POST /lessons/${idOf(21)}/works`, body: { workTypeId: idOf(72) } },
    { what: `PUT ${markPath(firstStudent)}`, body: { value: '5' } },
    { what: `PUT ${markPath(secondStudent)}`, body: { value: '4' } },
  ])
})

test('a refused mark is taken back, says why, and can be given as work done on another day', async () => {
  reply(marksApi.put, () => refusal('student-absent'))
  const away = { ...test23, absences: [absenceOf(firstStudent, 'absent')] }
  const { user, cell } = await open(pageWith([away]))
  await user.click(cell(0, 0))
  await user.keyboard('5')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Не записано «5». Ученика не было на этом уроке.')
  expect(cell(0, 0).textContent).not.toContain('5')
  expect(screen.getByText('1 клетка ждёт вашего решения')).toBeTruthy()

  reply(marksApi.put, () => Response.json(markOf(firstStudent, '5', { isMadeUp: true })))
  await user.click(screen.getByRole('button', { name: 'Работа сдана в другой день' }))
  await screen.findAllByText('сохранено')
  expect(sent().at(-1)).toMatchObject({ body: { value: '5', isMadeUp: true } })
  expect(cell(0, 0).textContent).toContain('5')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('when somebody was faster both marks are shown, and one’s own goes over theirs with their version', async () => {
  const theirs = markOf(secondStudent, '2', { givenBy: 'Орлов Павел Андреевич', version: 2 })
  reply(marksApi.put, ({ init }) =>
    new Headers(init.headers).get('if-match') === '"2"'
      ? Response.json(markOf(secondStudent, '4', { version: 3 }))
      : Response.json(
          {
            type: '/problems/changed-meanwhile',
            title: 'Changed',
            status: problems['changed-meanwhile'],
            code: 'changed-meanwhile',
            current: theirs,
          },
          { status: problems['changed-meanwhile'] },
        ),
  )
  const { user, cell } = await open(pageWith([test23]))
  await user.click(cell(1, 0))
  await user.keyboard('4')
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Пока вы ставили «4», здесь появилось «2»')
  expect(alert.textContent).toContain('Орлов Павел Андреевич')
  expect(cell(1, 0).textContent).toContain('2')
  await user.click(screen.getByRole('button', { name: 'Поставить «4»' }))
  await screen.findAllByText('сохранено')
  expect(cell(1, 0).textContent).toContain('4')
})

test('without a network the mark stays in sight as unsent, and goes when the network is back', async () => {
  reply(marksApi.put, () => {
    throw new TypeError('Failed to fetch')
  })
  const { user, cell } = await open(pageWith([test23]))
  await user.click(cell(0, 0))
  await user.keyboard('5')
  expect(await screen.findByText('Не отправлена 1 запись: нет связи')).toBeTruthy()
  expect(cell(0, 0).textContent).toContain('5')
  reply(marksApi.put, () => Response.json(markOf(firstStudent, '5')))
  window.dispatchEvent(new Event('online'))
  expect(await screen.findByText('Всё сохранено')).toBeTruthy()
  expect(cell(0, 0).textContent).toContain('5')
})

test('the register is one stop of Tab; arrows, Home and End move in it, and Enter on a head is for the lesson', async () => {
  const lessons = [
    lessonInPage(20, '2026-11-20', { works: [workOf(30), workOf(32)] }),
    test23,
    lessonInPage(22, '2026-11-25', { status: 'planned' }),
  ]
  const { user, grid, cell } = await open(pageWith(lessons))
  const stops = () => [...grid.querySelectorAll('[tabindex="0"]')]
  expect(stops()).toEqual([cell(0, 2)])
  await user.tab()
  while (!grid.contains(document.activeElement)) await user.tab()
  expect(document.activeElement).toBe(cell(0, 2))
  await user.keyboard('{ArrowLeft}')
  expect(document.activeElement).toBe(cell(0, 1))
  await user.keyboard('{Home}{ArrowDown}')
  expect(document.activeElement).toBe(cell(1, 0))
  await user.keyboard('{End}')
  expect(document.activeElement).toBe(cell(1, 3))
  expect(stops()).toEqual([cell(1, 3)])
  await user.keyboard('{Home}{ArrowUp}{ArrowUp}')
  expect(document.activeElement?.textContent).toContain('20 ноября')
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement?.textContent).toContain('23 ноября')
})

test('cells before their day and outside a student’s days in the group take nothing', async () => {
  const page = pageWith([test23, lessonInPage(22, '2026-11-25', { status: 'planned' })])
  const [first] = page.students
  if (first) first.joinedOn = '2026-11-24' as typeof page.today
  const { user, cell } = await open(page)
  await user.click(cell(0, 0))
  await user.keyboard('5')
  expect(screen.getByText('В этот день ученик не был в группе', { selector: 'p' })).toBeTruthy()
  await user.click(cell(1, 1))
  await user.keyboard('н')
  expect(screen.getByText('Урок ещё не наступил', { selector: 'p' })).toBeTruthy()
  expect(sent()).toEqual([])
})

test('a subject without marks has attendance and nothing to mark with', async () => {
  const page = pageWith([test23])
  page.gradebook.isMarked = false
  const { user, cell } = await open(page)
  await user.click(cell(0, 0))
  await user.keyboard('5')
  expect(screen.queryByRole('group', { name: 'Оценки' })).toBeNull()
  await user.keyboard('н')
  expect(sent()).toMatchObject([{ body: { observation: 'absent' } }])
})

test('who may only look gets a register without a pad of marks', async () => {
  const page = pageWith([test23])
  page.gradebook.can.edit = false
  const { user, cell } = await open(page)
  await user.click(cell(0, 0))
  await user.keyboard('5')
  expect(screen.getByText('Изменять этот журнал вам нельзя', { selector: 'p' })).toBeTruthy()
  expect(sent()).toEqual([])
})
