import { parseArgs } from 'node:util'
import { CannotStart } from '@diary/db/server/cannot-start'
import { openAuthDatabase } from '@diary/db/auth-client'
import { openDatabase } from '@diary/db/client'
import { openDatabaseServer } from '@diary/db/server/database'
import { migrate } from '@diary/db/server/migrate'
import { ImportError, sentence } from '../../features/imports/import-error.ts'
import { en as enImport, ru as ruImport } from '../../features/imports/import-texts.ts'
import { settingsOf } from '../settings.ts'
import { createAdmin, createAdminOptions } from './create-admin.ts'
import { en, ru, type DiaryTexts } from './diary-texts.ts'
import { oneRosterCommand, oneRosterOptions } from './oneroster-command.ts'
import { rosterCommand, rosterOptions } from './roster-command.ts'
import { CommandRefused, type Databases, type Setting, type Values } from './setting.ts'
import { timetableCommand, timetableOptions } from './timetable-command.ts'

type Command = {
  options: NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>
  takesFile: boolean
  help: (texts: DiaryTexts) => string
  run: (setting: Setting, values: Values, file: string) => Promise<void>
}

const commands: Readonly<Record<string, Command>> = {
  'import timetable': {
    options: timetableOptions,
    takesFile: true,
    help: texts => texts.timetableHelp,
    run: timetableCommand,
  },
  'import oneroster': {
    options: oneRosterOptions,
    takesFile: true,
    help: texts => texts.oneRosterHelp,
    run: oneRosterCommand,
  },
  'import roster': {
    options: rosterOptions,
    takesFile: true,
    help: texts => texts.rosterHelp,
    run: rosterCommand,
  },
  'create-admin': {
    options: createAdminOptions,
    takesFile: false,
    help: texts => texts.adminHelp,
    run: createAdmin,
  },
}

/** Runs one command of `diary` and answers its exit code. */
export async function runDiary(
  args: readonly string[],
  {
    env = process.env,
    print = line => void process.stdout.write(`${line}\n`),
    tell = line => void process.stderr.write(`${line}\n`),
    now = () => new Date(),
  }: Partial<Pick<Setting, 'env' | 'print' | 'tell' | 'now'>> = {},
): Promise<number> {
  const early = parseArgs({
    args: [...args],
    options: { lang: { type: 'string' } },
    strict: false,
  })
  const isEnglish = (early.values.lang ?? env['DIARY_LANG']) === 'en'
  const texts = isEnglish ? en : ru
  const importTexts = isEnglish ? enImport : ruImport
  const withDatabases: Setting['withDatabases'] = work => inDatabases(env, tell, work)
  const words = early.positionals
  const name = Object.keys(commands).find(
    known => known === words.slice(0, known.split(' ').length).join(' '),
  )
  const command = commands[name ?? '']
  if (command === undefined || name === undefined) {
    const isAsked = args.length === 0 || args.includes('--help') || args.includes('-h')
    if (isAsked) print(texts.help)
    else tell(`${texts.unknownCommand(words.join(' '))}\n\n${texts.help}`)
    return isAsked ? 0 : 1
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (values['help'] === true) {
      print(command.help(texts))
      return 0
    }
    const [file, ...more] = positionals.slice(name.split(' ').length)
    if (command.takesFile && file === undefined)
      throw new CommandRefused(`${texts.fileMissing}\n\n${command.help(texts)}`)
    const extra = command.takesFile ? more[0] : file
    if (extra !== undefined) throw new CommandRefused(texts.tooMuch(extra))
    const given: Values = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? undefined : value]),
    )
    await command.run({ texts, importTexts, print, tell, env, now, withDatabases }, given, file ?? '')
    return 0
  } catch (error) {
    tell(reason(error, texts, importTexts))
    return 1
  }
}

/** What a person can put right is one sentence; anything else is a fault of ours and keeps its stack. */
function reason(error: unknown, texts: DiaryTexts, importTexts: typeof ruImport): string {
  if (error instanceof ImportError) {
    return `${error.notices.map(notice => sentence(notice, importTexts)).join('\n')}\n${texts.nothingWritten}`
  }
  if (error instanceof CommandRefused || error instanceof CannotStart) return error.message
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

async function inDatabases<T>(
  env: Setting['env'],
  tell: Setting['tell'],
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const server = await openDatabaseServer({ dataDir: settingsOf(env).dataDir, onProgress: tell, env })
  try {
    await migrate(server.urls.owner, tell)
    // A whole school in one transaction takes longer than a request may.
    const database = openDatabase(server.urls.app, { size: 2, transactionTimeoutMs: 10 * 60_000 })
    const auth = openAuthDatabase(server.urls.auth, { size: 2 })
    try {
      return await work({ database, auth })
    } finally {
      await Promise.all([database.close(), auth.close()])
    }
  } finally {
    await server.close()
  }
}
