import type { LanguageModelV3CallOptions } from '@ai-sdk/provider'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { AgentSettings } from './load-chat.ts'

type Schema = Record<string, unknown>

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false })
const validators = new Map<string, ValidateFunction>()

/** Does the agent ask for structured output? */
export function isStructured(schema: Schema): boolean {
  return Object.keys((schema.properties as object | undefined) ?? {}).length > 0
}

/** What providers are asked for, where they know how to hold to a schema. */
export function responseFormat(agent: AgentSettings): Pick<LanguageModelV3CallOptions, 'responseFormat'> {
  if (!isStructured(agent.outputSchema)) return {}
  const name = `${agent.name.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}_response`.slice(-64)
  return { responseFormat: { type: 'json', name, schema: { ...agent.outputSchema, additionalProperties: false } } }
}

/** What is wrong with an answer, in a sentence; null where nothing is. */
export function outputFault(schema: Schema, text: string): string | null {
  if (!isStructured(schema)) return null
  const value = parseJson(text)
  if (value === undefined) return 'it is not JSON'
  const validate = validatorOf(schema)
  return validate(value) ? null : ajv.errorsText(validate.errors, { dataVar: 'answer' })
}

/** Models like to wrap JSON in a fence. */
function parseJson(text: string): unknown {
  const bare = /^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$/s.exec(text)?.[1] ?? text
  try {
    return JSON.parse(bare)
  } catch {
    return undefined
  }
}

/** @throws where the schema itself is not valid: agents are saved only with valid ones */
export function validatorOf(schema: Schema): ValidateFunction {
  const key = JSON.stringify(schema)
  const known = validators.get(key)
  if (known) return known
  if (validators.size >= 500) validators.clear()
  // Two agents may use the same `$id`.
  const { $id: _, ...anonymous } = schema
  const validate = ajv.compile(anonymous)
  validators.set(key, validate)
  return validate
}
