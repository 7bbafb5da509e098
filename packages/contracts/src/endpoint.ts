import type { z } from 'zod'
import type { ProblemCode } from './problem.ts'

/** Everything a person can act as. A guardian is one too: one person may be a teacher and a parent. */
export const capacityKinds = [
  'teacher',
  'class_teacher',
  'deputy',
  'head',
  'secretary',
  'admin',
  'content_editor',
  'guardian',
] as const
export type CapacityKind = (typeof capacityKinds)[number]

/** The office: those who read people, classes and the calendar of the whole school. */
export const office = ['secretary', 'admin', 'deputy', 'head'] as const

/** Those who keep the school's files: people, movements, guardians' rights. */
export const clerks = ['secretary', 'admin'] as const

/** Those who open a register: teachers, class teachers, and those who oversee them. */
export const teachingStaff = ['teacher', 'class_teacher', 'deputy', 'head'] as const

/**
 * Who may call an endpoint, and what the ids of its path stand for. Without it a route does not boot.
 * `on` names the thing that the first wall looks up: what is not visible to the caller answers 404.
 */
export type Access =
  | { readonly by: 'anyone' }
  | { readonly by: 'signed-in'; readonly on: 'self' }
  | { readonly by: readonly CapacityKind[]; readonly on: Subject }

/** The things that can be visible to one person and not to another. */
export type Subject =
  | 'self'
  | 'school'
  | 'student'
  | 'gradebook'
  | 'lesson'
  | 'work'
  | 'homework'
  | 'class'
  | 'person'
  | 'enrolment'
  | 'guardianship'
  | 'capacity'
  | 'teaching'
  | 'group'
  | 'subject'
  | 'termScheme'
  | 'calendarEntry'
  | 'bells'
  | 'import'

/** One HTTP endpoint. Its path, input, output and refusals are written here and nowhere else. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response?: z.ZodType
  /** The media type of the file it answers instead of JSON; its name is in `Content-Disposition`. */
  readonly file?: `${string}/${string}`
  /** What a refusal shows as `current`, where that is not what the answer shows: what is changed, probable duplicates. */
  readonly current?: z.ZodType
  /** What it refuses beyond the refusals every endpoint has. */
  readonly problems?: readonly ProblemCode[]
  /**
   * What two people can edit. `change`: `If-Match` is required. `put`: `If-Match` with the version, or
   * `If-None-Match: *` when there is to be nothing yet. Absent otherwise.
   */
  readonly guard?: 'change' | 'put'
  /** A POST that creates: takes an `Idempotency-Key`, and a retry with it makes nothing twice. */
  readonly creates?: true
  /** The body is a file as it is, `application/octet-stream`, and not JSON. */
  readonly takesFile?: { readonly bytesMax: number }
}

/** The endpoints of one feature, by verb. */
export type Api = Readonly<Record<string, Endpoint>>

/** Declares the endpoints of a feature. */
export const api = <const A extends Api>(endpoints: A): A => endpoints

type Part<E, K extends string, Side extends 'input' | 'output'> =
  E extends Record<K, infer S extends z.ZodType>
    ? Record<K, Side extends 'input' ? z.input<S> : z.output<S>>
    : unknown

/** The version the sender saw; `null`: there is to be nothing yet. */
type Guarded<E> = E extends { guard: 'put' }
  ? { readonly ifVersion: number | null }
  : E extends { guard: 'change' }
    ? { readonly ifVersion: number }
    : unknown
type Filed<E, File> = E extends { takesFile: object } ? { readonly file: File } : unknown
type Keyed<E> = E extends { creates: true } ? { readonly idempotencyKey?: string } : unknown

/** What a handler receives, already decoded. */
export type Received<E extends Endpoint> = Part<E, 'params', 'output'> &
  Part<E, 'query', 'output'> &
  Part<E, 'body', 'output'> &
  Guarded<E> &
  Filed<E, Uint8Array>
/** What a caller sends; fields with defaults may be left out. */
export type Sent<E extends Endpoint> = Part<E, 'params', 'output'> &
  Part<E, 'query', 'input'> &
  Part<E, 'body', 'output'> &
  Guarded<E> &
  Keyed<E> &
  Filed<E, Blob | Uint8Array<ArrayBuffer>>
export type Answer<E extends Endpoint> = E extends { file: string }
  ? Blob
  : E extends { response: infer S extends z.ZodType }
    ? z.output<S>
    : void

/** Where every endpoint lives. */
export const apiBase = '/api/v1'
