import { importsApi, type ImportRun } from '@diary/contracts/imports'
import { newId } from '@diary/db/id'
import { expect } from 'vitest'
import { z } from 'zod'
import type { BehindTheWalls } from '#testing/behind'
import { makeFet, type ActivitySketch } from '../../features/imports/fet/make-fet.ts'
import { type ApiProcess, askPatiently } from './api-process.ts'

type Headers = Record<string, string>

/** A timetable of twelve classes: writing its year takes long enough to be killed in the middle of it. */
function largeFile(): string {
  const classes = Array.from(
    { length: 12 },
    (_, index) => `${(index % 11) + 1} ${'АБВГ'[Math.floor(index / 11)]}`,
  )
  const students = Object.fromEntries(classes.map(title => [title, { [title]: [] }]))
  const activities = classes.flatMap((title, index) =>
    Array.from({ length: 30 }, (_, hour): ActivitySketch => ({
      subject: `Предмет ${hour % 12}`,
      teachers: [`Учитель${index % 30} А.А.`],
      students: [title],
      at: [Math.floor(hour / 6), hour % 6],
    })),
  )
  return makeFet({ students, activities })
}

/** Imports through the API of a process that may be gone for a while. */
export const importingThrough = (api: () => ApiProcess, behind: BehindTheWalls) => {
  const headersOf = (headers: Headers, version?: number) => ({
    ...headers,
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  })
  const it = {
    async show(headers: Headers, id: string): Promise<ImportRun> {
      const { body } = await askPatiently(api(), { method: 'GET', path: `/imports/${id}`, headers })
      return z.decode(importsApi.show.response, JSON.parse(body) as never)
    },

    /** Asks until the import is there, and says where it is when it never is. */
    async reaches(headers: Headers, id: string, isThere: (run: ImportRun) => boolean): Promise<ImportRun> {
      const until = Date.now() + 60_000
      for (;;) {
        const run = await it.show(headers, id)
        if (isThere(run)) return run
        if (Date.now() > until) throw new Error(`${JSON.stringify(run)} ${api().output()}`)
        await new Promise(resolve => setTimeout(resolve, 30))
      }
    },

    async post(headers: Headers, path: string, run: ImportRun) {
      const came = await askPatiently(api(), {
        method: 'POST',
        path: `/imports/${run.id}/${path}`,
        headers: headersOf(headers, run.version),
      })
      expect(came.status, came.body).toBe(200)
    },

    /** The parts of the school that the import writes. */
    async written() {
      const [counts] = await behind.rows<Record<string, number>>(
        `select (select count(*)::int from school_class) as classes, (select count(*)::int from timetable_row) as rows,
          (select count(*)::int from lesson) as lessons, (select count(*)::int from timetable_version) as versions`,
      )
      return counts
    },

    async triedImport(headers: Headers): Promise<ImportRun> {
      const came = await askPatiently(api(), {
        method: 'POST',
        path: '/imports?fileName=large.fet',
        headers: { ...headers, 'idempotency-key': newId(), 'content-type': 'application/octet-stream' },
        bytes: Buffer.from(largeFile()),
      })
      expect(came.status, came.body).toBe(201)
      const { id } = JSON.parse(came.body) as { id: string }
      await it.post(headers, 'trial', await it.reaches(headers, id, run => run.recognised !== null))
      return it.reaches(headers, id, run => run.state === 'tried')
    },
  }
  return it
}
