import type { ImportAnswers } from '@diary/contracts/imports'
import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { ascImporter } from '../asc/asc-importer.ts'
import { makeAsc } from '../asc/make-asc.ts'
import { fetImporter } from '../fet/fet-importer.ts'
import { unwatched, type Importer } from '../importer.ts'
import { changed, makeOneRoster, smallSchool } from '../oneroster-package/make-oneroster.ts'
import { rosterImporter } from '../roster/roster-importer.ts'
import { makeXlsx } from '../roster/make-xlsx.ts'
import { completed, noAnswers } from '../runs/questions.ts'
import { oneRosterImporter } from './oneroster-importer.ts'

const held = testDatabase()
const today = '2026-11-23'
const makeLessons = async () => undefined

async function newSchool(title = `Школа ${newId()}`): Promise<string> {
  const id = newId()
  await held.database.inScope({ schoolId: id, kind: 'system' }, ({ db }) =>
    db.school.create({ data: { id, title } }),
  )
  return id
}

/** Reads a file, answers as given and else as proposed, and writes it. */
async function imported(
  importer: Importer,
  schoolId: string,
  bytes: Buffer,
  answers: Partial<ImportAnswers> = {},
  remembered: ImportAnswers = noAnswers,
) {
  return held.database.inScope({ schoolId, kind: 'system' }, async work => {
    const file = { name: 'file', bytes }
    const recognised = await importer.recognise(file, { work, schoolId, today, remembered, job: unwatched })
    const given = completed(recognised.questions, { ...noAnswers, ...answers })
    const written = await importer.write(work, file, { schoolId, today, answers: given }, unwatched)
    return { ...recognised, written, given }
  })
}

test('each kind of file is taken by its own importer alone', () => {
  const files = {
    asc: Buffer.from(makeAsc({ classes: {}, lessons: [] })),
    oneroster: makeOneRoster(smallSchool),
    roster: makeXlsx({ Лист: [['Фамилия', 'Имя', 'Класс']] }),
  }
  const importers = [fetImporter(makeLessons), ascImporter(makeLessons), oneRosterImporter, rosterImporter]
  for (const [kind, bytes] of Object.entries(files)) {
    const fitting = importers.filter(importer => importer.fits({ name: 'file', bytes })).map(one => one.kind)
    expect(fitting).toEqual([kind])
  }
})

test('a package asks which school, which grades and which subjects, and keeps to the answers', async () => {
  const schoolId = await newSchool()
  const subjectId = newId()
  await held.database.inScope({ schoolId, kind: 'system' }, ({ db }) =>
    db.subject.create({ data: { schoolId, id: subjectId, title: 'Иностранный язык (английский)' } }),
  )
  let sketch = changed(smallSchool, 'orgs', { sourcedId: 'org-2', name: 'Школа № 6', type: 'school' })
  sketch = changed(sketch, 'classes', { sourcedId: '7b', title: 'Лицейский', grades: '' })
  const bytes = makeOneRoster(sketch)
  const before = await held.database.inScope({ schoolId, kind: 'system' }, work =>
    oneRosterImporter.recognise(
      { name: 'p.zip', bytes },
      { work, schoolId, today, remembered: noAnswers, job: unwatched },
    ),
  )
  expect(before.questions.map(({ key }) => key)).toEqual(['org', 'startsOn'])
  expect(before.questions[0]).toMatchObject({ type: 'choice', isRequired: true, proposed: null })

  const remembered: ImportAnswers = { values: { org: 'org-1' }, matches: { grades: { '7b': '7' } } }
  const { questions, facts, given } = await imported(
    oneRosterImporter,
    schoolId,
    bytes,
    { matches: { subjects: { 'Английский язык': subjectId } } },
    remembered,
  )
  expect(questions.map(({ key }) => key)).toEqual(['org', 'startsOn', 'grades', 'subjects'])
  expect(facts.map(({ label, value }) => `${label.en}: ${value}`)).toContain('School: Школа № 5')
  expect(given.matches['subjects']).toEqual({ Алгебра: 'new', 'Английский язык': subjectId, Чтение: 'new' })
  await held.database.inScope({ schoolId, kind: 'system' }, async ({ db }) => {
    const subjects = await db.subject.findMany({
      where: { schoolId },
      select: { title: true },
      orderBy: { title: 'asc' },
    })
    expect(subjects.map(({ title }) => title)).toEqual(['Алгебра', 'Иностранный язык (английский)', 'Чтение'])
    const odd = await db.schoolClass.findFirst({
      where: { schoolId, title: 'Лицейский' },
      select: { grade: true },
    })
    expect(odd).toEqual({ grade: 7 })
  })
  const second = await imported(oneRosterImporter, schoolId, bytes, {}, remembered)
  expect(second.questions[0]).toMatchObject({ key: 'org', proposed: 'org-1' })
  expect(
    second.written.rows.filter(({ action }) => action === 'unchanged').map(({ title }) => title),
  ).toContain('Белов Артём Ильич')
})

