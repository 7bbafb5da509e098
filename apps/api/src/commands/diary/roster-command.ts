import { basename } from 'node:path'
import { dayAt } from '@diary/db/day'
import { importRoster } from '../../features/imports/roster/import-roster.ts'
import { readRoster } from '../../features/imports/roster/read-roster.ts'
import { refuse, sentence } from '../../features/imports/import-error.ts'
import { chooseSchool } from '../../features/imports/school.ts'
import { readSource } from '../../features/imports/source-file.ts'
import type { Setting, Values } from './setting.ts'
import { dayGiven, fileGiven, textGiven } from './given.ts'

export const rosterOptions = {
  school: { type: 'string' },
  starts: { type: 'string' },
  alike: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const megabytesMax = 50

export async function rosterCommand(setting: Setting, values: Values, file: string): Promise<void> {
  const { texts, importTexts } = setting
  const startsOn = dayGiven(values, 'starts')
  const doubtful = alikeGiven(textGiven(values, 'alike'))
  const path = fileGiven(file, setting.env)
  const today = dayAt(setting.now(), 'Asia/Krasnoyarsk')
  const roster = await readRoster(await readSource(path, megabytesMax), today)

  const isDryRun = values['dry-run'] === true
  const outcome = await setting.withDatabases(async ({ database, auth }) => {
    const school = await chooseSchool(auth, database, textGiven(values, 'school'), '')
    return importRoster(database, {
      roster,
      school,
      startsOn,
      today,
      isDryRun,
      doubtful,
      now: setting.now(),
      fileName: basename(path),
    })
  })

  const isJson = values['json'] === true
  for (const notice of outcome.notices) setting.tell(texts.warning(sentence(notice, importTexts)))
  const say = isJson ? setting.tell : setting.print
  say(texts.rosterDone(outcome, isDryRun))
  if (isJson) {
    const { counts, school, isChanged } = outcome
    const { id: schoolId, title: schoolTitle } = school
    setting.print(JSON.stringify({ ...counts, schoolId, schoolTitle, isChanged, isDryRun }))
  }
}

function alikeGiven(word: string | undefined): 'same' | 'new' | undefined {
  if (word === undefined || word === 'same' || word === 'new') return word
  return refuse(texts => texts.badChoice('alike', word, 'same, new'))
}
