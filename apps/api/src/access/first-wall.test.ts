import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { groundDatabase, withoutRowSecurity } from '#testing/matrix/databases'
import { rowsOf } from '#testing/matrix/facts'
import { changedSince, runMatrix } from '#testing/matrix/matrix'
import { wrongRules } from '#testing/matrix/rules'
import { openSchoolApi, type SchoolApi } from '#testing/matrix/school-api'

describe('without row security the first wall holds', { timeout: 180_000 }, () => {
  let api: SchoolApi
  beforeAll(async () => {
    const { urls, ground } = await groundDatabase(inject('server'))
    await withoutRowSecurity(urls)
    api = await openSchoolApi(urls, ground)
  })
  afterAll(() => api?.close())

  test('every rule shows everyone exactly the rows of the policy', async () => {
    expect(await wrongRules(api)).toEqual([])
  })

  test('the API answers everyone as the policy says, and nobody writes what is not theirs', async () => {
    const before = await rowsOf(api.urls.superuser)
    const { wrong } = await runMatrix(api)
    expect(wrong).toEqual([])
    expect((await changedSince(api, before)).changed).toEqual([])
  })
})
