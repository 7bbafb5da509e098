import { CannotStart } from './cannot-start.ts'
import { openCluster } from './embedded/cluster.ts'
import type { ClusterOptions } from './embedded/cluster.ts'
import { checkRoles, ensureRoles } from './roles.ts'
import type { DatabaseUrls } from './roles.ts'

export interface DatabaseServer {
  urls: DatabaseUrls
  isEmbedded: boolean
  /** Leaves the database; the embedded server stops with its last user. */
  close(): Promise<void>
}

/** Opens the database the environment names, or the embedded one of the data folder. */
export async function openDatabaseServer(
  options: ClusterOptions & { env?: Record<string, string | undefined> },
): Promise<DatabaseServer> {
  const own = ownUrls(options.env ?? process.env)
  if (own) {
    await checkRoles(own)
    return { urls: own, isEmbedded: false, close: async () => undefined }
  }
  const cluster = await openCluster(options)
  try {
    await ensureRoles(cluster)
  } catch (error) {
    await cluster.close()
    throw error
  }
  const urls = {
    app: cluster.url('app'),
    auth: cluster.url('auth'),
    owner: cluster.url('owner'),
    direct: cluster.url('app'),
  }
  return { urls, isEmbedded: true, close: () => cluster.close() }
}

function ownUrls(env: Record<string, string | undefined>): DatabaseUrls | undefined {
  const {
    DATABASE_URL: app,
    DATABASE_AUTH_URL: auth,
    DATABASE_OWNER_URL: owner,
    DATABASE_DIRECT_URL: direct,
  } = env
  if (!app && !auth && !owner) return undefined
  if (app && auth && owner) return { app, auth, owner, direct: direct || app }
  const missing = Object.entries({ DATABASE_URL: app, DATABASE_AUTH_URL: auth, DATABASE_OWNER_URL: owner })
    .filter(([, value]) => !value)
    .map(([name]) => name)
  throw new CannotStart(
    `Для своей PostgreSQL нужны три строки соединения, не хватает: ${missing.join(', ')}. Роли и базу создаёт prisma/server/roles.sql.`,
  )
}
