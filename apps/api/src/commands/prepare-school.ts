import { dayAt } from '@diary/db/day'
import { migrate } from '@diary/db/server/migrate'
import { withClient } from '@diary/db/server/roles'
import type { DatabaseUrls } from '@diary/db/server/roles'
import { step } from './progress.ts'
import type { Tell } from './progress.ts'
import type { Settings } from './settings.ts'

export interface School {
  isEmpty: boolean
  isDemo: boolean
  hasAccounts: boolean
}

/** Brings the database's structure up to date and fills the demonstration school when nothing is there. */
export async function prepareSchool(urls: DatabaseUrls, settings: Settings): Promise<School> {
  await step('Обновляю структуру базы', tell => migrate(urls.owner, tell))
  const found = await look(urls)
  // A fill that was killed between the schools and their logins is completed.
  const isUnfinished = found.isDemo && !found.hasAccounts
  if (isUnfinished || (found.isEmpty && settings.isDemoWanted)) {
    await step('Наполняю демонстрационную школу', tell => fill(urls, settings, tell))
    return await look(urls)
  }
  return found
}

// Imported when needed: the story of a school is large, and the second start is to be quick.
async function fill(urls: DatabaseUrls, { demoToday }: Settings, tell: Tell) {
  const [{ fillDemo }, { passwords }] = await Promise.all([
    import('@diary/db/demo/fill'),
    import('../platform/passwords.ts'),
  ])
  await fillDemo({
    appUrl: urls.app,
    authUrl: urls.auth,
    ownerUrl: urls.owner,
    day: demoToday ?? dayAt(new Date(), 'Asia/Krasnoyarsk'),
    hashPassword: passwords().hash,
    onProgress: (text, done) => tell(`${text}: ${Math.round(done * 100)} %`),
  })
  // A school that has just come knows nothing of itself yet: without statistics the first readers would wait for bad plans.
  await withClient(urls.owner, client => client.query('analyze'))
}

// Sign-in knows of every school only its name and whether it is a demonstration.
async function look(urls: DatabaseUrls): Promise<School> {
  return await withClient(urls.auth, async client => {
    const { rows } = await client.query<School>(
      `select count(*) = 0 as "isEmpty", coalesce(bool_or(is_demo), false) as "isDemo",
        exists (select from account) as "hasAccounts" from school`,
    )
    return rows[0] ?? { isEmpty: true, isDemo: false, hasAccounts: false }
  })
}
