import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '@diary/db/id'
import { makeAsc } from '../../features/imports/asc/make-asc.ts'
import {
  changed,
  makeOneRoster,
  makePackage,
  smallSchool,
} from '../../features/imports/oneroster-package/make-oneroster.ts'
import { testDatabase } from '../../testing/database.ts'
import { runDiary } from './run-diary.ts'

const held = testDatabase()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diary-imports-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function diary(...args: readonly string[]) {
  const { app, auth, owner } = inject('database')
  const [out, said]: [string[], string[]] = [[], []]
  const code = await runDiary(args, {
    env: { DATABASE_URL: app, DATABASE_AUTH_URL: auth, DATABASE_OWNER_URL: owner },
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

const asc = makeAsc({
  classes: { '5А': [['Группа 1', 'Группа 2']], '5Б': [] },
  lessons: [
    {
      subject: 'Алгебра',
      teachers: ['Иванова М.П.'],
      for: ['5А'],
      periods: 2,
      cards: [{ at: [0, 1], room: '12' }],
    },
    {
      subject: 'Информатика',
      teachers: ['Ким О.В.'],
      for: ['5А/Группа 1'],
      cards: [{ at: [1, 1], weeks: '10' }],
    },
    { subject: 'Труд', teachers: ['Ким О.В.'], for: ['5А/Группа 1'], cards: [{ at: [1, 1], weeks: '01' }] },
    { subject: 'Хор', teachers: ['Ким О.В.'], for: ['5А', '5Б'], cards: [{ at: [2, 3] }] },
  ],
})

test('a timetable of aSc is known by what is in it, and goes the way of one of FET', async () => {
  const path = await file('timetable.xml', asc)
  const args = ['import', 'timetable', path, '--school', `Школа ${newId()}`, '--json']
  const first = await diary(...args)
  expect(first.said).toContain('Первая неделя цикла aSc принята за нечётную')
  const counts = JSON.parse(first.out)
  expect(counts).toMatchObject({
    timetableRows: 5,
    classes: 2,
    groups: 4,
    teachers: 2,
    subjects: 4,
    rooms: 1,
    isChanged: true,
  })
  const { schoolId } = counts
  const { rows, version, lessons } = await held.database.inScope(
    { schoolId, kind: 'system' },
    async ({ db }) => ({
      version: await db.timetableVersion.findFirst({ where: { schoolId }, select: { source: true } }),
      rows: await db.timetableRow.findMany({
        where: { schoolId, week: { not: 'every' } },
        select: { week: true, weekday: true, subject: { select: { title: true } } },
        orderBy: { week: 'asc' },
      }),
      lessons: await db.lesson.findMany({
        where: { schoolId, row: { week: { not: 'every' } } },
        select: { day: true, gradebook: { select: { subject: { select: { title: true } } } } },
        orderBy: { day: 'asc' },
        take: 6,
      }),
    }),
  )
  expect(version).toEqual({ source: 'aSc' })
  expect(rows).toEqual([
    { week: 'odd', weekday: 2, subject: { title: 'Информатика' } },
    { week: 'even', weekday: 2, subject: { title: 'Труд' } },
  ])
  const order = lessons.map(({ gradebook: { subject } }) => subject.title)
  expect(new Set(order.filter((_, index) => index % 2 === 0)).size).toBe(1)
  expect(new Set(order).size).toBe(2)
  expect(JSON.parse((await diary(...args)).out)).toEqual({ ...counts, isChanged: false })

  const bad = await diary(
    'import',
    'timetable',
    await file('bad.xml', asc.replace('lessonid="L1"', 'lessonid="X"')),
  )
  expect(bad).toMatchObject({ code: 1, out: '' })
  expect(bad.said).toContain('В атрибуте lessonid стоит «X»')
  expect((await diary('import', 'timetable', path, '--classes', 'years')).said).toContain(
    'только у файлов FET',
  )
})

test('a OneRoster package is imported from an archive or a folder; twice changes nothing', async () => {
  const path = await file('package.zip', makeOneRoster(smallSchool))
  const args = ['import', 'oneroster', path, '--school', `Школа ${newId()}`, '--json']
  const trial = await diary(...args, '--dry-run')
  expect(JSON.parse(trial.out)).toMatchObject({ isDryRun: true, isChanged: true })
  const first = await diary(...args)
  const counts = JSON.parse(first.out)
  expect(first.said).toContain('пароли не переносятся')
  expect(counts).toMatchObject({
    students: 4,
    guardians: 3,
    staff: 3,
    classes: 3,
    groups: 4,
    isChanged: true,
  })
  const unpacked = join(folder, 'package')
  await mkdir(unpacked)
  for (const [name, content] of makePackage(smallSchool)) await writeFile(join(unpacked, name), content)
  const again = await diary('import', 'oneroster', unpacked, '--school', counts.schoolId, '--json')
  expect(JSON.parse(again.out)).toEqual({ ...counts, isChanged: false })
})

test('a OneRoster package that is no good names file, line and field in the reader’s language', async () => {
  const sketch = changed(smallSchool, 'demographics', { sourcedId: 's1', birthDate: '12.04.2013' })
  const path = await file('bad.zip', makeOneRoster(sketch))
  const { code, out, said } = await diary('import', 'oneroster', path, '--school', `Школа ${newId()}`)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(said).toBe(
    'файл demographics.csv, строка 2, столбец «birthDate»: «12.04.2013» — не дата; ожидалось, например, 2026-09-01\nНичего не записано.',
  )
  const missing = await diary('import', 'oneroster', join(folder, 'none.zip'))
  expect(missing.said).toContain('ENOENT')
  expect((await diary('import', 'oneroster', '--help')).out).toContain('OneRoster 1.2')
})
