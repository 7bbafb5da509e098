import { buildApp } from './app.ts'
import { serveClient } from './platform/client.ts'
import { refuseUnderPressure } from './platform/pressure.ts'
import { clockOn } from './platform/clock.ts'
import { loadSecret, loadSigningKeys } from './platform/keys.ts'
import { mailOf } from './platform/mail.ts'

export interface ServeOptions {
  readonly host: string
  readonly port: number
  /** Where people reach it; `https:` there makes cookies and headers strict. */
  readonly publicUrl: string
  readonly dataDir: string
  readonly urls: { readonly app: string; readonly auth: string }
  /** The built web client. */
  readonly webDir?: string
  /** The day a demonstration believes it is. */
  readonly demoToday?: string | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Serves the API and the web client until `close()`, which lets running requests end. */
export async function serve(options: ServeOptions): Promise<{ close(): Promise<void>; port: number }> {
  const { host, port, publicUrl, dataDir, urls, webDir, demoToday, env = process.env } = options
  const keysDir = `${dataDir}/keys`
  const app = await buildApp({
    databaseUrl: urls.app,
    authUrl: urls.auth,
    keys: loadSigningKeys(keysDir, env),
    secret: loadSecret(keysDir, env),
    now: clockOn(demoToday, 'Asia/Krasnoyarsk'),
    isHttps: publicUrl.startsWith('https:'),
    publicUrl,
    mail: mailOf(env),
    corsOrigins: (env.CORS_ORIGINS ?? '')
      .split(',')
      .map(origin => origin.trim())
      .filter(Boolean),
    requestsPerMinute: Number(env.REQUESTS_PER_MINUTE ?? 1200),
    trustProxy: env.TRUST_PROXY || false,
    logLevel: (env.LOG_LEVEL as 'info' | undefined) ?? 'warn',
    poolSize: Number(env.DATABASE_POOL ?? 10),
    namedStatements: env.DATABASE_NAMED_STATEMENTS !== 'off',
    jobs: { works: true },
    plugins: async server => {
      await refuseUnderPressure(server)
      if (webDir) await serveClient(server, webDir)
    },
  })
  await app.listen({ host, port })
  const address = app.server.address()
  return { close: () => app.close(), port: typeof address === 'object' && address ? address.port : port }
}