test('whoever may be somebody of the school is asked about, and is who the answer says', async () => {
  const schoolId = await newSchool()
  const likely = newId()
  await held.database.inScope({ schoolId, kind: 'system' }, async ({ db }) => {
    await db.person.create({ data: { schoolId, id: likely, lastName: 'Орлов', firstName: 'Петр' } })
    await db.student.create({ data: { schoolId, id: likely } })
  })
  const bytes = makeOneRoster(smallSchool)
  const order = { schoolId, today, answers: { values: {}, matches: { people: { s3: likely } } } }
  const written = await held.database.inScope({ schoolId, kind: 'system' }, work =>
    oneRosterImporter.write(work, { name: 'p.zip', bytes }, order, unwatched),
  )
  expect(written.questions).toEqual([])
  const orlov = await held.database.inScope({ schoolId, kind: 'system' }, ({ db }) =>
    db.person.findMany({ where: { schoolId, lastName: 'Орлов' }, select: { id: true, firstName: true } }),
  )
  expect(orlov).toEqual([{ id: likely, firstName: 'Пётр' }])
})

test('without an answer a likely person is asked about and a new one is made', async () => {
  const schoolId = await newSchool()
  await held.database.inScope({ schoolId, kind: 'system' }, async ({ db }) => {
    const id = newId()
    await db.person.create({ data: { schoolId, id, lastName: 'Орлов', firstName: 'Пётр' } })
    await db.student.create({ data: { schoolId, id } })
  })
  const { written } = await imported(oneRosterImporter, schoolId, makeOneRoster(smallSchool))
  expect(written.questions).toMatchObject([{ key: 'people', items: [{ key: 's3', proposed: 'new' }] }])
})

test('a file of aSc with terms asks which one, and its days are proposed', async () => {
  const schoolId = await newSchool()
  const lesson = { for: ['5А'], teachers: ['Ким О.В.'] }
  const bytes = Buffer.from(
    makeAsc({
      classes: { '5А': [] },
      lessons: [
        { ...lesson, subject: 'Химия', cards: [{ at: [0, 1], terms: '10' }] },
        { ...lesson, subject: 'Биология', cards: [{ at: [0, 1], terms: '01' }] },
      ],
    }),
  )
  const { questions } = await imported(ascImporter(makeLessons), schoolId, bytes, { values: { term: '2' } })
  expect(questions.find(({ key }) => key === 'term')).toMatchObject({
    type: 'number',
    min: 1,
    max: 2,
    proposed: 1,
  })
  expect(questions.some(({ key }) => key === 'classes.level')).toBe(false)
  const rows = await held.database.inScope({ schoolId, kind: 'system' }, ({ db }) =>
    db.timetableRow.findMany({ where: { schoolId }, select: { subject: { select: { title: true } } } }),
  )
  expect(rows).toEqual([{ subject: { title: 'Биология' } }])
})
