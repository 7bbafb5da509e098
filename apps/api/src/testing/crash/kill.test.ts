import { createTestDatabase, throwawayFolder } from '@diary/db/server/testing'
import type { TestDatabase } from '@diary/db/server/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { behindTheWalls } from '#testing/behind'
import { type ApiProcess, type Ask, askPatiently, type Came, startApi } from './api-process.ts'
import { type Ground, makeGround, markOf, signIn } from './ground.ts'

// A thousand writes are under way at each kill. CRASH_FULL=1: the kills come later too, and every single write is sent again;
// otherwise some eighty are.
const isFull = process.env.CRASH_FULL !== undefined
const [kills, writes, studentsCount] = [10, 1000, 25]
const latestKill = isFull ? 0.9 : 0.25
const retriesAtMost = isFull ? Infinity : 40

let database: TestDatabase
let folder: ReturnType<typeof throwawayFolder>
let ground: Ground
let api: ApiProcess | undefined
const behind = behindTheWalls(() => database.superuser)
beforeAll(async () => {
  database = await createTestDatabase(inject('server'))
  folder = throwawayFolder()
  ground = await makeGround(database, studentsCount)
})
afterAll(async () => {
  await api?.end('SIGKILL')
  await ground?.close()
  folder?.remove()
})

interface Sent {
  readonly ask: Ask
  came?: Came
}
const values = ['5', '4', '3', '2'] as const

test('killed among a thousand writes, ten times: what was acknowledged is there once, nothing is there by half', async () => {
  const start = async () =>
    (api = await startApi({ urls: database, dataDir: folder.dataDir }, { connections: writes }))
  const told = { acknowledged: 0, lost: 0 }
  let headers = await signIn(await start(), ground.account)
  for (let round = 0; round < kills; round++) {
    const { lessonId, workIds } = await ground.newWorks(writes / studentsCount)
    const marks: Sent[] = workIds.flatMap((workId, row) =>
      ground.students.map(({ id }, column) => ({
        ask: markOf(headers, workId, id, values[(row + column) % values.length] ?? '5'),
      })),
    )
    const works = Array.from({ length: 20 }, (): Sent => ({ ask: workIn(headers, lessonId) }))
    // The works go between the marks, so that the kill hits them too.
    const sent = [...marks]
    for (const [index, work] of works.entries()) sent.splice(Math.floor((index * sent.length) / 20), 0, work)
    await writeAndKill(sent, 0.05 + (latestKill - 0.05) * Math.random())
    const acknowledged = marks.filter(isAcknowledged)
    const lost = marks.filter(it => !isAcknowledged(it))
    told.acknowledged += acknowledged.length
    told.lost += lost.length
    await lastBackendGone()
    await checkMarks(marks, workIds)

    headers = await signIn(await start(), ground.account)
    await retry([...someOf(acknowledged), ...someOf(lost), ...works], headers)
    await checkMarks(marks, workIds)
    expect(await behind.rows('select from work where lesson_id = $1', [lessonId])).toHaveLength(
      workIds.length + works.length,
    )
  }
  if (isFull) console.info('writes', told)
  // Kills that came too early or too late would prove nothing.
  expect(told.acknowledged).toBeGreaterThan(kills * writes * 0.05)
  expect(told.lost).toBeGreaterThan(kills * writes * 0.05)
}, 600_000)

const isAcknowledged = ({ came }: Sent) => came !== undefined && 'status' in came && came.status < 300

const someOf = (sent: readonly Sent[]) =>
  sent.length <= retriesAtMost ? sent : sent.toSorted(() => Math.random() - 0.5).slice(0, retriesAtMost)

const workIn = (headers: Record<string, string>, lessonId: string): Ask => ({
  method: 'POST',
  path: `/lessons/${lessonId}/works`,
  headers: { ...headers, 'idempotency-key': randomUUID() },
  body: { workTypeId: ground.school.workTypeIds.get('Тест'), topic: 'Пишется, когда всё гаснет' },
})

/** Sends everything at once and kills the process once so much of it is acknowledged. */
async function writeAndKill(sent: readonly Sent[], share: number) {
  const running = api
  if (!running) throw new Error('Nothing runs')
  let acknowledged = 0
  let killed: Promise<number | string> | undefined
  await Promise.all(
    sent.map(async it => {
      it.came = await running.ask(it.ask)
      if ('status' in it.came && ++acknowledged >= sent.length * share) killed ??= running.end('SIGKILL')
    }),
  )
  expect(await killed).toBe('SIGKILL')
  const statuses = new Set(sent.flatMap(({ came }) => (came && 'status' in came ? came.status : [])))
  expect([...statuses].filter(status => ![200, 201, 503].includes(status))).toEqual([])
}

/** What the killed process had already asked of the database may still be ending there. */
const lastBackendGone = () =>
  vi.waitUntil(
    async () => {
      const left = await behind.rows(
        `select from pg_stat_activity where datname = current_database() and usename = 'diary_app'
         and (state <> 'idle' or application_name <> '') and query not like 'COMMIT' and xact_start is not null`,
      )
      return left.length === 0
    },
    { timeout: 20_000, interval: 20 },
  )

interface Found {
  workId: string
  studentId: string
  value: string
  version: number
  told: { action: string; after: { value: string } }[]
}

/** Every acknowledged mark is there as it was acknowledged; every mark there is has its one line of history, and that line it. */
async function checkMarks(marks: readonly Sent[], workIds: readonly string[]) {
  const found = await behind.rows<Found>(
    `select m.work_id as "workId", m.student_id as "studentId", m.value, m.version,
       (select coalesce(json_agg(json_build_object('action', h.action, 'after', h.after)), '[]') from history h
         where h.school_id = m.school_id and h.subject = 'mark' and h.subject_id = m.id) as told
     from mark m where m.work_id = any ($1)`,
    [workIds],
  )
  const byPath = new Map(found.map(it => [`/works/${it.workId}/marks/${it.studentId}`, it]))
  expect(byPath.size).toBe(found.length)
  const wrong: unknown[] = []
  for (const { ask, came } of marks) {
    const mark = byPath.get(ask.path)
    if (isAcknowledged({ ask, ...(came && { came }) }) && !mark) wrong.push({ lost: ask.path })
    if (!mark) continue
    const isWhole =
      mark.value === (ask.body as { value: string }).value &&
      mark.version === 1 &&
      mark.told.length === 1 &&
      mark.told[0]?.action === 'create' &&
      mark.told[0].after.value === mark.value
    if (!isWhole) wrong.push({ half: ask.path, mark })
  }
  expect(wrong).toEqual([])
  const told = await behind.rows<{ count: number }>(
    `select count(*)::int as count from history where subject = 'mark' and (after ->> 'work_id')::uuid = any ($1)`,
    [workIds],
  )
  expect(told[0]?.count).toBe(found.length)
}

/** Sends everything again, word for word: each is answered, and what had been acknowledged is answered the same. */
async function retry(sent: readonly Sent[], headers: Record<string, string>) {
  const waiting = [...sent]
  const worker = async () => {
    for (let it = waiting.pop(); it; it = waiting.pop()) {
      const again = await askPatiently(api as ApiProcess, {
        ...it.ask,
        headers: { ...it.ask.headers, ...headers },
      })
      expect(again.status, again.body).toBe(it.ask.method === 'POST' ? 201 : 200)
      // Answered before, it is answered word for word the same.
      const said = isAcknowledged(it) && it.came && 'body' in it.came ? it.came.body : again.body
      expect(again.body).toBe(said)
      it.came = again
    }
  }
  await Promise.all(Array.from({ length: 32 }, worker))
}
