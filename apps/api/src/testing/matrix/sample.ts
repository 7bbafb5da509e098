import { z } from 'zod'

// Inputs made from the schemas of the contracts, so that a new endpoint is asked without a line of its own. Ids are not
// made but asked for, by the name of the property: `workTypeId`, `studentIds`.

interface JsonSchema {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  minLength?: number
  minItems?: number
  minimum?: number
}

/** What stands for an id or a day of this name; `undefined`: leave the property out if it may be. */
export type Naming = (name: string) => unknown

const shapes = new WeakMap<z.ZodType, JsonSchema>()

function shapeOf(schema: z.ZodType): JsonSchema {
  const known = shapes.get(schema)
  if (known) return known
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  shapes.set(schema, made)
  return made
}

/** The names of the properties that are ids: `termId`, `studentIds`. */
export const idNamesOf = (schema: z.ZodType | undefined): string[] =>
  namesOf(schema).filter(name => /Ids?$/.test(name))

export const namesOf = (schema: z.ZodType | undefined): string[] =>
  schema
    ? [...new Set(choicesOf(shapeOf(schema)).flatMap(({ properties = {} }) => Object.keys(properties)))]
    : []

/** The shapes that a body has a choice of, or its one shape. */
const choicesOf = (shape: JsonSchema): JsonSchema[] => shape.oneOf ?? [shape]

/**
 * Inputs that the schema takes: everything it knows, the same with every yes a no, its texts alone, only what is required.
 * Properties that the schema refuses together are left out one by one.
 */
export function samplesOf(schema: z.ZodType, named: Naming): unknown[] {
  const shape = shapeOf(schema)
  const found = choicesOf(shape).flatMap(choice => candidatesOf(schema, choice, named))
  if (found.length === 0) throw new Error(`No input was found for ${JSON.stringify(shape)}`)
  return [...new Map(found.map(candidate => [JSON.stringify(candidate), candidate])).values()]
}

function candidatesOf(schema: z.ZodType, shape: JsonSchema, named: Naming) {
  const properties = Object.entries(shape.properties ?? {})
  const required = shape.required ?? []
  const pick = (wanted: (name: string, of: JsonSchema) => boolean) =>
    Object.fromEntries(
      properties
        .filter(([name, of]) => required.includes(name) || wanted(name, of))
        .map(([name, of]) => [name, valueOf(of, name, named)] as const)
        .filter(([, value]) => value !== undefined),
    )
  const candidates = [
    pick(() => true),
    flipped(pick(() => true)),
    pick((name, of) => isText(of) && named(name) === undefined),
    pick(() => false),
  ].map(candidate => withoutRefused(schema, candidate, required))
  return candidates.filter(candidate => candidate !== undefined)
}

const flipped = (of: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, value === true ? false : value]))

const isText = (of: JsonSchema): boolean =>
  (of.type === 'string' && !of.format && !of.enum) || (of.anyOf ?? []).some(isText)

function withoutRefused(schema: z.ZodType, candidate: Record<string, unknown>, required: readonly string[]) {
  const left = { ...candidate }
  for (;;) {
    const checked = z.safeDecode(schema, left)
    if (checked.success) return left
    const name = checked.error.issues
      .map(({ path }) => String(path[0]))
      .find(it => it in left && !required.includes(it))
    if (name === undefined) return undefined
    delete left[name]
  }
}

function valueOf(of: JsonSchema, name: string, named: Naming): unknown {
  const given = named(name)
  if (given !== undefined) return given
  if (/Ids?$/.test(name)) return undefined
  if (of.default !== undefined) return of.default
  if (of.const !== undefined) return of.const
  // Not the first, which often is what already is so.
  if (of.enum) return of.enum[1] ?? of.enum[0]
  const [choice] = of.anyOf?.filter(({ type }) => type !== 'null') ?? []
  if (choice) return valueOf(choice, name, named)
  switch (of.type) {
    case 'string':
      return 'Sampled text, as the schema lets it'.padEnd(of.minLength ?? 0, '.')
    case 'integer':
    case 'number':
      return Math.max(of.minimum ?? 0, 1)
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: Math.max(of.minItems ?? 0, 1) }, () => valueOf(of.items ?? {}, name, named))
    case 'object':
      return Object.fromEntries(
        Object.entries(of.properties ?? {}).flatMap(([key, inner]) => {
          const value = valueOf(inner, key, named)
          return value === undefined ? [] : [[key, value] as const]
        }),
      )
    default:
      return 'anything'
  }
}
