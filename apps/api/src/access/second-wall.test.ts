import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { groundDatabase } from '#testing/matrix/databases'
import { rowsOf } from '#testing/matrix/facts'
import { judgeOf, leaksOnly } from '#testing/matrix/judge'
import { runMatrix } from '#testing/matrix/matrix'
import { isPromised, isPromisedByName } from '#testing/matrix/policy'
import { openSchoolApi, type SchoolApi } from '#testing/matrix/school-api'

const everything = vi.hoisted(() => (rules: object) => {
  const isSql = (name: string) => name.endsWith('Sql')
  return Object.fromEntries(
    Object.keys(rules).map(name => [name, () => (isSql(name) ? { text: 'true', name: 'open' } : {})]),
  )
})
vi.mock('#access/visible', async original => everything(await original()))
vi.mock('#access/visible-sql', async original => everything(await original()))

describe('without the first wall the database holds what it promises', { timeout: 180_000 }, () => {
  let api: SchoolApi
  beforeAll(async () => {
    const { urls, ground } = await groundDatabase(inject('server'))
    api = await openSchoolApi(urls, ground)
  })
  afterAll(() => api?.close())

  test('nobody reads or writes another school; a guardian reads no other child', async () => {
    const before = await rowsOf(api.urls.superuser)
    // Whoever the policy would turn away is answered somehow now: only what the answers hold is judged.
    const judge = leaksOnly(judgeOf(api.facts, isPromised, isPromisedByName))
    const { wrong, requests } = await runMatrix(api, {
      judge,
      // The second wall knows of staff no more than the school, so a few of them stand for all; guardians all ask.
      asks: ({ schoolId, label, rights }) =>
        schoolId === api.ground.schoolId &&
        (rights.kinds.has('guardian') || /^(teacher|classTeacher|deputy|secretary)$/.test(label)),
    })
    expect(wrong).toEqual([])
    expect(requests).toBeGreaterThan(300)
    // What guardians sent to write came to nothing, and nothing of the other school was touched.
    const after = await rowsOf(api.urls.superuser)
    const foreign = (rows: readonly string[] = []) =>
      rows.filter(row => !row.includes(api.ground.schoolId)).sort()
    for (const [table, rows] of before) expect(foreign(after.get(table)), table).toEqual(foreign(rows))
  })
})
