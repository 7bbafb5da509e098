import { call } from '@diary/contracts/call'
import { gradebooksApi } from '@diary/contracts/gradebooks'
import { diarySql } from '@diary/api/features/diary/diary.view'
import { cellsSql } from '@diary/api/features/gradebooks/gradebooks.view'
import { markJsonSql } from '@diary/api/features/marks/marks.view'
import { openCluster } from '@diary/db/server/embedded/cluster'
import { throwawayFolder } from '@diary/db/server/testing'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startProduct } from '../run/product.ts'
import { measureFirstVisit } from './first-visit.ts'
import { type Figures, type Gunner, load, type Shot, type Target } from './load.ts'
import { type Cases, findCases } from './school.ts'

const { values: options } = parseArgs({
  // `pnpm bench --json` and `pnpm bench -- --json` mean the same.
  args: process.argv.slice(2).filter(arg => arg !== '--'),
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '6' } },
})
const seconds = Number(options.seconds)
const password = 'demo-2026-diary'
const say = (text: string) => process.stdout.write(`${text}\n`)

/** What is measured: the product's request and the bare handler's, which answers the same bytes. */
interface Case {
  readonly title: string
  /** Made anew before each load: what it sends depends on what the last one left. */
  readonly product: () => Gunner | Promise<Gunner>
  readonly bare: Gunner
}

