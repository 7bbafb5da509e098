import { z } from 'zod'
import { api, clerks } from './endpoint.ts'
import { guardianship, guardianshipKind } from './people.ts'
import { day, guardianshipId, line, personId, studentId } from './primitives.ts'

const guardianshipInput = z.strictObject({
  kind: guardianshipKind,
  fromOn: day,
  /** The last day, included; `null` while it lasts. */
  untilOn: day.nullable(),
  /** The document it rests on. */
  ground: line(500).nullable(),
})

/**
 * Rights of guardians. Both parents are equal (no guardian can take a right from another): only the office writes here, and
 * what it writes acts on the guardian's next request.
 */
export const guardianshipsApi = api({
  create: {
    method: 'POST',
    path: '/guardianships',
    summary: 'Give a person the right to represent a child',
    access: { by: clerks, on: 'school' },
    creates: true,
    body: guardianshipInput
      .partial({ untilOn: true, ground: true })
      .extend({ guardianId: personId, studentId }),
    response: guardianship,
  },
  update: {
    method: 'PATCH',
    path: '/guardianships/:guardianshipId',
    summary: 'Correct the kind, the days or the ground of a guardianship',
    access: { by: clerks, on: 'guardianship' },
    guard: 'change',
    params: z.object({ guardianshipId }),
    body: guardianshipInput.partial(),
    response: guardianship,
  },
  end: {
    method: 'POST',
    path: '/guardianships/:guardianshipId/end',
    summary: 'End a guardianship: at once, or with a last day. The reason names the document.',
    access: { by: clerks, on: 'guardianship' },
    guard: 'change',
    params: z.object({ guardianshipId }),
    body: z.strictObject({
      /** The last day on which the right holds; without it the right ends at once. */
      lastOn: day.optional(),
      reason: line(500),
    }),
    response: guardianship,
  },
})
