import type { Db, ScopedWork } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { parseFet } from '../fet/fet.ts'
import { makeFet, type ActivitySketch, type FetSketch } from '../fet/make-fet.ts'
import { timetablePlan } from '../fet/plan.ts'
import { chooseSchool, type SchoolChoice } from '../school.ts'
import { importTimetable, type TimetableImport } from './import-timetable.ts'

const held = testDatabase()

const students = { '5': { '5 А': ['5 А англ', '5 А нем'], '5 Б': ['5 Б весь'] }, '1': { '1 А': [] } }
const activities: ActivitySketch[] = [
  { subject: 'Алгебра', teachers: ['Иванова М.П.'], students: ['5 А'], at: [0, 0], duration: 2, room: '12' },
  { subject: 'Английский', teachers: ['Петрова'], students: ['5 А англ'], at: [1, 0] },
  { subject: 'Немецкий', teachers: ['Шмидт'], students: ['5 А нем'], at: [1, 0] },
  { subject: 'Труд', teachers: ['Иванова М.П.', 'Петрова'], students: ['5 А', '5 Б весь'], at: [2, 3] },
  { subject: 'Чтение', students: ['1 А'], at: [5, 0] },
  { subject: 'Дежурство', teachers: ['Шмидт'], at: [4, 5] },
]
const days = ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота']
const sketch: FetSketch = {
  students,
  activities,
  days,
  hours: ['8:00', '8:50', '9:45', '10:40', '11:35', '12:30'],
}

const newSchool = (): SchoolChoice => ({ id: newId(), title: `Школа ${newId()}`, isNew: true })
const plan = (given: Partial<FetSketch> = {}) =>
  timetablePlan(parseFet(makeFet({ ...sketch, ...given })), {
    classes: 'auto',
    firstNumber: 1,
    grades: new Map(),
  })

function run(school: SchoolChoice, given: Partial<TimetableImport> = {}) {
  return importTimetable(held.database, {
    plan: plan(),
    school,
    startsOn: undefined,
    today: '2026-11-23',
    isDryRun: false,
    makeLessons: async () => undefined,
    ...given,
  })
}

const inSchool = <T>(school: SchoolChoice, work: (db: Db) => Promise<T>) =>
  held.database.inScope({ schoolId: school.id, kind: 'system' }, ({ db }) => work(db))

async function rowsOf(school: SchoolChoice) {
  const rows = await inSchool(school, db =>
    db.timetableRow.findMany({
      where: { schoolId: school.id },
      select: {
        weekday: true,
        number: true,
        subject: { select: { title: true } },
        group: { select: { title: true } },
        room: { select: { title: true } },
        version: { select: { validFrom: true } },
        teachers: { select: { staff: { select: { person: { select: { lastName: true } } } } } },
      },
      orderBy: [
        { version: { validFrom: 'asc' } },
        { weekday: 'asc' },
        { number: 'asc' },
        { subject: { title: 'asc' } },
      ],
    }),
  )
  return rows.map(({ weekday, number, subject, group, room, teachers, version }) => ({
    from: dayOf(version.validFrom),
    row: [
      `${weekday}.${number}`,
      group?.title ?? '—',
      subject.title,
      teachers
        .map(({ staff }) => staff.person.lastName)
        .sort()
        .join('+') || '—',
      room?.title ?? '—',
    ].join(' | '),
  }))
}

const countAll = (school: SchoolChoice) =>
  inSchool(school, async db => {
    const where = { schoolId: school.id }
    return {
      school: await db.school.count({ where: { id: school.id } }),
      years: await db.academicYear.count({ where }),
      persons: await db.person.count({ where }),
      classes: await db.schoolClass.count({ where }),
      groups: await db.studyGroup.count({ where }),
      rows: await db.timetableRow.count({ where }),
      teachings: await db.teaching.count({ where }),
      runs: await db.importRun.count({ where }),
    }
  })

