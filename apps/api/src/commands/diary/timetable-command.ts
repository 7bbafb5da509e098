import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { dayAt } from '@diary/db/day'
import { parseAsc } from '../../features/imports/asc/asc-file.ts'
import { ascPlan } from '../../features/imports/asc/asc-plan.ts'
import { ascText, isAsc } from '../../features/imports/asc/asc-text.ts'
import type { ClassLevel } from '../../features/imports/fet/classes.ts'
import { gradeMax } from '../../features/imports/fet/classes.ts'
import { parseFet } from '../../features/imports/fet/fet.ts'
import { timetablePlan } from '../../features/imports/fet/plan.ts'
import { refuse, sentence } from '../../features/imports/import-error.ts'
import { chooseSchool } from '../../features/imports/school.ts'
import { decodeXml, readSource } from '../../features/imports/source-file.ts'
import { importTimetable } from '../../features/imports/timetable/import-timetable.ts'
import { generateLessons } from '../../features/timetable/generate.ts'
import type { Setting, Values } from './setting.ts'
import { dayGiven, fileGiven, textGiven } from './given.ts'

export const timetableOptions = {
  school: { type: 'string' },
  starts: { type: 'string' },
  days: { type: 'string' },
  'first-lesson': { type: 'string' },
  classes: { type: 'string' },
  grades: { type: 'string' },
  term: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const megabytesMax = 20

export async function timetableCommand(setting: Setting, values: Values, file: string): Promise<void> {
  const { texts, importTexts } = setting
  const startsOn = dayGiven(values, 'starts')
  const options = {
    days: textGiven(values, 'days'),
    classes: levelOf(textGiven(values, 'classes')),
    firstNumber: firstNumberOf(textGiven(values, 'first-lesson')),
    grades: await gradesOf(textGiven(values, 'grades'), setting.env),
  }
  const bytes = await readSource(fileGiven(file, setting.env), megabytesMax)
  const kind = isAsc(bytes) ? 'asc' : 'fet'
  const term = termOf(textGiven(values, 'term'))
  if (kind === 'fet' && term !== undefined) refuse(texts => texts.asc.onlyAsc('term'))
  if (kind === 'asc') {
    const odd = ['classes', 'first-lesson'].find(option => textGiven(values, option) !== undefined)
    if (odd !== undefined) refuse(texts => texts.asc.onlyFet(odd))
  }
  const plan =
    kind === 'asc'
      ? ascPlan(parseAsc(ascText(bytes)), { ...options, term })
      : timetablePlan(parseFet(decodeXml(bytes)), options)

  const isDryRun = values['dry-run'] === true
  const outcome = await setting.withDatabases(async ({ database, auth }) => {
    const school = await chooseSchool(auth, database, textGiven(values, 'school'), plan.institution)
    return importTimetable(database, {
      kind,
      plan,
      school,
      startsOn,
      today: dayAt(setting.now(), 'Asia/Krasnoyarsk'),
      isDryRun,
      makeLessons: generateLessons,
      now: setting.now(),
      fileName: basename(file),
    })
  })

  const isJson = values['json'] === true
  const say = isJson ? setting.tell : setting.print
  for (const notice of outcome.notices) setting.tell(texts.warning(sentence(notice, importTexts)))
  say(texts.timetableDone(outcome, isDryRun))
  if (isJson) {
    const { counts, school, startsOn: from, isChanged } = outcome
    const { id: schoolId, title: schoolTitle } = school
    setting.print(JSON.stringify({ ...counts, schoolId, schoolTitle, startsOn: from, isChanged, isDryRun }))
  }
}

function levelOf(value: string | undefined): ClassLevel {
  if (value === undefined) return 'auto'
  if (value === 'auto' || value === 'years' || value === 'groups') return value
  return refuse(texts => texts.badChoice('classes', value, 'auto, years, groups'))
}

function firstNumberOf(value: string | undefined): number {
  if (value === undefined) return 1
  return /^\d{1,2}$/.test(value) && Number(value) <= 10
    ? Number(value)
    : refuse(texts => texts.firstNumber(value))
}

function termOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  return /^[1-9]\d?$/.test(value) ? Number(value) : refuse(texts => texts.asc.notWhole('--term', value))
}

/** `name=grade,name=grade`, or a file with one such pair a line. */
export async function gradesOf(value: string | undefined, env: Setting['env']): Promise<Map<string, number>> {
  if (value === undefined) return new Map()
  const path = fileGiven(value, env)
  const isFile = existsSync(path)
  const pairs = isFile
    ? (await readFile(resolve(path), 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/)
    : value.split(',')
  const grades = new Map<string, number>()
  for (const [index, pair] of pairs.entries()) {
    if (pair.trim() === '') continue
    const [, name = '', grade = ''] = /^\s*(.+?)\s*=\s*(\d{1,2})\s*$/.exec(pair) ?? []
    if (name === '' || Number(grade) < 1 || Number(grade) > gradeMax) {
      refuse(texts => (isFile ? texts.gradesUnread(index + 1) : texts.badGrades(pair.trim())))
    }
    grades.set(name, Number(grade))
  }
  return grades
}
