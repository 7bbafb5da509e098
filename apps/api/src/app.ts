import { attendanceApi } from '@diary/contracts/attendance'
import { calendarApi } from '@diary/contracts/calendar'
import { classesApi } from '@diary/contracts/classes'
import { diaryApi } from '@diary/contracts/diary'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { groupsApi } from '@diary/contracts/groups'
import { guardianshipsApi } from '@diary/contracts/guardianships'
import { healthApi } from '@diary/contracts/health'
import { homeworkApi } from '@diary/contracts/homework'
import { importsApi } from '@diary/contracts/imports'
import { lessonsApi } from '@diary/contracts/lessons'
import { marksApi } from '@diary/contracts/marks'
import { movementsApi } from '@diary/contracts/movements'
import { peopleApi } from '@diary/contracts/people'
import { rosterFilesApi } from '@diary/contracts/roster-files'
import { meApi, sessionApi } from '@diary/contracts/session'
import { activationApi, signInsApi } from '@diary/contracts/sign-ins'
import { staffApi } from '@diary/contracts/staff'
import { worksApi } from '@diary/contracts/works'
import { type AuthDatabase, openAuthDatabase } from '@diary/db/auth-client'
import { type Database, openDatabase } from '@diary/db/client'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { attendance } from './features/attendance/attendance.ts'
import { calendar } from './features/calendar/calendar.ts'
import { classes } from './features/classes/classes.ts'
import { diary } from './features/diary/diary.ts'
import { gradebooks } from './features/gradebooks/gradebooks.ts'
import { groups } from './features/groups/groups.ts'
import { guardianships } from './features/guardianships/guardianships.ts'
import { health } from './features/health/health.ts'
import { homework } from './features/homework/homework.ts'
import { importersWith } from './features/imports/importers.ts'
import { rosterFiles } from './features/imports/roster-export/roster-files.ts'
import { startImporting } from './features/imports/importing.ts'
import { imports } from './features/imports/imports.ts'
import type { ImportPayload } from './features/imports/runs/run-job.ts'
import { lessons } from './features/lessons/lessons.ts'
import { marks } from './features/marks/marks.ts'
import { movements } from './features/movements/movements.ts'
import { type AccountsOf, people } from './features/people/people.ts'
import { doorOf } from './features/session/door.ts'
import { me } from './features/session/me.ts'
import { session } from './features/session/session.ts'
import { activation } from './features/sign-ins/activation.ts'
import { reset } from './features/sign-ins/reset/reset.ts'
import { resetMails } from './features/sign-ins/reset/reset-mails.ts'
import { signIns } from './features/sign-ins/sign-ins.ts'
import { staff } from './features/staff/staff.ts'
import { followTimetable } from './features/timetable/follow.ts'
import { works } from './features/works/works.ts'
import { generateLessons } from './features/timetable/generate.ts'
import { cursors } from './platform/cursor.ts'
import { registerDocumentation } from './platform/documentation.ts'
import type { SigningKeys } from './platform/keys.ts'
import type { Mail } from './platform/mail.ts'
import { openJobs } from './platform/jobs.ts'
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
  /** Whether this process does the jobs too, and where they wait: a test has a queue of its own. */
  readonly jobs?: { readonly works: boolean; readonly queue?: string; readonly pollSeconds?: number }
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
  const jobs = openJobs<ImportPayload>({
    url: options.databaseUrl,
    queue: options.jobs?.queue,
    pollSeconds: options.jobs?.pollSeconds,
    onError: error => app.log.error({ err: error }, 'the queue of jobs failed'),
  })
  const importers = importersWith(generateLessons)
  let stopImporting = () => jobs.close()
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
    await stopImporting()
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
    routes(api, routing, peopleApi, people(pages, accountsOf(auth)))
    routes(api, routing, importsApi, imports({ cursors: pages, jobs, importers }))
    routes(api, routing, rosterFilesApi, rosterFiles)
    routes(api, routing, guardianshipsApi, guardianships)
    routes(api, routing, movementsApi, movements(pages))
    routes(api, routing, staffApi, staff(pages))
    routes(api, routing, classesApi, classes(followTimetable))
    routes(api, routing, groupsApi, groups)
    routes(api, routing, calendarApi, calendar(followTimetable))
  })
  await options.plugins?.(app)
  await app.ready()
  await warmUp(database)
  if (options.jobs?.works) {
    // A whole school in one transaction takes longer than a request may; a second connection tells how far it is.
    const patient = openDatabase(options.databaseUrl, {
      size: 3,
      transactionTimeoutMs: 30 * 60_000,
      onIdleError,
      ...(options.namedStatements !== undefined && { namedStatements: options.namedStatements }),
    })
    const stop = await startImporting({
      database: patient,
      jobs,
      importers,
      now,
      schoolIds: async () => (await auth.query<{ id: string }>('select id from school')).map(({ id }) => id),
      onFault: error => app.log.error({ err: error }, 'an import failed'),
    })
    stopImporting = async () => {
      await stop()
      await patient.close()
    }
  }
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

const accountsOf =
  (auth: AuthDatabase): AccountsOf =>
  async (schoolId, personIds) => {
    const found = await auth.query<{ id: string }>(
      'select person_id as id from account_person where school_id = $1 and person_id = any ($2::uuid[])',
      [schoolId, [...personIds]],
    )
    return new Set(found.map(({ id }) => id))
  }
