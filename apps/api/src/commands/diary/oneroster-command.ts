import { basename } from 'node:path'
import { dayAt } from '@diary/db/day'
import { sentence } from '../../features/imports/import-error.ts'
import { importOneRoster } from '../../features/imports/oneroster/import-oneroster.ts'
import { schoolMeant } from '../../features/imports/oneroster/school-plan.ts'
import { packageAt } from '../../features/imports/oneroster-package/package.ts'
import { readOneRoster } from '../../features/imports/oneroster-package/read-oneroster.ts'
import { chooseSchool } from '../../features/imports/school.ts'
import type { Setting, Values } from './setting.ts'
import { dayGiven, fileGiven, textGiven } from './given.ts'
import { gradesOf } from './timetable-command.ts'

export const oneRosterOptions = {
  school: { type: 'string' },
  org: { type: 'string' },
  year: { type: 'string' },
  starts: { type: 'string' },
  grades: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export async function oneRosterCommand(setting: Setting, values: Values, file: string): Promise<void> {
  const { texts, importTexts } = setting
  const startsOn = dayGiven(values, 'starts')
  const choices = {
    org: textGiven(values, 'org'),
    year: textGiven(values, 'year'),
    grades: await gradesOf(textGiven(values, 'grades'), setting.env),
    subjects: new Map<string, string>(),
  }
  const path = fileGiven(file, setting.env)
  const today = dayAt(setting.now(), 'Asia/Krasnoyarsk')
  const roster = readOneRoster(await packageAt(path), today)

  const isDryRun = values['dry-run'] === true
  const outcome = await setting.withDatabases(async ({ database, auth }) => {
    const institution = schoolMeant(roster, choices.org, textGiven(values, 'school'))?.name ?? ''
    const school = await chooseSchool(auth, database, textGiven(values, 'school'), institution)
    return importOneRoster(database, {
      roster,
      choices,
      school,
      startsOn,
      today,
      isDryRun,
      now: setting.now(),
      fileName: basename(path),
    })
  })

  const isJson = values['json'] === true
  for (const notice of outcome.notices) setting.tell(texts.warning(sentence(notice, importTexts)))
  const say = isJson ? setting.tell : setting.print
  say(texts.oneRosterDone(outcome, isDryRun))
  if (isJson) {
    const { counts, school, isChanged } = outcome
    const { id: schoolId, title: schoolTitle } = school
    setting.print(JSON.stringify({ ...counts, schoolId, schoolTitle, isChanged, isDryRun }))
  }
}
