import { JsonMeter, readJson } from '../../../schema/bounded/json.ts'
import type { JsonSchema } from '../functions/function.entity.ts'

/** Characters of a text that is read as something else: longer ones stay as they are. */
const MAX_CHARACTERS = 1_000_000

/**
 * Reads top-level properties that came as text (from a query string, a form, a model) as what the schema says they are:
 * numbers and integers, booleans, and arrays and objects as JSON. What can't be read stays as it is, for the schema to refuse.
 */
export function coerceInput(input: unknown, schema: JsonSchema): unknown {
  const properties = schema.properties
  if (!isRecord(input) || !isRecord(properties)) return input
  const coerced: Record<string, unknown> = { ...input }
  const meter = new JsonMeter()
  for (const [name, property] of Object.entries(properties)) {
    if (Object.hasOwn(coerced, name) && isRecord(property)) coerced[name] = coerce(coerced[name], property.type, meter)
  }
  return coerced
}

function coerce(value: unknown, type: unknown, meter: JsonMeter): unknown {
  if (typeof value === 'string' && value.length > MAX_CHARACTERS) return value
  switch (type) {
    case 'integer':
      return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value
    case 'number':
      return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value
    case 'boolean':
      return typeof value === 'string' ? /^(true|1|yes)$/i.test(value.trim()) : Boolean(value)
    case 'array':
    case 'object':
      return typeof value === 'string' ? parsed(value, meter) : value
    default:
      return value
  }
}

function parsed(text: string, meter: JsonMeter): unknown {
  try {
    return readJson(text, meter)
  } catch {
    return text
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
