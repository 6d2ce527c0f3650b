import type { JsonSchema } from '../../ui/SchemaForm.tsx'

const FORMATS: [format: string, pattern: RegExp][] = [
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['uri', /^https?:\/\//],
]

/** A JSON Schema that a value fits: what a person would begin with. What all objects of a list have is required of each. */
export function schemaOf(value: unknown): JsonSchema {
  if (value === null) return {}
  if (Array.isArray(value)) return value.length === 0 ? { type: 'array' } : { type: 'array', items: value.map(schemaOf).reduce(joined) }
  if (typeof value === 'object') {
    const names = Object.keys(value)
    const properties = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, schemaOf(each)]))
    return { type: 'object', properties, ...(names.length > 0 && { required: names }) }
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' }
  if (typeof value === 'boolean') return { type: 'boolean' }
  const [format] = FORMATS.find(([, pattern]) => pattern.test(String(value))) ?? []
  return { type: 'string', ...(format && { format }) }
}

/** What fits both. */
function joined(a: JsonSchema, b: JsonSchema): JsonSchema {
  if (isNumber(a) && isNumber(b)) return a.type === b.type ? a : { type: 'number' }
  if (a.type !== b.type) return {}
  if (a.type === 'object') return joinedObjects(a, b)
  if (a.type === 'array' && a.items && b.items) return { type: 'array', items: joined(a.items, b.items) }
  return a.format === b.format ? a : { type: a.type! }
}

function joinedObjects(a: JsonSchema, b: JsonSchema): JsonSchema {
  const properties = { ...a.properties }
  for (const [name, schema] of Object.entries(b.properties ?? {})) {
    const known = properties[name]
    properties[name] = known ? joined(known, schema) : schema
  }
  const required = (a.required ?? []).filter((name) => b.required?.includes(name))
  return { type: 'object', properties, ...(required.length > 0 && { required }) }
}

const isNumber = ({ type }: JsonSchema) => type === 'integer' || type === 'number'
