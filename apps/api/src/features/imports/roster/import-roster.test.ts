import type { Db } from '@diary/db/client'
import { dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { ImportError, sentence } from '../import-error.ts'
import { en } from '../import-texts.ts'
import type { SchoolChoice } from '../school.ts'
import { importRoster, type RosterImport } from './import-roster.ts'
import { readRoster } from './read-roster.ts'

const held = testDatabase()
const today = '2026-11-23'

const newSchool = (): SchoolChoice => ({ id: newId(), title: `Школа ${newId()}`, isNew: true })
const known = (school: SchoolChoice): SchoolChoice => ({ ...school, isNew: false })

async function run(school: SchoolChoice, text: string, given: Partial<RosterImport> = {}) {
  const roster = await readRoster(Buffer.from(text), today)
  return importRoster(held.database, {
    roster,
    school,
    startsOn: undefined,
    today,
    isDryRun: false,
    ...given,
  })
}

const inSchool = <T>({ id }: SchoolChoice, work: (db: Db) => Promise<T>) =>
  held.database.inScope({ schoolId: id, kind: 'system' }, ({ db }) => work(db))

const students = `Фамилия;Имя;Отчество;Класс;Дата рождения;Подгруппа;Представитель;Кем приходится;Телефон;Почта;Представитель 2;Кем приходится 2;Телефон 2
Ёлкин;Пётр;Ильич;5А;04.03.2015;англ 1;Ёлкина Анна Петровна;мать;89131234567;;Ёлкин Илья;отец;89130000001
Ёлкина;Ася;Ильинична;1Б;05.06.2019;;Елкина Анна Петровна;мать;+7 913 123-45-67;anna@mail.ru;;;
Ким;Ян;;5 «А»;;англ 1;Ким Юна;мать;89130000001;;;;
`
const staff = `Фамилия;Имя;Отчество;Должность;Классное руководство;Телефон
Иванова;Мария;Петровна;Учитель математики;5а;89135556677
Орлов;Олег;Олегович;Директор;;
`

test('a roster fills classes, groups, families and staff', async () => {
  const school = newSchool()
  const outcome = await run(school, `${students}${staff}`)
  expect(outcome).toMatchObject({
    isChanged: true,
    counts: { students: 3, guardians: 3, staff: 2, classes: 2, newStudents: 3, newGuardians: 3, newStaff: 2 },
  })
  const found = await inSchool(school, async db => ({
    classes: await db.schoolClass.findMany({
      where: { schoolId: school.id },
      select: { title: true, grade: true, isMarked: true, _count: { select: { enrolments: true } } },
      orderBy: { title: 'asc' },
    }),
    groups: await db.studyGroup.findMany({
      where: { schoolId: school.id },
      select: { title: true, kind: true, _count: { select: { memberships: true } } },
      orderBy: { title: 'asc' },
    }),
    mother: await db.guardian.findMany({
      where: { schoolId: school.id, person: { firstName: 'Анна' } },
      select: {
        children: {
          select: { kind: true, student: { select: { person: { select: { firstName: true } } } } },
        },
      },
    }),
    contacts: await db.contact.findMany({
      where: { schoolId: school.id },
      select: { kind: true, value: true },
    }),
    rights: await db.capacity.findMany({
      where: { schoolId: school.id },
      select: {
        kind: true,
        class: { select: { title: true } },
        staff: { select: { person: { select: { lastName: true } } } },
      },
    }),
  }))
  expect(found.classes).toEqual([
    { title: '1Б', grade: 1, isMarked: false, _count: { enrolments: 1 } },
    { title: '5А', grade: 5, isMarked: true, _count: { enrolments: 2 } },
  ])
  expect(found.groups).toEqual([
    { title: '1Б', kind: 'whole_class', _count: { memberships: 1 } },
    { title: '5А', kind: 'whole_class', _count: { memberships: 2 } },
    { title: '5А англ 1', kind: 'part', _count: { memberships: 2 } },
  ])
  // One mother of two children, although her name is spelled in two ways.
  expect(found.mother).toHaveLength(1)
  expect(found.mother[0]?.children.map(({ student }) => student.person.firstName).sort()).toEqual([
    'Ася',
    'Пётр',
  ])
  // The father's phone is also that of another child's mother: two people.
  expect(found.contacts).toHaveLength(5)
  expect(
    found.rights
      .map(({ kind, class: of, staff: { person } }) => `${person.lastName} ${kind} ${of?.title ?? ''}`)
      .sort(),
  ).toEqual(['Иванова class_teacher 5А', 'Иванова teacher ', 'Орлов head '])
})

test('a roster of the command line stands in the list of imports, row by row, and what is needed to undo it is kept', async () => {
  const school = newSchool()
  await run(school, `${students}${staff}`, { fileName: 'класс.csv' })
  const kept = await inSchool(school, async db => ({
    runs: await db.importRun.findMany({
      where: { schoolId: school.id },
      select: { kind: true, state: true, fileName: true, finishedAt: true, counts: true },
    }),
    rows: await db.importRow.findMany({
      where: { schoolId: school.id, subject: 'student' },
      select: { action: true, title: true },
      orderBy: { title: 'asc' },
    }),
    changes: await db.importChange.count({ where: { schoolId: school.id } }),
  }))
  expect(kept.runs).toEqual([
    {
      kind: 'roster',
      state: 'applied',
      fileName: 'класс.csv',
      finishedAt: expect.any(Date),
      counts: expect.objectContaining({ students: 3, newStudents: 3, isNothingToChange: false }),
    },
  ])
  expect(kept.rows).toHaveLength(3)
  expect(kept.rows[0]).toMatchObject({ action: 'created', title: expect.stringContaining('Ёлкин') })
  expect(kept.changes).toBeGreaterThan(20)
})

const tables = [
  'person',
  'student',
  'enrolment',
  'groupMembership',
  'guardian',
  'guardianship',
  'contact',
  'staff',
  'capacity',
  'importRun',
] as const
const countAll = (school: SchoolChoice) =>
  inSchool(school, async db => {
    const counts: number[] = []
    for (const table of tables) {
      const counting = db[table] as unknown as {
        count: (given: { where: { schoolId: string } }) => Promise<number>
      }
      counts.push(await counting.count({ where: { schoolId: school.id } }))
    }
    return counts
  })

test('the same roster again changes nothing, also with е for ё and in capitals', async () => {
  const school = newSchool()
  await run(school, `${students}${staff}`)
  const before = await countAll(school)
  const spelled = students.replaceAll('Ё', 'Е').replaceAll('ё', 'е').replace('Ким;Ян', 'КИМ;ЯН')
  for (const text of [`${students}${staff}`, spelled, students]) {
    expect(await run(known(school), text)).toMatchObject({
      isChanged: false,
      counts: { newStudents: 0, newGuardians: 0 },
    })
  }
  expect(await countAll(school)).toEqual(before)
})

test('a trial run writes nothing, and what is wrong in the middle takes everything back', async () => {
  const school = newSchool()
  expect(await run(school, students, { isDryRun: true })).toMatchObject({ counts: { newStudents: 3 } })
  await expect(run(school, `${students}Пак;Ли;;Ромашка;;;;;;;;;\n`)).rejects.toThrow('line 5')
  await expect(run(school, `${students}Ким;Ян;;5А;;;;;;;;;\n`)).rejects.toThrow('in row 4 already')
  expect((await countAll(school)).every(count => count === 0)).toBe(true)
})

test('a child in another class is moved there today, and leaves the groups of the old one', async () => {
  const school = newSchool()
  await run(school, students)
  const outcome = await run(known(school), 'Фамилия;Имя;Класс;Дата рождения\nЕлкин;Петр;5Б;2015-03-04\n')
  expect(outcome).toMatchObject({ isChanged: true, counts: { newStudents: 0 } })
  expect(outcome.notices.map(notice => sentence(notice, en))).toEqual([
    'line 2: Елкин Петр: moved from 5А to 5Б',
  ])
  const { enrolments, memberships } = await inSchool(school, async db => {
    const student = await db.student.findFirstOrThrow({
      where: { schoolId: school.id, person: { firstName: 'Пётр' } },
      select: {
        enrolments: {
          select: { class: { select: { title: true } }, fromOn: true, untilOn: true },
          orderBy: { fromOn: 'asc' },
        },
        memberships: { select: { group: { select: { title: true } }, untilOn: true } },
      },
    })
    return student
  })
  expect(
    enrolments.map(({ class: { title }, fromOn, untilOn }) => [
      title,
      dayOf(fromOn),
      untilOn && dayOf(untilOn),
    ]),
  ).toEqual([
    ['5А', '2026-09-01', '2026-11-22'],
    ['5Б', '2026-11-23', null],
  ])
  expect(
    memberships.map(({ group, untilOn }) => `${group.title} ${untilOn ? dayOf(untilOn) : ''}`).sort(),
  ).toEqual(['5А 2026-11-22', '5А англ 1 2026-11-22', '5Б '])
})

test('namesakes are told apart by birth date, and asked about when it is missing', async () => {
  const school = newSchool()
  const head = 'Фамилия;Имя;Класс;Дата рождения\n'
  await run(school, `${head}Ким;Ян;5А;01.01.2015\nКим;Ян;5А;02.02.2015\n`)
  expect(await run(known(school), `${head}Ким;Ян;5А;02.02.2015\n`)).toMatchObject({ isChanged: false })
  await expect(run(known(school), `${head}Ким;Ян;5А;\n`)).rejects.toThrow(ImportError)
})

test('a teacher whom a timetable brought with half a name gets the whole one, and may be a parent too', async () => {
  const school = newSchool()
  await run(school, students)
  const id = newId()
  await inSchool(school, async db => {
    await db.person.create({
      data: { schoolId: school.id, id, lastName: 'М.Иванова', firstName: '', isStaff: true },
    })
    await db.staff.create({ data: { schoolId: school.id, id, externalId: 'М.Иванова' } })
  })
  const parent = 'Ким;Юна;;Учитель музыки;;89130000001\n'
  expect(await run(known(school), `${staff}${parent}`)).toMatchObject({ counts: { newStaff: 2 } })
  const people = await inSchool(school, db =>
    db.staff.findMany({
      where: { schoolId: school.id },
      select: {
        id: true,
        person: { select: { firstName: true, guardian: { select: { id: true } }, isStaff: true } },
      },
    }),
  )
  expect(people).toHaveLength(3)
  expect(people.find(person => person.id === id)?.person.firstName).toBe('Мария')
  expect(people.find(({ person }) => person.guardian !== null)?.person).toMatchObject({
    firstName: 'Юна',
    isStaff: true,
  })
  expect(await run(known(school), `${staff}${parent}`)).toMatchObject({ isChanged: false })
})

const staffHead = 'Фамилия;Имя;Отчество;Должность;Предметы и классы;Классное руководство\n'
const teachers = (school: SchoolChoice) =>
  inSchool(school, async db => {
    const [teachings, leaders] = [
      await db.teaching.findMany({
        where: { schoolId: school.id },
        select: {
          staff: { select: { person: { select: { lastName: true } } } },
          gradebook: {
            select: {
              subject: { select: { title: true } },
              group: { select: { title: true } },
              isMarked: true,
            },
          },
        },
      }),
      await db.capacity.findMany({
        where: { schoolId: school.id, kind: 'class_teacher' },
        select: {
          fromOn: true,
          untilOn: true,
          staff: { select: { person: { select: { lastName: true } } } },
        },
        orderBy: { fromOn: 'asc' },
      }),
    ]
    return {
      teachings: teachings
        .map(
          ({ staff: { person }, gradebook: { subject, group, isMarked } }) =>
            `${person.lastName} ${subject.title} ${group.title}${isMarked ? '' : ' без отметок'}`,
        )
        .sort(),
      leaders: leaders.map(({ staff: { person }, fromOn, untilOn }) =>
        [person.lastName, dayOf(fromOn), untilOn && dayOf(untilOn)].join(' ').trim(),
      ),
    }
  })

test('subjects with their classes become teaching, and a new class teacher ends the old one’s time', async () => {
  const school = newSchool()
  await run(school, students)
  const first = `${staffHead}Иванова;Мария;Петровна;Учитель;"Алгебра: 5а, 1Б; Английский язык: 5А англ 1";5А\n`
  expect(await run(known(school), first)).toMatchObject({ isChanged: true })
  expect(await run(known(school), first)).toMatchObject({ isChanged: false })
  expect(await teachers(school)).toEqual({
    teachings: ['Иванова Алгебра 1Б без отметок', 'Иванова Алгебра 5А', 'Иванова Английский язык 5А англ 1'],
    leaders: ['Иванова 2026-09-01'],
  })
  const second = `${staffHead}Сидорова;Инна;Олеговна;Учитель;алгебра: 5А;5А\n`
  const outcome = await run(known(school), second)
  expect(outcome.notices.map(notice => sentence(notice, en))).toEqual([
    'line 2: 5А: the class goes from Иванова Мария to Сидорова Инна',
  ])
  expect((await teachers(school)).leaders).toEqual(['Иванова 2026-09-01 2026-11-22', 'Сидорова 2026-11-23'])
  expect((await teachers(school)).teachings).toContain('Сидорова Алгебра 5А')
  await expect(run(known(school), `${staffHead}Белых;Ия;;Учитель;Труд: 9Щ;\n`)).rejects.toThrow(
    'no class or group',
  )
})

test('who may be somebody the school knows is asked about, and made one only by an answer', async () => {
  const school = newSchool()
  await run(school, `${students}${staff}`)
  const head = 'Фамилия;Имя;Класс;Дата рождения;Представитель;Телефон\n'
  // Another date; a slip in the name; a parent of another name with the same phone.
  const doubtful = [
    'Ёлкин;Пётр;5А;05.03.2015;;\n',
    'Ёлкен;Пётр;5А;04.03.2015;;\n',
    'Новый;Ян;5А;04.03.2014;Новая Анна;89131234567\n',
  ]
  for (const row of doubtful)
    await expect(run(known(school), head + row)).rejects.toThrow('somebody has to decide')
  expect(await run(known(school), head + doubtful[1], { doubtful: 'same' })).toMatchObject({
    isChanged: true,
    counts: { newStudents: 0 },
  })
  expect(await run(known(school), head + doubtful[0], { doubtful: 'new' })).toMatchObject({
    counts: { newStudents: 1 },
  })
  expect(await run(known(school), head + doubtful[2], { doubtful: 'new' })).toMatchObject({
    counts: { newStudents: 1, newGuardians: 1 },
  })
})

test('two rows that are answered to be the same person make nobody new', async () => {
  const school = newSchool()
  await run(school, `${students}${staff}`)
  // One mother beside two children, with another phone and another name each time.
  const mothers =
    'Фамилия;Имя;Класс;Дата рождения;Представитель;Кем приходится;Телефон\n' +
    'Новый;Ян;5А;04.03.2014;Новая Анна;мать;89131234567\n' +
    'Новый;Юлий;1Б;04.03.2018;Новых Анна Петровна;мать;89131234567,89130000777\n'
  expect(await run(known(school), mothers, { doubtful: 'same' })).toMatchObject({
    counts: { newStudents: 2, newGuardians: 0 },
  })
  const named = await inSchool(school, db =>
    db.person.findMany({ where: { firstName: 'Анна' }, select: { lastName: true } }),
  )
  expect(named).toEqual([{ lastName: 'Новая' }])

  // The same of a student can't be: the child would be in two classes.
  const twice = 'Фамилия;Имя;Класс;Дата рождения\nЁлкен;Пётр;5А;04.03.2015\nЁлкан;Пётр;5Б;04.03.2015\n'
  await expect(run(known(school), twice, { doubtful: 'same' })).rejects.toThrow(
    'line 3: By the answers this is the same person as in row 2',
  )
})

test('parents still name the child by the class and name it had before the file', async () => {
  const school = newSchool()
  await run(school, 'Фамилия;Имя;Класс;Дата рождения\nЁлкин;Пётр;5А;04.03.2015\n')
  const file = (child: string) =>
    `Фамилия;Имя;Класс;Дата рождения\nЁлкин;Пётр;5Б;04.03.2015\n\nФамилия;Имя;Ребёнок 1;Кем приходится 1\nЁлкина;Анна;${child};мать\n`
  await expect(run(known(school), file('Ёлкин Пётр, 5В'))).rejects.toThrow(
    'has another class or another date of birth',
  )
  expect(await run(known(school), file('Ёлкин Пётр, 5А'))).toMatchObject({
    counts: { newStudents: 0, newGuardians: 1 },
  })
})

test('what a file leaves empty stays, and hyphens, ё and case do not make another person', async () => {
  const school = newSchool()
  const head = 'Фамилия;Имя;Отчество;Класс;Дата рождения;Пол;Подгруппа;Телефон\n'
  await run(school, `${head}Римская-Корсакова;Алёна;Ильинична;5А;04.03.2015;ж;англ 1;89130000009\n`)
  expect(await run(known(school), `${head}РИМСКАЯ - КОРСАКОВА;алена;;5-а;2015-03-04;;;\n`)).toMatchObject({
    isChanged: false,
  })
  const moved = await run(known(school), `${head}Римская Корсакова;Алёна;;5А;04.03.2015;;англ 2;\n`)
  expect(moved).toMatchObject({ isChanged: true, counts: { newStudents: 0 } })
  const groups = await inSchool(school, db =>
    db.groupMembership.findMany({
      where: { schoolId: school.id, untilOn: null },
      select: { group: { select: { title: true } } },
      orderBy: { group: { title: 'asc' } },
    }),
  )
  expect(groups.map(({ group }) => group.title)).toEqual(['5А', '5А англ 2'])
})
