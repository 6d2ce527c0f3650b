import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import { Ajv2020 } from 'ajv/dist/2020.js'

export type JsonSchema = Record<string, unknown>

/** A tool as its server last described it. */
export interface ListedTool {
  name: string
  title?: string
  description: string
  inputSchema: JsonSchema
  outputSchema?: JsonSchema
  /** The server says that it changes nothing. */
  readOnly: boolean
}

const MAX_DESCRIPTION = 4_000
const MAX_SCHEMA_BYTES = 64 * 1024

// A pattern of a stranger can take years to match: patterns are not evaluated, nor are formats.
const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  addUsedSchema: false,
  code: { regExp: Object.assign(() => ({ test: () => true }), { code: '() => ({ test: () => true })' }) },
})

/** @returns null where what the server says of the tool would only break the model that it is offered to */
export function listedTool(tool: Tool): ListedTool | null {
  const inputSchema = soundSchema(tool.inputSchema)
  if (!inputSchema) return null
  const outputSchema = tool.outputSchema && soundSchema(tool.outputSchema)
  return storable({
    name: tool.name,
    ...(tool.title && { title: tool.title }),
    description: (tool.description ?? '').slice(0, MAX_DESCRIPTION),
    inputSchema,
    ...(outputSchema && { outputSchema }),
    readOnly: tool.annotations?.readOnlyHint === true,
  })
}

/** Which draft it says it is written in makes no difference to what is asked of it here. */
function soundSchema({ $schema: _, ...schema }: JsonSchema): JsonSchema | null {
  if (Buffer.byteLength(JSON.stringify(schema)) > MAX_SCHEMA_BYTES) return null
  return ajv.validateSchema(schema) ? schema : null
}

/** @returns what is wrong with a result, or null */
export function outputFault(tool: ListedTool, structuredContent: unknown): string | null {
  if (!tool.outputSchema) return null
  if (structuredContent === undefined) return 'there is no structured content'
  const validate = ajv.compile(tool.outputSchema)
  const fits = validate(structuredContent)
  ajv.removeSchema(tool.outputSchema)
  return fits ? null : ajv.errorsText(validate.errors, { dataVar: 'result' })
}

/** PostgreSQL keeps neither NUL nor half of a surrogate pair. */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '') as Value
  if (Array.isArray(value)) return value.map(storable) as Value
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)])) as Value
}
