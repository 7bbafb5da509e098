import { logStatements, type StatementLog, withoutSchool } from '@diary/db/server/statement-log'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { groundDatabase } from '#testing/matrix/databases'
import {
  askAsNobody,
  askOfAccounts,
  askWithAnothersCursor,
  askWithAnothersKey,
  askWithForeignIds,
} from '#testing/matrix/edges'
import { rowsOf } from '#testing/matrix/facts'
import { changedSince, isRead, neverServed, runMatrix } from '#testing/matrix/matrix'
import { openSchoolApi, type SchoolApi } from '#testing/matrix/school-api'

// Generated from the routes: a new endpoint is asked without a line here. Only a new kind of thing wants its line of the policy.
describe('everyone asks for everything', { timeout: 180_000 }, () => {
  let api: SchoolApi
  let statements: StatementLog
  beforeAll(async () => {
    const { urls, ground } = await groundDatabase(inject('server'))
    statements = logStatements()
    api = await openSchoolApi(urls, ground)
  })
  afterAll(() => api?.close())

  test('reading shows each person what is theirs, and changes nothing', async () => {
    const before = await rowsOf(api.urls.superuser)
    const { wrong, judge, requests } = await runMatrix(api, { only: isRead, each: 2 })
    expect(wrong).toEqual([])
    expect(requests).toBeGreaterThan(1000)
    expect(await changedSince(api, before)).toEqual({ changed: [], added: {} })
    // A scan that never met a canary would prove nothing: each that someone may see was seen.
    const own = [...api.facts.canaries].filter(([, sources]) =>
      sources.some(({ schoolId, isGone }) => schoolId === api.ground.schoolId && !isGone),
    )
    const unseen = own.map(([text]) => text).filter(text => !judge.seen.has(text))
    expect(unseen.filter(text => !text.includes('contact'))).toEqual([])
    // People are asked for by a few of each sort.
    expect(unseen.length).toBeLessThan(own.filter(([text]) => text.includes('contact')).length)
  })

  test('writing is for those who may, and for nobody else', async () => {
    const before = await rowsOf(api.urls.superuser)
    const { wrong, created, requests } = await runMatrix(api, { only: endpoint => !isRead(endpoint) })
    expect(wrong).toEqual([])
    expect(requests).toBeGreaterThan(1000)
    const { changed, added } = await changedSince(api, before)
    // A group counts who came into it.
    expect(changed.filter(row => !row.startsWith('study_group '))).toEqual([])
    const { history: _, idempotency_key: keys, ...made } = added
    expect(keys).toBe(created)
    expect(Object.values(made).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(created)
  })

  test('every endpoint that writes serves those who may', async () => {
    expect(await neverServed(api)).toEqual([])
  })

  test('ids of another school in paths, queries and bodies are ids of nothing', async () => {
    const { asked, wrong } = await askWithForeignIds(api)
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(10)
  })

  test('another’s place in a list and another’s key open nothing', async () => {
    const cursors = await askWithAnothersCursor(api)
    const keys = await askWithAnothersKey(api)
    expect([...cursors.wrong, ...keys.wrong]).toEqual([])
    expect(Math.min(cursors.asked, keys.asked)).toBeGreaterThan(20)
  })

  test('every statement says of which school', async () => {
    const tables = new Set((await rowsOf(api.urls.superuser)).keys())
    for (const global of ['school', 'account_person']) tables.delete(global)
    const wrong = [...statements.texts].flatMap(text =>
      withoutSchool(text, tables).map(where => `${where} in: ${text}`),
    )
    statements.stop()
    expect(wrong).toEqual([])
    expect(statements.texts.size).toBeGreaterThan(50)
  })

  test('whoever is nobody is told 401, and nothing else', async () => {
    expect(await askOfAccounts(api)).toEqual([])
    expect(await askAsNobody(api)).toEqual([])
  })
})
