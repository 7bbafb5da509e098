import type { Db } from '@diary/db/client'
import { dateOf, dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { MadeClass, MadeSchool, MadeStaff } from '@diary/db/make/made'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { generateLessons } from './generate.ts'

const held = testDatabase()

const inSchool = <T>({ schoolId }: MadeSchool, work: (db: Db) => Promise<T>) =>
  held.database.inScope({ schoolId, kind: 'system' }, ({ db }) => work(db))
const generate = ({ schoolId }: MadeSchool, from: string, to: string) =>
  held.database.inScope({ schoolId, kind: 'system' }, work => generateLessons(work, { schoolId, from, to }))

type RowSketch = {
  groupId: string | null
  subject: string
  weekday: number
  number: number
  teachers?: MadeStaff[]
  week?: 'every' | 'odd' | 'even'
  validTo?: string
}

/** A timetable version of these rows; each row with a group has its gradebook. */
async function publish(school: MadeSchool, from: string, to: string | null, rows: RowSketch[]) {
  const { schoolId } = school
  const subjects = new Map<string, string>()
  for (const { subject } of rows) subjects.set(subject, await held.make.subject({ school, title: subject }))
  return inSchool(school, async db => {
    const versionId = newId()
    await db.timetableVersion.create({
      data: {
        schoolId,
        id: versionId,
        yearId: school.yearId,
        validFrom: dateOf(from),
        validTo: to === null ? null : dateOf(to),
        source: 'test',
        fingerprint: new Uint8Array(32),
      },
    })
    for (const { groupId, subject, teachers = [], validTo, ...row } of rows) {
      const subjectId = subjects.get(subject) ?? ''
      const known = groupId && (await db.gradebook.findFirst({ where: { schoolId, groupId, subjectId } }))
      const gradebook =
        groupId === null
          ? null
          : known || (await db.gradebook.create({ data: { schoolId, groupId, subjectId } }))
      const id = newId()
      await db.timetableRow.create({
        data: {
          schoolId,
          id,
          versionId,
          ...row,
          groupId,
          subjectId,
          gradebookId: gradebook?.id ?? null,
          validTo: validTo === undefined ? null : dateOf(validTo),
        },
      })
      await db.timetableRowTeacher.createMany({
        data: teachers.map(({ id: staffId }) => ({ schoolId, rowId: id, staffId })),
      })
    }
    return versionId
  })
}

const lessonsOf = (school: MadeSchool) =>
  inSchool(school, async db => {
    const lessons = await db.lesson.findMany({
      where: { schoolId: school.schoolId },
      select: {
        day: true,
        number: true,
        startMinute: true,
        gradebook: { select: { group: { select: { title: true } }, subject: { select: { title: true } } } },
        teachers: { select: { staff: { select: { person: { select: { lastName: true } } } } } },
      },
      orderBy: [{ day: 'asc' }, { number: 'asc' }, { gradebook: { group: { title: 'asc' } } }],
    })
    return lessons.map(({ day, number, gradebook, teachers }) =>
      [
        dayOf(day),
        number,
        gradebook.group.title,
        gradebook.subject.title,
        ...teachers.map(({ staff }) => staff.person.lastName).sort(),
      ].join(' '),
    )
  })

async function schoolOfTwoClasses() {
  const school = await held.make.school()
  const teachers = [
    await held.make.teacher({ school, lastName: 'Первая' }),
    await held.make.teacher({ school, lastName: 'Вторая' }),
  ] as const
  const fifth = await held.make.schoolClass({ school, title: '5А' })
  const first = await held.make.schoolClass({ school, title: '1Б', grade: 1 })
  return { school, teachers, fifth, first }
}

const groupOf = async (classes: MadeClass[], title: string) =>
  (await held.make.group({ classes, students: [], title })).id

test('subgroups have a lesson each, a joint lesson is one, two hours are two, and a duty is none', async () => {
  const { school, teachers, fifth, first } = await schoolOfTwoClasses()
  const [one, two] = teachers
  const [english, german] = [await groupOf([fifth], '5А англ'), await groupOf([fifth], '5А нем')]
  const choir = await groupOf([fifth, first], 'Хор')
  await publish(school, '2026-09-01', null, [
    { groupId: english, subject: 'Английский язык', weekday: 1, number: 1, teachers: [one] },
    { groupId: german, subject: 'Немецкий язык', weekday: 1, number: 1, teachers: [two] },
    { groupId: choir, subject: 'Музыка', weekday: 2, number: 3, teachers: [one, two] },
    { groupId: fifth.groupId, subject: 'Труд', weekday: 3, number: 4, teachers: [one] },
    { groupId: fifth.groupId, subject: 'Труд', weekday: 3, number: 5, teachers: [one] },
    { groupId: null, subject: 'Дежурство', weekday: 3, number: 6, teachers: [two] },
    { groupId: fifth.groupId, subject: 'Чтение', weekday: 4, number: 1 },
  ])
  expect(await generate(school, '2026-09-07', '2026-09-13')).toEqual({ made: 6, removed: 0 })
  expect(await lessonsOf(school)).toEqual([
    '2026-09-07 1 5А англ Английский язык Первая',
    '2026-09-07 1 5А нем Немецкий язык Вторая',
    '2026-09-08 3 Хор Музыка Вторая Первая',
    '2026-09-09 4 5А Труд Первая',
    '2026-09-09 5 5А Труд Первая',
    '2026-09-10 1 5А Чтение',
  ])
  expect(await generate(school, '2026-09-07', '2026-09-13')).toEqual({ made: 0, removed: 0 })
})

test('holidays are per class; a working Saturday follows another weekday; a joint lesson waits for the last class', async () => {
  const { school, fifth, first } = await schoolOfTwoClasses()
  const { schoolId, yearId } = school
  const choir = await groupOf([fifth, first], 'Хор')
  await publish(school, '2026-09-01', null, [
    { groupId: fifth.groupId, subject: 'Чтение', weekday: 1, number: 1 },
    { groupId: first.groupId, subject: 'Чтение', weekday: 1, number: 1 },
    { groupId: choir, subject: 'Музыка', weekday: 1, number: 2 },
  ])
  await inSchool(school, async db => {
    const entry = (kind: 'vacation' | 'public_holiday' | 'working', from: string, to: string) => ({
      schoolId,
      id: newId(),
      yearId,
      kind,
      title: kind,
      startsOn: dateOf(from),
      endsOn: dateOf(to),
    })
    const extra = { ...entry('vacation', '2026-09-14', '2026-09-20'), isForAll: false }
    await db.calendarEntry.createMany({
      data: [
        extra,
        entry('public_holiday', '2026-09-21', '2026-09-21'),
        { ...entry('working', '2026-09-26', '2026-09-26'), followsWeekday: 1 },
      ],
    })
    await db.calendarEntryClass.create({ data: { schoolId, entryId: extra.id, classId: first.id } })
  })
  await generate(school, '2026-09-07', '2026-09-27')
  expect(await lessonsOf(school)).toEqual([
    '2026-09-07 1 1Б Чтение',
    '2026-09-07 1 5А Чтение',
    '2026-09-07 2 Хор Музыка',
    '2026-09-14 1 5А Чтение',
    '2026-09-14 2 Хор Музыка',
    '2026-09-26 1 1Б Чтение',
    '2026-09-26 1 5А Чтение',
    '2026-09-26 2 Хор Музыка',
  ])
})

test('odd and even weeks are counted from the week of 1 September, and a row may end before its version', async () => {
  const { school, fifth } = await schoolOfTwoClasses()
  await publish(school, '2026-09-01', null, [
    { groupId: fifth.groupId, subject: 'Чтение', weekday: 3, number: 1, week: 'odd' },
    { groupId: fifth.groupId, subject: 'Письмо', weekday: 3, number: 1, week: 'even' },
    { groupId: fifth.groupId, subject: 'Счёт', weekday: 4, number: 1, validTo: '2026-09-03' },
  ])
  await generate(school, '2026-08-01', '2026-09-20')
  expect(await lessonsOf(school)).toEqual([
    '2026-09-02 1 5А Чтение',
    '2026-09-03 1 5А Счёт',
    '2026-09-09 1 5А Письмо',
    '2026-09-16 1 5А Чтение',
  ])
})

test('a new version replaces what nobody touched and leaves what was held or filled in', async () => {
  const { school, teachers, fifth } = await schoolOfTwoClasses()
  const { schoolId } = school
  const row = { groupId: fifth.groupId, subject: 'Чтение', weekday: 1, number: 1, teachers: [teachers[0]] }
  const old = await publish(school, '2026-09-01', null, [row])
  await generate(school, '2026-09-01', '2026-09-30')
  await inSchool(school, async db => {
    const lessons = await db.lesson.findMany({ where: { schoolId }, orderBy: { day: 'asc' } })
    const [held, filled] = [lessons[1], lessons[2]]
    await db.lesson.update({
      where: { schoolId_id: { schoolId, id: held?.id ?? '' } },
      data: { status: 'held', heldAt: new Date(), topic: 'Сказки' },
    })
    await db.lesson.update({
      where: { schoolId_id: { schoolId, id: filled?.id ?? '' } },
      data: { topic: 'Басни' },
    })
    await db.timetableVersion.update({
      where: { schoolId_id: { schoolId, id: old } },
      data: { validTo: dateOf('2026-09-13') },
    })
  })
  await publish(school, '2026-09-14', null, [
    { ...row, number: 2, teachers: [teachers[1]] },
    { ...row, weekday: 2 },
  ])
  expect(await generate(school, '2026-09-14', '2026-09-30')).toEqual({ made: 6, removed: 1 })
  expect(await lessonsOf(school)).toEqual([
    '2026-09-07 1 5А Чтение Первая',
    '2026-09-14 1 5А Чтение Первая',
    '2026-09-14 2 5А Чтение Вторая',
    '2026-09-15 1 5А Чтение Первая',
    '2026-09-21 1 5А Чтение Первая',
    '2026-09-21 2 5А Чтение Вторая',
    '2026-09-22 1 5А Чтение Первая',
    '2026-09-28 2 5А Чтение Вторая',
    '2026-09-29 1 5А Чтение Первая',
  ])
})

test('a lesson has the bells of its class’s shift, and a special day its own', async () => {
  const { school, fifth } = await schoolOfTwoClasses()
  const { schoolId, yearId } = school
  await publish(school, '2026-09-01', null, [
    { groupId: fifth.groupId, subject: 'Чтение', weekday: 1, number: 2 },
  ])
  await inSchool(school, async db => {
    const id = newId()
    await db.bellSchedule.create({
      data: { schoolId, id, title: 'Сокращённый день', isSpecial: true, validFrom: dateOf('2026-09-01') },
    })
    await db.bellSlot.create({
      data: { schoolId, bellScheduleId: id, number: 2, startMinute: 515, endMinute: 545 },
    })
    const day = dateOf('2026-09-14')
    await db.calendarEntry.create({
      data: {
        schoolId,
        yearId,
        kind: 'shortened',
        title: 'Педсовет',
        startsOn: day,
        endsOn: day,
        bellScheduleId: id,
      },
    })
  })
  await generate(school, '2026-09-07', '2026-09-14')
  const times = await inSchool(school, db =>
    db.lesson.findMany({
      where: { schoolId },
      select: { startMinute: true, endMinute: true },
      orderBy: { day: 'asc' },
    }),
  )
  expect(times).toEqual([
    { startMinute: 535, endMinute: 575 },
    { startMinute: 515, endMinute: 545 },
  ])
})
