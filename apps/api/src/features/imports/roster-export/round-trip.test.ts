import type { Db, Sql } from '@diary/db/client'
import { dateOf } from '@diary/db/day'
import { newId } from '@diary/db/id'
import { insertRows, type Model, type Rows } from '@diary/db/make/insert'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/database'
import { importRoster } from '../roster/import-roster.ts'
import { readRoster } from '../roster/read-roster.ts'
import type { GuardianshipKind } from '../roster/roster.ts'
import { foundSchool, schoolYearOf, type SchoolChoice } from '../school.ts'
import { writeWorkbook } from '../workbook/write-workbook.ts'
import { rosterSheets } from './roster-sheets.ts'
import { schoolPeople } from './school-people.ts'

const held = testDatabase()
const today = '2026-11-23'

const newSchool = (): SchoolChoice => ({ id: newId(), title: `Школа ${newId()}`, isNew: true })
const inSchool = <T>({ id }: SchoolChoice, work: (db: Db, sql: Sql) => Promise<T>) =>
  held.database.inScope({ schoolId: id, kind: 'system' }, ({ db, sql }) => work(db, sql))

const exported = (school: SchoolChoice) =>
  inSchool(school, async (db, sql) => {
    const year = await schoolYearOf(db, school.id, '2026-09-01')
    return writeWorkbook(rosterSheets(await schoolPeople(sql, school.id, year.id, today)))
  })
async function imported(school: SchoolChoice, bytes: Buffer) {
  const roster = await readRoster(bytes, today)
  return importRoster(held.database, { roster, school, startsOn: undefined, today, isDryRun: false })
}

