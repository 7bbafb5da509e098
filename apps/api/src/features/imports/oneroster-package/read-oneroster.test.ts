import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ImportError, sentence } from '../import-error.ts'
import { en, ru } from '../import-texts.ts'
import { makeZip } from '../workbook/zip.ts'
import { changed, makeOneRoster, makePackage, smallSchool, type OneRosterForm } from './make-oneroster.ts'
import { isOneRoster, packageAt, packageInZip } from './package.ts'
import { readOneRoster } from './read-oneroster.ts'
import type { OneRoster } from './rows.ts'

const today = '2026-11-23'
const read = (bytes: Buffer) => readOneRoster(packageInZip(bytes, 'export.zip'), today)
const saidOf = ({ notices }: OneRoster) => notices.map(notice => sentence(notice, en))

/** What was read, without where it stood. */
const plainOf = (roster: OneRoster) =>
  JSON.stringify(roster, (key, value: unknown) =>
    key === 'row' || key === 'notices' ? undefined : value instanceof Map ? [...value] : value,
  )

function refusal(bytes: Buffer, texts = en): string[] {
  try {
    read(bytes)
  } catch (error) {
    if (error instanceof ImportError) return error.notices.map(notice => sentence(notice, texts))
    throw error
  }
  return []
}

test('a package is read whatever the order of its columns, its line ends, its mark and its quotes', () => {
  const wanted = plainOf(read(makeOneRoster(smallSchool)))
  expect(read(makeOneRoster(smallSchool)).users.get('p3')?.firstName).toBe('"Олег",')
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      (seed, newline, hasMark, isQuoted) => {
        const order: OneRosterForm['order'] = columns =>
          fc.sample(fc.shuffledSubarray([...columns], { minLength: columns.length }), {
            seed,
            numRuns: 1,
          })[0] ?? columns
        const bytes = makeOneRoster(smallSchool, { newline, hasMark, isQuoted, order })
        expect(plainOf(read(bytes))).toBe(wanted)
      },
    ),
    { numRuns: 100 },
  )
})

