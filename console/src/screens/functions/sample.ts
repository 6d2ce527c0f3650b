import type { JsonSchema } from '../../ui/SchemaForm.tsx'

const OF_TYPE: Record<string, unknown> = { string: '', number: 0, integer: 0, boolean: false, array: [] }

/** A value of a schema with what is required: a beginning, to be filled in. */
export function sampleOf(schema: JsonSchema): Record<string, unknown> {
  const entries = (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})])
  return Object.fromEntries(entries)
}

function exampleOf(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  return type === 'object' ? sampleOf(schema) : (OF_TYPE[type ?? ''] ?? null)
}