// Words that spreadsheets, lists and XML may trip over.
const word = fc.oneof(
  fc.constantFrom(
    'Ёлкин',
    'Иванов',
    'Иванова',
    'Анна-Мария',
    'О’Коннор',
    'Мамед оглы',
    'Ли',
    'Ким',
    'д’Артаньян',
  ),
  fc.constantFrom(
    '=HYPERLINK("x")',
    '+Плюс',
    '-Минус',
    '@Собака',
    "'=x",
    'Имя, с запятой',
    '<b>&amp;',
    'Точка; с запятой',
  ),
  fc.stringMatching(/^[А-ЯЁ][а-яё]{1,8}$/u),
)
const birth = fc.option(
  fc.integer({ min: 0, max: 6000 }).map(days => new Date(Date.UTC(2003, 0, 1) + days * 86_400_000)),
)
const someone = fc.record({
  lastName: word,
  firstName: word,
  middleName: fc.option(word),
  birthOn: birth,
  sex: fc.option(fc.constantFrom('female' as const, 'male' as const)),
  phones: fc.uniqueArray(
    fc.integer({ min: 0, max: 9_999_999 }).map(number => `+7913${String(number).padStart(7, '0')}`),
    { maxLength: 2 },
  ),
  emails: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,5}\.ru$/u), { maxLength: 2 }),
})
const kind = fc.constantFrom<GuardianshipKind[]>(
  'mother',
  'father',
  'adopter',
  'guardian',
  'custodian',
  'representative',
)
const index = fc.nat(50)
const school = fc.record({
  classes: fc.uniqueArray(
    fc.record({
      title: fc.constantFrom('5А', '5 «Б»', '10-В', 'Ромашка', '1 "Г"', '11Д, физмат', '7'),
      grade: fc.integer({ min: 1, max: 11 }),
      shift: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 1, maxLength: 4, selector: ({ title }) => title },
  ),
  groups: fc.uniqueArray(
    fc.record({
      title: fc.constantFrom('англ 1', 'англ 2', 'Хор', 'План Пети', 'инф; 1', 'Физика: профиль', 'Танцы, 1'),
      kind: fc.constantFrom('part' as const, 'stream' as const, 'individual' as const),
      classes: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 4, selector: ({ title }) => title },
  ),
  students: fc.array(
    fc.record({ who: someone, of: index, groups: fc.uniqueArray(index, { maxLength: 2 }) }),
    { maxLength: 8 },
  ),
  guardians: fc.array(
    fc.record({
      who: someone,
      children: fc.uniqueArray(fc.record({ at: index, kind }), {
        minLength: 1,
        maxLength: 4,
        selector: ({ at }) => at % 8,
      }),
    }),
    { maxLength: 6 },
  ),
  staff: fc.array(
    fc.record({
      who: someone,
      position: fc.option(fc.constantFrom('Учитель', 'директор', '=Повар', 'Завуч по УВР')),
      kinds: fc.uniqueArray(
        fc.constantFrom(
          'teacher' as const,
          'deputy' as const,
          'head' as const,
          'secretary' as const,
          'admin' as const,
          'content_editor' as const,
        ),
      ),
      leads: fc.uniqueArray(index, { maxLength: 2 }),
      taught: fc.array(
        fc.record({
          subject: fc.constantFrom(
            'Алгебра',
            'Иностранный язык (английский)',
            'Труд: технология',
            'Музыка; хор',
          ),
          group: index,
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 4 },
  ),
})
type Sketch = typeof school extends fc.Arbitrary<infer T> ? T : never
const at = <T>(list: readonly T[], place: number): T | undefined => list[place % Math.max(1, list.length)]

/** Fills a school with what was drawn, past every rule of the import. */
async function fill(choice: SchoolChoice, sketch: Sketch): Promise<void> {
  await inSchool(choice, async (db, sql) => {
    await foundSchool(db, choice, '2026-09-01')
    const year = await schoolYearOf(db, choice.id, '2026-09-01')
    const rows = new Map<Model, object[]>()
    const add = <M extends Model>(model: M, row: Omit<Rows[M], 'schoolId'>) =>
      rows.set(model, [...(rows.get(model) ?? []), { schoolId: choice.id, ...row }])
    const fromOn = dateOf('2026-09-01')
    const classes = sketch.classes.map(one => ({ ...one, id: newId(), groupId: newId() }))
    for (const { id, title, grade, shift, groupId } of classes) {
      add('schoolClass', { id, yearId: year.id, title, grade, shift })
      add('studyGroup', { id: groupId, yearId: year.id, kind: 'whole_class', title })
      add('studyGroupClass', { groupId, classId: id })
    }
    const groups = sketch.groups.map(one => ({
      ...one,
      id: newId(),
      classIds: [...new Set(one.classes.flatMap(place => at(classes, place)?.id ?? []))],
    }))
    for (const { id, kind: of, title, classIds } of groups) {
      add('studyGroup', { id, yearId: year.id, kind: of, title })
      for (const classId of classIds) add('studyGroupClass', { groupId: id, classId })
    }
    const person = ({ phones, emails, ...who }: Sketch['staff'][number]['who'], isStaff = false) => {
      const id = newId()
      add('person', { id, isStaff, ...who })
      for (const value of phones) add('contact', { id: newId(), personId: id, kind: 'phone', value })
      for (const value of emails) add('contact', { id: newId(), personId: id, kind: 'email', value })
      return id
    }
    const students = sketch.students.map(({ who, of, groups: wanted }) => {
      const id = person(who)
      const own = at(classes, of)
      add('student', { id })
      if (!own) return id
      add('enrolment', { id: newId(), studentId: id, classId: own.id, fromOn })
      const joined = wanted.flatMap(place => {
        const group = at(groups, place)
        return group?.classIds.includes(own.id) ? group.id : []
      })
      for (const groupId of new Set([own.groupId, ...joined]))
        add('groupMembership', { id: newId(), groupId, studentId: id, fromOn })
      return id
    })
    for (const { who, children } of sketch.guardians) {
      const tied = new Map(
        children.flatMap(({ at: place, kind: as }) => {
          const child = at(students, place)
          return child === undefined ? [] : [[child, as] as const]
        }),
      )
      // A guardian older than the children, as the import demands.
      const guardianId = person({ ...who, birthOn: who.birthOn && dateOf('1980-02-03') })
      add('guardian', { id: guardianId })
      for (const [studentId, as] of tied)
        add('guardianship', { id: newId(), guardianId, studentId, kind: as, fromOn })
    }
    const books = new Map<string, string>()
    const subjects = new Map<string, string>()
    for (const { who, position, kinds, leads, taught } of sketch.staff) {
      const id = person(who, true)
      add('staff', { id, position })
      for (const one of kinds) add('capacity', { id: newId(), staffId: id, kind: one, fromOn })
      for (const classId of new Set(leads.flatMap(place => at(classes, place)?.id ?? [])))
        add('capacity', { id: newId(), staffId: id, kind: 'class_teacher', classId, fromOn })
      const mine = new Set<string>()
      for (const { subject, group } of taught) {
        const groupId = at([...classes.map(one => one.groupId), ...groups.map(one => one.id)], group) ?? ''
        const subjectId = subjects.get(subject) ?? newId()
        if (!subjects.has(subject)) add('subject', { id: subjectId, title: subject })
        subjects.set(subject, subjectId)
        const key = `${groupId} ${subjectId}`
        const gradebookId = books.get(key) ?? newId()
        if (!books.has(key)) add('gradebook', { id: gradebookId, groupId, subjectId })
        books.set(key, gradebookId)
        if (!mine.has(gradebookId)) add('teaching', { id: newId(), gradebookId, staffId: id, fromOn })
        mine.add(gradebookId)
      }
    }
    const order = [
      'schoolClass',
      'studyGroup',
      'studyGroupClass',
      'subject',
      'person',
      'student',
      'guardian',
      'staff',
      'contact',
      'enrolment',
      'groupMembership',
      'guardianship',
      'capacity',
      'gradebook',
      'teaching',
    ] as const
    for (const model of order)
      await insertRows(
        (text, values) => sql({ name: `fill-${text.length}-${model}`, text, values }),
        model,
        (rows.get(model) ?? []) as never,
      )
  })
}

test('what a school exports changes nothing in it, and makes the same school of an empty one, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(school, async sketch => {
      const first = newSchool()
      await fill(first, sketch)
      const file = await exported(first)
      const again = await imported({ ...first, isNew: false }, file)
      expect(again.isChanged).toBe(false)
      expect((await exported(first)).equals(file)).toBe(true)
      const second = newSchool()
      await imported(second, file)
      const copy = await exported(second)
      if (!copy.equals(file)) expect(await readRoster(copy, today)).toEqual(await readRoster(file, today))
      expect(copy.equals(file)).toBe(true)
    }),
    { numRuns: 40 },
  )
}, 240_000)
