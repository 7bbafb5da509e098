import { attendanceApi } from '@diary/contracts/attendance'
import { diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { healthApi } from '@diary/contracts/health'
import { homeworkApi } from '@diary/contracts/homework'
import { lessonsApi } from '@diary/contracts/lessons'
import { marksApi } from '@diary/contracts/marks'
import { classesApi } from '@diary/contracts/classes'
import { peopleApi } from '@diary/contracts/people'
import { meApi, sessionApi } from '@diary/contracts/session'
import { activationApi, signInsApi } from '@diary/contracts/sign-ins'
import { worksApi } from '@diary/contracts/works'
import { type AuthDatabase, openAuthDatabase } from '@diary/db/auth-client'
import { type Database, openDatabase } from '@diary/db/client'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { attendance } from './features/attendance/attendance.ts'
import { classes } from './features/classes/classes.ts'
import { diary } from './features/diary/diary.ts'
import { gradebooks } from './features/gradebooks/gradebooks.ts'
import { health } from './features/health/health.ts'
import { homework } from './features/homework/homework.ts'
import { lessons } from './features/lessons/lessons.ts'
import { marks } from './features/marks/marks.ts'
import { people } from './features/people/people.ts'
import { doorOf } from './features/session/door.ts'
import { me } from './features/session/me.ts'
import { session } from './features/session/session.ts'
import { activation } from './features/sign-ins/activation.ts'
import { reset } from './features/sign-ins/reset/reset.ts'
import { resetMails } from './features/sign-ins/reset/reset-mails.ts'
import { signIns } from './features/sign-ins/sign-ins.ts'
import { works } from './features/works/works.ts'
import { cursors } from './platform/cursor.ts'
import { registerDocumentation } from './platform/documentation.ts'
import type { SigningKeys } from './platform/keys.ts'
import type { Mail } from './platform/mail.ts'
import { passwords } from './platform/passwords.ts'
import { type Routing, routes } from './platform/routes.ts'
import { server, type ServerOptions } from './platform/server.ts'
import { throttle } from './platform/throttle.ts'
import { authenticate, registerTokens } from './platform/tokens.ts'

export interface AppOptions extends Partial<ServerOptions> {
  /** The application's role. */
  readonly databaseUrl: string
  /** The sign-in role. */
  readonly authUrl: string
  readonly keys: SigningKeys
  readonly secret: Buffer
  readonly now?: () => Date
  /** Where people reach the diary: it stands on letters and in mail. */
  readonly publicUrl?: string
  /** Absent: nobody gets mail. */
  readonly mail?: Mail | undefined
  readonly poolSize?: number
  readonly namedStatements?: boolean
  /** What a running product adds and a test does not: the web client, the guard against overload. */
  readonly plugins?: (app: FastifyInstance) => Promise<void>
  /** Told of every route: the access tests are generated from them. */
  readonly onRoute?: (route: RouteOptions) => void
}

/** The API with every feature, not yet listening. `close()` closes its databases too. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { now = () => new Date(), isHttps = false } = options
  const app = await server({
    corsOrigins: options.corsOrigins ?? [],
    requestsPerMinute: options.requestsPerMinute ?? 0,
    trustProxy: options.trustProxy ?? false,
    isHttps,
    logLevel: options.logLevel ?? 'warn',
  })
  if (options.onRoute) app.addHook('onRoute', options.onRoute)
  const onIdleError = (error: Error) => app.log.error({ err: error }, 'an idle database connection was lost')
  const database = openDatabase(options.databaseUrl, {
    onIdleError,
    ...(options.poolSize !== undefined && { size: options.poolSize }),
    ...(options.namedStatements !== undefined && { namedStatements: options.namedStatements }),
  })
  const auth = openAuthDatabase(options.authUrl, { onIdleError })
  let isStopping = false
  app.addHook('preClose', () => {
    isStopping = true
  })
  const { mail, publicUrl = 'http://localhost:3000' } = options
  const mails =
    mail &&
    resetMails({
      database,
      auth,
      mail,
      publicUrl,
      now,
      onError: error => app.log.error({ err: error }, 'mail was not sent'),
    })
  app.addHook('onClose', async () => {
    await mails?.close()
    mail?.close()
    await database.close()
    await auth.close()
  })

  await registerTokens(app, options.keys)
  await registerDocumentation(app)
  const routing: Routing = { database, now, authenticate: request => authenticate(request, now()) }
  const pages = cursors(options.secret)
  const door = doorOf({ database, auth, isHttps })
  const hashing = passwords()
  const signInThrottle = throttle(auth, options.secret)
  await app.register(async api => {
    routes(
      api,
      routing,
      healthApi,
      health(database.ping, () => isStopping),
    )
    routes(api, routing, sessionApi, session({ auth, door, passwords: hashing, throttle: signInThrottle }))
    routes(
      api,
      routing,
      signInsApi,
      signIns({ database, auth, secret: options.secret, cursors: pages, publicUrl }),
    )
    routes(api, routing, activationApi, {
      ...activation({
        database,
        auth,
        passwords: hashing,
        throttle: throttle(auth, options.secret, 'code'),
        signInThrottle,
        entrance: door,
      }),
      ...reset({ auth, passwords: hashing, throttle: throttle(auth, options.secret, 'reset'), mails }),
    })
    routes(api, routing, meApi, me(loginOf(auth)))
    routes(api, routing, diaryApi, diary)
    routes(api, routing, gradebooksApi, gradebooks(pages))
    routes(api, routing, lessonsApi, lessons)
    routes(api, routing, worksApi, works)
    routes(api, routing, marksApi, marks)
    routes(api, routing, attendanceApi, attendance)
    routes(api, routing, homeworkApi, homework)
    routes(api, routing, peopleApi, people(pages, hasAccount(auth)))
    routes(api, routing, classesApi, classes)
  })
  await options.plugins?.(app)
  await app.ready()
  await warmUp(database)
  return app
}

/** Prisma's first query costs some hundred milliseconds: nobody waits for it. */
async function warmUp(database: Database): Promise<void> {
  await database.inScope({ schoolId: '00000000-0000-7000-8000-000000000000', kind: 'guardian' }, ({ db }) =>
    db.school.count(),
  )
}

const loginOf = (auth: AuthDatabase) => async (accountId: string) => {
  const [account] = await auth.query<{ login: string }>('select login from account where id = $1', [
    accountId,
  ])
  return account?.login
}

const hasAccount = (auth: AuthDatabase) => async (schoolId: string, personId: string) => {
  const found = await auth.query(
    'select 1 as found from account_person where school_id = $1 and person_id = $2',
    [schoolId, personId],
  )
  return found.length > 0
}
