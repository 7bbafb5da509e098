import fc from 'fast-check'
import { z } from 'zod'

/** The part of JSON Schema that contracts use. */
export interface JsonSchema {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  minLength?: number
  maxLength?: number
  maxItems?: number
  minimum?: number
  maximum?: number
}

/** Ids that exist, by the name of the property they stand in. */
export type Ids = (name: string) => readonly string[]

/** What a schema takes, as the published document has it. */
export const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema

const days = [
  '2026-11-20',
  '2026-11-23',
  '2026-11-24',
  '2026-12-30',
  '2028-02-29',
  '2027-02-29',
  '1900-01-01',
]
const letter = fc.oneof(
  {
    weight: 99,
    arbitrary: fc.constantFrom('а', 'Ё', 'z', ' ', '’', '中', '🎒', 'ﷺ', "'", '"', '<', '%', '\\'),
  },
  { weight: 1, arbitrary: fc.constant('\n') },
)

/** Values that the schema takes, more or less: refinements are for the API to know. */
export function valueOf(schema: JsonSchema, name: string, ids: Ids): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(choice => valueOf(choice, name, ids)))
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'number':
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 1000, 1_000_000) })
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, name, ids), {
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      })
    case 'object':
      return objectOf(schema, ids)
    case 'string':
      return textOf(schema, name, ids)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema, ids: Ids): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valueOf(schema, name, ids)]),
  )
  return fc.record(fields, { requiredKeys: required.filter(name => name in fields) })
}

function textOf({ format, minLength = 0, maxLength = 30 }: JsonSchema, name: string, ids: Ids) {
  if (format === 'uuid' || /Ids?$/.test(name))
    return fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...ids(name)) },
      { weight: 1, arbitrary: fc.uuid() },
    )
  if (format === 'date') return fc.constantFrom(...days)
  if (format === 'date-time') return fc.constant('2026-11-23T03:00:00.000Z')
  return fc.string({ unit: letter, minLength: Math.max(minLength, 1), maxLength: Math.min(maxLength, 40) })
}
