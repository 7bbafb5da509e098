import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '@diary/db/id'
import { makeFet } from '../../features/imports/fet/make-fet.ts'
import { passwords } from '../../platform/passwords.ts'
import { testDatabase } from '../../testing/database.ts'
import { runDiary } from './run-diary.ts'

const held = testDatabase()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diary-command-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs a command on the run's database; `out` is what a program reads, `said` what a person is told besides. */
async function diary(args: readonly string[], env: Record<string, string> = {}) {
  const { app, auth, owner } = inject('database')
  const [out, said]: [string[], string[]] = [[], []]
  const code = await runDiary(args, {
    env: { DATABASE_URL: app, DATABASE_AUTH_URL: auth, DATABASE_OWNER_URL: owner, ...env },
    print: line => out.push(line),
    tell: line => said.push(line),
    now: () => new Date('2026-11-23T03:00:00Z'),
  })
  return { code, out: out.join('\n'), said: said.join('\n') }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const fet = makeFet({
  students: { '5': { '5 А': [], '5 Б': [] } },
  activities: [
    { subject: 'Алгебра', teachers: ['Иванова'], students: ['5 А'], at: [0, 0], duration: 2 },
    { subject: 'Хор', teachers: ['Петрова'], students: ['5 А', '5 Б'], at: [1, 0] },
    { subject: 'Дежурство', teachers: ['Петрова'], at: [2, 0] },
  ],
})

test('a timetable is imported with its lessons; the last line is the counts; twice changes nothing', async () => {
  const path = await file('good.fet', fet)
  const args = ['import', 'timetable', path, '--school', `Школа ${newId()}`, '--json']
  const trial = await diary([...args, '--dry-run'])
  const first = await diary(args)
  const counts = JSON.parse(first.out.split('\n').at(-1) ?? '')
  expect(first.code).toBe(0)
  expect(counts).toMatchObject({
    timetableRows: 4,
    classes: 2,
    groups: 3,
    teachers: 2,
    subjects: 3,
    rooms: 0,
    duties: 1,
    isChanged: true,
  })
  expect(JSON.parse(trial.out)).toEqual({ ...counts, schoolId: expect.any(String), isDryRun: true })

  const { schoolId } = counts
  const lessons = await held.database.inScope({ schoolId, kind: 'system' }, ({ db }) =>
    db.lesson.findMany({
      where: { schoolId },
      select: { day: true, teachers: { select: { staffId: true } } },
    }),
  )
  // Three hours a week with students, through 34 school weeks and not in the holidays between them.
  expect(lessons).toHaveLength(counts.lessons)
  expect(counts.lessons).toBeGreaterThan(90)
  expect(counts.lessons).toBeLessThanOrEqual(3 * 36)
  expect(lessons.every(({ teachers }) => teachers.length === 1)).toBe(true)

  const again = await diary([...args.slice(0, 4), schoolId, '--json'])
  expect(JSON.parse(again.out)).toEqual({ ...counts, isChanged: false })
  expect(again.said).toContain('Менять нечего')
})

test('a file that is no good ends with 1, its place and nothing written', async () => {
  const title = `Школа ${newId()}`
  const big = await file('big.fet', fet)
  await truncate(big, 50 * 1024 * 1024)
  const files: [string, string][] = [
    [await file('half.fet', fet.slice(0, fet.length / 2)), 'строка '],
    [
      await file(
        'latin.fet',
        Buffer.from(fet).fill(0xe9, fet.indexOf('<Comments>') + 500, fet.indexOf('<Comments>') + 501),
      ),
      'Кодировка не UTF-8',
    ],
    [await file('bomb.fet', `<!DOCTYPE fet [<!ENTITY a "b">]>${fet.slice(fet.indexOf('<fet'))}`), 'DOCTYPE'],
    [await file('not.fet', 'Понедельник, вторник'), 'не XML'],
    [big, '50 МБ'],
    [join(folder, 'none.fet'), 'ENOENT'],
  ]
  for (const [path, reason] of files) {
    const { code, out, said } = await diary(['import', 'timetable', path, '--school', title, '--json'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(said).toContain(reason)
    expect(said).toContain('Ничего не записано')
  }
  const schools = await held.auth.query('select from school where title = $1', [title])
  expect(schools).toHaveLength(0)
})

test('options that do not fit are refused with what would', async () => {
  const path = await file('good.fet', fet)
  const bad: [string[], string][] = [
    [['--classes', 'all'], 'auto, years, groups'],
    [['--starts', '2026-02-30'], '2026-02-30'],
    [['--first-lesson', '-3'], 'first-lesson'],
    [['--days', '1,2'], '--days'],
    [['--grades', '5 А=five'], '--grades'],
    [['--colour', 'red'], '--colour'],
    [['another.fet'], 'another.fet'],
  ]
  for (const [args, reason] of bad) {
    const { code, said } = await diary(['import', 'timetable', path, ...args])
    expect({ args, code }).toEqual({ args, code: 1 })
    expect(said).toContain(reason)
  }
  expect((await diary(['import', 'timetable'])).code).toBe(1)
  expect((await diary(['export'])).said).toContain('Нет такой команды')
})

test('grades may be given in a file, and help in either language', async () => {
  const path = await file(
    'flowers.fet',
    fet.replaceAll('>5<', '>Первоцветы<').replaceAll('5 А', 'Ромашки').replaceAll('5 Б', 'Васильки'),
  )
  const grades = await file('grades.txt', 'Ромашки = 3\nВасильки=4\n')
  const { code, out } = await diary([
    'import',
    'timetable',
    path,
    '--grades',
    grades,
    '--school',
    `Школа ${newId()}`,
    '--json',
  ])
  expect(code).toBe(0)
  const { schoolId } = JSON.parse(out)
  const classes = await held.database.inScope({ schoolId, kind: 'system' }, ({ db }) =>
    db.schoolClass.findMany({
      where: { schoolId },
      select: { title: true, grade: true },
      orderBy: { grade: 'asc' },
    }),
  )
  expect(classes).toEqual([
    { title: 'Ромашки', grade: 3 },
    { title: 'Васильки', grade: 4 },
  ])

  expect((await diary([])).out).toContain('diary import timetable ФАЙЛ')
  expect((await diary(['--lang', 'en', 'import', 'roster', '--help'])).out).toContain('Birth date')
  expect((await diary(['create-admin', '--help'], { DIARY_LANG: 'en' })).out).toContain('never printed')
})

test('a roster is imported by the same command, and its mistakes are listed', async () => {
  const title = `Школа ${newId()}`
  const good = await file('roster.csv', 'Фамилия;Имя;Класс\nКим;Ян;5А\n')
  const args = ['import', 'roster', good, '--school', title, '--json']
  const first = await diary(args)
  expect(JSON.parse(first.out)).toMatchObject({ students: 1, newStudents: 1, classes: 1, isChanged: true })
  expect(JSON.parse((await diary(args)).out)).toMatchObject({ newStudents: 0, isChanged: false })
  const bad = await file('bad.csv', 'Фамилия;Имя;Класс\nКим;;5А\nПак;Ли;\n')
  const { code, said } = await diary(['import', 'roster', bad, '--school', title, '--lang', 'en'])
  expect(code).toBe(1)
  expect(said.split('\n').slice(0, 2)).toEqual([
    'line 2, column “Имя”: A last name and a first name are needed',
    'line 3, column “Класс”: The cell is empty',
  ])
})

test('the first administrator can sign in, and the password is shown nowhere', async () => {
  const login = `admin-${newId().slice(-12)}`
  const password = 'зелёный трактор у реки'
  const args = [
    'create-admin',
    '--login',
    login,
    '--name',
    'Орлова Инна Олеговна',
    '--school',
    `Школа ${newId()}`,
  ]
  const { code, out, said } = await diary(args, { DIARY_PASSWORD: password })
  expect({ code, said }).toEqual({ code: 0, said: '' })
  expect(out).not.toContain(password)

  const [account] = await held.auth.query<{ hash: string; school_id: string; person_id: string }>(
    'select password_hash as hash, school_id, person_id from account join account_person p on p.account_id = id where login = $1',
    [login],
  )
  expect(await passwords().verify(account?.hash, password)).toBe(true)
  const schoolId = account?.school_id ?? ''
  const person = await held.database.inScope({ schoolId, kind: 'system' }, ({ db }) =>
    db.staff.findFirst({
      where: { schoolId, id: account?.person_id ?? '' },
      select: { person: { select: { lastName: true } }, capacities: { select: { kind: true } } },
    }),
  )
  expect(person).toEqual({ person: { lastName: 'Орлова' }, capacities: [{ kind: 'admin' }] })

  expect((await diary(args, { DIARY_PASSWORD: password })).said).toContain('уже занято')
  expect((await diary(args, { DIARY_PASSWORD: 'short' })).said).toContain('от 10 до 128')
  expect((await diary(args, { DIARY_PASSWORD: 'qwertyqwerty' })).said).toContain('угадать')
  expect((await diary(['create-admin', '--login', 'ы'], { DIARY_PASSWORD: password })).code).toBe(1)
})
