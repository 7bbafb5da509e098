import { importsApi, type ImportRun } from '@diary/contracts/imports'
import { newId } from '@diary/db/id'
import { expect, test, vi } from 'vitest'
import { testApi, type Caller } from '#testing/api'
import { behindTheWalls } from '#testing/behind'
import { enter } from '#testing/classroom'
import { makeFet, type ActivitySketch } from './fet/make-fet.ts'

const api = testApi({ jobs: { works: true, queue: `test-${newId()}`, pollSeconds: 0.5 } })

const activities: ActivitySketch[] = [
  { subject: 'Алгебра', teachers: ['Иванова М.П.'], students: ['5 А'], at: [0, 0], duration: 2, room: '12' },
  { subject: 'Английский', teachers: ['Петрова'], students: ['5 А англ'], at: [1, 0] },
  { subject: 'Немецкий', teachers: ['Шмидт'], students: ['5 А нем'], at: [1, 0] },
  { subject: 'Чтение', students: ['1 А'], at: [4, 0] },
]
const students = { '5': { '5 А': ['5 А англ', '5 А нем'] }, '1': { '1 А': [] } }
const fetFile = (given: ActivitySketch[] = activities) =>
  new TextEncoder().encode(makeFet({ students, activities: given, hours: ['8:00', '8:50', '9:45'] }))

const behind = behindTheWalls()

async function office() {
  const school = await api.make.school()
  const enters = async (as: Parameters<typeof api.make.staff>[0]['as'] & object) =>
    enter(api, await api.make.staff({ school, as, lastName: 'Архипова' }))
  return { school, secretary: await enters(['secretary']), enters }
}

const give = (by: Caller, file: Uint8Array<ArrayBuffer>, fileName = 'школа.fet') =>
  by.call(importsApi.create, { query: { fileName }, file })

const show = (by: Caller, { id }: Pick<ImportRun, 'id'>) =>
  by.call(importsApi.show, { params: { importId: id } })

/** Asks again until nothing runs, as the screen does. */
async function settled(by: Caller, run: Pick<ImportRun, 'id'>): Promise<ImportRun> {
  let now = await show(by, run)
  await vi.waitUntil(
    async () => {
      now = await show(by, run)
      return !now.can.cancel && (now.state !== 'uploaded' || now.recognised !== null)
    },
    { timeout: 20_000, interval: 100 },
  )
  return now
}

const change = (run: ImportRun) => ({ params: { importId: run.id }, ifVersion: run.version })

async function tried(by: Caller, run: ImportRun): Promise<ImportRun> {
  await by.call(importsApi.try, change(await settled(by, run)))
  return settled(by, run)
}

async function applied(by: Caller, file: Uint8Array<ArrayBuffer>): Promise<ImportRun> {
  const trial = await tried(by, await give(by, file))
  expect(trial).toMatchObject({ state: 'tried', can: { apply: true } })
  await by.call(importsApi.apply, change(trial))
  return settled(by, trial)
}