test('every hour of the file is a row of the timetable, duties and lessons nobody is named for included', async () => {
  const school = newSchool()
  const outcome = await run(school)
  expect(outcome).toMatchObject({ isChanged: true, startsOn: '2026-09-01' })
  expect(outcome.counts).toMatchObject({
    timetableRows: 7,
    classes: 3,
    groups: 6,
    teachers: 3,
    subjects: 6,
    rooms: 1,
    duties: 1,
  })
  expect((await rowsOf(school)).map(({ row }) => row)).toEqual([
    '1.1 | 5 А | Алгебра | Иванова | 12',
    '1.2 | 5 А | Алгебра | Иванова | 12',
    '2.1 | 5 А англ | Английский | Петрова | —',
    '2.1 | 5 А нем | Немецкий | Шмидт | —',
    '3.4 | 5 А + 5 Б весь | Труд | Иванова+Петрова | —',
    '5.6 | — | Дежурство | Шмидт | —',
    '6.1 | 1 А | Чтение | — | —',
  ])
  const found = await inSchool(school, async db => ({
    classes: await db.schoolClass.findMany({
      select: { title: true, grade: true, isMarked: true, daysInWeek: true },
      where: { schoolId: school.id },
      orderBy: { title: 'asc' },
    }),
    bells: await db.bellSlot.findMany({
      where: { schoolId: school.id },
      select: { number: true, startMinute: true, endMinute: true },
      orderBy: { number: 'asc' },
      take: 2,
    }),
    gradebooks: await db.gradebook.count({ where: { schoolId: school.id } }),
    teachings: await db.teaching.count({ where: { schoolId: school.id } }),
    terms: await db.term.count({ where: { schoolId: school.id } }),
    workTypes: await db.workType.count({ where: { schoolId: school.id } }),
  }))
  expect(found).toMatchObject({
    classes: [
      { title: '1 А', grade: 1, isMarked: false, daysInWeek: 6 },
      { title: '5 А', grade: 5, isMarked: true, daysInWeek: 5 },
      { title: '5 Б', grade: 5, isMarked: true, daysInWeek: 5 },
    ],
    bells: [
      { number: 1, startMinute: 480, endMinute: 525 },
      { number: 2, startMinute: 530, endMinute: 575 },
    ],
    gradebooks: 5,
    teachings: 5,
    terms: 6,
  })
  expect(found.workTypes).toBeGreaterThan(5)
})

test('the same file again changes nothing', async () => {
  const school = newSchool()
  const first = await run(school)
  const before = await countAll(school)
  const again = await run({ ...school, isNew: false })
  expect(again).toMatchObject({ isChanged: false, startsOn: '2026-09-01', counts: first.counts })
  expect(await run({ ...school, isNew: false }, { startsOn: '2026-12-01' })).toMatchObject({
    isChanged: false,
  })
  expect(await countAll(school)).toEqual(before)
})

test('a trial run counts the same and writes nothing', async () => {
  const school = newSchool()
  const trial = await run(school, { isDryRun: true })
  expect(await countAll(school)).toMatchObject({ school: 0, persons: 0, rows: 0, runs: 0 })
  expect((await run(school)).counts).toEqual(trial.counts)
})

test('what fails in the middle leaves nothing behind', async () => {
  const school = newSchool()
  const failing = async ({ db }: ScopedWork) => {
    await db.timetableRow.count({ where: { schoolId: school.id } })
    throw new Error('the disk is full')
  }
  await expect(run(school, { makeLessons: failing })).rejects.toThrow('the disk is full')
  expect(Object.values(await countAll(school)).every(count => count === 0)).toBe(true)
})

