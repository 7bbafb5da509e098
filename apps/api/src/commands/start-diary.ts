import type * as Main from '../main.ts'
import { ensureGenerated } from '@diary/db/generate'
import { openDatabaseServer } from '@diary/db/server/database'
import type { DatabaseServer } from '@diary/db/server/database'
import { demoPassword, demoPeople } from './demo-people.ts'
import { endInOrder } from './ending.ts'
import { checkPort, portProblem } from './port.ts'
import { step } from './progress.ts'
import { prepareSchool } from './prepare-school.ts'
import type { School } from './prepare-school.ts'
import { settingsOf } from './settings.ts'
import type { Settings } from './settings.ts'
import { buildWeb, builtDir, isWebStale } from './web-build.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Brings the whole product up: database, structure, demonstration school, web client, API. Resolves when it serves. */
export async function startDiary(env: Record<string, string | undefined>) {
  const settings = settingsOf(env)
  await checkPort(settings.host, settings.port)
  await step('Готовлю программу', tell => ensureGenerated(tell))
  // The client is built while the database fills: they need each other only when people come.
  const web = isWebStale() ? step('Собираю веб-клиент', () => buildWeb()) : Promise.resolve()
  // So is the API read; only now, because the database's client inside it is generated code.
  const main = import('../main.ts')
  // Their failures are met where they are awaited.
  for (const begun of [web, main]) begun.catch(() => undefined)
  const server = await step('Запускаю базу данных', tell =>
    openDatabaseServer({ dataDir: settings.dataDir, env, onProgress: tell }),
  )
  const ending = endInOrder()
  ending.add(() => server.close())
  try {
    const school = await prepareSchool(server.urls, settings)
    await web
    const api = await step('Запускаю сервер', async () => listen(await main, server, settings, school))
    ending.add(() => api.close())
    welcome(settings, school)
  } catch (error) {
    // Asked to end, we took the database from under our own work: that is no failure.
    if (ending.isAsked) return
    await server.close()
    throw error
  }
}

interface Api {
  close(): Promise<void>
}

async function listen(
  { serve }: typeof Main,
  server: DatabaseServer,
  settings: Settings,
  { isDemo }: School,
): Promise<Api> {
  try {
    const { host, port, publicUrl, dataDir, demoToday } = settings
    // A real school lives today, whatever the environment says.
    const day = isDemo ? demoToday : undefined
    return await serve({
      host,
      port,
      publicUrl,
      dataDir,
      urls: server.urls,
      webDir: builtDir,
      demoToday: day,
    })
  } catch (error) {
    throw await portProblem(error as NodeJS.ErrnoException, settings.host, settings.port)
  }
}

function welcome(settings: Settings, school: School) {
  say(`\nДневник работает: ${settings.publicUrl}\nОстановить: Ctrl+C`)
  if (settings.isExposedPlain)
    say(
      'Внимание: адрес доступен другим машинам без шифрования. Пароли и оценки видны в сети, а браузеры не дают таким\n' +
        'страницам работать без связи. Поставьте перед дневником прокси с TLS и задайте PUBLIC_URL=https://…',
    )
  if (school.isEmpty)
    say('База пуста. Первого администратора создаёт команда: npx pnpm@12 diary create-admin')
  if (school.isDemo) {
    say(`\nДемонстрационная школа, пароль у всех один: ${demoPassword}`)
    for (const { login, who } of demoPeople) say(`  ${login.padEnd(14)} ${who}`)
  }
}