/** Every row of every table of the school but what imports keep for themselves; without what counts changes. */
async function allRows(schoolId: string): Promise<Record<string, string[]>> {
  const tables = await behind.rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname not like 'import%' and c.relname not in ('history', 'idempotency_key') order by 1`,
  )
  const found: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await behind.rows<{ row: string }>(
      `select (to_jsonb(t) - 'version')::text as row from ${name} t where school_id = $1 order by 1`,
      [schoolId],
    )
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

test('a file goes from its reading over the trial to the school', async () => {
  const { school, secretary } = await office()
  const before = await allRows(school.schoolId)
  const given = await give(secretary, fetFile())
  expect(given).toMatchObject({ kind: 'fet', state: 'uploaded', recognised: null })
  const read = await settled(secretary, given)
  expect(read).toMatchObject({ state: 'uploaded', notices: [], can: { try: true, apply: false } })
  expect(read.recognised).toContainEqual({ label: { ru: 'Классов', en: 'Classes' }, value: '2' })
  expect(read.questions.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['startsOn', 'days', 'grades', 'classes', 'subjects', 'teachers']),
  )

  const trial = await tried(secretary, read)
  expect(trial.state).toBe('tried')
  expect(trial.counts).toContainEqual({
    subject: 'subject',
    counts: { created: 4, changed: 0, unchanged: 0, removed: 0, question: 0 },
  })
  // What was tried was taken back to the last row.
  expect(await allRows(school.schoolId)).toEqual(before)
  const { items } = await secretary.call(importsApi.rows, {
    params: { importId: trial.id },
    query: { subject: 'timetable_row', search: 'АЛГЕБРА' },
  })
  expect(items).toMatchObject([
    { action: 'created', title: '5 А · Алгебра' },
    { action: 'created', title: '5 А · Алгебра' },
  ])

  await secretary.call(importsApi.apply, change(trial))
  const done = await settled(secretary, trial)
  expect(done).toMatchObject({ state: 'applied', counts: trial.counts, can: { undo: true } })
  const after = await allRows(school.schoolId)
  expect(after['timetable_row']).toHaveLength(5)
  expect(after['lesson']?.length).toBeGreaterThan(50)
  const { items: runs } = await secretary.call(importsApi.list, { query: {} })
  expect(runs).toMatchObject([
    { id: done.id, fileName: 'школа.fet', by: { name: 'Архипова Ольга Ивановна' } },
  ])
  const report = await secretary.call(importsApi.report, { params: { importId: done.id }, query: {} })
  expect(report.text).toContain('Урок недели;создано;5 А · Алгебра')

  // The same file again has nothing to change.
  const again = await tried(secretary, await give(secretary, fetFile()))
  expect(again).toMatchObject({ state: 'tried', isNothingToChange: true })
})

test('undoing the last import leaves the school as it was, row for row', async () => {
  const { school, secretary } = await office()
  await applied(secretary, fetFile())
  const before = await allRows(school.schoolId)
  const second = await applied(
    secretary,
    fetFile([
      ...activities.slice(0, 2),
      { subject: 'Химия', teachers: ['Новый Н.Н.'], students: ['5 А'], at: [3, 1], room: '7' },
    ]),
  )
  expect(second.counts.find(({ subject }) => subject === 'timetable_row')?.counts).toMatchObject({
    created: 1,
    removed: 2,
    unchanged: 3,
  })
  expect(await allRows(school.schoolId)).not.toEqual(before)
  await secretary.call(importsApi.undo, change(second))
  expect(await settled(secretary, second)).toMatchObject({ state: 'undone', can: { undo: false, try: true } })
  expect(await allRows(school.schoolId)).toEqual(before)
})

test('what something was built on is not undone, and it is said what', async () => {
  const { school, secretary } = await office()
  const done = await applied(secretary, fetFile())
  const before = await allRows(school.schoolId)
  const [lesson] = await behind.rows<{ id: string }>(
    'select id from lesson where school_id = $1 order by day limit 1',
    [school.schoolId],
  )
  await behind.rows(`update lesson set topic = 'Дроби' where id = $1`, [lesson?.id])
  await secretary.call(importsApi.undo, change(done))
  const refused = await settled(secretary, done)
  expect(refused.state).toBe('applied')
  expect(refused.notices[0]?.text.ru).toContain('уроки — 1')
  await behind.rows('update lesson set topic = null where id = $1', [lesson?.id])

  // What refers to a row of the import keeps it too.
  const work = newId()
  const [workType] = await behind.rows<{ id: string }>(
    'select id from work_type where school_id = $1 limit 1',
    [school.schoolId],
  )
  await behind.rows(
    `insert into work (school_id, id, lesson_id, work_type_id, topic, weight_tenths, created_by_id) values ($1, $2, $3, $4, 'Контрольная', 10, $2)`,
    [school.schoolId, work, lesson?.id, workType?.id],
  )
  await secretary.call(importsApi.undo, change(refused))
  const again = await settled(secretary, done)
  expect(again).toMatchObject({ state: 'applied', can: { undo: true } })
  expect(again.notices[0]?.text.ru).toContain('работы на уроках')
  await behind.rows('delete from work where id = $1', [work])
  expect((await allRows(school.schoolId))['timetable_row']).toEqual(before['timetable_row'])
})

test('a filled lesson that the new timetable does not have is asked about', async () => {
  const { school, secretary } = await office()
  await applied(secretary, fetFile())
  const [lesson] = await behind.rows<{ id: string }>(
    `update lesson set topic = 'Стихи' where id = (select l.id from lesson l join gradebook b on b.id = l.gradebook_id
       join subject s on s.id = b.subject_id where l.school_id = $1 and s.title = 'Чтение' and l.day > '2026-11-23' order by l.day limit 1)
     returning id`,
    [school.schoolId],
  )
  const id = lesson?.id ?? ''
  const trial = await tried(secretary, await give(secretary, fetFile(activities.slice(0, 3))))
  const question = trial.questions.find(({ key }) => key === 'filledLessons')
  expect(question).toMatchObject({ items: [{ key: id, proposed: 'keep', note: { ru: 'Стихи' } }] })
  const { items } = await secretary.call(importsApi.rows, {
    params: { importId: trial.id },
    query: { action: 'question' },
  })
  expect(items).toMatchObject([{ subject: 'lesson', title: '1 А · Чтение' }])

  const answered = await secretary.call(importsApi.answer, {
    ...change(trial),
    body: { values: {}, matches: { filledLessons: { [id]: 'cancel' } } },
  })
  expect(answered).toMatchObject({ state: 'uploaded', counts: [] })
  await secretary.call(importsApi.apply, change(await tried(secretary, answered)))
  expect(await settled(secretary, trial)).toMatchObject({ state: 'applied' })
  const [now] = await behind.rows('select status, topic from lesson where id = $1', [id])
  expect(now).toEqual({ status: 'cancelled', topic: 'Стихи' })
})

test('answers are remembered for the next file', async () => {
  const { secretary } = await office()
  const file = fetFile()
  const run = await settled(secretary, await give(secretary, file))
  await expect(
    secretary.call(importsApi.answer, {
      ...change(run),
      body: { values: { firstLesson: '77' }, matches: { grades: { '5 А': '99' } } },
    }),
  ).rejects.toMatchObject({
    code: 'import-answer-invalid',
    errors: [{ pointer: '/values/firstLesson' }, { pointer: '/matches/grades/5 А' }],
  })
  await secretary.call(importsApi.answer, {
    ...change(run),
    body: { values: { firstLesson: '0' }, matches: { grades: { '5 А': '6' }, days: { Пятница: '6' } } },
  })
  await expect(secretary.call(importsApi.try, change(run))).rejects.toMatchObject({
    code: 'changed-meanwhile',
  })
  const next = await settled(secretary, await give(secretary, file))
  const question = (key: string) => next.questions.find(it => it.key === key)
  expect(question('firstLesson')).toMatchObject({ proposed: 0 })
  expect(question('grades')).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ key: '5 А', proposed: '6', from: 'memory' })]),
  })
  expect(question('days')).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ key: 'Пятница', proposed: '6' })]),
  })
})

test('a file that is no good is refused with its place, in both languages', async () => {
  const { secretary } = await office()
  const broken = new TextEncoder().encode(
    makeFet({ students, activities }).replace('</Subject>', '</Subjekt>'),
  )
  const run = await settled(secretary, await give(secretary, broken))
  expect(run).toMatchObject({ state: 'refused', recognised: null, can: { try: false, apply: false } })
  expect(run.notices).toMatchObject([{ severity: 'error', place: { line: expect.any(Number) } }])
  expect(run.notices[0]?.text.ru).toContain('Ошибка в XML')
  expect(run.notices[0]?.text.en).toContain('malformed')
  await expect(
    give(secretary, new TextEncoder().encode('\u0001\u0002 nothing'), 'x.bin'),
  ).rejects.toMatchObject({
    code: 'import-unknown-file',
  })
})

test('two imports at once wait for each other, and neither is half there', async () => {
  const { school, secretary } = await office()
  const [one, other] = await Promise.all([
    tried(secretary, await give(secretary, fetFile())),
    tried(secretary, await give(secretary, fetFile(activities.slice(0, 2)))),
  ])
  await Promise.all([
    secretary.call(importsApi.apply, change(one)),
    secretary.call(importsApi.apply, change(other)),
  ])
  const ended = [await settled(secretary, one), await settled(secretary, other)]
  expect(ended.map(({ state }) => state)).toEqual(['applied', 'applied'])
  const versions = await behind.rows(
    'select id from timetable_version where school_id = $1 and valid_to is null',
    [school.schoolId],
  )
  expect(versions).toHaveLength(1)
  // Only the last can be taken back, then the one before.
  const [first, last] = ended.toSorted((a, b) => Number(a.finishedAt) - Number(b.finishedAt))
  expect([last?.can.undo, (await show(secretary, first ?? one)).can.undo]).toEqual([true, false])
})

test('who may not, does not: by kind of file, by capacity, by school', async () => {
  const { secretary, enters } = await office()
  const [deputy, teacher] = [await enters(['deputy']), await enters(['teacher'])]
  const run = await settled(secretary, await give(secretary, fetFile()))
  await expect(give(teacher, fetFile())).rejects.toMatchObject({ code: 'not-allowed' })
  const roster = new TextEncoder().encode('Фамилия;Имя;Класс\nИванов;Пётр;5 А\n')
  await expect(give(deputy, roster, 'ученики.csv')).rejects.toMatchObject({ code: 'not-allowed' })
  expect((await show(deputy, run)).can.try).toBe(true)
  const given = await settled(secretary, await give(secretary, roster, 'ученики.csv'))
  expect((await show(deputy, given)).can).toEqual({
    answer: false,
    try: false,
    apply: false,
    cancel: false,
    undo: false,
  })
  await expect(deputy.call(importsApi.try, change(given))).rejects.toMatchObject({ code: 'not-allowed' })
  const stranger = await office()
  await expect(show(stranger.secretary, run)).rejects.toMatchObject({ code: 'not-found' })
  await expect(
    stranger.secretary.call(importsApi.rows, { params: { importId: run.id }, query: {} }),
  ).rejects.toMatchObject({ code: 'not-found' })
  await expect(stranger.secretary.call(importsApi.apply, change(run))).rejects.toMatchObject({
    code: 'not-found',
  })
})
