import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ImportError, sentence } from '../import-error.ts'
import { en } from '../import-texts.ts'
import { decodeXml, readSource } from '../source-file.ts'
import { parseFet } from './fet.ts'
import { solutionRows } from './fet-rows.ts'
import { makeFet, type ActivitySketch } from './make-fet.ts'

const students = { '5': { '5 А': [], '5 Б': ['5 Б мальчики', '5 Б девочки'] } }
const lesson: ActivitySketch = { subject: 'Алгебра', teachers: ['Иванова'], students: ['5 А'], at: [0, 0] }
const good = makeFet({ students, activities: [lesson, { ...lesson, at: [1, 4], duration: 2 }] })

/** What the file's reader says of these bytes, in English. */
function refusal(bytes: string | Uint8Array): string {
  try {
    const fet = parseFet(decodeXml(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))
    solutionRows(fet)
  } catch (error) {
    if (error instanceof ImportError) return error.notices.map(notice => sentence(notice, en)).join('\n')
    throw error
  }
  return 'taken'
}

test('a good file is taken in UTF-8, with a mark or without, and in UTF-16 with its mark', () => {
  const swapped = Buffer.from(`\uFEFF${good}`, 'utf16le').swap16()
  for (const bytes of [good, `\uFEFF${good}`, Buffer.from(`\uFEFF${good}`, 'utf16le'), swapped]) {
    expect(refusal(bytes)).toBe('taken')
  }
})

test('a file cut anywhere is refused, and the line where it breaks off is named', () => {
  const bytes = Buffer.from(good)
  const end = bytes.lastIndexOf('</fet>')
  fc.assert(
    fc.property(fc.integer({ min: 60, max: end }), length => {
      expect(refusal(bytes.subarray(0, length))).toMatch(/^line \d+/)
    }),
    { numRuns: 200 },
  )
  const half = good.slice(0, good.indexOf('<Duration>'))
  expect(refusal(half)).toBe(
    `line ${half.split('\n').length}, column ${half.length - half.lastIndexOf('\n')}: ` +
      'The file breaks off: the element <Activity> is not closed',
  )
})

test('a wrong encoding is refused at the byte where it shows', () => {
  expect(refusal(Buffer.from(good.replace('Алгебра', 'Alg\u00e9bre'), 'latin1'))).toMatch(
    /^line \d+, column \d+: The encoding is not UTF-8/,
  )
  const [before = '', after = ''] = good.split('гебра</Name>')
  const spoilt = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)])
  const lines = before.split('\n')
  expect(refusal(spoilt)).toContain(`line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: `)
  expect(refusal(good.replace('UTF-8', 'windows-1251'))).toContain('declares the encoding windows-1251')
  expect(refusal(Buffer.from(good, 'utf16le'))).toContain('UTF-16 without its byte order mark')
})

test('what is not XML, or not FET, is refused', () => {
  expect(refusal('Понедельник;Вторник')).toContain('This is not XML')
  expect(refusal(Buffer.from('PK\u0003\u0004'))).toContain('This is not XML')
  expect(refusal('<html><body></body></html>')).toContain('the root element is <html>')
  expect(refusal('<fet version="6"></fet>')).toContain('has no Days_List')
  expect(refusal('<fet><a></b></fet>')).toContain('malformed')
  expect(refusal('<fet>&nbsp;</fet>')).toContain('malformed')
  expect(refusal(`<fet>${'<a>'.repeat(100_000)}`)).toContain('nested deeper')
})