test('a changed file begins a new version today; the old one ends the day before', async () => {
  const school = newSchool()
  await run(school)
  const changed = plan({
    activities: [
      ...activities.slice(0, 3),
      { subject: 'Труд', teachers: ['Новый'], students: ['5 Б'], at: [2, 3] },
    ],
  })
  const asked: unknown[] = []
  const outcome = await run(
    { ...school, isNew: false },
    {
      plan: changed,
      makeLessons: async (_, range) => {
        asked.push(range)
      },
    },
  )
  expect(outcome).toMatchObject({ isChanged: true, startsOn: '2026-11-23' })
  expect(asked).toEqual([{ schoolId: school.id, from: '2026-11-23', to: '2027-08-31' }])
  const versions = await inSchool(school, db =>
    db.timetableVersion.findMany({
      where: { schoolId: school.id },
      select: { validFrom: true, validTo: true, _count: { select: { rows: true } } },
      orderBy: { validFrom: 'asc' },
    }),
  )
  expect(versions).toEqual([
    { validFrom: dateOf('2026-09-01'), validTo: dateOf('2026-11-22'), _count: { rows: 7 } },
    { validFrom: dateOf('2026-11-23'), validTo: null, _count: { rows: 5 } },
  ])
  const ended = await inSchool(school, db =>
    db.teaching.findMany({
      where: { schoolId: school.id, untilOn: dateOf('2026-11-22') },
      select: { staff: { select: { person: { select: { lastName: true } } } } },
    }),
  )
  expect(ended.map(({ staff }) => staff.person.lastName).sort()).toEqual(['Иванова', 'Петрова'])

  // The same first day again takes the place of what began on it.
  await run(
    { ...school, isNew: false },
    { plan: plan({ activities: activities.slice(0, 1) }), startsOn: '2026-11-23' },
  )
  expect((await rowsOf(school)).filter(({ from }) => from === '2026-11-23')).toHaveLength(2)
})

test('an earlier first day is valid until the version that follows', async () => {
  const school = newSchool()
  await run(school, { startsOn: '2026-10-05' })
  const other = plan({ activities: activities.slice(0, 2) })
  await run({ ...school, isNew: false }, { plan: other, startsOn: '2026-09-01' })
  const versions = await inSchool(school, db =>
    db.timetableVersion.findMany({ where: { schoolId: school.id }, orderBy: { validFrom: 'asc' } }),
  )
  expect(versions.map(({ validTo }) => validTo && dayOf(validTo))).toEqual(['2026-10-04', null])
})

test('a teacher the school knows by the whole name is met in the short one', async () => {
  const made = await held.make.school()
  const school = { id: made.schoolId, title: made.title, isNew: false }
  const known = await held.make.teacher({
    school: made,
    lastName: 'Иванова',
    firstName: 'Мария',
    middleName: 'Петровна',
  })
  const namesake = await held.make.teacher({
    school: made,
    lastName: 'Петрова',
    firstName: 'Анна',
    middleName: 'Олеговна',
  })
  await held.make.teacher({ school: made, lastName: 'Петрова', firstName: 'Инна', middleName: 'Олеговна' })
  await run(school)
  const teaching = await inSchool(school, db => db.teaching.findMany({ where: { schoolId: made.schoolId } }))
  expect(teaching.filter(({ staffId }) => staffId === known.id)).toHaveLength(2)
  // Two are called Петрова: which of them is meant, nobody can say.
  expect(teaching.filter(({ staffId }) => staffId === namesake.id)).toHaveLength(0)
})

test('children who are enrolled already are in the whole-class group', async () => {
  const made = await held.make.school()
  const fifth = await held.make.schoolClass({ school: made, title: '5 А' })
  const child = await held.make.student({ class: fifth })
  await run({ id: made.schoolId, title: made.title, isNew: false })
  const groups = await held.database.inScope({ schoolId: made.schoolId, kind: 'system' }, ({ db }) =>
    db.gradebook.findMany({
      where: { schoolId: made.schoolId, group: { memberships: { some: { studentId: child.id } } } },
      select: { subject: { select: { title: true } } },
    }),
  )
  expect(groups.map(({ subject }) => subject.title)).toEqual(['Алгебра'])
})

test('which school a file is for is asked only when it can’t be known', async () => {
  const one = await held.make.school({ title: `Первая ${newId()}` })
  expect(await chooseSchool(held.auth, held.database, one.schoolId, '')).toMatchObject({
    id: one.schoolId,
    isNew: false,
  })
  expect(await chooseSchool(held.auth, held.database, one.title, '')).toMatchObject({ id: one.schoolId })
  expect(await chooseSchool(held.auth, held.database, undefined, one.title)).toMatchObject({
    id: one.schoolId,
  })
  expect(await chooseSchool(held.auth, held.database, 'Новая школа', '')).toMatchObject({
    title: 'Новая школа',
    isNew: true,
  })
  await held.make.school({ title: `Вторая ${newId()}` })
  await expect(chooseSchool(held.auth, held.database, undefined, 'Другая')).rejects.toThrow('--school')
  await expect(chooseSchool(held.auth, held.database, newId(), '')).rejects.toThrow('no school')
})
