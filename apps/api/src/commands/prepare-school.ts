import { migrate } from '@diary/db/server/migrate'
import { withClient } from '@diary/db/server/roles'
import type { DatabaseUrls } from '@diary/db/server/roles'
import { step } from './progress.ts'
import type { Settings } from './settings.ts'

export interface School {
  isEmpty: boolean
  isDemo: boolean
}

// The number of the advisory lock that lets one process fill an empty database.
const filling = 7_203_300_003

/** Brings the database's structure up to date and fills the demonstration school when nothing is there. */
export async function prepareSchool(urls: DatabaseUrls, { isDemoWanted }: Settings): Promise<School> {
  await step('Обновляю структуру базы', tell => migrate(urls.owner, tell))
  const found = await look(urls)
  if (!found.isEmpty || !isDemoWanted) return found
  await withClient(urls.owner, async client => {
    await client.query(`select pg_advisory_lock(${filling})`)
    if ((await look(urls)).isEmpty) await step('Наполняю демонстрационную школу', tell => fill(urls, tell))
  })
  return await look(urls)
}

async function fill(urls: DatabaseUrls, tell: (text: string) => void) {
  const { fillDemo } = await import('@diary/db/demo/fill')
  await fillDemo({ urls, onProgress: tell })
}

// Sign-in knows of every school only its name and whether it is a demonstration.
async function look(urls: DatabaseUrls): Promise<School> {
  return await withClient(urls.auth, async client => {
    const { rows } = await client.query<School>(
      `select count(*) = 0 as "isEmpty", coalesce(bool_or(is_demo), false) as "isDemo" from school`,
    )
    return rows[0] ?? { isEmpty: true, isDemo: false }
  })
}
