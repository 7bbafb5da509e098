import type { Db } from '@diary/db/client'
import { addDays, dateOf, dayOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { ImportError, sentence } from '../import-error.ts'
import { en } from '../import-texts.ts'
import { unwatched } from '../importer.ts'
import { undo } from '../runs/undo.ts'
import type { SchoolChoice } from '../school.ts'
import { importOneRoster, type OneRosterImport } from './import-oneroster.ts'
import {
  changed,
  makeOneRoster,
  smallSchool,
  type OneRosterSketch,
} from '../oneroster-package/make-oneroster.ts'
import { packageInZip } from '../oneroster-package/package.ts'
import { readOneRoster } from '../oneroster-package/read-oneroster.ts'

const held = testDatabase()
const today = '2026-11-23'
const newSchool = (): SchoolChoice => ({ id: newId(), title: `Школа ${newId()}`, isNew: true })

function run(
  school: SchoolChoice,
  sketch: OneRosterSketch = smallSchool,
  given: Partial<OneRosterImport> = {},
) {
  return importOneRoster(held.database, {
    roster: readOneRoster(packageInZip(makeOneRoster(sketch), 'export.zip'), given.today ?? today),
    choices: { grades: new Map(), subjects: new Map() },
    school,
    startsOn: undefined,
    today,
    isDryRun: false,
    ...given,
  })
}
/** The school once it is there. */
const again = (school: SchoolChoice): SchoolChoice => ({ ...school, isNew: false })
const saidOf = ({ notices }: { notices: Parameters<typeof sentence>[0][] }) =>
  notices.map(notice => sentence(notice, en))

const inSchool = <T>(school: SchoolChoice, work: (db: Db) => Promise<T>) =>
  held.database.inScope({ schoolId: school.id, kind: 'system' }, ({ db }) => work(db))

/** The whole school in lines, for comparing. */
async function schoolOf(school: SchoolChoice) {
  return inSchool(school, async db => {
    const where = { schoolId: school.id }
    const name = { select: { lastName: true, firstName: true } } as const
    const days = (span: { fromOn: Date; untilOn: Date | null }) =>
      `${dayOf(span.fromOn)}–${span.untilOn === null ? '' : dayOf(span.untilOn)}`
    const nameOf = ({ person }: { person: { lastName: string; firstName: string } }) =>
      `${person.lastName} ${person.firstName}`
    const student = { select: { person: name } } as const
    const enrolments = await db.enrolment.findMany({
      where,
      select: { fromOn: true, untilOn: true, class: { select: { title: true } }, student },
    })
    const memberships = await db.groupMembership.findMany({
      where,
      select: { fromOn: true, untilOn: true, group: { select: { title: true } }, student },
    })
    const teachings = await db.teaching.findMany({
      where,
      select: {
        fromOn: true,
        untilOn: true,
        staff: student,
        gradebook: {
          select: {
            isMarked: true,
            group: { select: { title: true } },
            subject: { select: { title: true } },
          },
        },
      },
    })
    const capacities = await db.capacity.findMany({
      where,
      select: { fromOn: true, untilOn: true, kind: true, staff: student, class: { select: { title: true } } },
    })
    const ties = await db.guardianship.findMany({
      where,
      select: { fromOn: true, untilOn: true, kind: true, student, guardian: student },
    })
    return {
      enrolments: enrolments.map(one => `${nameOf(one.student)}: ${one.class.title} ${days(one)}`).toSorted(),
      memberships: memberships
        .map(one => `${nameOf(one.student)}: ${one.group.title} ${days(one)}`)
        .toSorted(),
      teachings: teachings
        .map(
          ({ gradebook: { group, subject, isMarked }, ...one }) =>
            `${nameOf(one.staff)}: ${subject.title}, ${group.title}${isMarked ? '' : ', без отметок'} ${days(one)}`,
        )
        .toSorted(),
      capacities: capacities
        .map(one => `${nameOf(one.staff)}: ${one.kind} ${one.class?.title ?? ''} ${days(one)}`)
        .toSorted(),
      ties: ties
        .map(one => `${nameOf(one.guardian)} – ${nameOf(one.student)}: ${one.kind} ${days(one)}`)
        .toSorted(),
    }
  })
}

test('a school moves in from a package: people, classes, groups, who teaches and who represents whom', async () => {
  const school = newSchool()
  const outcome = await run(school)
  expect(outcome.isChanged).toBe(true)
  expect(outcome.counts).toEqual({ students: 4, guardians: 3, staff: 3, classes: 3, groups: 4 })
  const year = '2026-09-01–'
  expect(await schoolOf(school)).toEqual({
    enrolments: [
      `Белов Артём: 7А ${year}`,
      `Белова Анна: 1А ${year}`,
      `Орлов Пётр: 7Б ${year}`,
      `Серова Мария: 7А ${year}`,
    ],
    memberships: [
      `Белов Артём: 7А ${year}`,
      `Белов Артём: Английский 7А, группа 1 ${year}`,
      `Белова Анна: 1А ${year}`,
      'Орлов Пётр: Английский 7АБ, продвинутые 2026-10-01–',
      `Орлов Пётр: 7Б ${year}`,
      `Серова Мария: 7А ${year}`,
      `Серова Мария: Английский 7АБ, продвинутые ${year}`,
    ].toSorted(),
    teachings: [
      `Волкова Нина: Алгебра, 7А ${year}`,
      `Волкова Нина: Чтение, 1А, без отметок ${year}`,
      `Ким Олег: Английский язык, Английский 7А, группа 1 ${year}`,
      `Ким Олег: Английский язык, Английский 7АБ, продвинутые ${year}`,
    ],
    capacities: [
      `Волкова Нина: class_teacher 7А ${year}`,
      `Волкова Нина: teacher  ${year}`,
      `Гусев Андрей: head  ${year}`,
      `Ким Олег: teacher  ${year}`,
    ],
    ties: [
      `Белов Илья – Белов Артём: father ${year}`,
      `Белова Ольга – Белов Артём: mother ${year}`,
      `Белова Ольга – Белова Анна: mother ${year}`,
      `Серов "Олег", – Серова Мария: representative ${year}`,
    ],
  })
  await inSchool(school, async db => {
    const where = { schoolId: school.id }
    const terms = await db.term.findMany({
      where: { ...where, scheme: { kind: 'quarter' } },
      select: { title: true, startsOn: true, endsOn: true },
      orderBy: { ordinal: 'asc' },
    })
    expect(
      terms.map(({ title, startsOn, endsOn }) => `${title} ${dayOf(startsOn)}–${dayOf(endsOn)}`),
    ).toEqual([
      'I четверть 2026-09-01–2026-10-23',
      'II четверть 2026-11-02–2026-12-29',
      'III четверть 2027-01-11–2027-03-19',
      'IV четверть 2027-03-29–2027-05-26',
    ])
    const holidays = await db.calendarEntry.findMany({
      where: { ...where, kind: 'vacation' },
      select: { title: true, startsOn: true },
      orderBy: { startsOn: 'asc' },
    })
    expect(holidays.map(({ title, startsOn }) => `${title} ${dayOf(startsOn)}`)).toEqual([
      'Осенние каникулы 2026-10-24',
      'Зимние каникулы 2026-12-30',
      'Весенние каникулы 2027-03-20',
      'Летние каникулы 2027-05-27',
    ])
    const contacts = await db.contact.findMany({ where, select: { value: true }, orderBy: { value: 'asc' } })
    expect(contacts.map(({ value }) => value)).toContain('+73912001020')
    expect(await db.importRun.count({ where: { ...where, kind: 'oneroster', state: 'applied' } })).toBe(1)
  })
  expect(
    JSON.stringify(await inSchool(school, db => db.importRun.findMany({ where: { schoolId: school.id } }))),
  ).not.toContain('secret')
})

test('the same package a second time changes nothing, and a trial writes nothing', async () => {
  const school = newSchool()
  const trial = await run(school, smallSchool, { isDryRun: true })
  expect(trial.isChanged).toBe(true)
  expect(await inSchool(school, db => db.person.count({ where: { schoolId: school.id } }))).toBe(0)
  await run(school)
  const before = await schoolOf(school)
  const second = await run(again(school))
  expect(second.isChanged).toBe(false)
  expect((await run(again(school), smallSchool, { today: '2027-02-01' })).isChanged).toBe(false)
  expect(await schoolOf(school)).toEqual(before)
})

test('an import is taken back whole, with what it knew of the other system', async () => {
  const school = newSchool()
  await run(school)
  const { id } = await inSchool(school, db =>
    db.importRun.findFirstOrThrow({ where: { schoolId: school.id }, select: { id: true } }),
  )
  await held.database.inScope({ schoolId: school.id, kind: 'system' }, work =>
    undo(work, school.id, id, unwatched),
  )
  await inSchool(school, async db => {
    const where = { schoolId: school.id }
    expect(await db.person.count({ where })).toBe(0)
    expect(await db.externalId.count({ where })).toBe(0)
    expect(await db.schoolClass.count({ where })).toBe(0)
    expect(await db.teaching.count({ where })).toBe(0)
  })
  expect((await run(again(school))).isChanged).toBe(true)
})

test('who is renamed in the other system is renamed here, and stays the same person', async () => {
  const school = newSchool()
  await run(school)
  const idOf = (lastName: string) =>
    inSchool(school, db =>
      db.person.findFirst({ where: { schoolId: school.id, lastName }, select: { id: true } }),
    )
  const before = await idOf('Серова')
  let sketch = changed(smallSchool, 'users', { sourcedId: 's2', familyName: 'Кузнецова' })
  sketch = changed(sketch, 'classes', { sourcedId: '7b', title: '7В' })
  sketch = changed(sketch, 'demographics', { sourcedId: 's3', birthDate: '2013-01-21' })
  const outcome = await run(again(school), sketch)
  expect(await idOf('Кузнецова')).toEqual(before)
  expect(saidOf(outcome)).toContain(
    'file users.csv, line 3: Серова Мария Олеговна: now Кузнецова Мария Олеговна',
  )
  expect((await schoolOf(school)).enrolments).toContain('Орлов Пётр: 7В 2026-09-01–')
  expect(await inSchool(school, db => db.person.count({ where: { schoolId: school.id } }))).toBe(10)
  expect((await run(again(school), sketch)).isChanged).toBe(false)
})

test('people a roster or a timetable brought before are met by name, and never merged where it is only likely', async () => {
  const school = newSchool()
  const person = (lastName: string, firstName: string, birthOn?: string) => ({
    schoolId: school.id,
    id: newId(),
    lastName,
    firstName,
    ...(birthOn !== undefined && { birthOn: dateOf(birthOn) }),
  })
  const [known, likely, teacher] = [
    person('белов', 'Артем', '2013-04-12'),
    person('Орлов', 'Пётр'),
    person('Ким О.В.', ''),
  ]
  await inSchool(school, async db => {
    await db.school.create({ data: { id: school.id, title: school.title } })
    await db.person.createMany({ data: [known, likely, teacher] })
    await db.student.createMany({ data: [known, likely].map(({ id }) => ({ schoolId: school.id, id })) })
    await db.staff.create({ data: { schoolId: school.id, id: teacher.id, externalId: 'Ким О.В.' } })
  })
  await run(again(school))
  const people = await inSchool(school, db =>
    db.person.findMany({
      where: { schoolId: school.id },
      select: { id: true, lastName: true, firstName: true },
    }),
  )
  const nameOf = (id: string) => {
    const found = people.find(one => one.id === id)
    return `${found?.lastName ?? ''} ${found?.firstName ?? ''}`
  }
  expect([known, teacher].map(({ id }) => nameOf(id))).toEqual(['Белов Артём', 'Ким Олег'])
  expect(people.filter(({ lastName }) => lastName === 'Орлов')).toHaveLength(2)
})

test('a student who changes class is moved from today, and what is no longer in the package ends', async () => {
  const school = newSchool()
  await run(school)
  const rows = (smallSchool['enrollments'] ?? []).filter(
    ({ sourcedId }) => sourcedId !== 'e1' && sourcedId !== 'e10',
  )
  const sketch = changed(
    { ...smallSchool, enrollments: rows },
    'enrollments',
    {
      sourcedId: 'e20',
      classSourcedId: '7b',
      schoolSourcedId: 'org-1',
      userSourcedId: 's1',
      role: 'student',
    },
    {
      sourcedId: 'e21',
      classSourcedId: 'eng-7a-1',
      schoolSourcedId: 'org-1',
      userSourcedId: 't1',
      role: 'teacher',
    },
  )
  const outcome = await run(again(school), sketch)
  expect(saidOf(outcome)).toContain('file enrollments.csv, line 15: Белов Артём Ильич: moved from 7А to 7Б')
  const { enrolments, memberships, teachings } = await schoolOf(school)
  expect(enrolments).toEqual(
    expect.arrayContaining(['Белов Артём: 7А 2026-09-01–2026-11-22', 'Белов Артём: 7Б 2026-11-23–']),
  )
  expect(memberships).toEqual(
    expect.arrayContaining(['Белов Артём: 7А 2026-09-01–2026-11-22', 'Белов Артём: 7Б 2026-11-23–']),
  )
  expect(teachings).toEqual(
    expect.arrayContaining([
      'Ким Олег: Английский язык, Английский 7А, группа 1 2026-09-01–2026-11-22',
      'Волкова Нина: Английский язык, Английский 7А, группа 1 2026-09-01–',
    ]),
  )
  expect((await run(again(school), sketch)).isChanged).toBe(false)
})

test('what is marked to be deleted ends today, and nothing is deleted', async () => {
  const school = newSchool()
  await run(school)
  const yesterday = addDays(today, -1)
  let sketch = changed(
    smallSchool,
    'users',
    { sourcedId: 't2', status: 'tobedeleted' },
    { sourcedId: 'p2', status: 'tobedeleted' },
  )
  sketch = changed(sketch, 'enrollments', { sourcedId: 'e3', status: 'tobedeleted' })
  const outcome = await run(again(school), sketch)
  expect(saidOf(outcome).filter(text => text.includes('marked to be deleted'))).toHaveLength(2)
  const after = await schoolOf(school)
  expect(after.enrolments).toContain(`Орлов Пётр: 7Б 2026-09-01–${yesterday}`)
  expect(after.capacities).toContain(`Ким Олег: teacher  2026-09-01–${yesterday}`)
  expect(after.ties).toContain(`Белов Илья – Белов Артём: father 2026-09-01–${yesterday}`)
  expect(await inSchool(school, db => db.person.count({ where: { schoolId: school.id } }))).toBe(10)
  expect((await run(again(school), sketch)).isChanged).toBe(false)
})

test('a right that the school has ended is not given again by a file', async () => {
  const school = newSchool()
  await run(school)
  await inSchool(school, async db => {
    const where = { schoolId: school.id }
    const untilOn = dateOf('2026-11-10')
    await db.guardianship.updateMany({ where: { ...where, kind: 'father' }, data: { untilOn } })
    await db.capacity.updateMany({ where: { ...where, kind: 'head' }, data: { untilOn } })
  })
  const before = await schoolOf(school)
  const outcome = await run(again(school))
  expect(outcome.isChanged).toBe(false)
  expect(saidOf(outcome).join('\n')).toContain('the diary has ended that guardianship')
  expect(await schoolOf(school)).toEqual(before)
  const without = changed(smallSchool, 'users', { sourcedId: 's4', agentSourcedIds: '' })
  const left = await run(again(school), without)
  expect(saidOf(left)).toContain(
    'Белова Ольга Игоревна is no longer named as a guardian (Белова Анна Ильинична). The rights were left: decide in “People”',
  )
})

test('what is not ours is said: other schools, other roles, relatives, people without a role', async () => {
  let sketch = changed(smallSchool, 'orgs', { sourcedId: 'org-2', name: 'Школа № 6', type: 'school' })
  sketch = changed(
    sketch,
    'users',
    { sourcedId: 'x1', familyName: 'Чужой', givenName: 'Иван', primaryOrgSourcedId: 'org-2' },
    { sourcedId: 'x2', familyName: 'Ничей', givenName: 'Пётр' },
    { sourcedId: 'x3', familyName: 'Белова', givenName: 'Тётя' },
    { sourcedId: 'x4', familyName: 'Помощник', givenName: 'Лев', sms: 'позвонить' },
  )
  sketch = changed(
    sketch,
    'roles',
    ...(
      [
        ['x1', 'student', 'org-2'],
        ['x3', 'relative', 'org-1'],
        ['x4', 'aide', 'org-1'],
        ['h1', 'proctor', 'org-1'],
      ] as const
    ).map(([userSourcedId, role, orgSourcedId]) => ({
      sourcedId: `${userSourcedId}-${role}`,
      userSourcedId,
      roleType: 'secondary',
      role,
      orgSourcedId,
    })),
  )
  sketch = changed(sketch, 'classes', {
    sourcedId: 'other',
    title: '8А',
    classType: 'homeroom',
    schoolSourcedId: 'org-2',
  })
  await expect(run(newSchool(), sketch)).rejects.toThrow(
    'The package has several schools: Школа № 5, Школа № 6',
  )
  const school = newSchool()
  const outcome = await run(school, sketch, {
    choices: { org: 'org-1', grades: new Map(), subjects: new Map() },
  })
  expect(saidOf(outcome)).toEqual(
    expect.arrayContaining([
      'Data of other schools were not imported: 1 people, 1 classes',
      'The role proctor was not imported (1 rows)',
      'The role aide (1 rows): staff were imported without rights; give them in “People”',
      'Relatives were not imported: 1. Only legal guardianship gives rights',
      'People without a role in this school were not imported: 1',
      'file users.csv, line 15, column “sms”: “позвонить” does not look like a phone number or an e-mail address: not imported',
    ]),
  )
  expect(outcome.counts).toMatchObject({ students: 4, staff: 4, classes: 3 })
})

test('a package without the optional files is taken: people alone, or roles from the enrolments', async () => {
  const { orgs = [], users = [], roles = [], classes = [], courses = [], enrollments = [] } = smallSchool
  const people = await run(newSchool(), { orgs, users, roles })
  expect(people.counts).toEqual({ students: 4, guardians: 3, staff: 3, classes: 0, groups: 0 })
  const school = newSchool()
  const plain = classes.map(({ termSourcedIds: _terms, ...row }) => row)
  const outcome = await run(school, { orgs, users, classes: plain, courses, enrollments })
  expect(outcome.counts).toEqual({ students: 4, guardians: 3, staff: 2, classes: 3, groups: 4 })
  expect(saidOf(outcome)).toEqual(
    expect.arrayContaining([
      'There is no roles.csv: roles were taken from the enrolments and the ties to children',
      'There is no demographics.csv: dates of birth and sex are unknown',
    ]),
  )
})

test('what does not fit together is refused with its file, line and field, and nothing is written', async () => {
  const refusal = async (sketch: OneRosterSketch) => {
    const school = newSchool()
    const error = await run(school, sketch).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ImportError)
    expect(await inSchool(school, db => db.person.count({ where: { schoolId: school.id } }))).toBe(0)
    return (error as Error).message
  }
  const enrolled = { schoolSourcedId: 'org-1', role: 'student' }
  expect(
    await refusal(
      changed(smallSchool, 'enrollments', {
        ...enrolled,
        sourcedId: 'e30',
        classSourcedId: '7b',
        userSourcedId: 's1',
      }),
    ),
  ).toBe(
    'file enrollments.csv, line 17, column “classSourcedId”: Белов Артём Ильич is in two classes on the same days: see line 2',
  )
  expect(
    await refusal(
      changed(smallSchool, 'enrollments', {
        ...enrolled,
        sourcedId: 'e30',
        classSourcedId: '7b',
        userSourcedId: 't1',
      }),
    ),
  ).toContain('Волкова Нина Павловна is enrolled as a student and has no role of a student')
  expect(
    await refusal(changed(smallSchool, 'classes', { sourcedId: '7b', grades: '', title: 'Лицейский' })),
  ).toContain('file classes.csv, line 3, column “grades”: The class “Лицейский” does not show its grade')
  expect(await refusal(changed(smallSchool, 'classes', { sourcedId: '7b', title: '7а' }))).toContain(
    'A class named “7а” is in line 2 already',
  )
  expect(await refusal(changed(smallSchool, 'orgs', { sourcedId: 'org-1', type: 'district' }))).toContain(
    'orgs.csv has no school',
  )
})