test('the same package is read from an archive, from a folder in it and from a folder of the disk', async () => {
  const files = makePackage(smallSchool)
  const folder = await mkdtemp(join(tmpdir(), 'oneroster-'))
  try {
    for (const [name, content] of files) await writeFile(join(folder, name), content)
    await writeFile(join(folder, 'readme.txt'), 'hello')
    const wanted = plainOf(read(makeOneRoster(smallSchool)))
    const onDisk = readOneRoster(await packageAt(folder), today)
    expect(plainOf(onDisk)).toBe(wanted)
    expect(saidOf(onDisk)).toContain('The package has other things in it that were not read: readme.txt')
    const nested = makeZip({
      ...Object.fromEntries([...files].map(([name, content]) => [`export/${name}`, content])),
      '__MACOSX/._users.csv': 'x',
    })
    expect(plainOf(read(nested))).toBe(wanted)
    expect(isOneRoster(nested)).toBe(true)
    await expect(packageAt(join(folder, 'nothing'))).rejects.toThrow("can't be opened")
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('end dates are the day after, and dates of birth come from the demographics', () => {
  const roster = read(makeOneRoster(smallSchool))
  expect(roster.sessions.get('q1')).toMatchObject({ startsOn: '2026-09-01', endsOn: '2026-10-23' })
  expect(roster.enrollments[0]).toMatchObject({ from: '2026-09-01', until: '2027-05-26' })
  expect(roster.users.get('s4')).toMatchObject({ birthOn: '2019-06-02', sex: 'female', lastName: 'Белова' })
})

test('missing optional files are no error', () => {
  const { orgs = [], users = [], roles = [] } = smallSchool
  const roster = read(makeOneRoster({ orgs, users, roles }))
  expect(roster.users.size).toBe(10)
  const { enrollments = [] } = smallSchool
  expect(refusal(makeOneRoster({ orgs, users, enrollments }))).toEqual([])
})

test('what is not ours is said', () => {
  const sketch = {
    ...smallSchool,
    lineItems: [{ sourcedId: 'l1', title: 'Контрольная' }],
    results: [{ sourcedId: 'r1', score: '5' }],
    userProfiles: [{ sourcedId: 'u1' }],
  }
  const zip = changed(sketch, 'users', { sourcedId: 't1', identifier: '123', pronouns: 'she' })
  expect(saidOf(read(makeOneRoster(zip)))).toEqual([
    'file users.csv: The column password was not read: passwords are not imported, everybody chooses one at the first visit',
    'file users.csv: The columns “identifier”, “pronouns” are not imported',
    'Files not imported, the diary has no place for them: lineItems.csv, results.csv, userProfiles.csv',
  ])
  const form = { manifest: { 'file.demographics': 'absent' } }
  expect(saidOf(read(makeOneRoster(smallSchool, form)))).toContain(
    'file manifest.csv, line 11: demographics.csv is in the package, but manifest.csv says absent: it was not read',
  )
})

test('every mistake is refused with its file, line and field, all at once', () => {
  let sketch = changed(
    smallSchool,
    'users',
    { sourcedId: 's1', familyName: '', agentSourcedIds: 'p1,p99' },
    { sourcedId: 't2', givenName: 'x'.repeat(101), status: 'deleted' },
  )
  sketch = changed(sketch, 'classes', { sourcedId: '7b', classType: 'virtual', courseSourcedId: 'nothing' })
  sketch = changed(
    sketch,
    'enrollments',
    { sourcedId: 'e1', beginDate: '01.09.2026' },
    { sourcedId: 'e2', role: 'pupil', userSourcedId: 'nobody' },
    { sourcedId: 'e3', beginDate: '2026-12-01', endDate: '2026-11-01' },
    { sourcedId: 'e4', schoolSourcedId: 'org-0' },
  )
  sketch = changed(
    sketch,
    'demographics',
    { sourcedId: 's1', birthDate: '2031-02-30' },
    { sourcedId: 'ghost' },
  )
  sketch = changed(sketch, 'academicSessions', { sourcedId: 'q1', type: 'quarter', parentSourcedId: 'q1' })
  sketch = { ...sketch, roles: [...(sketch['roles'] ?? []), ...(sketch['roles'] ?? []).slice(0, 1)] }
  const english = refusal(makeOneRoster(sketch))
  expect(english).toEqual([
    'file users.csv, line 2, column “familyName”: The cell is empty',
    'file academicSessions.csv, line 3, column “type”: “quarter” does not fit; one of these was expected: gradingPeriod, semester, schoolYear, term',
    'file classes.csv, line 3, column “classType”: “virtual” does not fit; one of these was expected: homeroom, scheduled',
    'file classes.csv, line 3, column “courseSourcedId”: The id “nothing” is not in courses.csv',
    'file users.csv, line 10, column “status”: “deleted” does not fit; one of these was expected: active, tobedeleted',
    'file users.csv, line 10, column “givenName”: A name is longer than 100 characters',
    'file users.csv, line 2, column “agentSourcedIds”: The id “p99” is not in users.csv',
    'file academicSessions.csv, line 3, column “parentSourcedId”: The order goes in a circle: “q1” is above itself',
    'file demographics.csv, line 2, column “birthDate”: “2031-02-30” is not a date; for example 2026-09-01 was expected',
    'file demographics.csv, line 8, column “sourcedId”: The id “ghost” is not in users.csv',
    'file roles.csv, line 12, column “sourcedId”: The id “role-s1-student” is in line 2 already',
    'file enrollments.csv, line 2, column “beginDate”: “01.09.2026” is not a date; for example 2026-09-01 was expected',
    'file enrollments.csv, line 3, column “userSourcedId”: The id “nobody” is not in users.csv',
    'file enrollments.csv, line 3, column “role”: “pupil” does not fit; one of these was expected: administrator, aide, proctor, student, teacher',
    'file enrollments.csv, line 4, column “endDate”: The end 2026-11-01 is before the beginning 2026-12-01',
    'file enrollments.csv, line 5, column “schoolSourcedId”: The school is “org-0”, and the class belongs to the school “org-1”',
  ])
  expect(refusal(makeOneRoster(sketch), ru)[0]).toBe(
    'файл users.csv, строка 2, столбец «familyName»: Ячейка пуста',
  )
})

test('a manifest that is missing, of another version, of changes or wrong about its files is refused', () => {
  const said = (manifest: Readonly<Record<string, string>>) =>
    refusal(makeOneRoster(smallSchool, { manifest }))[0]
  expect(said({ 'oneroster.version': '1.1' })).toBe(
    'file manifest.csv, line 3: oneroster.version is 1.1, 1.2 is needed',
  )
  expect(said({ 'manifest.version': '' })).toContain('has no property manifest.version: 1.0 was expected')
  expect(said({ 'file.users': 'delta' })).toContain('users.csv is given as changes (delta)')
  expect(said({ 'file.users': 'all' })).toContain('absent, bulk or delta was expected')
  expect(said({ 'file.users': 'absent' })).toContain('The package has no users.csv')
  const files = Object.fromEntries(makePackage(smallSchool))
  const { 'manifest.csv': _, ...without } = files
  expect(refusal(makeZip(without))).toEqual([
    'The package has no manifest.csv: this is not a OneRoster 1.2 package',
  ])
  const { 'classes.csv': __, ...lacking } = files
  expect(refusal(makeZip(lacking))[0]).toContain(
    'manifest.csv names classes.csv, and the package does not have it',
  )
})

test('damaged tables are refused in their file', () => {
  const files = Object.fromEntries(makePackage(smallSchool))
  const withUsers = (users: string | Buffer) => refusal(makeZip({ ...files, 'users.csv': users }))[0]
  const users = files['users.csv']?.toString() ?? ''
  expect(withUsers('')).toBe('file users.csv: The file is empty: not even a row of headings')
  expect(withUsers(users.replace('familyName', 'surname'))).toBe(
    'file users.csv, line 1, column “familyName”: A required column is missing',
  )
  expect(withUsers(users.replace('givenName', 'familyName'))).toContain('The column is there twice')
  expect(withUsers(users.replace('s3,', 's3,,'))).toBe(
    'file users.csv, line 4: The row has 24 values and there are 23 columns',
  )
  expect(withUsers(users.replace('Орлов', '"Ор\nлов"').replace('s4,', 's4,,'))).toContain(
    'line 6: The row has 24',
  )
  expect(withUsers(users.replace('Орлов', '=1+1'))).toContain('column “familyName”: The cell has a formula')
  expect(withUsers(users.replace('Орлов', '"Орлов'))).toMatch(
    /^file users\.csv, line \d+: The CSV table could not/,
  )
  expect(withUsers(Buffer.from(users.replace('Белов', 'Belov\u00e9'), 'latin1'))).toContain('not UTF-8')
})

test('an archive that would fill the memory, hides paths or is damaged is refused', () => {
  const files = Object.fromEntries(makePackage(smallSchool))
  const bomb = makeZip({ ...files, 'users.csv': Buffer.alloc(40 * 1024 * 1024, 'a') })
  expect(bomb.length).toBeLessThan(1024 * 1024)
  expect(refusal(bomb)[0]).toMatch(/^file users\.csv: The file unpacks to more than \d+ MB/)
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}.csv`, 'a']))
  expect(refusal(makeZip(many))[0]).toContain('The package has 201 files')
  for (const path of ['../users.csv', '/etc/users.csv', 'C:\\users.csv', 'a/../../users.csv']) {
    expect(refusal(makeZip({ ...files, [path]: 'x' }))[0]).toContain(
      'A file name in the archive is not allowed',
    )
  }
  const inner = makeZip({ 'inner.zip': makeOneRoster(smallSchool), 'a.csv': 'x' })
  expect(refusal(inner)[0]).toContain('no manifest.csv')
  const good = makeOneRoster(smallSchool)
  expect(refusal(good.subarray(0, good.length / 2))[0]).toContain('damaged')
  expect(refusal(Buffer.from('sourcedId,name'))[0]).toContain('This is not a ZIP archive')
})

test('no byte of an archive can be spoilt so that reading breaks', () => {
  const good = makeOneRoster(smallSchool)
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const spoilt = Buffer.from(good)
      spoilt[at] = (spoilt[at] ?? 0) ^ change
      expect(Array.isArray(refusal(spoilt))).toBe(true)
    }),
    { numRuns: 500 },
  )
})