test('entities are refused before any of them is looked at', () => {
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE fet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<fet>&b;</fet>`
  expect(refusal(bomb)).toContain('DOCTYPE')
})

test('a file over the limit is refused before it is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fet-'))
  try {
    const path = join(folder, 'big.fet')
    const file = await open(path, 'w')
    await file.truncate(50 * 1024 * 1024)
    await file.close()
    await expect(readSource(path, 20)).rejects.toThrow('The file is too big: 50 MB, at most 20 MB')
    await writeFile(path, '')
    await expect(readSource(path, 20)).rejects.toThrow('empty')
    await expect(readSource(folder, 20)).rejects.toThrow('is not a file')
    await expect(readSource(join(folder, 'none.fet'), 20)).rejects.toThrow("can't be opened (ENOENT)")
  } finally {
    await rm(folder, { recursive: true })
  }
})

test.each<[string, (text: string) => string, string]>([
  ['a name is too long', text => text.replaceAll('Алгебра', 'А'.repeat(201)), 'longer than 200'],
  [
    'a name is empty',
    text => text.replace('<Name>Иванова</Name>', '<Name> </Name>'),
    'A <Teacher> has no name',
  ],
  [
    'a name is there twice',
    text => text.replace('<Name>Вторник</Name>', '<Name>Понедельник</Name>'),
    'a second time',
  ],
  [
    'a teacher is unknown',
    text => text.replace('<Teacher>Иванова<', '<Teacher>Петрова<'),
    '“Петрова” is not in the list Teachers_List',
  ],
  [
    'students are unknown',
    text => text.replace('<Students>5 А<', '<Students>5 В<'),
    '“5 В” is not in the list Students_List',
  ],
  [
    'a day is unknown',
    text => text.replace('<Preferred_Day>Понедельник<', '<Preferred_Day>Пн<'),
    '“Пн” is not in the list Days_List',
  ],
  [
    'an hour is unknown',
    text => text.replace('<Preferred_Hour>1<', '<Preferred_Hour>8<'),
    '“8” is not in the list Hours_List',
  ],
  ['a duration is no number', text => text.replace('<Duration>2<', '<Duration>two<'), 'holds “two”'],
  ['a duration is nothing', text => text.replace('<Duration>2<', '<Duration>0<'), 'holds “0”'],
  ['two activities have one id', text => text.replace('<Id>2<', '<Id>1<'), '<Activity> named “1”'],
  [
    'a constraint is of no activity',
    text => text.replace('<Activity_Id>2<', '<Activity_Id>7<'),
    'no activity with the id “7”',
  ],
  [
    'an activity has two times',
    text => text.replace('<Activity_Id>2<', '<Activity_Id>1<'),
    'two different starting times',
  ],
  [
    'an activity runs past the day',
    text => text.replace('<Duration>2<', '<Duration>3<'),
    'runs past the last hour “6”',
  ],
])('%s: refused with its line', (_, spoil, reason) => {
  expect(refusal(spoil(good))).toContain(reason)
  expect(refusal(spoil(good))).toMatch(/^line \d+/)
})

test('a file that was never solved is refused', () => {
  expect(refusal(makeFet({ students, activities: [{ subject: 'Алгебра', students: ['5 А'] }] }))).toContain(
    'no solution',
  )
  expect(refusal(makeFet({ students, activities: [{ ...lesson, weight: 95 }] }))).toContain('no solution')
})

test('inactive activities are no rows, and those without a time are told of', () => {
  const fet = parseFet(
    makeFet({
      students,
      activities: [lesson, { ...lesson, isActive: false }, { subject: 'Алгебра', students: ['5 А'] }],
    }),
  )
  const { rows, notices } = solutionRows(fet)
  expect(rows.map(({ activity }) => activity.id)).toEqual(['1'])
  expect(notices.map(notice => sentence(notice, en))).toEqual([
    'Activities left without a time: 1 (“3”); they are not imported',
  ])
})

test('an older spelling of the lists and constraints is read too', () => {
  const text = good
    .replace(/<Day>\s*(<Name>.*?<\/Name>)[^]*?<\/Day>/g, '$1')
    .replace(/<Hour>\s*(<Name>.*?<\/Name>)[^]*?<\/Hour>/g, '$1')
    .replaceAll('Preferred_Day', 'Preferred_Starting_Day')
    .replaceAll('Preferred_Hour', 'Preferred_Starting_Hour')
    .replaceAll('<Active>true', '<Active>yes')
    .replaceAll(/<Weight_Percentage>100<\/Weight_Percentage>/g, '<Compulsory>yes</Compulsory>')
  expect(solutionRows(parseFet(text)).rows).toHaveLength(3)
})

test('whatever a timetable holds, its rows are its activities hour by hour', () => {
  const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map(text => `я${text}`.trim())
  const activity = fc.record({
    subject: name,
    teachers: fc.uniqueArray(name, { maxLength: 4 }),
    students: fc.subarray(['5', '5 А', '5 Б', '5 Б мальчики', '5 Б девочки']),
    duration: fc.integer({ min: 1, max: 3 }),
    at: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 })),
  })
  fc.assert(
    fc.property(fc.array(activity, { minLength: 1, maxLength: 30 }), activities => {
      const fet = parseFet(decodeXml(Buffer.from(makeFet({ students, activities }))))
      const rows = solutionRows(fet).rows.map(row => ({
        subject: row.activity.subject.name,
        teachers: row.activity.teachers.map(teacher => teacher.name),
        students: row.activity.students.map(set => set.name),
        day: row.day,
        hour: row.hour,
      }))
      const expected = activities.flatMap(({ duration, at: [day, hour], ...rest }) =>
        Array.from({ length: duration }, (_, index) => ({ ...rest, day, hour: hour + index })),
      )
      expect(rows).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})
