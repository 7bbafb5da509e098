import { apiBase, type Endpoint } from '@diary/contracts/endpoint'
import { addDays } from '@diary/db/day'
import { newId } from '@diary/db/id'
import type { Facts } from './facts.ts'
import { type Kind, policy } from './policy.ts'
import { officeBody } from './office-bodies.ts'
import { namesOf, samplesOf } from './sample.ts'
import type { Ask } from './school-api.ts'

/** A request to be made: everything but who sends it. */
export interface RequestOptions {
  /** The thing that the path is about; absent: an id of nothing. */
  readonly thing?: string | undefined
  readonly schoolId: string
  /** The version claimed to be known, where the endpoint is guarded. */
  readonly version: number
  /** Which of the bodies the schema allows: 0 is the fullest. */
  readonly sample?: number
  /** In place of what the ground would choose, by the name of a parameter, a query field or a body property. */
  readonly instead?: Readonly<Record<string, unknown>>
  readonly idempotencyKey?: string
}

/** The kind of thing an endpoint's path is about. */
export function kindOf({ access }: Endpoint): Kind | undefined {
  if (access.by === 'anyone' || access.on === 'self' || access.on === 'school') return undefined
  return access.on
}

export const paramNames = ({ path }: Endpoint) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

/** Makes a request of an endpoint: ids by name, the rest from the schemas. */
export function requestOf(endpoint: Endpoint, facts: Facts, options: RequestOptions): Ask {
  const { method, path, query, body, guard, creates, takesFile } = endpoint
  const kind = kindOf(endpoint)
  const { thing, schoolId, instead = {}, version, sample = 0 } = options
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const chosen =
      (instead[name] as string | undefined) ??
      (kind && name === `${kind}Id` ? thing : beside(facts, name, kind, thing, schoolId)) ??
      newId()
    return encodeURIComponent(chosen)
  })
  const asked = new URLSearchParams()
  for (const name of namesOf(query)) {
    const value = (instead[name] as string | undefined) ?? queryValue(name, facts.today)
    if (value !== undefined) asked.set(name, value)
  }
  const ofOffice = officeBody(endpoint, facts, { schoolId, thing, version })
  const samples =
    body &&
    samplesOf(body, name =>
      name in instead ? instead[name] : name in ofOffice ? ofOffice[name] : bodyValue(name, facts, schoolId),
    )
  // Of a body with a choice, what is to stand in it decides which one it is.
  const fitting = samples?.filter(it =>
    namesOf(body).every(name => !(name in instead) || name in (it as object)),
  )
  const bodies = fitting?.length ? fitting : samples
  return {
    method,
    url: `${apiBase}${url}${asked.size > 0 ? `?${asked}` : ''}`,
    headers: {
      ...(guard && { 'if-match': `"${version}"` }),
      ...(creates && { 'idempotency-key': options.idempotencyKey ?? newId() }),
    },
    ...(takesFile && { file: Buffer.from('<fet></fet>') }),
    ...(bodies && { body: bodies[Math.min(sample, bodies.length - 1)] }),
  }
}

/** What stands beside the thing in a path, so that an endpoint with two ids can be served: a student of the lesson. */
function beside(
  facts: Facts,
  name: string,
  kind: Kind | undefined,
  thing: string | undefined,
  schoolId: string,
): string | undefined {
  if (kind === 'group' && name === 'subjectId') return subjectBeside(facts, thing, schoolId)
  const of = thing ?? (kind && [...facts[kind]].find(([, it]) => it.schoolId === schoolId)?.[0]) ?? ''
  if (kind === 'student' && name === 'lessonId')
    return facts.absenceLessons.get(of) ?? [...facts.lesson].find(([, it]) => it.schoolId === schoolId)?.[0]
  const lessonId = kind === 'lesson' ? of : kind === 'work' ? facts.work.get(of)?.lessonId : undefined
  if (name === 'studentId' && lessonId !== undefined)
    return facts.markedStudents.get(of) ?? studentsOf(facts, lessonId)[0]
  throw new Error(`The matrix does not know which ${name} to put beside a ${kind}: teach it in requests.ts`)
}

/** Whether an endpoint about a student and a lesson is asked of one who was never absent. */
export const hasNothingBeside = (endpoint: Endpoint, facts: Facts, thing: string) =>
  (kindOf(endpoint) === 'student' &&
    paramNames(endpoint).includes('lessonId') &&
    !facts.absenceLessons.has(thing)) ||
  (kindOf(endpoint) === 'group' &&
    endpoint.method === 'DELETE' &&
    facts.group.get(thing)?.subjectIds.length === 0)

/** A subject the group is taught, or any of the school's. */
const subjectBeside = (facts: Facts, groupId: string | undefined, schoolId: string) =>
  facts.group.get(groupId ?? '')?.subjectIds[0] ??
  [...facts.subject].find(([, it]) => it.schoolId === schoolId)?.[0]

/** The students of a lesson's group. */
export function studentsOf(facts: Facts, lessonId: string): string[] {
  const groupId = facts.gradebook.get(facts.lesson.get(lessonId)?.gradebookId ?? '')?.groupId ?? ''
  return [...facts.student].filter(([, it]) => it.groupIdsEver.includes(groupId)).map(([id]) => id)
}

function queryValue(name: string, today: string): string | undefined {
  if (name === 'from') return addDays(today, -14)
  if (name === 'fileName') return 'school.fet'
  if (name === 'to') return addDays(today, 14)
  return name === 'limit' ? '100' : undefined
}

function bodyValue(name: string, facts: Facts, schoolId: string): unknown {
  if (name === 'workTypeId') return [...facts.workTypes].find(([, it]) => it.schoolId === schoolId)?.[0]
  // Of those inside a list.
  if (name === 'personId') return [...facts.person].find(([, it]) => it.schoolId === schoolId)?.[0]
  return /(On|^day)$/.test(name) ? facts.today : undefined
}

/** The ids of other things by the names that properties give them. */
export function idsNamed(facts: Facts, name: string): ReadonlyMap<string, { readonly schoolId: string }> {
  const plain = name.replace(/Ids?$/, '')
  if (plain === 'term') return facts.terms
  if (plain === 'workType') return facts.workTypes
  if (plain === 'staff' || plain === 'guardian') return facts.person
  if (plain === 'year') return facts.years
  const kind = (Object.keys(policy) as Kind[]).find(it => plain.toLowerCase().endsWith(it.toLowerCase()))
  if (!kind) throw new Error(`The matrix does not know what a ${name} is: teach it in requests.ts`)
  return facts[kind]
}