const folder = throwawayFolder()
say('The demonstration school is filled…')
const product = await startProduct({
  dataDir: folder.dataDir,
  env: { DEMO_TODAY: '2026-11-18', REQUESTS_PER_MINUTE: '0' },
})
const cluster = await openCluster({ dataDir: folder.dataDir })
const result: Record<string, unknown> = {}
try {
  const postmaster = Number(
    readFileSync(join(folder.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
  )
  const cases = await findCases(product.url, password)
  const bare = await startBare(cluster.url('superuser', 'diary'), cases)
  try {
    const ours: Target = { url: product.url, pid: product.pid, postmaster }
    const theirs: Target = { url: bare.url, pid: bare.pid, postmaster }
    for (const [name, one] of Object.entries(casesOf(cases))) await compare(name, one, ours, theirs)
  } finally {
    bare.stop()
  }
  const visit = await measureFirstVisit(product.url.replace('127.0.0.1', 'localhost'), 'parent', password)
  say(`\nA guardian's first visit: ${visit.bytes} bytes in ${visit.requests} requests`)
  Object.assign(result, { firstVisitBytes: visit.bytes, firstVisitRequests: visit.requests })
} finally {
  await product.stop()
  await cluster.close()
  folder.remove()
}
if (options.json) say(JSON.stringify(result))

async function compare(
  name: string,
  { title, product: gun, bare: bareGun }: Case,
  ours: Target,
  theirs: Target,
) {
  say(`\n${title}\n  connections            req/s   p50 ms   p99 ms   API CPU ms   PostgreSQL CPU ms   ratio`)
  await load(ours, await gun(), 4, 1)
  await load(theirs, bareGun, 4, 1)
  for (const connections of [1, 8, 32]) {
    const bareFigures = await load(theirs, bareGun, connections, seconds)
    const figures = await load(ours, await gun(), connections, seconds)
    const ratio = Math.round((figures.requestsPerSecond / bareFigures.requestsPerSecond) * 100) / 100
    say(lineOf(`${connections}`.padStart(3), 'bare', bareFigures))
    say(`${lineOf('   ', 'diary', figures)}${ratio.toFixed(2).padStart(8)}`)
    result[`${name}At${connections}`] = { ...figures, bare: bareFigures, ratio }
    if (connections === 8) result[`${name}Ratio`] = ratio
  }
}

function lineOf(connections: string, who: string, figures: Figures): string {
  const { requestsPerSecond, p50Ms, p99Ms, apiCpuMs, databaseCpuMs } = figures
  return `  ${connections}  ${who.padEnd(8)}${[requestsPerSecond, p50Ms, p99Ms, apiCpuMs, databaseCpuMs]
    .map((value, at) => String(value).padStart([12, 9, 9, 13, 20][at] ?? 9))
    .join('')}`
}

function casesOf(cases: Cases): Record<'diaryWeek' | 'gradebook' | 'markWrite', Case> {
  const { studentId, from, to, gradebookId, gradebookFrom, gradebookTo, guardianHeaders, teacherHeaders } =
    cases
  const get = (path: string, headers: Record<string, string> = {}): Shot => ({ method: 'GET', path, headers })
  return {
    diaryWeek: {
      title: 'A diary week',
      product: () => get(`/api/v1/children/${studentId}/diary?from=${from}&to=${to}`, guardianHeaders),
      bare: get('/diary'),
    },
    gradebook: {
      title: 'A gradebook page of a term',
      product: () =>
        get(`/api/v1/gradebooks/${gradebookId}?from=${gradebookFrom}&to=${gradebookTo}`, teacherHeaders),
      bare: get('/gradebook'),
    },
    markWrite: {
      title: 'One mark is written',
      product: async () => {
        const versions = await versionsOf(cases)
        return connection => markShots(cases, workOf(cases, connection), versions)
      },
      bare: connection => {
        let count = 0
        return () => ({
          method: 'PUT',
          path: `/marks/${workOf(cases, connection)}/${cases.markedStudentId}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ value: count++ % 2 ? '4' : '5' }),
        })
      },
    },
  }
}

function workOf({ workIds }: Cases, connection: number): string {
  return workIds[connection % workIds.length] ?? ''
}

/** Every request corrects the mark of the one before, by the version it was answered. */
function markShots(cases: Cases, workId: string, versions: ReadonlyMap<string, number>) {
  let count = 0
  let version = versions.get(workId)
  return (answer: string | undefined): Shot => {
    if (answer) version = (JSON.parse(answer) as { version: number }).version
    return {
      method: 'PUT',
      path: `/api/v1/works/${workId}/marks/${cases.markedStudentId}`,
      headers: {
        ...cases.teacherHeaders,
        'content-type': 'application/json',
        ...(version ? { 'if-match': `"${version}"` } : { 'if-none-match': '*' }),
      },
      body: JSON.stringify({ value: count++ % 2 ? '4' : '5' }),
    }
  }
}

/** The versions of the marks written so far: a load ends in the middle of its last requests. */
async function versionsOf({ gradebookId, teacherHeaders }: Cases): Promise<Map<string, number>> {
  const page = await call(gradebooksApi.show, { params: { gradebookId }, query: {} }, (path, init) =>
    fetch(product.url + path, { ...init, headers: teacherHeaders }),
  )
  return new Map(
    page.lessons.flatMap(({ works }) =>
      works.flatMap(({ id, marks }) => marks.map(({ version }) => [id, version] as const)),
    ),
  )
}

/** Starts the bare handler as a process of its own, with the statements that make the product's very bytes. */
async function startBare(databaseUrl: string, cases: Cases) {
  const {
    schoolId,
    studentId,
    from,
    to,
    today,
    gradebookId,
    gradebookFrom,
    gradebookTo,
    teacherId,
    teacherHeaders,
  } = cases
  const path = `/api/v1/gradebooks/${gradebookId}?from=${gradebookFrom}&to=${gradebookTo}`
  const page = await (await fetch(product.url + path, { headers: teacherHeaders })).text()
  const cellsAt = page.indexOf('"students" :')
  const typesAt = page.lastIndexOf(',"workTypes":')
  if (cellsAt < 0 || typesAt < 0) throw new Error('The page has another form than the benchmark knows')
  const sent = {
    reads: {
      diary: {
        text: diarySql({ text: 'true', name: 'all' }),
        values: [schoolId, studentId, from, to, today, []],
      },
      gradebook: {
        text: `with page as (${cellsSql}) select $6 || substr(body, 2, length(body) - 2) || $7 as body from page`,
        values: [
          schoolId,
          gradebookId,
          gradebookFrom,
          gradebookTo,
          null,
          page.slice(0, cellsAt),
          page.slice(typesAt),
        ],
      },
    },
    write: {
      schoolId,
      personId: teacherId,
      text: `with saved as (
          insert into mark (school_id, id, work_id, student_id, value, given_by_id) values ($1, gen_random_uuid(), $2, $3, $4, $5)
          on conflict (school_id, work_id, student_id) do update set value = excluded.value returning *
        ) select ${markJsonSql('s', 'p')}::text as body from saved s left join person p on p.school_id = s.school_id and p.id = s.given_by_id`,
    },
  }
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', new URL('bare.ts', import.meta.url).pathname, databaseUrl, JSON.stringify(sent)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
    child.once('exit', code => reject(new Error(`The bare handler ended: ${code}`)))
  })
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => child.kill() }
}
