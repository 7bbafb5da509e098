import { rosterFilesApi } from '@diary/contracts/roster-files'
import { beforeAll, expect, test } from 'vitest'
import type { Caller } from '#testing/api'
import { testApi } from '#testing/api'
import { enter, idOf, makeClassroom } from '#testing/classroom'
import { readRoster } from '../roster/read-roster.ts'
import { Archive } from '../workbook/zip.ts'

const api = testApi()
const today = '2026-11-23'
let it: Awaited<ReturnType<typeof makeClassroom>>
let secretary: Caller
beforeAll(async () => {
  it = await makeClassroom(api)
  secretary = await enter(api, await api.make.staff({ school: it.school, as: ['secretary'] }))
})

const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer())
async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  const archive = new Archive(bytes)
  const parts = new Map<string, string>()
  for (const name of archive.names) {
    const chunks: Buffer[] = []
    for await (const chunk of archive.chunks(name)) chunks.push(chunk)
    parts.set(name, Buffer.concat(chunks).toString('utf8'))
  }
  return parts
}

test('the template has lists to choose from, examples that are not imported, and explanations', async () => {
  const bytes = await bytesOf(await secretary.call(rosterFilesApi.template, {}))
  const parts = await partsOf(bytes)
  const book = parts.get('xl/workbook.xml') ?? ''
  for (const name of ['Ученики', 'Представители', 'Сотрудники', 'Пояснения', 'Пример: ученики', 'Списки'])
    expect(book).toContain(`name="${name}"`)
  const guardians = parts.get('xl/worksheets/sheet2.xml') ?? ''
  expect(guardians.match(/<dataValidation type="list"/g)).toHaveLength(4)
  expect(guardians).toContain('&apos;Списки&apos;!$A$2'.replaceAll('&apos;', "'"))
  expect(parts.get('xl/worksheets/sheet1.xml')).toContain('errorStyle="warning"')
  await expect(readRoster(bytes, today)).rejects.toThrow('no row below the headings')
})

test('the whole roster comes under its day’s name, and the same again is the same bytes', async () => {
  const answer = await secretary.send('GET', '/api/v1/roster')
  expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet')
  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain(
    'Список школы 2026-11-23.xlsx',
  )
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect((await bytesOf(await secretary.call(rosterFilesApi.show, {}))).equals(bytes)).toBe(true)
  const roster = await readRoster(bytes, today)
  expect(roster.students.length).toBeGreaterThan(0)
  expect(roster.staff.map(({ lastName }) => lastName)).toContain('Белова')
})

test('a class list shows its class alone, to the office and to its own class teacher', async () => {
  const params = { classId: idOf(it.fifth) }
  const roster = await readRoster(
    await bytesOf(await secretary.call(rosterFilesApi.classList, { params })),
    today,
  )
  expect(new Set(roster.students.map(({ className }) => className))).toEqual(new Set([it.fifth.title]))
  const leader = await api.make.staff({ school: it.school })
  await api.make.schoolClass({ school: it.school, title: '8Я', teacher: leader })
  const stranger = await enter(api, leader)
  await expect(stranger.call(rosterFilesApi.classList, { params })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(stranger.call(rosterFilesApi.show, {})).rejects.toMatchObject({ code: 'not-allowed' })
})
