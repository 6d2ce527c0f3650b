import type { LanguageModelV3Message, LanguageModelV3ToolResultPart } from '@ai-sdk/provider'
import type { ToolCall } from '../chats/chat.entity.ts'
import { toModelParts } from '../providers/content.ts'
import type { ProviderType } from '../providers/models.ts'

/** A row of the conversation, as far as models are concerned. */
export interface HistoryRow {
  role: string
  content: string | null
  toolCalls: ToolCall[] | null
  toolCallId: string | null
  name: string | null
}

/** Characters of a tool's result that a model is given. */
const MAX_INLINE_CHARACTERS = 10_000
/** How the result of a function that asks for input begins. */
const PAUSED = '{"status":"awaiting_input"'
/** An older result this short costs less than a reference to it. */
const SHORT_RESULT = 200

export interface ModelHistory {
  messages: LanguageModelV3Message[]
  /** Texts of system rows: providers take them only at the start. */
  system: string[]
  /** Some result was left out or cut: `retrieve_tool_result` reads it. */
  shortened: boolean
  /** Some function asked for input: `continue_execution` gives it. */
  paused: boolean
}

/**
 * The conversation as a model is given it. Calls without a result, from a turn that was cut short, get one that says so; results
 * without a call are left out. Only the newest results are whole.
 * @param maxInline number of results that stay inline; those of the latest calls always do
 */
export function toModelHistory(rows: HistoryRow[], provider: ProviderType, maxInline: number): ModelHistory {
  const history: ModelHistory = { messages: [], system: [], shortened: false, paused: rows.some(isPaused) }
  const lastCalls = rows.findLastIndex((row) => row.toolCalls?.length)
  const results = rows.flatMap((row, i) => (row.role === 'tool' ? [i] : []))
  const inline = new Set([...results.slice(-maxInline), ...results.filter((i) => i > lastCalls)])

  rows.forEach((row, i) => {
    if (row.role === 'system' && row.content) history.system.push(row.content)
    if (row.role === 'user') history.messages.push({ role: 'user', content: toModelParts(row.content ?? '', provider) })
    if (row.role === 'assistant') history.messages.push(...assistantMessages(rows, i, inline, history))
  })
  return history
}

const isPaused = ({ role, content }: HistoryRow) => role === 'tool' && content?.startsWith(PAUSED) === true

function assistantMessages(rows: HistoryRow[], index: number, inline: Set<number>, history: ModelHistory): LanguageModelV3Message[] {
  const row = rows[index]!
  const calls = row.toolCalls ?? []
  if (calls.length === 0) return row.content ? [{ role: 'assistant', content: [{ type: 'text', text: row.content }] }] : []
  const content = [
    ...(row.content ? [{ type: 'text' as const, text: row.content }] : []),
    ...calls.map((call) => ({
      type: 'tool-call' as const,
      toolCallId: call.id,
      toolName: call.function.name,
      input: parsedArguments(call) ?? {},
    })),
  ]
  const results = calls.map((call): LanguageModelV3ToolResultPart => {
    const found = rows.findIndex((other, i) => i > index && other.role === 'tool' && other.toolCallId === call.id)
    const whole = found < 0 ? JSON.stringify({ error: 'This call was interrupted: there is no result.' }) : (rows[found]!.content ?? '')
    const value = inline.has(found) ? cut(whole, call.id) : reference(whole, call.id)
    if (value !== whole) history.shortened = true
    return { type: 'tool-result', toolCallId: call.id, toolName: call.function.name, output: { type: 'text', value } }
  })
  return [
    { role: 'assistant', content },
    { role: 'tool', content: results },
  ]
}

const cut = (text: string, id: string) =>
  text.length <= MAX_INLINE_CHARACTERS
    ? text
    : `${text.slice(0, MAX_INLINE_CHARACTERS)}\n[Cut after ${MAX_INLINE_CHARACTERS} of ${text.length} characters. retrieve_tool_result with tool_call_id "${id}" reads on.]`

const reference = (text: string, id: string) =>
  text.length <= SHORT_RESULT
    ? text
    : `[An earlier result of ${text.length} characters. retrieve_tool_result with tool_call_id "${id}" reads it.]`

/** A call's arguments, or null where the model did not write a JSON object. No arguments at all are `{}`. */
export function parsedArguments(call: ToolCall): Record<string, unknown> | null {
  const text = call.function.arguments.trim()
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
