import type { LanguageModelV3CallOptions } from '@ai-sdk/provider'
import { readJson } from '../../../schema/bounded/json.ts'
import { type JsonSchema, validatorOf } from '../../../schema/bounded/json-schema.ts'
import type { AgentSettings } from './load-chat.ts'

/** Does the agent ask for structured output? */
export function isStructured(schema: JsonSchema): boolean {
  return Object.keys((schema.properties as object | undefined) ?? {}).length > 0
}

/** The response format for providers that can follow a schema. */
export function responseFormat(agent: AgentSettings): Pick<LanguageModelV3CallOptions, 'responseFormat'> {
  if (!isStructured(agent.outputSchema)) return {}
  const name = `${agent.name.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}_response`.slice(-64)
  return { responseFormat: { type: 'json', name, schema: { ...agent.outputSchema, additionalProperties: false } } }
}

/** The fault of an answer, in a sentence; null where there is none. */
export async function outputFault(schema: JsonSchema, text: string): Promise<string | null> {
  if (!isStructured(schema)) return null
  const value = parseJson(text)
  if (value === undefined) return 'it is not JSON'
  return validatorOf(schema, { ignoresFormats: true }).check(value, 'answer')
}

/** Models like to wrap JSON in a fence. */
function parseJson(text: string): unknown {
  try {
    return readJson(withoutFence(text.trim()))
  } catch {
    return undefined
  }
}

function withoutFence(text: string): string {
  const firstLine = text.indexOf('\n')
  const lastLine = text.lastIndexOf('\n')
  const isFenced = lastLine > firstLine && /^```(json)?\s*$/.test(text.slice(0, firstLine)) && text.slice(lastLine + 1).trim() === '```'
  return isFenced ? text.slice(firstLine, lastLine) : text
}
